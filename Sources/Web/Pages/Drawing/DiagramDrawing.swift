// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText

/// A workflow's states and the ways between them, drawn as SVG from its definition.
///
/// Rows by how far a state is from the beginning; what leads back goes round the side. The style sheet colours it.
struct DiagramDrawing {
    private struct Place {
        var row: Int
        var column: Int
        var width: Double
        var x: Double
        var y: Double
    }

    private static let height = 30.0
    private static let rowGap = 44.0
    private static let columnGap = 22.0
    private static let margin = 36.0

    private let workflow: V1.Workflow
    private let language: Language
    /// The state in which a case is.
    private let current: String

    init(_ workflow: V1.Workflow, _ language: Language, at current: String = "") {
        self.workflow = workflow
        self.language = language
        self.current = current
    }

    /// Ways between different states: from, to → what they are called.
    private var ways: [(from: String, to: String, events: [String])] {
        var order: [String] = []
        var found: [String: (from: String, to: String, events: [String])] = [:]
        let labels = self.workflow.events.reduce(into: [String: String]()) {
            $0[$1.name] = $1.label.text(self.language, else: $1.name)
        }
        for transition in self.workflow.transitions where !transition.to.isEmpty {
            for from in transition.from where from != transition.to {
                let key = "\(from) \(transition.to)"
                if found[key] == nil {
                    order.append(key)
                    found[key] = (from, transition.to, [])
                }
                let label = labels[transition.event] ?? transition.event
                if found[key]?.events.contains(label) == false { found[key]?.events.append(label) }
            }
        }
        return order.compactMap { found[$0] }
    }

    /// How far each state is from the beginning.
    private func rows(_ ways: [(from: String, to: String, events: [String])]) -> [String: Int] {
        var rows: [String: Int] = [:]
        // Where a case usually begins; those of other beginnings stand where the ways lead to them.
        var next = self.workflow.states.prefix(1).map(\.name)
        for state in next { rows[state] = 0 }
        var depth = 0
        while !next.isEmpty {
            depth += 1
            var found: [String] = []
            for way in ways where next.contains(way.from) && rows[way.to] == nil {
                rows[way.to] = depth
                found.append(way.to)
            }
            next = found
        }
        for state in self.workflow.states where rows[state.name] == nil { rows[state.name] = depth }
        return rows
    }

    private func width(of label: String) -> Double {
        let units = label.unicodeScalars.reduce(0.0) { $0 + ($1.value > 0x2E7F ? 14 : 7.5) }
        return max(56, units + 20)
    }

    /// Where each state stands: in its row, under those that lead to it.
    private func places(
        _ ways: [(from: String, to: String, events: [String])]
    ) -> (places: [String: Place], width: Double, height: Double) {
        let rows = self.rows(ways)
        let depth = (rows.values.max() ?? 0) + 1
        var places: [String: Place] = [:]
        var widest = 0.0
        var lines: [[String]] = (0..<depth).map { row in
            self.workflow.states.map(\.name).filter { rows[$0] == row }
        }
        var order = lines.flatMap { $0.enumerated() }.reduce(into: [String: Double]()) {
            $0[$1.element] = Double($1.offset)
        }
        for row in lines.indices.dropFirst() {
            let weights = lines[row].map { state -> (String, Double) in
                let above = ways.filter { $0.to == state && (rows[$0.from] ?? 0) < row }
                    .compactMap { order[$0.from] }
                return (
                    state,
                    above.isEmpty ? order[state] ?? 0 : above.reduce(0, +) / Double(above.count)
                )
            }
            lines[row] = weights.enumerated().sorted {
                ($0.element.1, $0.offset) < ($1.element.1, $1.offset)
            }.map(\.element.0)
            for (index, state) in lines[row].enumerated() { order[state] = Double(index) }
        }
        let labels = self.workflow.states.reduce(into: [String: String]()) {
            $0[$1.name] = $1.label.text(self.language, else: $1.name)
        }
        let widths = lines.map { line in
            line.map { self.width(of: labels[$0] ?? $0) }.reduce(0, +)
                + Double(max(0, line.count - 1)) * Self.columnGap
        }
        widest = widths.max() ?? 0
        for (row, line) in lines.enumerated() {
            var x = Self.margin + (widest - widths[row]) / 2
            for (column, state) in line.enumerated() {
                let width = self.width(of: labels[state] ?? state)
                places[state] = Place(
                    row: row, column: column, width: width, x: x,
                    y: 8 + Double(row) * (Self.height + Self.rowGap))
                x += width + Self.columnGap
            }
        }
        return (
            places, widest + 2 * Self.margin,
            16 + Double(depth) * (Self.height + Self.rowGap) - Self.rowGap
        )
    }

    /// The drawing; it says itself what it shows to who hears the page.
    var svg: String {
        let ways = self.ways
        let (places, width, height) = self.places(ways)
        let name = self.workflow.head?.label.text(self.language) ?? ""
        let at = self.workflow.states.first { $0.name == self.current }
        let title =
            Text(zh: "流程图:", en: "Diagram: ")(self.language) + name
            + (at.map {
                Text(zh: ",现为", en: ", now ")(self.language)
                    + $0.label.text(self.language, else: $0.name)
            } ?? "")
        var text =
            "<svg class=\"diagram\" role=\"img\" viewBox=\"0 0 \(number(width)) \(number(height))\" width=\"\(number(width))\" height=\"\(number(height))\"><title>\(escaped(title))</title><defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>"
        for way in ways {
            guard let from = places[way.from], let to = places[way.to] else { continue }
            let isNow = way.from == self.current
            text +=
                "<path class=\"way\(isNow ? " now" : "")\" marker-end=\"url(#arrow)\" d=\"\(self.curve(from, to, width))\"><title>\(escaped(way.events.joined(separator: " / ")))</title></path>"
        }
        for state in self.workflow.states {
            guard let place = places[state.name] else { continue }
            let kind =
                state.name == self.current
                ? " current"
                : state.remark?.en == "final" ? " final" : ""
            text +=
                "<g class=\"state\(kind)\"><rect x=\"\(number(place.x))\" y=\"\(number(place.y))\" width=\"\(number(place.width))\" height=\"\(number(Self.height))\" rx=\"6\"/><text x=\"\(number(place.x + place.width / 2))\" y=\"\(number(place.y + 20))\" text-anchor=\"middle\">\(escaped(state.label.text(self.language, else: state.name)))</text></g>"
        }
        return text + "</svg>"
    }

    private func curve(_ from: Place, _ to: Place, _ width: Double) -> String {
        let (x1, x2) = (from.x + from.width / 2, to.x + to.width / 2)
        if to.row > from.row {
            let (y1, y2) = (from.y + Self.height, to.y)
            let bend = (y2 - y1) / 2
            return
                "M\(number(x1)) \(number(y1))C\(number(x1)) \(number(y1 + bend)) \(number(x2)) \(number(y2 - bend)) \(number(x2)) \(number(y2))"
        }
        if to.row == from.row {
            let y = from.y + Self.height
            return
                "M\(number(x1)) \(number(y))C\(number(x1)) \(number(y + 30)) \(number(x2)) \(number(y + 30)) \(number(x2)) \(number(y))"
        }
        // Back: round the nearer side.
        let isLeft = (x1 + x2) / 2 < width / 2
        let side = isLeft ? 6.0 : width - 6
        let (start, end) = (
            isLeft ? from.x : from.x + from.width, isLeft ? to.x : to.x + to.width
        )
        let (y1, y2) = (from.y + Self.height / 2, to.y + Self.height / 2)
        return
            "M\(number(start)) \(number(y1))C\(number(side)) \(number(y1)) \(number(side)) \(number(y2)) \(number(end)) \(number(y2))"
    }
}

/// A number as SVG writes it: tenths are enough.
func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
}

/// A text within HTML or SVG.
func escaped(_ text: String) -> String {
    var plain = ""
    for character in text.unicodeScalars {
        switch character {
        case "&": plain += "&amp;"
        case "<": plain += "&lt;"
        case ">": plain += "&gt;"
        case "\"": plain += "&quot;"
        case "'": plain += "&#39;"
        default: plain.unicodeScalars.append(character)
        }
    }
    return plain
}
