// SPDX-License-Identifier: Apache-2.0

/// Which days are worked: the State Council's holidays (放假) and make-up days (调休上班) over
/// the rule of Monday to Friday.
///
/// The years from the first to the last row are known in full; outside them Monday to Friday
/// holds and every answer that leans on it is provisional.
package struct HolidayCalendar: Sendable, Hashable {
    /// What a day is to somebody who counts.
    package enum Kind: Hashable, Sendable {
        /// Monday to Friday.
        case worked
        /// Saturday or Sunday.
        case rest
        /// Free by a notice of the State Council.
        case holiday(String)
        /// A weekend day that is worked by such a notice.
        case makeUp(String)

        /// Whether the day counts as a working day.
        package var isWorked: Bool {
            switch self {
            case .worked, .makeUp: true
            case .rest, .holiday: false
            }
        }
    }

    /// Name and content version, as stored with each due date.
    package let version: String
    /// The years that are known in full; empty for a calendar without rows.
    package let knownYears: Range<Int>
    private let exceptions: [Day: Kind]

    /// A calendar from its exceptions.
    package init(version: String, exceptions: [Day: Kind]) {
        self.version = version
        self.exceptions = exceptions
        let years = exceptions.keys.map(\.year)
        if let first = years.min(), let last = years.max() {
            self.knownYears = first..<(last + 1)
        } else {
            self.knownYears = 0..<0
        }
    }

    /// What the day is.
    package func kind(of day: Day) -> Kind {
        self.exceptions[day] ?? (day.weekday <= 5 ? .worked : .rest)
    }

    /// Whether the day is a working day.
    package func isWorked(_ day: Day) -> Bool {
        self.kind(of: day).isWorked
    }

    /// Whether the notices for the day's year are known.
    package func knows(_ day: Day) -> Bool {
        self.knownYears.contains(day.year)
    }

    /// Reads a calendar file: a header `date,kind,name`, then a row a day, kind `holiday` or
    /// `workday`.
    ///
    /// - Throws: ``CalendarError/badRow(line:reason:)`` naming the line.
    package init(name: String, csv: String) throws(CalendarError) {
        var exceptions: [Day: Kind] = [:]
        var digest: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in csv.utf8 where byte != 13 {
            digest = (digest ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        let lines = csv.split(whereSeparator: \.isNewline)
        guard lines.count <= CalendarLimits.calendarRows else {
            throw .badRow(
                line: CalendarLimits.calendarRows + 1,
                reason: "more than \(CalendarLimits.calendarRows) rows")
        }
        for (index, line) in lines.enumerated() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            if index == 0 {
                guard cells.map(String.init) == ["date", "kind", "name"] else {
                    throw .badRow(line: 1, reason: "the first line must be date,kind,name")
                }
                continue
            }
            let (day, kind) = try HolidayCalendar.row(cells, line: index + 1)
            guard exceptions.updateValue(kind, forKey: day) == nil else {
                throw .badRow(line: index + 1, reason: "\(day) stands twice")
            }
        }
        self.init(version: "\(name)@\(String(digest, radix: 16))", exceptions: exceptions)
    }

    private static func row(
        _ cells: [Substring], line: Int
    ) throws(CalendarError) -> (Day, Kind) {
        guard cells.count == 3 else {
            throw .badRow(line: line, reason: "needs three cells: date,kind,name")
        }
        guard let day = Day(cells[0]) else {
            throw .badRow(line: line, reason: "\(cells[0]) is no day such as 2025-10-01")
        }
        switch cells[1] {
        case "holiday":
            return (day, .holiday(String(cells[2])))
        case "workday":
            guard day.weekday > 5 else {
                throw .badRow(line: line, reason: "\(day) is no weekend day: workday is for those")
            }
            return (day, .makeUp(String(cells[2])))
        default:
            throw .badRow(line: line, reason: "kind is holiday or workday, not \(cells[1])")
        }
    }
}

/// What can be wrong with a calendar file.
package enum CalendarError: Error, Hashable, CustomStringConvertible {
    /// A row that cannot be read.
    case badRow(line: Int, reason: String)

    package var description: String {
        switch self {
        case .badRow(let line, let reason): "line \(line): \(reason)"
        }
    }
}
