// SPDX-License-Identifier: Apache-2.0

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

    private static let header = "date,kind,name,announced,notice"

    /// The rows of a file, in its order; empty lines are passed over.
    ///
    /// - Throws: ``CalendarError/badRow(line:reason:)`` naming the line.
    static func read(_ csv: String) throws(CalendarError) -> [CalendarRow] {
        var rows: [CalendarRow] = []
        let lines = csv.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard let first = lines.first, first == CalendarRow.header else {
            throw .badRow(line: 1, reason: "the first line must be \(CalendarRow.header)")
        }
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            guard rows.count < CalendarLimits.calendarRows else {
                throw .badRow(
                    line: index + 1, reason: "more than \(CalendarLimits.calendarRows) rows")
            }
            rows.append(try CalendarRow(line, number: index + 1))
        }
        return rows
    }

    private init(_ text: Substring, number: Int) throws(CalendarError) {
        let cells = text.split(separator: ",", omittingEmptySubsequences: false)
        guard cells.count == 5 else {
            throw .badRow(line: number, reason: "needs five cells: \(CalendarRow.header)")
        }
        self.line = number
        self.day = try CalendarRow.day(cells[0], line: number)
        self.announced = try CalendarRow.day(cells[3], line: number)
        guard !cells[4].isEmpty else {
            throw .badRow(line: number, reason: "the notice has no document number")
        }
        self.notice = String(cells[4])
        self.content = try CalendarRow.content(
            of: cells[1], called: String(cells[2]), on: self.day, line: number)
    }

    private static func day(_ cell: Substring, line: Int) throws(CalendarError) -> Day {
        guard let day = Day(cell) else {
            throw .badRow(line: line, reason: "\(cell) is no day such as 2025-10-01")
        }
        return day
    }

    private static func content(
        of kind: Substring, called name: String, on day: Day, line: Int
    ) throws(CalendarError) -> Content {
        switch kind {
        case "holiday": return .exception(.holiday(name))
        case "workday":
            guard day.weekday > 5 else {
                throw .badRow(line: line, reason: "\(day) is no weekend day: workday is for those")
            }
            return .exception(.makeUp(name))
        case "ordinary": return .ordinary
        case "year":
            guard day.components.month == 1, day.components.day == 1 else {
                throw .badRow(line: line, reason: "a year is dated 1 January, not \(day)")
            }
            return .year
        default:
            throw .badRow(
                line: line, reason: "kind is holiday, workday, ordinary or year, not \(kind)")
        }
    }
}

/// What can be wrong with a calendar file.
package enum CalendarError: Error, Hashable, CustomStringConvertible {
    /// A row that cannot be read, or that contradicts the others.
    case badRow(line: Int, reason: String)

    package var description: String {
        switch self {
        case .badRow(let line, let reason): "line \(line): \(reason)"
        }
    }
}
