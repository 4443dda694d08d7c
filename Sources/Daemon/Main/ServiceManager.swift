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
            path.hasPrefix("/") || path.hasPrefix("@"), path.utf8.count <= 107
        else { return }
        let descriptor = Glibc.socket(
            AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var bytes = Array(path.utf8)
        // An abstract address begins with NUL, written as @.
        if path.hasPrefix("@") { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let size = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let text = Array(message.utf8)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = sendto(descriptor, text, text.count, 0, $0, size)
            }
        }
    }
}
