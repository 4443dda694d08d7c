// SPDX-License-Identifier: Apache-2.0
internal import CoreFoundation
internal import Glibc

/// systemd's journal in its own protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL): a datagram of fields
/// for each line.
final class JournalSocket: Sendable {
    private static let path = "/run/systemd/journal/socket"

    private let descriptor: Int32
    private let address: SocketAddress

    /// The journal, when it is what stands behind our standard error; nil when our lines go elsewhere.
    ///
    /// `JOURNAL_STREAM` names its device and inode.
    init?() {
        var status = stat()
        guard let stream = getenv("JOURNAL_STREAM").map({ String(cString: $0) }),
            fstat(STDERR_FILENO, &status) == 0,
            stream == "\(status.st_dev):\(status.st_ino)",
            let address = SocketAddress(JournalSocket.path)
        else { return nil }
        let kind =
            Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
            | Int32(SOCK_NONBLOCK.rawValue)
        self.descriptor = Glibc.socket(AF_UNIX, kind, 0)
        self.address = address
        guard self.descriptor >= 0 else { return nil }
    }

    deinit {
        close(self.descriptor)
    }

    /// Sends a line.
    ///
    /// - Returns: whether the journal took it; it does not while it restarts, or is full.
    func send(_ fields: [(name: String, value: String)]) -> Bool {
        let bytes = JournalSocket.bytes(of: fields)
        return self.address.call {
            sendto(self.descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, $1)
        } == bytes.count
    }

    /// `NAME=value` and a line feed; a value of several lines after its length in eight bytes.
    static func bytes(of fields: [(name: String, value: String)]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (name, value) in fields {
            bytes.append(contentsOf: name.utf8)
            if value.utf8.contains(UInt8(ascii: "\n")) {
                bytes.append(UInt8(ascii: "\n"))
                let count = UInt64(value.utf8.count)
                bytes.append(
                    contentsOf: (0..<8).map { UInt8(truncatingIfNeeded: count >> ($0 * 8)) })
            } else {
                bytes.append(UInt8(ascii: "="))
            }
            bytes.append(contentsOf: value.utf8)
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }
}
