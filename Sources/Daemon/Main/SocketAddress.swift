// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// The address of a Unix socket: a path, or `@name` for one without a file (unix(7)).
struct SocketAddress {
    /// The longest path a Unix socket can have (`sun_path` less its NUL).
    static let longestPath = 107

    private let bytes: [UInt8]

    /// Nil when the path is too long, or empty.
    init?(_ path: String) {
        guard (1...SocketAddress.longestPath).contains(path.utf8.count) else { return nil }
        var bytes = Array(path.utf8)
        // An abstract address begins with NUL and ends with its last byte; a path ends with NUL.
        if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 } else { bytes.append(0) }
        self.bytes = bytes
    }

    /// Runs a system call that takes the address; what it returns is returned.
    func call(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Int) -> Int {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: self.bytes) }
        let size = socklen_t(MemoryLayout<sa_family_t>.size + self.bytes.count)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
        }
    }
}
