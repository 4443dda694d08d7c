// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Glibc

/// Where the pages are served: on a socket that systemd passed, or on one that is bound here.
enum ListeningPlace {
    /// A socket that listens already; systemd keeps it while this program is away.
    case passed(descriptor: Int32, isNear: Bool)
    /// The path of a Unix socket.
    case path(String)
    /// A host's name or address, and a port.
    case address(host: String, port: Int)

    /// systemd hands sockets over from this descriptor on (sd_listen_fds(3)).
    private static let firstPassed: Int32 = 3

    /// What `--listen` says; nil for what is no place.
    init?(_ text: String) {
        if text.hasPrefix("/") {
            self = .path(text)
            return
        }
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port)
        else { return nil }
        self = .address(host: String(text[..<colon]), port: port)
    }

    /// Whether only this computer reaches it.
    var isNear: Bool {
        switch self {
        case .passed(_, let isNear): isNear
        case .path: true
        case .address(let host, _): ["127.0.0.1", "localhost", "::1"].contains(host)
        }
    }

    /// Whether systemd passed sockets to this process; asking takes none.
    static var isPassed: Bool { ListeningPlace.passedCount > 0 }

    /// The socket that systemd passed, which no program that is started from here inherits; nil without any.
    ///
    /// - Throws: `ValidationError` for several of them, and for one on which nobody can be served.
    static func passed() throws(ValidationError) -> ListeningPlace? {
        let count = ListeningPlace.passedCount
        guard count > 0 else { return nil }
        for name in ["LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"] { unsetenv(name) }
        guard count == 1 else {
            throw ValidationError(
                "systemd passed \(count) sockets; cased-web.socket must have one ListenStream=")
        }
        let descriptor = ListeningPlace.firstPassed
        guard ListeningPlace.option(SO_TYPE, descriptor) == Int32(SOCK_STREAM.rawValue),
            ListeningPlace.option(SO_ACCEPTCONN, descriptor) == 1,
            let isNear = ListeningPlace.isNear(descriptor)
        else {
            throw ValidationError(
                "the passed socket accepts no connections of a stream; cased-web.socket needs ListenStream= and Accept=no"
            )
        }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return .passed(descriptor: descriptor, isNear: isNear)
    }

    private static var passedCount: Int32 {
        let text = { (name: String) in getenv(name).flatMap { Int32(String(cString: $0)) } }
        return text("LISTEN_PID") == getpid() ? text("LISTEN_FDS") ?? 0 : 0
    }

    private static func option(_ name: Int32, _ descriptor: Int32) -> Int32? {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, name, &value, &size) == 0 ? value : nil
    }

    /// Whether only this computer reaches the socket; nil for a family that has no browsers.
    private static func isNear(_ descriptor: Int32) -> Bool? {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { place -> Bool? in
            let raw = UnsafeMutableRawPointer(place)
            guard
                getsockname(descriptor, raw.assumingMemoryBound(to: sockaddr.self), &size) == 0
            else { return nil }
            switch Int32(place.pointee.ss_family) {
            case AF_UNIX: return true
            case AF_INET:
                let address = raw.assumingMemoryBound(to: sockaddr_in.self).pointee.sin_addr
                return UInt32(bigEndian: address.s_addr) >> 24 == 127
            case AF_INET6:
                let address = raw.assumingMemoryBound(to: sockaddr_in6.self).pointee.sin6_addr
                return withUnsafeBytes(of: address) { bytes in
                    bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
                }
            default: return nil
            }
        }
    }
}
