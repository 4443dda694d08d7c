// SPDX-License-Identifier: Apache-2.0

/// A civil day of the Gregorian calendar, without time or zone.
///
/// Legal periods are counted in days, so nothing here knows hours: the day on which an instant
/// falls is decided once, by the clock, in the profile's time zone.
package struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Days since 1970-01-01.
    package let number: Int

    /// The day so many days after 1970-01-01.
    package init(number: Int) {
        self.number = number
    }

    /// The day of a year, month and day of the month; nil when there is no such day.
    package init?(year: Int, month: Int, day dayOfMonth: Int) {
        guard
            CalendarLimits.years.contains(year), (1...12).contains(month),
            (1...Day.length(ofMonth: month, in: year)).contains(dayOfMonth)
        else { return nil }
        self.init(number: Day.number(year: year, month: month, day: dayOfMonth))
    }

    /// Reads `2025-04-01`; nil for anything else.
    package init?(_ text: String) {
        var (numbers, position) = ((0, 0, 0), 0)
        for byte in text.utf8 {
            switch (position, byte) {
            case (4, UInt8(ascii: "-")), (7, UInt8(ascii: "-")): break
            case (0...3, Day.digits): numbers.0 = numbers.0 * 10 + Int(byte - Day.digits.lowerBound)
            case (5...6, Day.digits): numbers.1 = numbers.1 * 10 + Int(byte - Day.digits.lowerBound)
            case (8...9, Day.digits): numbers.2 = numbers.2 * 10 + Int(byte - Day.digits.lowerBound)
            default: return nil
            }
            position += 1
        }
        guard position == 10 else { return nil }
        self.init(year: numbers.0, month: numbers.1, day: numbers.2)
    }

    /// Reads `2025-04-01` out of a longer text; nil for anything else.
    package init?(_ text: Substring) {
        self.init(String(text))
    }

    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    package static func < (a: Day, b: Day) -> Bool {
        a.number < b.number
    }

    /// The day so many days later (earlier when negative).
    package func adding(days: Int) -> Day {
        Day(number: self.number + days)
    }

    /// The same-numbered day so many months later, else that month's last day (民法典 202).
    package func adding(months: Int) -> Day {
        let (year, month, day) = self.components
        let total = year * 12 + (month - 1) + months
        let newYear = Day.floorDivide(total, 12)
        let newMonth = total - newYear * 12 + 1
        let last = Day.length(ofMonth: newMonth, in: newYear)
        return Day(number: Day.number(year: newYear, month: newMonth, day: min(day, last)))
    }

    /// Days from `other` to this day; positive when this day is later.
    package func days(since other: Day) -> Int {
        self.number - other.number
    }

    /// Monday is 1, Sunday is 7.
    package var weekday: Int {
        let shifted = (self.number + 3) % 7
        return (shifted < 0 ? shifted + 7 : shifted) + 1
    }

    /// Year, month (1–12) and day of the month (1–31).
    package var components: (year: Int, month: Int, day: Int) {
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
        let shifted = self.number + 719_468
        let era = Day.floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthIndex + 2) / 5 + 1
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The year of this day.
    package var year: Int { self.components.year }

    /// The month of this day, from 1.
    package var month: Int { self.components.month }

    /// The first day of its month.
    package var firstOfMonth: Day { self.adding(days: 1 - self.components.day) }

    /// ISO: `2025-04-01`.
    package var description: String {
        let (year, month, day) = self.components
        return "\(Day.padded(year, 4))-\(Day.padded(month, 2))-\(Day.padded(day, 2))"
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func number(year: Int, month: Int, day: Int) -> Int {
        // Howard Hinnant, days_from_civil.
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = Day.floorDivide(shiftedYear, 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    private static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func floorDivide(_ a: Int, _ b: Int) -> Int {
        a >= 0 ? a / b : (a - (b - 1)) / b
    }
}

extension Day: Codable {
    /// Reads the ISO form.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let day = Day(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(text) is no day in the form 2025-04-01")
        }
        self = day
    }

    /// Writes the ISO form.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(self.description)
    }
}

/// The days d with `from` ≤ d < `to`.
package struct DayInterval: Hashable, Sendable {
    /// The first day.
    package var from: Day
    /// The day after the last one.
    package var to: Day

    /// An interval; empty when `to` is not after `from`.
    package init(from: Day, to: Day) {
        self.from = from
        self.to = to
    }

    /// Whether the day lies inside.
    package func contains(_ day: Day) -> Bool {
        self.from <= day && day < self.to
    }
}
