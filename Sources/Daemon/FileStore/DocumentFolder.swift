// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Foundation
package import Storage
internal import Synchronization

/// Documents as files below a folder: `ab/abcdef…`, written aside, fsynced, then renamed.
package final class DocumentFolder: DocumentStore {
    private let root: String

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
        try FolderSink(root: self.root)
    }

    package func open(_ sha256: String) throws -> (any DocumentSource)? {
        guard sha256.utf8.count == 64, sha256.utf8.allSatisfy({ $0 != 47 && $0 != 46 }) else {
            return nil
        }
        return try FolderSource(path: FolderSink.path(self.root, sha256))
    }

    /// What is wrong with a document; nil when its content is there and has its name's hash.
    package func fault(_ sha256: String) throws -> String? {
        guard let source = try self.open(sha256) else { return "\(sha256) is missing" }
        var hasher = SHA256()
        while let piece = try source.next() { hasher.update(data: piece) }
        return Chain.hex(hasher.finalize()) == sha256 ? nil : "\(sha256) was changed"
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

    init(root: String) throws {
        self.root = root
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
        let target = FolderSink.path(self.root, digest)
        let folder = (target as NSString).deletingLastPathComponent
        try FileFault.told(folder) {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        }
        try DurableFile.move(self.temporary, to: target)
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

    static func path(_ root: String, _ digest: String) -> String {
        "\(root)/\(digest.prefix(2))/\(digest)"
    }
}
