// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// The program that shows long output page by page: `$PAGER`, else `less`.
struct Pager {
    private let command: String

    /// Nil where the user wants none: `PAGER` is empty or `cat`, or the terminal is dumb.
    init?(_ environment: [String: String]) {
        let wanted = environment["PAGER"] ?? "less"
        guard !wanted.isEmpty, wanted != "cat", environment["TERM"] != "dumb" else { return nil }
        // Colours are shown as such, what fits is not paged, and it stays on the screen.
        command = environment["LESS"] == nil && wanted == "less" ? "less -FRX" : wanted
    }

    /// Shows a text and waits until the reader has left.
    ///
    /// - Returns: false when the program could not be started: nothing was shown.
    func show(_ text: String) -> Bool {
        // Whoever leaves before the end closes the pipe.
        let before = signal(SIGPIPE, SIG_IGN)
        defer { _ = signal(SIGPIPE, before) }
        guard let pipe = popen(command, "w") else { return false }
        _ = text.withCString { fputs($0, pipe) }
        let status = pclose(pipe)
        // The shell says 127 of a program that is not there.
        return (status >> 8) & 0xFF != 127
    }
}
