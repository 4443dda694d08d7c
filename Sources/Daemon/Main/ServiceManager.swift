// SPDX-License-Identifier: Apache-2.0
internal import CoreFoundation
internal import Foundation

/// Tells systemd how the daemon is (sd_notify(3)): one datagram to the socket it names.
///
/// Without systemd nothing is sent.
enum ServiceManager {
    /// Ready to serve; also after settings were read again.
    static func ready(_ status: String) {
        self.send("READY=1\nSTATUS=\(status)")
    }

    /// How it is, in words.
    static func status(_ status: String) {
        self.send("STATUS=\(status)")
    }

    /// It stops.
    static func stopping() {
        self.send("STOPPING=1\nSTATUS=answering what was accepted")
    }

    /// It reads its settings again; ``ready(_:)`` says when it has.
    static func reloading() {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        let microseconds = Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1_000
        self.send("RELOADING=1\nMONOTONIC_USEC=\(microseconds)\nSTATUS=reading the settings again")
    }

    /// It lives: all that must go on goes on.
    static func alive() {
        self.send("WATCHDOG=1")
    }

    /// What it does takes so much longer than systemd waits.
    static func extend(_ duration: Duration, _ status: String) {
        self.send(
            "EXTEND_TIMEOUT_USEC=\(duration.components.seconds * 1_000_000)\nSTATUS=\(status)")
    }

    /// Seconds within which systemd wants to hear that it lives; nil when it does not ask.
    static var watchdog: Double? {
        let environment = ProcessInfo.processInfo.environment
        guard let text = environment["WATCHDOG_USEC"], let microseconds = Double(text),
            microseconds > 0
        else { return nil }
        // Meant for another process.
        if let pid = environment["WATCHDOG_PID"], pid != "\(getpid())" { return nil }
        return microseconds / 1_000_000
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
