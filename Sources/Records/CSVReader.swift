// SPDX-License-Identifier: Apache-2.0

/// Reads comma-separated text (RFC 4180), as spreadsheets write it and people do.
///
/// - A cell in quotation marks may hold commas, line ends and, doubled, quotation marks.
/// - A quotation mark inside a cell that does not begin with one is text.
/// - Lines end with LF, CRLF or CR; a byte order mark and empty lines are passed over.
package enum CSVReader {
    /// One row, and the line on which it begins.
    package struct Row: Hashable, Sendable {
        /// From 1.
        package var line: Int
        /// Which row of a spreadsheet it is, from 1; empty lines count, line ends in cells do not.
        package var number: Int
        /// At least one.
        package var cells: [String]
    }

    /// Why a text is not CSV.
    package enum Fault: Error, Hashable, Sendable {
        /// A quotation mark that opens a cell is not closed; with the line of the row.
        case unclosedQuote(line: Int)
        /// Something other than a comma or the line's end follows a closed quotation.
        case textAfterQuote(line: Int)
    }

    /// What stands between two cells.
    package enum Divider: UInt8, Sendable {
        case comma = 0x2C
        case tab = 0x09
        case semicolon = 0x3B
    }

    /// The rows of a text; none for an empty one.
    ///
    /// - Throws: ``Fault`` for the first row that cannot be read.
    package static func rows(
        _ text: String, dividedBy divider: Divider = .comma
    ) throws(Fault) -> [Row] {
        // Bytes, not characters: a combining mark after a comma must not hide it.
        var scanner = Scanner(bytes: Array(text.utf8)[...], divider: divider.rawValue)
        return try scanner.rows()
    }
}

/// Goes through the bytes once.
private struct Scanner {
    private static let mark = Array("\u{FEFF}".utf8)
    private static let quote = UInt8(ascii: "\"")
    private static let (lf, cr) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))

    var bytes: ArraySlice<UInt8>
    let divider: UInt8
    var line = 1
    var number = 1

    mutating func rows() throws(CSVReader.Fault) -> [CSVReader.Row] {
        if self.bytes.starts(with: Scanner.mark) { self.bytes.removeFirst(Scanner.mark.count) }
        var rows: [CSVReader.Row] = []
        while let first = self.bytes.first {
            if Scanner.endsLine(first) {
                self.takeLineEnd()
            } else {
                rows.append(try self.row())
            }
        }
        return rows
    }

    /// A row and the line end behind it.
    private mutating func row() throws(CSVReader.Fault) -> CSVReader.Row {
        var row = CSVReader.Row(line: self.line, number: self.number, cells: [])
        while true {
            let isQuoted = self.bytes.first == Scanner.quote
            row.cells.append(isQuoted ? try self.quoted(row.line) : self.plain())
            guard let next = self.bytes.first else { return row }
            guard next == self.divider else {
                self.takeLineEnd()
                return row
            }
            self.bytes.removeFirst()
        }
    }

    /// A cell up to the comma or line end behind it.
    private mutating func plain() -> String {
        let cell = self.bytes.prefix { $0 != self.divider && !Scanner.endsLine($0) }
        self.bytes = self.bytes[cell.endIndex...]
        return String(decoding: cell, as: UTF8.self)
    }

    /// A cell in quotation marks, which are taken off.
    private mutating func quoted(_ row: Int) throws(CSVReader.Fault) -> String {
        self.bytes.removeFirst()
        var cell: [UInt8] = []
        while let byte = self.bytes.popFirst() {
            guard byte == Scanner.quote else {
                if byte == Scanner.lf || (byte == Scanner.cr && self.bytes.first != Scanner.lf) {
                    self.line += 1
                }
                cell.append(byte)
                continue
            }
            guard let next = self.bytes.first, next != self.divider, !Scanner.endsLine(next) else {
                return String(decoding: cell, as: UTF8.self)
            }
            guard next == Scanner.quote else { throw .textAfterQuote(line: self.line) }
            cell.append(self.bytes.removeFirst())
        }
        throw .unclosedQuote(line: row)
    }

    private mutating func takeLineEnd() {
        if self.bytes.popFirst() == Scanner.cr, self.bytes.first == Scanner.lf {
            self.bytes.removeFirst()
        }
        self.line += 1
        self.number += 1
    }

    private static func endsLine(_ byte: UInt8) -> Bool {
        byte == Scanner.lf || byte == Scanner.cr
    }
}
