// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Shows files by other programs.
enum Viewing {
    /// Shows a file: on a desktop by its program, on a terminal by the pager if it is text.
    ///
    /// - Returns: whether somebody shows it.
    static func show(_ path: String, isText: Bool, _ environment: [String: String]) -> Bool {
        let hasDisplay = ["WAYLAND_DISPLAY", "DISPLAY"].contains {
            !(environment[$0] ?? "").isEmpty
        }
        if hasDisplay { return Viewing.run(["xdg-open", path]) }
        guard isText, isatty(STDOUT_FILENO) == 1 else { return false }
        let pager = (environment["PAGER"] ?? "").split(separator: " ").map(String.init)
        return Viewing.run((pager.isEmpty ? ["less"] : pager) + [path])
    }

    /// Runs a program to its end; false when there is none, or it failed.
    private static func run(_ words: [String]) -> Bool { OtherProgram.run(words) == 0 }
}
