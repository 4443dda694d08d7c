// SPDX-License-Identifier: Apache-2.0

/// A cell of a table: a text and, on a terminal, a colour.
package struct Cell: Sendable, Hashable, ExpressibleByStringLiteral {
    /// Colours that carry a meaning of their own, never meaning alone.
    package enum Colour: String, Sendable, Hashable {
        /// Late, or very near.
        case red = "\u{1B}[31m"
        /// Near.
        case yellow = "\u{1B}[33m"
        /// Far.
        case green = "\u{1B}[32m"
    }

    /// What stands in it, without control characters.
    package let text: String
    /// Its colour, where there are colours.
    package let colour: Colour?
    /// Where a page leads from it: a path beside the page.
    private var link: String?

    /// A cell that leads to a file beside the page.
    package init(_ text: String, link: String) {
        self.init(text)
        self.link = link
    }

    /// As HTML, escaped.
    var html: String {
        guard let link else { return text.escapedHTML }
        return "<a href=\"\(link.escapedLink)\">\(text.escapedHTML)</a>"
    }

    /// A cell of this text.
    package init(_ text: String, colour: Colour? = nil) {
        self.text = text.visible
        self.colour = colour
    }

    /// A cell of this text.
    package init(stringLiteral text: String) { self.init(text) }
}

/// A table for people: columns that line up also where characters are wide.
package struct Table: Sendable, Hashable {
    /// A column: its title and the side its cells stand on.
    package struct Column: Sendable, Hashable {
        let title: String
        let alignsRight: Bool
        let isWhole: Bool
        let isSpare: Bool

        /// A column; figures stand on the right, what is useless when cut is kept whole; what is spare is left
        /// out where there is no room for all.
        package init(
            _ title: String, alignsRight: Bool = false, isWhole: Bool = false, isSpare: Bool = false
        ) {
            self.isSpare = isSpare
            self.title = title
            self.alignsRight = alignsRight
            self.isWhole = isWhole
        }
    }

    private let columns: [Column]
    private var rows: [[Cell]]

    /// A table of these columns and rows; rows are as long as there are columns.
    package init(_ columns: [Column], rows: [[Cell]] = []) {
        self.columns = columns
        self.rows = rows
    }

    /// Adds a row.
    package mutating func append(_ row: [Cell]) { rows.append(row) }

    /// The lines of the table, its titles first.
    ///
    /// A table wider than `limit`, the terminal's width, is cut in its widest columns; nil cuts
    /// none.
    package func lines(limit: Int?, colours: Bool) -> [String] {
        if let limit, let table = narrower(than: limit) {
            return table.lines(limit: limit, colours: colours)
        }
        let all = [columns.map { Cell($0.title) }] + rows
        var widths = columns.indices.map { index in
            all.map { $0[index].text.displayWidth }.max() ?? 0
        }
        if let limit { fit(&widths, into: limit - TableLimits.gap * (widths.count - 1)) }
        return all.map { line($0, widths: widths, colours: colours) }
    }

    /// The table as HTML, its cells escaped.
    var html: String {
        let titles = columns.map { "<th>\($0.title.visible.escapedHTML)</th>" }.joined()
        let body = rows.map { row in
            let cells = zip(columns, row).map { column, cell in
                let side = column.alignsRight ? " class=\"right\"" : ""
                return "<td\(side)>\(cell.html)</td>"
            }
            return "<tr>\(cells.joined())</tr>\n"
        }.joined()
        return "<table>\n<thead><tr>\(titles)</tr></thead>\n<tbody>\n\(body)</tbody>\n</table>\n"
    }

    private func line(_ row: [Cell], widths: [Int], colours: Bool) -> String {
        var line = ""
        for (index, cell) in row.enumerated() {
            let text = cell.text.cut(toWidth: widths[index])
            let space = String(repeating: " ", count: widths[index] - text.displayWidth)
            if index > 0 { line += String(repeating: " ", count: TableLimits.gap) }
            if columns[index].alignsRight { line += space }
            if colours, let colour = cell.colour {
                line += colour.rawValue + text + "\u{1B}[0m"
            } else {
                line += text
            }
            if !columns[index].alignsRight, index < row.count - 1 { line += space }
        }
        while line.last == " " { line.removeLast() }
        return line
    }

    /// The table without its last spare column; nil where all fit, were they cut, or where none is spare.
    private func narrower(than limit: Int) -> Table? {
        let needed = columns.indices.map { index in
            let width = rows.reduce(columns[index].title.displayWidth) { widest, row in
                max(widest, row[index].text.displayWidth)
            }
            return columns[index].isWhole ? width : min(width, TableLimits.narrowest)
        }
        let gaps = TableLimits.gap * (columns.count - 1)
        guard needed.reduce(gaps, +) > limit,
            let spare = columns.lastIndex(where: { $0.isSpare })
        else { return nil }
        let kept = columns.indices.filter { $0 != spare }
        return Table(kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } })
    }

    /// Takes columns from the widest column that may be cut, one by one, until all fit or none can
    /// give any.
    private func fit(_ widths: inout [Int], into limit: Int) {
        var excess = widths.reduce(0, +) - limit
        let giving = columns.indices.filter { !columns[$0].isWhole }
        while excess > 0 {
            guard let widest = giving.max(by: { widths[$0] < widths[$1] }),
                widths[widest] > TableLimits.narrowest
            else { return }
            widths[widest] -= 1
            excess -= 1
        }
    }
}

/// The measures of tables.
enum TableLimits {
    /// Spaces between columns.
    static let gap = 2
    /// No column is cut narrower: two wide characters and the mark of the cut, and one to spare.
    static let narrowest = 6
}
