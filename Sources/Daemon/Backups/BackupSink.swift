// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import FileStore
internal import Foundation
internal import Storage

/// Takes the content of a backup, file by file.
protocol BackupSink: AnyObject {
    /// Adds a file under a path within the backup.
    ///
    /// - Returns: the SHA-256 of what was added and its bytes; nil when the file was gone.
    func add(_ path: String, from source: String) throws -> (hash: String, bytes: Int64)?

    /// Files that are an earlier backup's too, and were read from the disk.
    var linked: Set<String> { get }

    /// Ends the content.
    ///
    /// - Returns: the hashes of the files that now lie in the backup's folder.
    func finish() throws -> [String: String]
}

/// Content as the files it is.
///
/// A document that an earlier backup beside this one holds is linked, not copied: nothing of a backup is
/// ever written again, and each is read whole before it is believed.
final class PlainSink: BackupSink {
    private let folder: String
    private let earlier: String?
    private(set) var linked: Set<String> = []
    private var hashes: [String: String] = [:]
    private var folders: Set<String> = []

    init(into folder: String, earlier: String?) {
        self.folder = folder
        self.earlier = earlier
    }

    func add(_ path: String, from source: String) throws -> (hash: String, bytes: Int64)? {
        let target = "\(self.folder)/\(path)"
        let parent = (target as NSString).deletingLastPathComponent
        if self.folders.insert(parent).inserted { try Files.make(folder: parent) }
        guard let added = try self.link(path, target) ?? PlainSink.copy(source, to: target)
        else { return nil }
        self.hashes[path] = added.hash
        return added
    }

    func finish() -> [String: String] { self.hashes }

    /// Links a document that is named by its content and is what its name says.
    private func link(_ path: String, _ target: String) throws -> (hash: String, bytes: Int64)? {
        guard let earlier, path.hasPrefix(BackupParts.documents) else { return nil }
        let name = (path as NSString).lastPathComponent
        guard Glibc.link("\(earlier)/\(path)", target) == 0 else { return nil }
        if try Files.hash(target, fromDisk: true) == name {
            self.linked.insert(path)
            return (name, try Files.size(target))
        }
        try Files.remove(target)
        return nil
    }

    static func copy(_ source: String, to target: String) throws -> (hash: String, bytes: Int64)? {
        guard try Files.kind(source) == S_IFREG else {
            if try Files.kind(source) == nil { return nil }
            throw BackupError("\(source) is no file")
        }
        var hasher = SHA256()
        var bytes: Int64 = 0
        let file = try DurableFile(creating: target, mode: Files.fileMode)
        let isThere = try Files.read(source) { piece in
            hasher.update(data: piece)
            bytes += Int64(piece.count)
            try file.write(piece)
        }
        guard isThere else {
            try Files.remove(target)
            return nil
        }
        return (Chain.hex(Array(hasher.finalize())), bytes)
    }
}

/// The paths within a backup.
enum BackupParts {
    static let database = "cases.sqlite"
    static let documents = "documents/"
    static let spool = "spool/"
    /// All of it, sealed.
    static let sealed = "content.sealed"
}
