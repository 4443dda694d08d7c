// SPDX-License-Identifier: Apache-2.0

/// A page as it grows, in Markdown as GitHub reads it.
struct Markdown {
    private(set) var lines: [String] = []

    /// The page, with a line end after its last line.
    var text: String { self.lines.joined(separator: "\n") + "\n" }

    mutating func heading(_ level: Int, _ text: String) {
        self.blank()
        self.lines += [String(repeating: "#", count: level) + " " + text, ""]
    }

    mutating func paragraph(_ text: String) {
        self.blank()
        self.lines += [text, ""]
    }

    mutating func bullets(_ items: [String]) {
        self.lines += items.map { "- \($0)" }
    }

    /// A table; nothing without rows.
    mutating func table(_ head: [String], _ rows: [[String]]) {
        guard !rows.isEmpty else { return }
        self.blank()
        self.lines.append(Markdown.row(head))
        self.lines.append(Markdown.row(head.map { _ in "---" }))
        self.lines += rows.map(Markdown.row)
        self.lines.append("")
    }

    mutating func code(_ language: String, _ text: String) {
        self.blank()
        self.lines.append("```\(language)")
        self.lines += text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if self.lines.last == "" { self.lines.removeLast() }
        self.lines += ["```", ""]
    }

    private mutating func blank() {
        if let last = self.lines.last, !last.isEmpty { self.lines.append("") }
    }

    private static func row(_ cells: [String]) -> String {
        "| " + cells.joined(separator: " | ") + " |"
    }

    /// A text of the rulebook, so that nothing in it is read as Markdown or ends a cell.
    static func escaped(_ text: String) -> String {
        text.map { character in
            switch character {
            case "\\", "`", "*", "_", "[", "]", "|", "#", "~": "\\\(character)"
            case "<": "&lt;"
            case ">": "&gt;"
            case "&": "&amp;"
            case _ where character.isNewline: " "
            default: String(character)
            }
        }.joined()
    }

    /// A name of the rulebook, as code.
    static func code(_ name: String) -> String {
        "`\(name)`"
    }

    /// Lines in one cell.
    static func lines(_ texts: [String]) -> String {
        texts.joined(separator: "<br>")
    }
}
