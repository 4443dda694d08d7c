// SPDX-License-Identifier: Apache-2.0
internal import Glibc
package import Storage

/// A file that is read piece by piece, never through a link.
package final class FolderSource: DocumentSource {
    /// Bytes of one piece: as many as a client sends at once.
    private static let piece = 64 << 10

    private let path: String
    private let descriptor: Int32

    /// Opens the file; nil when it is not there.
    ///
    /// - Parameter fromDisk: whether what the machine remembers of it is dropped first.
    package init?(path: String, fromDisk: Bool = false) throws(StoreError) {
        self.path = path
        self.descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard self.descriptor < 0 else {
            if fromDisk { posix_fadvise(self.descriptor, 0, 0, POSIX_FADV_DONTNEED) }
            return
        }
        let code = errno
        guard code != ENOENT, code != ENOTDIR else { return nil }
        throw FileFault.error("open", path: path, code: code)
    }

    deinit {
        if self.descriptor >= 0 { close(self.descriptor) }
    }

    package func next() throws -> [UInt8]? {
        var result = 0
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: FolderSource.piece) { buffer, filled in
            repeat {
                result = read(self.descriptor, buffer.baseAddress, buffer.count)
                code = errno
            } while result < 0 && code == EINTR
            filled = max(0, result)
        }
        guard result >= 0 else { throw FileFault.error("read", path: self.path, code: code) }
        return bytes.isEmpty ? nil : bytes
    }
}
