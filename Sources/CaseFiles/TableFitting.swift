// SPDX-License-Identifier: Apache-2.0
package import CaseProto
package import OfficeFiles

/// The rows of a list, as they are sent.
package struct FittedTable: Sendable {
    /// The sheet's name.
    package var sheet = ""
    /// Heading → what it is.
    package var meanings: [String: String] = [:]
    /// Heading → the letters of its column.
    package var letters: [String: String] = [:]
    /// The rows.
    package var rows: [V1.ImportRow] = []
    /// What was passed over, each once.
    package var remarks: [TableRemark] = []

    /// What is sent at once: beyond it a message is too long, or others wait for it.
    private static let (rowsAtOnce, bytesAtOnce) = (1_000, 2 << 20)

    /// The next rows to be sent after so many; none at the end.
    package func part(after sent: Int) -> [V1.ImportRow] {
        var bytes = 0
        return Array(
            self.rows[sent...].prefix(Self.rowsAtOnce).prefix { row in
                let isFirst = bytes == 0
                bytes += row.cells.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
                return isFirst || bytes <= Self.bytesAtOnce
            })
    }
}

/// Something of a file that was passed over, or read by a guess.
package enum TableRemark: Sendable {
    /// Other sheets look like lists too.
    case otherSheets([String], chosen: String)
    /// Columns that are not read: letters and heading of each.
    case unread([(letters: String, name: String)])
    /// Columns read by a near name, and as what.
    case guessed([(letters: String, name: String, label: V1.Label?)])
    /// Rows that are hidden, by number, and whether they are read.
    case hidden([Int], areRead: Bool)
    /// Rows that are no data, by number, and how the first begins.
    case notes([Int], first: String)
}

/// Why a file is no list that can be read.
package enum TableFault: Error, Sendable {
    /// None of so many first rows names the columns.
    case noHeading(searched: Int)
    /// What no column gives and every row needs.
    case gaps([V1.TableGap])
    /// There is no row below the heading.
    case noRows
    /// It has more rows than are imported at once.
    case tooManyRows(Int, most: Int)
}

/// Tells a list from what people write around it: titles above, notes below, columns of their own.
///
/// What is passed over is said once.
package struct TableFitting: Sendable {
    /// Rows among which the heading is: a title, whose list it is, a legend.
    private static let searched = 30
    /// What the daemon looks at: rows, and cells of all of them.
    private static let (mostHeads, mostCells) = (900, 90_000)
    /// The rows of one import.
    private static let mostRows = 50_000

    private let candidates: [(sheet: Sheet, row: Int)]

    /// A list that stands in one of these sheets.
    package init(sheets: [Sheet]) {
        let each = max(1, min(Self.searched, Self.mostHeads / max(1, sheets.count)))
        var room = Self.mostCells
        self.candidates = sheets.flatMap { sheet in
            sheet.rows.indices.prefix(each).map { (sheet, $0) }
        }.prefix { sheet, row in
            room -= (sheet.rows[row].cells.last?.column ?? 0) + 1
            return room >= 0
        }.map { $0 }
    }

    /// Rows that may be the heading.
    package var heads: [V1.TableHead] {
        self.candidates.map { candidate in
            V1.TableHead(names: Self.names(candidate.sheet.rows[candidate.row]))
        }
    }

    /// The column that has ids of cases in it, whatever its heading means elsewhere: 件号 is what some call the number.
    package var ids: [String: String] {
        for (sheet, row) in self.candidates {
            for cell in sheet.rows[row].cells
            where ["件号", "case"].contains(cell.text.heading.lowercased()) {
                let below = sheet.rows[(row + 1)...].lazy.flatMap(\.cells).first {
                    $0.column == cell.column
                }
                let isID =
                    below?.text.wholeMatch(of: /\s*[A-Z]{1,8}-[0-9]{4}-[0-9]{1,12}\s*/) != nil
                if isID { return [cell.text.heading: "id"] }
            }
        }
        return [:]
    }

    private static func names(_ row: Sheet.Row) -> [String] {
        var names = [String](repeating: "", count: (row.cells.last?.column ?? -1) + 1)
        // What is long is no heading, whatever it says.
        for cell in row.cells where cell.text.count <= 60 { names[cell.column] = cell.text.heading }
        return names
    }

    /// The rows below the heading that fits.
    package func table(
        _ fit: V1.FitTableResponse, visibleOnly: Bool = false
    ) throws(TableFault) -> FittedTable {
        guard fit.head >= 0, Int(fit.head) < self.candidates.count else {
            throw .noHeading(searched: Self.searched)
        }
        guard fit.gaps.isEmpty else { throw .gaps(fit.gaps) }
        let (sheet, head) = self.candidates[Int(fit.head)]
        var table = FittedTable(sheet: sheet.name)
        var columns: [Int: String] = [:]
        for (index, column) in fit.columns.enumerated() where !column.means.isEmpty {
            columns[index] = column.name
            table.meanings[column.name] = column.means
            table.letters[column.name] = Sheet.letters(of: index)
        }
        table.remarks = self.otherSheets(fit, sheet) + Self.columns(fit.columns, sheet, head)
        self.fill(
            &table, sheet.rows[(head + 1)...], columns, Self.names(sheet.rows[head]), visibleOnly)
        guard !table.rows.isEmpty else { throw .noRows }
        guard table.rows.count <= Self.mostRows else {
            throw .tooManyRows(table.rows.count, most: Self.mostRows)
        }
        return table
    }

    /// What stands first below each heading of a head, so that people see what a column is; empty where nothing does.
    package func samples(below head: Int) -> [String] {
        guard self.candidates.indices.contains(head) else { return [] }
        let (sheet, row) = self.candidates[head]
        var samples = Self.names(sheet.rows[row]).map { _ in "" }
        for cell in sheet.rows[(row + 1)...].prefix(Self.searched).flatMap(\.cells)
        where samples.indices.contains(cell.column) && samples[cell.column].isEmpty {
            samples[cell.column] = String(cell.text.heading.prefix(40))
        }
        return samples
    }

    private func fill(
        _ table: inout FittedTable, _ rows: ArraySlice<Sheet.Row>, _ columns: [Int: String],
        _ head: [String], _ visibleOnly: Bool
    ) {
        var hidden: [Int] = []
        var notes: [Sheet.Row] = []
        // One cell alone is a remark or a heading between; a list of two columns may leave one empty.
        let fewest = columns.count >= 3 ? 2 : 1
        for row in rows {
            // The heading again, on each printed page.
            if Self.names(row) == head { continue }
            if row.isHidden {
                hidden.append(row.number)
                if visibleOnly { continue }
            }
            var cells: [String: String] = [:]
            var flaws: [String: String] = [:]
            for cell in row.cells {
                guard let name = columns[cell.column] else { continue }
                cells[name] = cell.text
                if let flaw = cell.flaw { flaws[name] = flaw.rawValue }
            }
            guard cells.count >= fewest else {
                notes.append(row)
                continue
            }
            table.rows.append(V1.ImportRow(cells: cells, row: Int32(row.number), flaws: flaws))
        }
        if !hidden.isEmpty { table.remarks.append(.hidden(hidden, areRead: !visibleOnly)) }
        guard let first = notes.first else { return }
        let words = String((first.cells.first?.text.heading ?? "").prefix(30))
        table.remarks.append(.notes(notes.map(\.number), first: words))
    }

    // What is passed over, each said once.

    private func otherSheets(_ fit: V1.FitTableResponse, _ chosen: Sheet) -> [TableRemark] {
        let needed = Int32(max(3, fit.columns.count { !$0.means.isEmpty } - 1))
        var names: [String] = []
        for (candidate, known) in zip(self.candidates, fit.known)
        where known >= needed && candidate.sheet.name != chosen.name {
            if !names.contains(candidate.sheet.name) { names.append(candidate.sheet.name) }
        }
        return names.isEmpty ? [] : [.otherSheets(names, chosen: chosen.name)]
    }

    private static func columns(
        _ columns: [V1.TableColumn], _ sheet: Sheet, _ head: Int
    ) -> [TableRemark] {
        let rows = sheet.rows[(head + 1)...]
        let unknown = columns.indices.filter { index in
            columns[index].means.isEmpty && !columns[index].idle && !columns[index].name.isEmpty
                && rows.contains { $0.cells.contains { $0.column == index } }
        }
        let guessed = columns.indices.filter { columns[$0].guessed }
        return
            (unknown.isEmpty
            ? [] : [.unread(unknown.map { (Sheet.letters(of: $0), columns[$0].name) })])
            + (guessed.isEmpty
                ? []
                : [
                    .guessed(
                        guessed.map {
                            (Sheet.letters(of: $0), columns[$0].name, columns[$0].label)
                        })
                ])
    }
}

extension String {
    /// A heading in one line: people break them to make a column narrow.
    package var heading: String {
        var words: [Substring] = []
        for line in self.split(whereSeparator: \.isNewline) {
            let word = line.drop(while: \.isWhitespace)
            if let end = word.lastIndex(where: { !$0.isWhitespace }) { words.append(word[...end]) }
        }
        return words.joined()
    }
}
