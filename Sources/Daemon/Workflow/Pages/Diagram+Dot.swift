// SPDX-License-Identifier: Apache-2.0

extension Diagram {
    /// As a Graphviz digraph: final states have a double frame, the daemon's own arrows are dashed.
    package var dot: String {
        var lines = [
            "digraph \(Diagram.dot(self.name)) {",
            "    label=\(Diagram.dot(self.title)); labelloc=t; fontname=\"sans-serif\";",
            "    node [shape=box, style=rounded, fontname=\"sans-serif\"];",
            "    edge [fontname=\"sans-serif\", fontsize=10];",
        ]
        lines += self.nodes.map { node in
            let frame = node.isFinal ? ", peripheries=2" : ""
            return "    \(Diagram.dotID(node.name)) [label=\(Diagram.dot(node.label))\(frame)];"
        }
        if self.edges.contains(where: { $0.from == nil }) {
            lines.append("    start [shape=point, width=0.15, label=\"\"];")
        }
        lines += self.edges.map { edge in
            let from = edge.from.map(Diagram.dotID) ?? "start"
            let text = Diagram.dot(edge.lines.joined(separator: "\n"))
            let style = edge.isOfDaemon ? ", style=dashed" : ""
            return "    \(from) -> \(Diagram.dotID(edge.to)) [label=\(text)\(style)];"
        }
        if !self.facts.isEmpty {
            let text = ([self.factsHead] + self.facts).joined(separator: "\n")
            lines.append("    facts [shape=note, style=\"\", label=\(Diagram.dot(text))];")
        }
        return lines.joined(separator: "\n") + "\n}\n"
    }

    /// A state's node: apart from `start` and `facts`.
    private static func dotID(_ name: String) -> String {
        self.dot("s_" + name)
    }

    /// A quoted string: `"` and `\` are escaped, `&` is a reference since dot reads those, and a
    /// new line is `\n`, which centres.
    private static func dot(_ text: String) -> String {
        let escaped = text.map { character in
            switch character {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "&": "&amp;"
            case _ where character.isNewline: "\\n"
            default: String(character)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
