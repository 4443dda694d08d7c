// SPDX-License-Identifier: Apache-2.0

/// A page of the handbook as HTML: of Markdown what the daemon writes, and nothing else.
///
/// Headings, paragraphs, lists, tables, code; every text is escaped. A diagram in code is left out: the page draws it.
struct HandbookDrawing {
    private let lines: [Substring]

    init(_ markdown: String) {
        self.lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
    }

    var html: String {
        var html = ""
        var index = 0
        while index < self.lines.count {
            let line = self.lines[index]
            if line.hasPrefix("```") {
                let end =
                    self.lines[(index + 1)...].firstIndex { $0.hasPrefix("```") }
                    ?? self.lines.count
                if !line.hasPrefix("```mermaid") {
                    let code = self.lines[(index + 1)..<end].joined(separator: "\n")
                    html += "<pre>\(escaped(code))</pre>"
                }
                index = end + 1
            } else if line.hasPrefix("#") {
                let depth = line.prefix { $0 == "#" }.count
                // The page has a heading of its own.
                let level = min(depth + 1, 6)
                html += "<h\(level)>\(Self.inline(line.dropFirst(depth)))</h\(level)>"
                index += 1
            } else if line.hasPrefix("|") {
                let end = self.lines[index...].firstIndex { !$0.hasPrefix("|") } ?? self.lines.count
                html += Self.table(Array(self.lines[index..<end]))
                index = end
            } else if line.hasPrefix("- ") {
                let end =
                    self.lines[index...].firstIndex { !$0.hasPrefix("- ") && !$0.hasPrefix("  ") }
                    ?? self.lines.count
                html += "<ul>"
                for item in self.lines[index..<end] {
                    html +=
                        item.hasPrefix("- ")
                        ? "<li>\(Self.inline(item.dropFirst(2)))</li>"
                        : "<li>\(Self.inline(item))</li>"
                }
                html += "</ul>"
                index = end
            } else {
                if !line.isEmpty { html += "<p>\(Self.inline(line))</p>" }
                index += 1
            }
        }
        return html
    }

    private static func table(_ lines: [Substring]) -> String {
        let rows = lines.map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
        }
        guard let head = rows.first else { return "" }
        let cells = { (row: ArraySlice<Substring>, tag: String) in
            row.map { "<\(tag)>\(self.inline($0))</\(tag)>" }.joined()
        }
        let body = rows.dropFirst(2).map { "<tr>\(cells($0, "td"))</tr>" }.joined()
        return
            "<div class=\"wide\" tabindex=\"0\" role=\"group\"><table><thead><tr>\(cells(head, "th"))</tr></thead><tbody>\(body)</tbody></table></div>"
    }

    /// Text with what is strong or code in it.
    private static func inline(_ text: Substring) -> String {
        var html = escaped(String(text)).replacing("&lt;br/&gt;", with: "<br>")
            .replacing("&lt;br&gt;", with: "<br>")
        for (mark, tag) in [("**", "strong"), ("`", "code")] {
            var parts = html.split(separator: mark, omittingEmptySubsequences: false)
            // What is opened and not closed stays as it is.
            guard parts.count > 2, !parts.count.isMultiple(of: 2) else { continue }
            for index in stride(from: 1, to: parts.count, by: 2) {
                parts[index] = "<\(tag)>\(parts[index])</\(tag)>"[...]
            }
            html = parts.joined()
        }
        return html
    }
}
