// SPDX-License-Identifier: Apache-2.0
internal import FileStore
internal import Foundation
internal import Storage
internal import WorkCalendar

/// A finished backup: a folder with a manifest, its content, and a list of hashes of both.
package struct Backup: Sendable {
    /// Its folder.
    package let path: String
    /// What it says of itself.
    package let manifest: BackupManifest

    /// Its name, `cased-20260102T020000Z`.
    package var name: String { (self.path as NSString).lastPathComponent }

    /// The backup in a folder.
    ///
    /// - Throws: ``BackupError`` when there is none.
    package init(_ path: String) throws {
        let whole = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.path = whole
        self.manifest = try BackupManifest(of: whole)
    }

    /// Whether a folder is a backup, or says that it is one.
    package static func isOne(_ path: String) -> Bool {
        [BackupManifest.name, FileSums.name].contains { name in
            (try? Files.kind("\(path)/\(name)")).flatMap { $0 } != nil
        }
    }

    /// The backups that lie in a folder, oldest first; what is no backup is left alone.
    package static func all(in folder: String) throws -> [Backup] {
        try Files.names(folder)
            .filter { $0.hasPrefix(Backup.prefix) && Backup.moment(of: $0) != nil }
            .sorted()
            .compactMap { try? Backup("\(folder)/\($0)") }
    }

    /// Makes a second one below another folder, and reads it again.
    ///
    /// - Throws: ``BackupError`` when it cannot be written, or reads otherwise.
    package func copy(to destination: String) throws -> Backup {
        try Files.make(folder: destination)
        let folder = "\(destination)/\(Backup.incomplete)\(self.name)"
        try Files.remove(folder)
        let earlier = try Backup.all(in: destination).last { !$0.manifest.isSealed }
        let sink = PlainSink(into: folder, earlier: earlier?.path)
        for path in try Files.tree(self.path).files {
            _ = try sink.add(path, from: "\(self.path)/\(path)")
        }
        return try Backup.finish(folder, read: sink.linked, as: self.name, in: destination)
    }

    /// Gives a backup its name when all of it is on the disk and was read again.
    ///
    /// - Parameter read: files that were read from the disk already.
    static func finish(
        _ folder: String, read: Set<String>, as name: String, in destination: String
    ) throws -> Backup {
        try Files.sync(folder)
        let sums = try FileSums(of: folder)
        if let fault = try sums.faults(in: folder, fromDisk: true, except: read).first {
            throw BackupError(
                "\(folder) was written and reads otherwise: \(fault); look at this disk")
        }
        Owner(of: destination).give(folder)
        let path = "\(destination)/\(name)"
        try Files.move(folder, to: path)
        try DurableFile.sync(folder: destination)
        return try Backup(path)
    }

    /// Every byte against the list of hashes; nothing is opened.
    package func faults() throws -> [String] {
        try FileSums(of: self.path).faults(in: self.path)
    }

    /// The backup as a data folder would be, below an empty folder.
    ///
    /// - Parameters:
    ///   - key: the file with the secret key, for a sealed one.
    ///   - copying: whether documents are copied, not linked.
    /// - Throws: ``BackupError`` when it cannot be opened, or a file is not what the list says.
    func layDown(in folder: String, key: String?, copying: Bool) throws {
        try Files.make(folder: folder)
        let sums = try FileSums(of: self.path)
        guard sums.hashes[BackupManifest.name] != nil else {
            throw BackupError("\(self.path)/\(FileSums.name) does not list the manifest")
        }
        if self.manifest.isSealed {
            guard let key else {
                throw BackupError("\(self.path) is sealed", mend: .giveKey)
            }
            let faults = try sums.faults(in: self.path)
            if let fault = faults.first { throw BackupError("\(self.path): \(fault)") }
            try SealedContent("\(self.path)/\(BackupParts.sealed)", key: BackupKey.secretKey(key))
                .extract(into: folder)
            let inner = try BackupManifest(of: folder)
            guard inner == self.manifest else {
                throw BackupError("\(self.path): the manifest is not the one that was sealed")
            }
            try Files.remove("\(folder)/\(BackupManifest.name)")
            return
        }
        let sink = PlainSink(into: folder, earlier: copying ? nil : self.path)
        for (path, hash) in sums.hashes.sorted(by: { $0.key < $1.key })
        where path != BackupManifest.name {
            guard let added = try sink.add(path, from: "\(self.path)/\(path)") else {
                throw BackupError("\(self.path): \(path) is missing")
            }
            guard added.hash == hash else {
                throw BackupError("\(self.path): \(path) was changed")
            }
        }
    }

    // Names.

    static let prefix = "cased-"
    /// Before a backup is whole, and when it is being removed.
    static let incomplete = ".incomplete-"

    /// The name of a backup that is made at a moment, to the second, in UTC.
    static func name(at now: Instant) -> String {
        let text = now.description.prefix { $0 != "." }.filter { $0 != "-" && $0 != ":" }
        return "\(Backup.prefix)\(text)Z"
    }

    /// The moment that a name tells; nil for a name that is none.
    static func moment(of name: String) -> Instant? {
        let text = name.dropFirst(Backup.prefix.count).prefix(16)
        guard text.count == 16, text.last == "Z" else { return nil }
        func part(_ from: Int, _ count: Int) -> Substring { text.dropFirst(from).prefix(count) }
        return Instant(
            "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(9, 2)):\(part(11, 2)):\(part(13, 2))Z"
        )
    }
}
