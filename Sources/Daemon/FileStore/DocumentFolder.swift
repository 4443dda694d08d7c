// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Foundation
package import Storage
internal import Synchronization
package import WorkCalendar

/// Documents as files below a folder: `ab/abcdef…`, written aside, fsynced, then renamed.
package final class DocumentFolder: DocumentStore {
    private let root: String
    /// Held while a content is put into its place or taken out of it.
    private let places = Places()

    /// The folder; made when it is not there.
    package init(path: String) throws {
        self.root = path
        try FileFault.told(path) {
            try FileManager.default.createDirectory(
                atPath: path + "/incoming", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            try FileFault.requireFolder(path + "/incoming")
            // What an earlier run left half written belongs to nobody.
            for name in try FileManager.default.contentsOfDirectory(atPath: path + "/incoming") {
                try FileManager.default.removeItem(atPath: path + "/incoming/" + name)
            }
        }
    }

    /// A folder that is only read: nothing is made, and nothing is tidied.
    package init(reading path: String) {
        self.root = path
    }

    package func begin() throws -> any DocumentSink {
        try FolderSink(root: self.root, places: self.places)
    }

    package func open(_ sha256: String) throws -> (any DocumentSource)? {
        guard DocumentFolder.isHash(sha256) else { return nil }
        return try FolderSource(path: DocumentFolder.path(self.root, sha256))
    }

    package func contents(
        in part: Int
    ) throws -> (contents: [StoredContent], strangers: [String]) {
        let digits = Chain.hex([UInt8(part)])
        let folder = "\(self.root)/\(digits)"
        guard FileManager.default.fileExists(atPath: folder) else { return ([], []) }
        var (contents, strangers): ([StoredContent], [String]) = ([], [])
        for name in try FileFault.told(
            folder, { try FileManager.default.contentsOfDirectory(atPath: folder) })
        {
            var status = stat()
            let isPlain =
                lstat("\(folder)/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            guard isPlain, name.hasPrefix(digits), DocumentFolder.isHash(name) else {
                strangers.append("\(digits)/\(name)")
                continue
            }
            contents.append(
                StoredContent(
                    sha256: name, size: Int64(status.st_size), takenAt: status.modified))
        }
        return (contents, strangers)
    }

    package func remove(_ sha256: String, takenBefore moment: Instant) throws -> Bool {
        guard DocumentFolder.isHash(sha256) else { return false }
        let path = DocumentFolder.path(self.root, sha256)
        return try self.places.withLock {
            var status = stat()
            guard lstat(path, &status) == 0, status.modified < moment else { return false }
            guard unlink(path) == 0 else {
                throw FileFault.error("unlink", path: path, code: errno)
            }
            return true
        }
    }

    private static func isHash(_ name: String) -> Bool {
        name.utf8.count == 64
            && name.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    fileprivate static func path(_ root: String, _ digest: String) -> String {
        "\(root)/\(digest.prefix(2))/\(digest)"
    }
}

extension stat {
    /// When it was changed last.
    fileprivate var modified: Instant {
        Instant(
            milliseconds: Int64(self.st_mtim.tv_sec) * 1_000
                + Int64(self.st_mtim.tv_nsec) / 1_000_000)
    }
}

/// Keeps who puts a content into its place apart from who takes one out.
private final class Places: Sendable {
    private let lock = Mutex<Void>(())

    func withLock<R>(_ body: () throws -> R) rethrows -> R {
        try self.lock.withLock { _ in try body() }
    }
}

/// Content on its way into the folder.
private final class FolderSink: DocumentSink {
    private struct State: ~Copyable {
        var hasher = SHA256()
        var size: Int64 = 0
        var isEnded = false
        let file: DurableFile
    }

    private let root: String
    private let temporary: String
    private let state: Mutex<State>
    private let places: Places

    init(root: String, places: Places) throws {
        self.root = root
        self.places = places
        self.temporary = root + "/incoming/" + UUID().uuidString
        self.state = Mutex(
            State(file: try DurableFile(creating: self.temporary, mode: 0o600)))
    }

    deinit {
        self.abandon()
    }

    func write(_ bytes: [UInt8]) throws {
        try self.state.withLock { state in
            state.hasher.update(data: bytes)
            state.size += Int64(bytes.count)
            try state.file.write(bytes)
        }
    }

    func finish() throws -> (sha256: String, size: Int64) {
        let (digest, size) = try self.state.withLock { state in
            try state.file.sync()
            return (Chain.hex(Array(state.hasher.finalize())), state.size)
        }
        let target = DocumentFolder.path(self.root, digest)
        let folder = (target as NSString).deletingLastPathComponent
        try FileFault.told(folder) {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        }
        try self.places.withLock { try DurableFile.move(self.temporary, to: target) }
        self.state.withLock { $0.isEnded = true }
        try DurableFile.sync(folder: folder)
        try DurableFile.sync(folder: self.root)
        return (digest, size)
    }

    func abandon() {
        self.state.withLock { state in
            if !state.isEnded { unlink(self.temporary) }
            state.isEnded = true
        }
    }
}
