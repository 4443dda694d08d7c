// SPDX-License-Identifier: Apache-2.0

/// How far long work is: `[#######------]  54 %  540/1000`.
package struct ProgressBar: Sendable {
    private let done: Int
    private let total: Int
    private let width: Int

    /// A bar for a terminal of so many columns.
    package init(done: Int, total: Int, width: Int) {
        self.done = min(max(done, 0), total)
        self.total = max(total, 1)
        self.width = width
    }

    /// One line, one column short of the terminal: the last would wrap.
    package var text: String {
        let percent = done * 100 / total
        let figures = "  \(percent) %  \(done)/\(total)"
        let room = width - 1 - figures.displayWidth - 2
        guard room >= 5 else { return String(figures.dropFirst(2).prefix(max(width - 1, 0))) }
        let filled = room * done / total
        return "[" + String(repeating: "#", count: filled)
            + String(repeating: "-", count: room - filled) + "]" + figures
    }
}
