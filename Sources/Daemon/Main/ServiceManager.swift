// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// Tells systemd how the daemon is (sd_notify(3)): one datagram to the socket it names.
///
/// Without systemd nothing is sent.
enum ServiceManager {
    /// Ready to serve.
    static func ready(_ status: String) {
        self.send("READY=1\nSTATUS=\(status)")
    }

    /// It stops.
    static func stopping() {
        self.send("STOPPING=1\nSTATUS=answering what was accepted")
    }

    private static func send(_ message: String) {
        guard let path = ProcessInfo.processInfo.environment["NOTIFY_SOCKET"],
            path.hasPrefix("/") || path.hasPrefix("@"), let address = SocketAddress(path)
        else { return }
        let descriptor = Glibc.socket(
            AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let text = Array(message.utf8)
        _ = address.call { sendto(descriptor, text, text.count, 0, $0, $1) }
    }
}
