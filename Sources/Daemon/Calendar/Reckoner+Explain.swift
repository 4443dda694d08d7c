// SPDX-License-Identifier: Apache-2.0

/// One day of a reckoning, as a lawyer would tick it off.
package struct CountedDay: Hashable, Sendable {
    /// How the day was treated.
    package enum Treatment: String, Hashable, Sendable {
        /// The day of the event, not counted.
        case start
        /// Counted.
        case counted
        /// A Saturday or Sunday, not counted as a working day.
        case rest
        /// A public holiday, not counted as a working day.
        case holiday
        /// A make-up day, counted as a working day.
        case makeUp = "makeup"
        /// Counted; the month's last day, since it has no day of the event's number (民法典 202).
        case monthEnd = "month_end"
        /// Paused, not counted.
        case paused
        /// After the period, on the way to the next working day.
        case rolled
        /// The working day on which a rolled period ends.
        case end
    }

    /// The day.
    package var day: Day
    /// How it was treated.
    package var treatment: Treatment
    /// Its number in the count; 0 when it does not count.
    package var number: Int
    /// The holiday's name.
    package var holiday: String?
    /// Whether its year is not announced.
    package var isProvisional: Bool
    /// The number that the month has no day of, where that is why the period ends here.
    package var missing: Int?
}

extension Reckoner {
    /// Every day from the event to the end, with its treatment.
    ///
    /// Each day stands once, the paused ones too. At most ``CalendarLimits/explainedDays``; then
    /// the list is cut.
    package func explain(
        _ period: Period, from start: Day, roll: RollOver, pauses: [DayInterval] = []
    ) -> [CountedDay] {
        let end = self.end(of: period, from: start, roll: roll, pauses: pauses)
        let paused = PausedDays(pauses)
        let monthEnd = Reckoner.monthEnd(of: period, from: start)
        var days = [self.entry(start, .start, number: 0)]
        var number = 0
        var day = start
        while day < end.unrolled, days.count < CalendarLimits.explainedDays {
            day = day.adding(days: 1)
            let treatment = self.treatment(
                of: day, inWorkingDays: period.unit == .workingDays, paused: paused)
            if treatment == .counted || treatment == .makeUp { number += 1 }
            let counts = treatment == .counted || treatment == .makeUp
            var entry = self.entry(day, treatment, number: counts ? number : 0)
            if day == monthEnd, treatment == .counted {
                entry.treatment = .monthEnd
                entry.missing = start.components.day
            }
            days.append(entry)
        }
        return days + self.rollDays(end)
    }

    /// The day on which a period of months ends for want of a same-numbered day; nil where there is
    /// one.
    private static func monthEnd(of period: Period, from start: Day) -> Day? {
        guard period.unit == .months || period.unit == .years else { return nil }
        let end = Reckoner.plainEnd(of: period, from: start)
        return end.components.day == start.components.day ? nil : end
    }

    /// The days of a backward limit, from the latest day to the target.
    package func explain(before target: Day, leaving period: Period) -> [CountedDay] {
        let end = self.latest(before: target, leaving: period)
        var days = [self.entry(target, .start, number: 0)]
        var number = 0
        var day = target.adding(days: -1)
        while day > end.due, days.count < CalendarLimits.explainedDays {
            let treatment = self.treatment(
                of: day, inWorkingDays: period.unit == .workingDays, paused: PausedDays([]))
            let counts =
                (treatment == .counted || treatment == .makeUp) && number < period.count
            if counts { number += 1 }
            days.append(self.entry(day, treatment, number: counts ? number : 0))
            day = day.adding(days: -1)
        }
        days.append(self.entry(end.due, .end, number: 0))
        return days
    }

    /// The days on which an end rolls forward, and the day it comes to rest.
    package func rollDays(_ end: PeriodEnd) -> [CountedDay] {
        guard end.due > end.unrolled else { return [] }
        var days: [CountedDay] = []
        var day = end.unrolled.adding(days: 1)
        while day < end.due {
            days.append(self.entry(day, .rolled, number: 0))
            day = day.adding(days: 1)
        }
        days.append(self.entry(end.due, .end, number: 0))
        return days
    }

    private func treatment(
        of day: Day, inWorkingDays: Bool, paused: PausedDays
    ) -> CountedDay.Treatment {
        if paused.contains(day) { return .paused }
        guard inWorkingDays else { return .counted }
        switch self.calendar.kind(of: day) {
        case .worked: return .counted
        case .rest: return .rest
        case .holiday: return .holiday
        case .makeUp: return .makeUp
        }
    }

    private func entry(
        _ day: Day, _ treatment: CountedDay.Treatment, number: Int
    ) -> CountedDay {
        let name: String? =
            switch self.calendar.kind(of: day) {
            case .holiday(let name): name
            // A day that is worked for a holiday is none itself.
            case .worked, .rest, .makeUp: nil
            }
        return CountedDay(
            day: day, treatment: treatment, number: number, holiday: name,
            isProvisional: !self.calendar.knows(day))
    }
}
