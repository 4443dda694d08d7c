// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// Something that time does at a clock's run, on a day.
package struct ClockStep: Hashable, Sendable {
    /// What is done, in the order in which steps of one day are done.
    package enum Kind: Hashable, Sendable {
        /// People are told that the date is near; 0 is the earliest warning.
        case warning(Int)
        /// The date has passed: the machine is told.
        case expiry
        /// The ladder's event is put to the case; 0 is the first.
        case chase(Int)
        /// The roles after the ladder are told.
        case escalation
    }

    /// What is done.
    package var kind: Kind
    /// When.
    package var day: Day
}

/// All that time does at one run of a clock, in order; a pure function of its dates.
package struct ClockSteps: Sendable {
    /// The steps, earliest first.
    package let steps: [ClockStep]

    /// The steps of a run.
    ///
    /// A warning is given on a working day: what would fall on a rest day is told on the last
    /// working day before it. A warning whose day is not after the day on which the date became
    /// known is passed over: whoever set the date knows it. Of warnings that fall on one day the
    /// nearest is given. The ladder counts from the later of the two days, so that
    /// nobody is chased before he could know. A window lapses, nobody is chased for it.
    ///
    /// - Parameters:
    ///   - due: the due date.
    ///   - since: the day on which it became known.
    package init(
        _ clock: ClockDefinition, due: Day, since: Day, _ reckoner: Reckoner
    ) {
        var steps: [ClockStep] = clock.warn.enumerated().compactMap { index, period in
            let day = reckoner.lastWorked(until: ClockSteps.day(period, before: due, reckoner))
            return day > since ? ClockStep(kind: .warning(index), day: day) : nil
        }
        let last = Dictionary(steps.map { ($0.day, $0.kind) }) { $1 }
        steps.removeAll { last[$0.day] != $0.kind }
        steps.append(ClockStep(kind: .expiry, day: due.adding(days: 1)))
        if let ladder = clock.ladder, clock.kind == .duty {
            let base = max(due, since)
            let days = ladder.after.map { period in
                max(
                    reckoner.end(of: period, from: base, roll: .none).unrolled,
                    base.adding(days: 1))
            }
            steps += days.enumerated().map { ClockStep(kind: .chase($0), day: $1) }
            if let last = days.max(), !ladder.thenTell.isEmpty {
                steps.append(ClockStep(kind: .escalation, day: last))
            }
        }
        // Steps of one day in the order in which they stand here.
        self.steps = steps.enumerated().sorted {
            ($0.element.day, $0.offset) < ($1.element.day, $1.offset)
        }.map(\.element)
    }

    /// So long before a day; of working days as many lie between.
    package static func day(_ period: Period, before due: Day, _ reckoner: Reckoner) -> Day {
        switch period.unit {
        case .days: return due.adding(days: -period.count)
        case .months: return due.adding(months: -period.count)
        case .years: return due.adding(months: -12 * period.count)
        case .workingDays:
            var (day, left) = (due, period.count)
            while left > 0 {
                day = day.adding(days: -1)
                if reckoner.calendar.isWorked(day) { left -= 1 }
            }
            return day
        }
    }
}
