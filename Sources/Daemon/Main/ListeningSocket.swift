// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// The socket the daemon listens on: handed over by systemd, or bound here.
struct ListeningSocket {
    /// Its descriptor.
    let descriptor: Int32
    /// Its path, when it was bound here and is to be removed at the end.
    let ownPath: String?

    /// systemd hands sockets over from this descriptor on (sd_listen_fds(3)).
    private static let firstPassed: Int32 = 3
    /// Connections that may wait to be accepted, as far as the system lets them (net.core.somaxconn): a
    /// burst of one caller must not shut the others out.
    private static let backlog: Int32 = 4_096

    /// Takes the passed socket when there is one, else binds the path.
    ///
    /// - Throws: ``StartError/socket(_:)``.
    init(path: String, mode: mode_t) throws(StartError) {
        if let passed = try ListeningSocket.passed() {
            self.descriptor = passed
            self.ownPath = nil
            return
        }
        guard let address = SocketAddress(path) else {
            throw StartError.socket("\(path) is too long for a socket; choose a shorter one")
        }
        try ListeningSocket.clear(path, address)
        self.descriptor = try ListeningSocket.bind(path, address, mode: mode)
        self.ownPath = path
    }

    /// Lets as many wait as before: the library below listens again, with 128.
    static func widen(_ descriptor: Int32) {
        _ = listen(descriptor, ListeningSocket.backlog)
    }

    /// Removes the path that was bound here.
    func remove() {
        if let ownPath { unlink(ownPath) }
    }

    private static func passed() throws(StartError) -> Int32? {
        let environment = ProcessInfo.processInfo.environment
        guard let count = environment["LISTEN_FDS"].flatMap({ Int32($0) }), count > 0,
            environment["LISTEN_PID"].flatMap({ Int32($0) }) == getpid()
        else { return nil }
        unsetenv("LISTEN_FDS")
        unsetenv("LISTEN_PID")
        unsetenv("LISTEN_FDNAMES")
        guard count == 1 else {
            throw StartError.socket(
                "systemd passed \(count) sockets; cased.socket must have one ListenStream=")
        }
        var domain: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard
            getsockopt(ListeningSocket.firstPassed, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0,
            domain == AF_UNIX
        else {
            throw StartError.socket(
                "the passed socket is no Unix socket; ListenStream= must be a path")
        }
        _ = fcntl(ListeningSocket.firstPassed, F_SETFD, FD_CLOEXEC)
        return ListeningSocket.firstPassed
    }

    /// A socket that nobody serves any more is removed; one that somebody serves is not ours.
    private static func clear(_ path: String, _ address: SocketAddress) throws(StartError) {
        guard let found = try? FileManager.default.attributesOfItem(atPath: path) else { return }
        guard found[.type] as? FileAttributeType == .typeSocket else {
            throw StartError.socket(
                "\(path) exists and is no socket; remove it, or give another path with --socket")
        }
        let probe = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard probe >= 0 else { return }
        defer { close(probe) }
        if address.call({ Int(connect(probe, $0, $1)) }) == 0 {
            throw StartError.socket(
                "another program serves the socket \(path); stop it, or give another path with --socket"
            )
        }
        unlink(path)
    }

    private static func bind(
        _ path: String, _ address: SocketAddress, mode: mode_t
    ) throws(StartError) -> Int32 {
        let descriptor = Glibc.socket(
            AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else {
            throw StartError.socket("no socket can be made: \(String(cString: strerror(errno)))")
        }
        // Nobody may connect between bind and chmod.
        let before = umask(0o177)
        let bound = address.call { Int(Glibc.bind(descriptor, $0, $1)) }
        let reason = String(cString: strerror(errno))
        umask(before)
        guard bound == 0, chmod(path, mode) == 0,
            listen(descriptor, ListeningSocket.backlog) == 0
        else {
            close(descriptor)
            throw StartError.socket(
                "the socket \(path) cannot be opened: \(reason); is its folder there and writable?")
        }
        return descriptor
    }
}
