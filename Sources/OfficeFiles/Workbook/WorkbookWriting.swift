// SPDX-License-Identifier: Apache-2.0
internal import CXlsxWriter

/// A workbook of tables, for spreadsheet programs.
package enum WorkbookWriting {
    /// The widest column, in characters: what is longer is shown in part, and is there.
    private static let widest = 60.0
    /// A number of more digits is a telephone or a code, and would be rounded or lose its zeros.
    private static let digits = 9

    /// Writes a workbook, a sheet for each table; what looks like a formula stays a text.
    ///
    /// - Parameters:
    ///   - tables: of each the headings, then a row for each record.
    ///   - path: a file that is not there yet.
    /// - Throws: ``FileFault`` when it cannot be written.
    package static func write(_ tables: [[[String]]], to path: String) throws(FileFault) {
        var options = lxw_workbook_options()
        options.constant_memory = 1
        guard let book = workbook_new_opt(path, &options) else { throw WorkbookWriting.failed(-1) }
        let (heading, date) = (workbook_add_format(book), workbook_add_format(book))
        format_set_bold(heading)
        format_set_bottom(heading, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_num_format(date, "yyyy-mm-dd")
        var error = LXW_NO_ERROR
        for (index, rows) in tables.enumerated() where error == LXW_NO_ERROR {
            guard let sheet = workbook_add_worksheet(book, "\(index + 1)") else {
                workbook_close(book)
                throw WorkbookWriting.failed(-1)
            }
            error = WorkbookWriting.fill(sheet, with: rows, heading, date)
        }
        let closed = workbook_close(book)
        guard error == LXW_NO_ERROR, closed == LXW_NO_ERROR else {
            throw WorkbookWriting.failed(Int32(max(error.rawValue, closed.rawValue)))
        }
    }

    private typealias Format = UnsafeMutablePointer<lxw_format>

    private static func fill(
        _ sheet: UnsafeMutablePointer<lxw_worksheet>, with rows: [[String]], _ heading: Format?,
        _ date: Format?
    ) -> lxw_error {
        for (column, width) in WorkbookWriting.widths(rows).enumerated() {
            worksheet_set_column(sheet, UInt16(column), UInt16(column), width, nil)
        }
        worksheet_freeze_panes(sheet, 1, 0)
        var error = LXW_NO_ERROR
        for (row, cells) in rows.enumerated() {
            for (column, cell) in cells.enumerated() where !cell.isEmpty && error == LXW_NO_ERROR {
                let (row, column) = (UInt32(row), UInt16(column))
                if row == 0 {
                    error = worksheet_write_string(sheet, row, column, cell, heading)
                } else if var day = WorkbookWriting.day(cell) {
                    error = worksheet_write_datetime(sheet, row, column, &day, date)
                } else if let number = WorkbookWriting.number(cell) {
                    error = worksheet_write_number(sheet, row, column, number, nil)
                } else {
                    // The library counts scalars.
                    let text = String(
                        String.UnicodeScalarView(
                            cell.unicodeScalars.prefix(FileLimits.cellCharacters)))
                    error = worksheet_write_string(sheet, row, column, text, nil)
                }
            }
        }
        if !rows.isEmpty, let columns = rows.first?.count, columns > 0 {
            worksheet_autofilter(sheet, 0, 0, UInt32(rows.count - 1), UInt16(columns - 1))
        }
        return error
    }

    private static func widths(_ rows: [[String]]) -> [Double] {
        var widths = [Double](repeating: 4, count: rows.first?.count ?? 0)
        for row in rows.prefix(1_000) {
            for (column, cell) in row.enumerated() where column < widths.count {
                let width = cell.unicodeScalars.reduce(2.0) { $0 + ($1.value < 0x2E80 ? 1 : 2) }
                widths[column] = min(widest, max(widths[column], width))
            }
        }
        return widths
    }

    /// A day that was written `2025-04-01`.
    private static func day(_ cell: String) -> lxw_datetime? {
        let parts = cell.split(separator: "-", omittingEmptySubsequences: false)
        guard cell.utf8.count == 10, parts.map(\.count) == [4, 2, 2],
            let year = Int32(parts[0]), let month = Int32(parts[1]), let day = Int32(parts[2]),
            // What a workbook can hold without taking 1900 for a leap year.
            (1901...9999).contains(year), (1...12).contains(month)
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
        guard day >= 1, day <= length else { return nil }
        return lxw_datetime(year: year, month: month, day: day, hour: 0, min: 0, sec: 0)
    }

    /// A number that comes back as it was written.
    private static func number(_ cell: String) -> Double? {
        guard cell.utf8.count <= digits, cell == "0" || cell.first != "0" else { return nil }
        return Int(cell).flatMap { String($0) == cell ? Double($0) : nil }
    }

    private static func failed(_ code: Int32) -> FileFault {
        let why = code < 0 ? "" : String(cString: lxw_strerror(lxw_error(UInt32(code))))
        return FileFault(zh: "表格文件写不出来:\(why)", en: "the workbook cannot be written: \(why)")
    }
}
