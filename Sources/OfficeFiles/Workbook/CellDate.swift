// SPDX-License-Identifier: Apache-2.0

/// Days as spreadsheets keep them: numbers of days since an origin (ISO 29500-1, 18.17.4.1).
enum CellDate {
    /// A number as a day, with its time where it has one; nil beyond the year 9999 and for times alone.
    ///
    /// - Parameter isFrom1904: whether days are counted from 1 January 1904, as older Macintoshes did.
    static func text(_ serial: Double, isFrom1904: Bool) -> String? {
        guard serial >= 1, serial < 2_958_466 else { return nil }
        var day = Int(serial)
        var seconds = Int(((serial - Double(day)) * 86_400).rounded())
        if seconds >= 86_400 { (day, seconds) = (day + 1, 0) }
        let date: String
        if isFrom1904 {
            date = CellDate.day(day - 24_107)
        } else {
            // The program takes 1900 for a leap year: its day 60 never was.
            guard day != 60 else { return nil }
            date = CellDate.day(day - (day > 60 ? 25_569 : 25_568))
        }
        guard seconds > 0 else { return date }
        let parts = [seconds / 3_600, seconds / 60 % 60, seconds % 60]
        return date + " " + parts.map { CellDate.padded($0, 2) }.joined(separator: ":")
    }

    /// Howard Hinnant's `civil_from_days`, as ISO text.
    private static func day(_ sinceEpoch: Int) -> String {
        let shifted = sinceEpoch + 719_468
        let (era, dayOfEra) = (shifted / 146_097, shifted % 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return CellDate.padded(year, 4) + "-" + CellDate.padded(month, 2) + "-"
            + CellDate.padded(dayOfYear - (153 * part + 2) / 5 + 1, 2)
    }

    private static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: Swift.max(0, digits - text.count)) + text
    }
}
