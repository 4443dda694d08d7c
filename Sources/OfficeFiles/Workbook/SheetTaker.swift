// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Reads a sheet: the values that its cells had when it was stored.
final class SheetTaker: XMLTaker {
    /// What all sheets of a workbook have.
    struct Book {
        var texts: [String] = []
        var formats: [CellFormat] = []
        var isFrom1904 = false
        /// Cells that may still come, over all sheets.
        var room = FileLimits.cells
    }

    private(set) var book: Book
    private(set) var rows: [Sheet.Row] = []
    private(set) var merges: [Merge] = []

    /// Cells that are one; the first of them says what it says.
    struct Merge {
        var columns: ClosedRange<Int>
        var rows: ClosedRange<Int>
    }

    private var row = Sheet.Row(number: 0)
    private var column = -1
    private var kind = ""
    private var style = 0
    private var value = RichText()
    private var isValue = false
    private var hasValue = false
    private var hasFormula = false

    init(_ book: Book) { self.book = book }

    func take(_ piece: XMLPiece) throws(FileFault) {
        switch piece {
        case .begins("row", let given):
            let number = given["r"].flatMap { Int($0) } ?? self.row.number + 1
            guard number > self.row.number, number <= 1 << 20 else { throw SheetTaker.disorder }
            self.row = Sheet.Row(
                number: number, isHidden: ["1", "true"].contains(given["hidden"] ?? ""))
            self.column = -1
        case .ends("row"): try self.endRow()
        case .begins("c", let given): try self.beginCell(given)
        case .ends("c"): try self.endCell()
        case .begins("v", _): (self.isValue, self.hasValue) = (true, true)
        case .ends("v"): self.isValue = false
        case .begins("is", _): self.hasValue = true
        case .begins("f", _): self.hasFormula = true
        case .begins("mergeCell", let given): try self.merge(given["ref"] ?? "")
        case .text(let text) where self.isValue: try self.value.add(text)
        default: if self.kind == "inlineStr" { try self.value.take(piece) }
        }
    }

    private static let disorder = FileFault(
        zh: "工作表内行列次序错乱,文件已损坏", en: "the sheet's cells are out of order: the file is damaged")

    private func beginCell(_ given: [String: String]) throws(FileFault) {
        var column = self.column + 1
        if let reference = given["r"] {
            guard let place = Sheet.place(reference), place.row == self.row.number,
                place.column >= column
            else { throw SheetTaker.disorder }
            column = place.column
        }
        self.column = column
        self.kind = given["t"] ?? "n"
        self.style = given["s"].flatMap { Int($0) } ?? 0
        self.value = RichText()
        (self.isValue, self.hasValue, self.hasFormula) = (false, false, false)
    }

    private func endCell() throws(FileFault) {
        defer { self.kind = "" }
        var cell = Sheet.Cell(column: self.column, text: "")
        if self.hasFormula, !self.hasValue || self.value.whole.isEmpty && self.kind != "str" {
            cell.flaw = .uncalculated
        } else {
            try self.fill(&cell)
        }
        cell.text = String(cell.text.unicodeScalars.filter { $0 != "\0" })
        guard !cell.text.allSatisfy(\.isWhitespace) || cell.flaw != nil else { return }
        guard self.column < FileLimits.columns else {
            throw FileFault(
                zh: "第\(self.row.number)行在第\(FileLimits.columns)列以后还有内容,请删去无关的列",
                en:
                    "row \(self.row.number) has something beyond column \(FileLimits.columns): remove it"
            )
        }
        self.book.room -= 1
        guard self.book.room >= 0 else {
            throw FileFault(
                zh: "有内容的单元格超过\(FileLimits.cells)个,请分成几个文件",
                en: "there are more than \(FileLimits.cells) cells: divide the file")
        }
        self.row.cells.append(cell)
    }

    private func fill(_ cell: inout Sheet.Cell) throws(FileFault) {
        let text = self.value.whole
        switch self.kind {
        case "s":
            guard let index = Int(text), self.book.texts.indices.contains(index) else {
                guard text.isEmpty else { throw SheetTaker.disorder }
                return
            }
            cell.text = self.book.texts[index]
        case "str", "inlineStr": cell.text = text.withoutEscapes
        case "b": cell.text = text == "1" ? "true" : "false"
        case "e": (cell.text, cell.flaw) = (text, .error)
        case "d": cell.text = text.hasSuffix("T00:00:00") ? String(text.dropLast(9)) : text
        default: self.number(text, &cell)
        }
    }

    private func number(_ text: String, _ cell: inout Sheet.Cell) {
        guard let number = Double(text), number.isFinite else {
            cell.text = text
            return
        }
        let format =
            self.book.formats.indices.contains(self.style) ? self.book.formats[self.style] : .number
        if format == .day, let day = CellDate.text(number, isFrom1904: self.book.isFrom1904) {
            cell.text = day
            return
        }
        cell.text = SheetTaker.plain(number)
        if number == number.rounded(), abs(number) >= 1e15 { cell.flaw = .rounded }
        if case .padded(let digits) = format, number >= 0 {
            cell.text = String(repeating: "0", count: max(0, digits - cell.text.count)) + cell.text
        }
    }

    /// With the fifteen figures that spreadsheet programs keep, never with an exponent.
    private static func plain(_ number: Double) -> String {
        if number == number.rounded(), abs(number) < 1e18 { return String(Int64(number)) }
        var buffer = [CChar](repeating: 0, count: 400)
        let format = abs(number) < 1e-4 || abs(number) >= 1e15 ? "%.15f" : "%.15g"
        _ = withVaList([number]) { vsnprintf(&buffer, buffer.count, format, $0) }
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func endRow() throws(FileFault) {
        guard !self.row.cells.isEmpty else { return }
        guard self.rows.count < FileLimits.rows else {
            throw FileFault(
                zh: "一张表超过\(FileLimits.rows)行,请分成几个文件",
                en: "a sheet has more than \(FileLimits.rows) rows: divide the file")
        }
        self.rows.append(self.row)
    }

    private func merge(_ range: String) throws(FileFault) {
        let ends = range.split(separator: ":").compactMap { Sheet.place(String($0)) }
        guard ends.count == 2, ends[0].column <= ends[1].column, ends[0].row <= ends[1].row else {
            return
        }
        guard self.merges.count < FileLimits.merges else {
            throw FileFault(
                zh: "合并单元格超过\(FileLimits.merges)处",
                en: "there are more than \(FileLimits.merges) merged cells")
        }
        self.merges.append(
            Merge(columns: ends[0].column...ends[1].column, rows: ends[0].row...ends[1].row))
    }

    /// The rows, with what a merged cell says in each row that it goes over: 主办单位 once for three rows is
    /// theirs all.
    ///
    /// To the right nothing is repeated: a title over the whole table is one title.
    func spread() throws(FileFault) -> [Sheet.Row] {
        var rows = self.rows
        let places = Dictionary(
            rows.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
        var visits = 0
        for merge in self.merges where merge.rows.count > 1 {
            guard let top = places[merge.rows.lowerBound],
                let cell = rows[top].cells.first(where: { $0.column == merge.columns.lowerBound })
            else { continue }
            for index in (top + 1)..<Swift.max(top + 1, rows.count) {
                guard merge.rows.contains(rows[index].number) else { break }
                visits += 1
                guard visits <= FileLimits.cells else {
                    throw FileFault(
                        zh: "合并单元格互相重叠,文件已损坏或经过改动",
                        en: "merged cells overlap: the file is damaged or was tampered with")
                }
                let place = rows[index].cells.firstIndex { $0.column >= cell.column }
                if let place, rows[index].cells[place].column == cell.column { continue }
                self.book.room -= 1
                guard self.book.room >= 0 else {
                    throw FileFault(
                        zh: "有内容的单元格超过\(FileLimits.cells)个,请分成几个文件",
                        en: "there are more than \(FileLimits.cells) cells: divide the file")
                }
                rows[index].cells.insert(cell, at: place ?? rows[index].cells.endIndex)
            }
        }
        return rows
    }
}
