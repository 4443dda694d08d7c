// SPDX-License-Identifier: Apache-2.0

/// A day of the Gregorian calendar, to check what is typed and to name weekdays.
///
/// Legal periods are never reckoned here: the daemon does that.
package struct CivilDay: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Days since 1970-01-01.
    private let number: Int

    private init(number: Int) { self.number = number }

    /// Reads `2025-04-01`; nil for every other form and for days that do not exist.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2] else { return nil }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D }) else { return nil }
        guard let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]) else {
            return nil
        }
        guard year >= 1, (1...12).contains(month), day >= 1 else { return nil }
        self.init(number: Self.number(year: year, month: month, day: day))
        guard description == text else { return nil }
    }

    /// The same day of the year before; of a leap day the month's last.
    package var aYearBefore: CivilDay {
        let parts = description.split(separator: "-")
        let year = pad((Int(parts[0]) ?? 1) - 1, 4)
        return CivilDay("\(year)-\(parts[1])-\(parts[2])") ?? CivilDay("\(year)-02-28") ?? self
    }

    /// Howard Hinnant's `days_from_civil`.
    private static func number(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// Howard Hinnant's `civil_from_days`, as ISO text.
    package var description: String {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return [pad(year, 4), pad(month, 2), pad(dayOfYear - (153 * part + 2) / 5 + 1, 2)]
            .joined(separator: "-")
    }

    private func pad(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// The day so many days later.
    package func advanced(days: Int) -> CivilDay { CivilDay(number: number + days) }

    /// The weekday's name.
    package func weekday(_ language: Language) -> String {
        let name = [
            Text(zh: "周一", en: "Mon"), Text(zh: "周二", en: "Tue"), Text(zh: "周三", en: "Wed"),
            Text(zh: "周四", en: "Thu"), Text(zh: "周五", en: "Fri"), Text(zh: "周六", en: "Sat"),
            Text(zh: "周日", en: "Sun"),
        ][daysSinceMonday]
        return name(language)
    }

    /// 0 for a Monday, 6 for a Sunday.
    package var daysSinceMonday: Int {
        // 1970-01-01 was a Thursday.
        ((number + 3) % 7 + 7) % 7
    }

    /// Earlier or not.
    package static func < (left: CivilDay, right: CivilDay) -> Bool { left.number < right.number }
}
