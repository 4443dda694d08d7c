// SPDX-License-Identifier: Apache-2.0
package import CaseProto

/// How output is written.
package enum OutputFormat: String, Sendable, Hashable, CaseIterable {
    /// For people.
    case table
    /// For programs: the objects of the interface, complete.
    case json
    /// For spreadsheets and programs.
    case csv
    /// For a spreadsheet program that opens it by a double click: headings in words, and the mark that
    /// says UTF-8.
    case spreadsheet = "csv-excel"
    /// A workbook.
    case workbook = "xlsx"
}

/// Where output goes.
package struct Screen: Sendable, Hashable {
    /// Columns, when it is a terminal.
    package let width: Int?
    /// Lines, when it is a terminal; 0: as many as there are.
    package let height: Int
    /// Whether colours may be shown.
    package let colours: Bool

    /// A terminal of this width.
    package init(width: Int, height: Int = 0, colours: Bool) {
        self.width = width
        self.height = height
        self.colours = colours
    }

    private init() {
        width = nil
        height = 0
        colours = false
    }

    /// A file or a pipe: nothing is cut, nothing coloured.
    package static let file = Screen()
}

/// What a command has to say, in all three forms.
///
/// Reports are pure values made from messages, so that each can be compared with a golden text.
package struct Report: Sendable, Hashable {
    private enum Block: Sendable, Hashable {
        case line(Cell)
        case heading(Cell)
        case pairs([Pair])
        case table(Table)
    }

    private struct Pair: Sendable, Hashable {
        let name: Cell
        let value: Cell
    }

    private var blocks: [Block] = []
    /// The complete answer for programs.
    package let json: JSONValue
    private let csv: CSV

    /// A report that says nothing to people yet.
    package init(json: JSONValue, csv: CSV) {
        self.json = json
        self.csv = csv
    }

    /// Adds a line.
    package mutating func line(_ text: String) { blocks.append(.line(Cell(text))) }

    /// Adds an empty line and a heading.
    package mutating func heading(_ text: String) {
        if !blocks.isEmpty { line("") }
        blocks.append(.heading(Cell(text)))
    }

    /// The report as a part of a page, all its texts escaped.
    package var html: String {
        blocks.map { block in
            switch block {
            case .line(let cell): cell.text.isEmpty ? "" : "<p>\(cell.html)</p>\n"
            case .heading(let cell): "<h3>\(cell.html)</h3>\n"
            case .table(let table): table.html
            case .pairs(let pairs):
                "<table class=\"pairs\">\n"
                    + pairs.map { "<tr><th>\($0.name.html)</th><td>\($0.value.html)</td></tr>\n" }
                    .joined() + "</table>\n"
            }
        }.joined()
    }

    /// Adds names and values side by side; pairs whose value is empty are left out.
    package mutating func pairs(_ pairs: [(String, Cell)]) {
        let given = pairs.filter { !$0.1.text.isEmpty }
        guard !given.isEmpty else { return }
        blocks.append(.pairs(given.map { Pair(name: Cell($0.0), value: $0.1) }))
    }

    /// Adds a table.
    package mutating func table(_ table: Table) { blocks.append(.table(table)) }

    /// The report as text, ended by a newline.
    package func text(as format: OutputFormat, on screen: Screen) -> String {
        switch format {
        case .json: json.prettyText.visibleJSON + "\n"
        case .csv: csv.text { screen.width == nil ? $0 : $0.visible }
        case .spreadsheet, .workbook: csv.spreadsheet { screen.width == nil ? $0 : $0.visible }
        case .table:
            blocks.flatMap { lines($0, screen) }.map { $0 + "\n" }.joined()
        }
    }

    /// The headings in words, and a row for each record, for a workbook.
    package var sheet: [[String]] { csv.sheet }

    /// The report as the next one of an endless row of its kind: JSON on a line of its own, the
    /// columns' names before the first one only.
    package func text(as format: OutputFormat, on screen: Screen, isFirst: Bool) -> String {
        switch format {
        case .json: json.compactText.visibleJSON + "\n"
        case .csv where !isFirst: csv.withoutNames.text { screen.width == nil ? $0 : $0.visible }
        case .spreadsheet where !isFirst:
            csv.spreadsheet(isFirst: false) { screen.width == nil ? $0 : $0.visible }
        case .csv, .spreadsheet, .workbook, .table: text(as: format, on: screen)
        }
    }

    private func lines(_ block: Block, _ screen: Screen) -> [String] {
        switch block {
        case .line(let cell), .heading(let cell): return [cell.text]
        case .table(let table): return table.lines(limit: screen.width, colours: screen.colours)
        case .pairs(let pairs):
            let width = pairs.map(\.name.text.displayWidth).max() ?? 0
            return pairs.map { pair in
                let space = String(repeating: " ", count: width - pair.name.text.displayWidth + 2)
                let value = screen.colours ? pair.value.coloured : pair.value.text
                return "  " + pair.name.text + space + value
            }
        }
    }
}

extension Cell {
    /// The text in its colour.
    fileprivate var coloured: String {
        colour.map { $0.rawValue + text + "\u{1B}[0m" } ?? text
    }
}
