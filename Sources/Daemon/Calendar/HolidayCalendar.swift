// SPDX-License-Identifier: Apache-2.0

/// Which days are worked, as known on some day: the State Council's holidays (放假) and make-up
/// days (调休上班) over the rule of Monday to Friday.
///
/// Outside ``knownYears`` Monday to Friday holds, and every answer that leans on it is provisional.
/// A ``CalendarBook`` makes the calendars, one for each day on which something was announced.
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

    /// Name and day of announcement, as stored with each due date: `cn-holidays@2020-01-26`.
    package let version: String
    /// The document number of the notice that made this version; empty before the first notice.
    package let notice: String
    /// The day of that notice; the first day of all before the first notice.
    package let announcedOn: Day
    /// The years that are known in full; empty before the first notice.
    package let knownYears: Range<Int>
    /// The days that break the rule of Monday to Friday; never `worked` or `rest`.
    let exceptions: [Day: Kind]

    /// A calendar from its exceptions.
    package init(
        version: String, notice: String, announcedOn: Day, knownYears: Range<Int>,
        exceptions: [Day: Kind]
    ) {
        self.version = version
        self.notice = notice
        self.announcedOn = announcedOn
        self.knownYears = knownYears
        self.exceptions = exceptions
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
}
