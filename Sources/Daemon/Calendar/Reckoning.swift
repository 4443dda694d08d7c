// SPDX-License-Identifier: Apache-2.0

/// What happens to a period that ends on a rest day (民法典 203).
package enum RollOver: String, Hashable, Sendable {
    /// It ends on the next working day.
    case nextWorkingDay = "next_working_day"
    /// It ends where it ends: the authority's own limits.
    case none
}

/// The end of a period.
package struct PeriodEnd: Hashable, Sendable {
    /// The last day by counting alone.
    package var unrolled: Day
    /// The last day in law.
    package var due: Day
    /// Whether the result leans on a year whose holidays are not announced.
    package var isProvisional: Bool

    /// An end.
    package init(unrolled: Day, due: Day, isProvisional: Bool) {
        self.unrolled = unrolled
        self.due = due
        self.isProvisional = isProvisional
    }
}

/// Counts legal periods over a calendar: pure, total for periods within
/// ``CalendarLimits/longestPeriod``.
///
/// The day of the event is not counted (民法典 201); months end on the same-numbered day, else on
/// the month's last (202); the end of a rest day rolls where the rule says so (203).
package struct Reckoner: Sendable {
    /// The calendar counted by.
    package let calendar: HolidayCalendar

    /// A reckoner over a calendar.
    package init(_ calendar: HolidayCalendar) {
        self.calendar = calendar
    }

    /// The end of a period that begins with an event on `start`.
    ///
    /// - Parameter pauses: days that do not count. Working days skip them; for the other units
    ///   as many days are added before rolling as ``PausedDays/extending(_:from:)`` says. Days
    ///   on the way from a rest day to the next working day are never paused: the period is over.
    package func end(
        of period: Period, from start: Day, roll: RollOver, pauses: [DayInterval] = []
    ) -> PeriodEnd {
        let paused = PausedDays(pauses)
        var provisional = false
        let unrolled: Day
        switch period.unit {
        case .workingDays:
            unrolled = self.walk(period.count, from: start) { day in
                if paused.contains(day) { return false }
                if !self.calendar.knows(day) { provisional = true }
                return self.calendar.isWorked(day)
            }
        case .days, .months, .years:
            unrolled = paused.extending(Reckoner.plainEnd(of: period, from: start), from: start)
        }
        return self.rolled(unrolled, roll, provisional: provisional)
    }

    /// A date as it stands, rolled by the rule.
    ///
    /// Limits that are given as a date (`until`) end so; no pause moves them.
    package func rolled(_ day: Day, _ roll: RollOver, provisional: Bool = false) -> PeriodEnd {
        guard roll == .nextWorkingDay else {
            return PeriodEnd(unrolled: day, due: day, isProvisional: provisional)
        }
        let due = self.nextWorked(from: day)
        let leansOnUnknown = !self.calendar.knows(day) || !self.calendar.knows(due)
        return PeriodEnd(unrolled: day, due: due, isProvisional: provisional || leansOnUnknown)
    }

    /// The last day that leaves the full period between itself and `target` (backward limits).
    ///
    /// Falls on a working day when the period is of working days. No pause moves it.
    package func latest(before target: Day, leaving period: Period) -> PeriodEnd {
        var provisional = false
        var day = target
        switch period.unit {
        case .workingDays:
            var left = period.count
            while left > 0 {
                day = day.adding(days: -1)
                if !self.calendar.knows(day) { provisional = true }
                if self.calendar.isWorked(day) { left -= 1 }
            }
            day = day.adding(days: -1)
            var steps = 0
            while !self.calendar.isWorked(day), steps < CalendarLimits.longestRest {
                day = day.adding(days: -1)
                steps += 1
            }
            if !self.calendar.knows(day) { provisional = true }
        case .days: day = target.adding(days: -period.count - 1)
        case .months: day = target.adding(months: -period.count).adding(days: -1)
        case .years: day = target.adding(months: -12 * period.count).adding(days: -1)
        }
        return PeriodEnd(unrolled: day, due: day, isProvisional: provisional)
    }

    /// The first working day from `day` on, itself included.
    package func nextWorked(from day: Day) -> Day {
        var day = day
        var steps = 0
        while !self.calendar.isWorked(day), steps < CalendarLimits.longestRest {
            day = day.adding(days: 1)
            steps += 1
        }
        return day
    }

    /// The last working day until `day`, itself included.
    package func lastWorked(until day: Day) -> Day {
        var day = day
        var steps = 0
        while !self.calendar.isWorked(day), steps < CalendarLimits.longestRest {
            day = day.adding(days: -1)
            steps += 1
        }
        return day
    }

    /// Days, months or years added without pauses and without rolling.
    static func plainEnd(of period: Period, from start: Day) -> Day {
        switch period.unit {
        case .days, .workingDays: start.adding(days: period.count)
        case .months: start.adding(months: period.count)
        case .years: start.adding(months: 12 * period.count)
        }
    }

    /// Steps day by day until so many days have counted.
    private func walk(_ count: Int, from start: Day, counts: (Day) -> Bool) -> Day {
        var day = start
        var left = count
        var steps = 0
        while left > 0, steps < 8 * CalendarLimits.longestPeriod {
            day = day.adding(days: 1)
            steps += 1
            if counts(day) { left -= 1 }
        }
        return day
    }
}
