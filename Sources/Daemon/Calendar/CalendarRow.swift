// SPDX-License-Identifier: Apache-2.0
internal import Records

/// One row of a calendar file: what one notice says about one day.
struct CalendarRow {
    /// What the notice says.
    enum Content: Hashable {
        /// The day is free, or a weekend day that is worked.
        case exception(HolidayCalendar.Kind)
        /// An earlier exception is taken back: Monday to Friday holds again.
        case ordinary
        /// The whole year of the day is known from now on.
        case year
    }

    /// The line in the file, from 1.
    var line: Int
    /// The day spoken of.
    var day: Day
    /// What is said of it.
    var content: Content
    /// The day of the notice.
    var announced: Day
    /// The document number of the notice.
    var notice: String

    private static let header = ["date", "kind", "name", "announced", "notice"]
    private static let headLine = CalendarRow.header.joined(separator: ",")

    /// The rows of a file, in its order.
    ///
    /// - Throws: ``CalendarError/badRow(line:reason:zh:)`` naming the line.
    static func read(_ csv: String) throws(CalendarError) -> [CalendarRow] {
        var rows: [CalendarRow] = []
        let table = try CalendarRow.table(csv)
        guard let first = table.first, first.cells == CalendarRow.header else {
            throw .badRow(
                line: table.first?.line ?? 1,
                reason: "the first line must be \(CalendarRow.headLine)",
                zh: "第一行应为 \(CalendarRow.headLine)")
        }
        for row in table.dropFirst() {
            guard rows.count < CalendarLimits.calendarRows else {
                throw .badRow(
                    line: row.line, reason: "more than \(CalendarLimits.calendarRows) rows",
                    zh: "超过\(CalendarLimits.calendarRows)行")
            }
            rows.append(try CalendarRow(row))
        }
        return rows
    }

    private static func table(_ csv: String) throws(CalendarError) -> [CSVReader.Row] {
        do {
            return try CSVReader.rows(csv)
        } catch {
            switch error {
            case .unclosedQuote(let line):
                throw .badRow(line: line, reason: "a quotation mark is not closed", zh: "引号没有收尾")
            case .textAfterQuote(let line):
                throw .badRow(
                    line: line, reason: "text follows a closing quotation mark",
                    zh: "收尾的引号后还有文字")
            }
        }
    }

    private init(_ row: CSVReader.Row) throws(CalendarError) {
        let cells = row.cells
        guard cells.count == CalendarRow.header.count else {
            throw .badRow(
                line: row.line, reason: "needs five cells: \(CalendarRow.headLine)",
                zh: "应有五格:\(CalendarRow.headLine)")
        }
        self.line = row.line
        self.day = try CalendarRow.day(cells[0], line: row.line)
        self.announced = try CalendarRow.day(cells[3], line: row.line)
        guard !cells[4].isEmpty else {
            throw .badRow(
                line: row.line, reason: "the notice has no document number", zh: "通知没有文号")
        }
        self.notice = cells[4]
        self.content = try CalendarRow.content(
            kind: cells[1], name: cells[2], of: self.day, line: row.line)
    }

    private static func day(_ cell: String, line: Int) throws(CalendarError) -> Day {
        guard let day = Day(cell) else {
            throw .badRow(
                line: line, reason: "\(cell) is no day such as 2025-10-01",
                zh: "\(cell)不是日期,如 2025-10-01")
        }
        return day
    }

    private static func content(
        kind: String, name: String, of day: Day, line: Int
    ) throws(CalendarError) -> Content {
        switch kind {
        case "holiday": return .exception(.holiday(name))
        case "workday":
            guard day.weekday > 5 else {
                throw .badRow(
                    line: line, reason: "\(day) is no weekend day: workday is for those",
                    zh: "\(day)不是周六、周日:workday 只用于周末上班")
            }
            return .exception(.makeUp(name))
        case "ordinary": return .ordinary
        case "year":
            guard day.components.month == 1, day.components.day == 1 else {
                throw .badRow(
                    line: line, reason: "a year is dated 1 January, not \(day)",
                    zh: "year 的日期应为1月1日,不是\(day)")
            }
            return .year
        default:
            throw .badRow(
                line: line, reason: "kind is holiday, workday, ordinary or year, not \(kind)",
                zh: "kind 应为 holiday、workday、ordinary 或 year,不是 \(kind)")
        }
    }
}

/// What can be wrong with a calendar file.
package enum CalendarError: Error, Hashable, CustomStringConvertible {
    /// A row that cannot be read, or that contradicts the others.
    case badRow(line: Int, reason: String, zh: String)

    package var description: String {
        switch self {
        case .badRow(let line, let reason, _): "line \(line): \(reason)"
        }
    }
}
