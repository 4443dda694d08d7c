// SPDX-License-Identifier: Apache-2.0

extension Diagram {
    /// As a Mermaid `stateDiagram-v2`; Mermaid draws no dashed arrows, so ⚙ alone marks the daemon's.
    package var mermaid: String {
        var lines = ["stateDiagram-v2"]
        lines += self.nodes.map { node in
            "    state \"\(Diagram.mermaid(node.label))\" as \(Diagram.mermaidID(node.name))"
        }
        lines += self.edges.map { edge in
            let from = edge.from.map(Diagram.mermaidID) ?? "[*]"
            let text = edge.lines.map(Diagram.mermaid).joined(separator: "<br/>")
            return "    \(from) --> \(Diagram.mermaidID(edge.to)) : \(text)"
        }
        lines += self.nodes.filter(\.isFinal).map {
            "    \(Diagram.mermaidID($0.name)) --> [*]"
        }
        if !self.facts.isEmpty, let first = self.edges.first?.to {
            lines.append("    note right of \(Diagram.mermaidID(first))")
            lines += ([self.factsHead] + self.facts).map { "        \(Diagram.mermaid($0))" }
            lines.append("    end note")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// States may be called by a word of Mermaid's own (`end`, `default`), so none goes unchanged.
    private static func mermaidID(_ name: String) -> String {
        "s_" + name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "_" }.joined()
    }

    /// Characters that Mermaid would read as its own, as character references (`#58;`).
    ///
    /// A text ends at `:` or `;`, a name at `"`; `%%` begins a comment, `<` a tag; `-->` is an
    /// arrow, brackets and braces open other shapes, `direction TB` anywhere is a command, and
    /// `end note` ends the note.
    private static func mermaid(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        let escaped = line.unicodeScalars.map { scalar in
            "\"#:;%<>{}[]`\\&|".unicodeScalars.contains(scalar)
                ? "#\(scalar.value);" : String(scalar)
        }.joined()
        return [("--", "-#45;"), ("direction ", "direction#32;"), ("end note", "end#32;note")]
            .reduce(escaped) { text, pair in
                text.split(separator: pair.0, omittingEmptySubsequences: false)
                    .joined(separator: pair.1)
            }
    }
}
