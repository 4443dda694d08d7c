// SPDX-License-Identifier: Apache-2.0
internal import CaseadmText
internal import ChainForm
internal import Crypto
internal import Glibc
internal import Synchronization

/// A file that is written aside, readable by its owner alone: it has its name only when it is whole.
package final class AsideFile: Sendable {
    private struct State {
        var hasher = SHA256()
        var size: Int64 = 0
        var isKept = false
    }

    /// Where it is written.
    package let path: String
    private let descriptor: Int32
    private let state = Mutex(State())

    /// A new file beside the one that it will be.
    package init(beside target: String) throws(Failure) {
        self.path = target + ".part-" + RequestID.fresh().prefix(8)
        self.descriptor = open(self.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard self.descriptor >= 0 else { throw .unwritable(self.path, errno) }
    }

    deinit {
        close(self.descriptor)
        if !self.state.withLock({ $0.isKept }) { unlink(self.path) }
    }

    /// Adds bytes.
    package func write(_ bytes: [UInt8]) throws(Failure) {
        self.state.withLock { state in
            state.hasher.update(data: bytes)
            state.size += Int64(bytes.count)
        }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.write(self.descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .unwritable(self.path, errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// The bytes written so far, and their SHA-256 in hex.
    package var written: (size: Int64, sha256: String) {
        self.state.withLock { ($0.size, Hex.text($0.hasher.finalize())) }
    }

    /// A file of these bytes.
    package static func write(
        _ bytes: [UInt8], to target: String, replacing: Bool
    ) throws(Failure) {
        guard replacing || !Folders.exists(target) else { throw .exists(target) }
        let file = try AsideFile(beside: target)
        try file.write(bytes)
        try file.keep(as: target, replacing: replacing)
    }

    /// Gives the file its name, once it is on the disk.
    ///
    /// - Parameter replacing: whether a file of this name may be replaced.
    package func keep(as target: String, replacing: Bool) throws(Failure) {
        guard fsync(self.descriptor) == 0 else { throw .unwritable(self.path, errno) }
        try Folders.rename(self.path, to: target, replacing: replacing)
        self.state.withLock { $0.isKept = true }
    }
}

extension Failure {
    /// A path that cannot be written.
    package static func unwritable(_ path: String, _ code: Int32) -> Failure {
        let reason = String(cString: strerror(code))
        return .failed(
            Text(zh: "无法写入 \(path):\(reason)", en: "cannot write \(path): \(reason)"))
    }

    /// A name that is taken.
    package static func exists(_ path: String) -> Failure {
        .failed(
            Text(
                zh: "\(path) 已经存在:请另取名称,或加 --force 替换。",
                en: "\(path) exists already: give another name, or replace it with --force"))
    }
}
