// SPDX-License-Identifier: Apache-2.0

/// What one calendar says otherwise than another: the reason why open due dates move.
package struct CalendarChanges: Hashable, Sendable {
    /// A day that is another kind of day than before.
    package struct DayChange: Hashable, Sendable {
        /// The day.
        package var day: Day
        /// What it was.
        package var old: HolidayCalendar.Kind
        /// What it is.
        package var new: HolidayCalendar.Kind

        /// Whether the day is worked now and was not, or the other way round.
        package var movesWorkingDays: Bool { self.old.isWorked != self.new.isWorked }
    }

    /// The days, in order.
    package let days: [DayChange]
    /// Years that have become known, in order.
    package let newYears: [Int]
    /// Years that are no longer known: dates in them become provisional.
    package let lostYears: [Int]

    /// Whether both calendars say the same of every day.
    package var isEmpty: Bool {
        self.days.isEmpty && self.newYears.isEmpty && self.lostYears.isEmpty
    }
}

extension HolidayCalendar {
    /// What this calendar says otherwise than `old`.
    package func changes(from old: HolidayCalendar) -> CalendarChanges {
        let days = Set(self.exceptions.keys).union(old.exceptions.keys).sorted()
        let (now, before) = (Set(self.knownYears), Set(old.knownYears))
        return CalendarChanges(
            days: days.compactMap { day in
                let (was, becomes) = (old.kind(of: day), self.kind(of: day))
                return was == becomes
                    ? nil : CalendarChanges.DayChange(day: day, old: was, new: becomes)
            },
            newYears: now.subtracting(before).sorted(),
            lostYears: before.subtracting(now).sorted())
    }
}
