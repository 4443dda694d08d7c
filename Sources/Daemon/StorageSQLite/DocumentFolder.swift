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
            // What an earlier run left half written belongs to nobody.
            for name in try FileManager.default.contentsOfDirectory(atPath: path + "/incoming") {
                try FileManager.default.removeItem(atPath: path + "/incoming/" + name)
            }
        }
    }

    package func begin() throws -> any DocumentSink {
        try FolderSink(root: self.root)
    }

    package func content(_ sha256: String) throws -> [UInt8]? {
        guard sha256.utf8.count == 64, sha256.utf8.allSatisfy({ $0 != 47 && $0 != 46 }) else {
            return nil
        }
        return FileManager.default.contents(atPath: FolderSink.path(self.root, sha256)).map(
            Array.init)
    }

    /// What is wrong with a document; nil when its content is there and has its name's hash.
    package func fault(_ sha256: String) throws -> String? {
        guard let content = try self.content(sha256) else { return "\(sha256) is missing" }
        let digest = Chain.hex(Array(SHA256.hash(data: content)))
        return digest == sha256 ? nil : "\(sha256) was changed"
    }
}

private final class FolderSink: DocumentSink {
    private struct State {
        var hasher = SHA256()
        var size: Int64 = 0
        var descriptor: Int32
    }

    private let root: String
    private let temporary: String
    private let state: Mutex<State>

    init(root: String) throws {
        self.root = root
        self.temporary = root + "/incoming/" + UUID().uuidString
        let descriptor = open(self.temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FolderSink.failure("open") }
        self.state = Mutex(State(descriptor: descriptor))
    }

    deinit {
        self.abandon()
    }

    func write(_ bytes: [UInt8]) throws {
        try self.state.withLock { state in
            state.hasher.update(data: bytes)
            state.size += Int64(bytes.count)
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes {
                    Foundation.write(state.descriptor, $0.baseAddress, $0.count)
                }
                if written < 0, errno == EINTR { continue }
                guard written > 0 else { throw FolderSink.failure("write") }
                rest = rest.dropFirst(written)
            }
        }
    }

    func finish() throws -> (sha256: String, size: Int64) {
        let (digest, size) = try self.state.withLock { state in
            guard fsync(state.descriptor) == 0 else { throw FolderSink.failure("fsync") }
            close(state.descriptor)
            state.descriptor = -1
            return (Chain.hex(Array(state.hasher.finalize())), state.size)
        }
        let target = FolderSink.path(self.root, digest)
        let folder = (target as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        guard rename(self.temporary, target) == 0 else { throw FolderSink.failure("rename") }
        try FolderSink.syncFolder(folder)
        try FolderSink.syncFolder(self.root)
        return (digest, size)
    }

    func abandon() {
        self.state.withLock { state in
            guard state.descriptor >= 0 else { return }
            close(state.descriptor)
            state.descriptor = -1
            unlink(self.temporary)
        }
    }

    static func path(_ root: String, _ digest: String) -> String {
        "\(root)/\(digest.prefix(2))/\(digest)"
    }

    private static func syncFolder(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FolderSink.failure("open") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FolderSink.failure("fsync") }
    }

    private static func failure(_ call: String) -> StoreError {
        errno == ENOSPC || errno == EDQUOT
            ? .full : .unusable("\(call) of a document failed: \(String(cString: strerror(errno)))")
    }
}
