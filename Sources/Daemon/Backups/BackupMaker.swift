// SPDX-License-Identifier: Apache-2.0
internal import Casework
internal import FileStore
internal import Foundation
internal import Storage
internal import StorageSQLite
package import WorkCalendar

/// Makes backups of a data folder, also while a daemon works on it.
///
/// The database is copied as it is at one moment, then the documents: a document is on the disk before the
/// database names it and is never changed, so the copy has every one that the copied database names. The chain
/// and the tables are gone through on the copy. A backup gets its name when all of it is on the disk and has
/// been read again.
package struct BackupMaker {
    private let data: DataPaths
    private let version: String

    /// Makes backups of a folder.
    ///
    /// - Parameter version: the program's, for the manifest.
    package init(of data: DataPaths, version: String) {
        self.data = data
        self.version = version
    }

    /// Makes one below a folder.
    ///
    /// - Parameters:
    ///   - now: the moment that its name and its manifest tell.
    ///   - key: the file with the public key to seal it to.
    /// - Throws: ``BackupError`` or ``StoreError``; what was begun is removed the next time.
    package func make(in destination: String, at now: Instant, key: String?) async throws -> Backup
    {
        guard try Files.kind(self.data.database) == S_IFREG else {
            throw BackupError(
                "\(self.data.root) holds no database of cased", mend: .nameDataFolder)
        }
        let seal = try key.map(BackupKey.publicKey)
        let turn = try Turn(in: destination)
        defer { turn.end() }
        let earlier = try Backup.all(in: destination).last { !$0.manifest.isSealed }
        let name = try self.freeName(in: destination, at: now)
        let folder = "\(destination)/\(Backup.incomplete)\(name)"
        try Files.make(folder: folder)
        let sink: any BackupSink =
            try seal.map { try SealingSink(into: folder, key: $0) }
            ?? PlainSink(into: folder, earlier: earlier?.path)
        var manifest = BackupManifest(version: self.version, madeAt: now)
        manifest.isSealed = seal != nil
        let named = try await self.addDatabase(to: sink, in: folder, &manifest)
        try self.addDocuments(to: sink, named, &manifest)
        try self.addSpool(to: sink, &manifest)
        try self.close(sink, in: folder, manifest)
        return try Backup.finish(folder, read: sink.linked, as: name, in: destination)
    }

    /// Copies the database and goes through the copy.
    ///
    /// - Returns: the documents on file.
    private func addDatabase(
        to sink: any BackupSink, in folder: String, _ manifest: inout BackupManifest
    ) async throws -> [String: String] {
        // Before it is sealed it is open to read: then it stays on the data's own disk.
        let turn = try manifest.isSealed ? Turn(in: self.data.copying) : nil
        let place =
            "\(manifest.isSealed ? self.data.copying : folder)/\(Backup.incomplete)database"
        try Files.make(folder: place)
        if manifest.isSealed { Owner(ofData: self.data.root).give(self.data.copying) }
        defer {
            try? Files.remove(place)
            turn?.end()
        }
        let copy = "\(place)/\(BackupParts.database)"
        try SQLiteStore.copy(self.data.database, to: copy)
        let proof = try await FolderProof.of(database: copy, documents: nil)
        let check = proof.check
        manifest.lines = check.lines
        manifest.head = Chain.hex(check.head.hash)
        manifest.recordedAt = try SQLiteStore.line(of: copy)?.recordedAt
        (manifest.reads, manifest.readsHead) = (check.reads.sequence, Chain.hex(check.reads.hash))
        manifest.faults += proof.problems
        guard let added = try sink.add(BackupParts.database, from: copy) else {
            throw BackupError("\(copy) is gone while it was being backed up")
        }
        manifest.bytes += added.bytes
        return proof.named
    }

    private func addDocuments(
        to sink: any BackupSink, _ named: [String: String], _ manifest: inout BackupManifest
    ) throws {
        let tree = try Files.tree(self.data.documents, leaving: ["incoming"])
        var there: Set<String> = []
        for path in tree.files {
            let source = "\(self.data.documents)/\(path)"
            guard let added = try sink.add(BackupParts.documents + path, from: source) else {
                continue
            }
            let name = (path as NSString).lastPathComponent
            there.insert(name)
            manifest.documents += 1
            manifest.bytes += added.bytes
            if added.hash != name {
                manifest.faults.append("\(named[name] ?? "documents"): \(name) was changed")
            }
        }
        manifest.faults += tree.others.map { "documents/\($0) is no file" }
        manifest.faults += named.filter { !there.contains($0.key) }
            .map { "\($0.value): \($0.key) is missing" }.sorted()
    }

    /// Messages that nobody has fetched; one that is fetched meanwhile is not missed.
    private func addSpool(to sink: any BackupSink, _ manifest: inout BackupManifest) throws {
        let tree = try Files.tree(self.data.spool, leaving: [".incoming"])
        for path in tree.files {
            let added = try sink.add(BackupParts.spool + path, from: "\(self.data.spool)/\(path)")
            manifest.bytes += added?.bytes ?? 0
        }
    }

    /// Writes manifest and sums.
    private func close(
        _ sink: any BackupSink, in folder: String, _ manifest: BackupManifest
    ) throws {
        let path = "\(folder)/\(BackupManifest.name)"
        var manifest = manifest
        let more = manifest.faults.count - BackupLimits.faultsKept
        if more > 0 {
            manifest.faults = manifest.faults.prefix(BackupLimits.faultsKept) + ["and \(more) more"]
        }
        try DurableFile.write(Array(try manifest.text.utf8), to: path, mode: Files.fileMode)
        var sums = FileSums()
        if manifest.isSealed { _ = try sink.add(BackupManifest.name, from: path) }
        sums.hashes = try sink.finish()
        sums.hashes[BackupManifest.name] = try Files.hash(path)
        try DurableFile.write(
            Array(sums.text.utf8), to: "\(folder)/\(FileSums.name)", mode: Files.fileMode)
    }

    /// A name that nothing has: two backups of one second are told apart.
    private func freeName(in destination: String, at now: Instant) throws -> String {
        let name = Backup.name(at: now)
        for number in 1...BackupLimits.ofOneSecond {
            let tried = number == 1 ? name : "\(name)-\(number)"
            if try Files.kind("\(destination)/\(tried)") == nil { return tried }
        }
        throw BackupError("\(destination) has too many backups of this second; try again")
    }
}

/// The limits of backups, each with its reason.
enum BackupLimits {
    /// Faults that a manifest keeps: who sees so many looks at the folder itself.
    static let faultsKept = 100
    /// Backups of one second, which only a loop makes.
    static let ofOneSecond = 100
}

/// One at a time makes backups in a folder, which is made when it is not there: holds a lock, and removes what an
/// earlier one left half made.
private final class Turn {
    private let descriptor: Int32

    init(in folder: String) throws {
        try Files.make(folder: folder)
        let path = "\(folder)/.lock"
        self.descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, Files.fileMode)
        guard self.descriptor >= 0 else { throw Files.error("read", path, errno) }
        guard flock(self.descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(self.descriptor)
            throw BackupError("another backup is being made in \(folder); wait for it")
        }
        Owner(of: folder).give(path)
        for name in try Files.names(folder) where name.hasPrefix(Backup.incomplete) {
            try Files.remove("\(folder)/\(name)")
        }
    }

    func end() { close(self.descriptor) }
}
