// SPDX-License-Identifier: Apache-2.0
package import CaseadmText
internal import Glibc

/// What a run of the program sees of its surroundings: arguments come apart from it.
package struct Console: Sendable {
    /// Writes to standard output.
    package let out: @Sendable (String) -> Void
    /// Shows what is longer than the terminal page by page; false when there is nothing that does.
    package let pages: @Sendable (String) -> Bool
    /// Writes bytes to standard output as they are.
    package let bytes: @Sendable ([UInt8]) -> Void
    /// Writes to standard error.
    package let err: @Sendable (String) -> Void
    /// What standard output is.
    package let screen: Screen
    /// The environment variables.
    package let environment: [String: String]
    /// Columns of the terminal on which progress is drawn; nil when standard error is none.
    package let progressWidth: Int?
    /// Begins to listen for what ends an endless output; the stream ends when it is time.
    package let interruption: @Sendable () -> AsyncStream<Void>

    /// Surroundings as given; tests collect what is written.
    package init(
        environment: [String: String], screen: Screen, progressWidth: Int? = nil,
        out: @escaping @Sendable (String) -> Void, err: @escaping @Sendable (String) -> Void,
        bytes: (@Sendable ([UInt8]) -> Void)? = nil,
        pages: @escaping @Sendable (String) -> Bool = { _ in false },
        interruption: @escaping @Sendable () -> AsyncStream<Void> = { AsyncStream { _ in } }
    ) {
        self.bytes = bytes ?? { out(String(decoding: $0, as: UTF8.self)) }
        self.pages = pages
        self.interruption = interruption
        self.environment = environment
        self.screen = screen
        self.progressWidth = progressWidth
        self.out = out
        self.err = err
    }

    /// The surroundings of this process.
    package static func process() -> Console {
        let environment = Self.environment()
        return Console(
            environment: environment, screen: screen(environment),
            progressWidth: width(of: STDERR_FILENO, environment),
            out: { write(Array($0.utf8), to: STDOUT_FILENO) },
            err: { write(Array($0.utf8), to: STDERR_FILENO) },
            bytes: { write($0, to: STDOUT_FILENO) },
            pages: { Pager(environment)?.show($0) ?? false }, interruption: Interruption.stream)
    }

    /// The columns of a terminal; nil for a file.
    private static func width(of descriptor: Int32, _ environment: [String: String]) -> Int? {
        var size = winsize()
        guard isatty(descriptor) == 1, environment["TERM"] != "dumb",
            ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
        else { return nil }
        return Int(size.ws_col)
    }

    private static func screen(_ environment: [String: String]) -> Screen {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1,
            ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
        else { return .file }
        let colours = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
        return Screen(width: Int(size.ws_col), height: Int(size.ws_row), colours: colours)
    }

    private static func environment() -> [String: String] {
        var variables: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            let parts = String(cString: entry).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
            next += 1
        }
        return variables
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                let count = Glibc.write(descriptor, part.baseAddress, part.count)
                if count < 0, errno == EINTR { continue }
                if count < 0, errno == EAGAIN {
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&ready, 1, -1)
                    continue
                }
                // Whoever read it has gone; there is nobody left to tell.
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }
}
