// SPDX-License-Identifier: Apache-2.0
internal import Records

extension Sheet {
    /// A table of text that is divided by commas, tabs or semicolons.
    ///
    /// - Throws: ``FileFault`` when a quotation is not closed, or it is too large.
    init(divided text: String) throws(FileFault) {
        let lines: [CSVReader.Row]
        do throws(CSVReader.Fault) {
            lines = try CSVReader.rows(text, dividedBy: Sheet.divider(of: text))
        } catch {
            switch error {
            case .unclosedQuote(let line):
                throw FileFault(
                    zh: "第\(line)行:引号没有结束", en: "line \(line): a quotation mark is not closed")
            case .textAfterQuote(let line):
                throw FileFault(
                    zh: "第\(line)行:右引号后应为分隔符或行末;格内的引号请写两个",
                    en: "line \(line): a comma or the end of the line must follow a closing "
                        + "quotation mark; write one inside a cell twice")
            }
        }
        var room = FileLimits.cells
        var rows: [Row] = []
        for line in lines {
            var row = Row(number: line.number)
            for (column, cell) in line.cells.enumerated() where !cell.allSatisfy(\.isWhitespace) {
                guard cell.unicodeScalars.count <= FileLimits.cellCharacters else {
                    throw FileFault(
                        zh: "第\(line.number)行有单元格超过\(FileLimits.cellCharacters)字",
                        en:
                            "row \(line.number): a cell has more than \(FileLimits.cellCharacters) characters"
                    )
                }
                guard column < FileLimits.columns else {
                    throw FileFault(
                        zh: "第\(line.number)行超过\(FileLimits.columns)列",
                        en: "row \(line.number) has more than \(FileLimits.columns) columns")
                }
                row.cells.append(Cell(column: column, text: cell))
            }
            guard !row.cells.isEmpty else { continue }
            room -= row.cells.count
            guard rows.count < FileLimits.rows, room >= 0 else {
                throw FileFault(
                    zh: "超过\(FileLimits.rows)行或\(FileLimits.cells)格,请分成几个文件",
                    en:
                        "there are more than \(FileLimits.rows) rows or \(FileLimits.cells) cells: divide it"
                )
            }
            rows.append(row)
        }
        self.init(name: "", rows: rows)
    }

    /// What divides the cells: the mark that most of the first lines have most often outside of quotations.
    private static func divider(of text: String) -> CSVReader.Divider {
        var counts: [CSVReader.Divider: Int] = [:]
        var isQuoted = false
        var lines = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == UInt8(ascii: "\n") { lines += 1 }
            if lines == 30 { break }
            if let divider = CSVReader.Divider(rawValue: byte) { counts[divider, default: 0] += 1 }
        }
        // A tab never stands in what people type; a semicolon may stand where commas divide.
        if counts[.tab, default: 0] >= max(1, lines / 2) { return .tab }
        return counts[.semicolon, default: 0] > counts[.comma, default: 0] ? .semicolon : .comma
    }
}
