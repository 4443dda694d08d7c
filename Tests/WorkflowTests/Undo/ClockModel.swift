// SPDX-License-Identifier: Apache-2.0
import WorkCalendar
import Workflow

/// A clock's last run as its acts make it, counted day by day: slow, plain, and made without a look
/// at how the machine does it.
struct ClockModel {
    let definition: WorkflowDefinition
    let calendar: HolidayCalendar
    let clock: String

    /// Days on which a run began and rested, by the acts that stand.
    private struct Run {
        var start: Day
        var isOpen = true
        var resting: [String: Day] = [:]
        var rests: [(from: Day, to: Day)] = []

        mutating func resume(_ reason: String, on day: Day) {
            guard let from = self.resting.removeValue(forKey: reason) else { return }
            if from < day { self.rests.append((from, day)) }
        }

        func rested(on day: Day) -> Bool {
            self.rests.contains { $0.from <= day && day < $0.to }
        }
    }

    /// The due date of the last run if it is open and was never extended; nil otherwise.
    func due(_ history: [Fact]) -> Day? {
        var run: Run?
        for fact in history {
            guard let day = fact.happenedOn else { continue }
            let effects =
                self.definition.transitions.first { $0.id == fact.transition }?.effects
                ?? self.definition.opening.effects
            guard self.take(effects, on: day, &run) else { return nil }
        }
        guard let run, run.isOpen, let rule = self.definition.clocks[self.clock]?.rule,
            case .length(let period) = rule.limits[0].measure
        else { return nil }
        let end = self.end(of: period, run)
        return rule.roll == .none ? end : self.firstWorked(from: end)
    }

    /// The run after an act; false when it was extended.
    private func take(_ effects: Effects, on day: Day, _ run: inout Run?) -> Bool {
        if effects.stops.contains(where: { $0.clock == nil || $0.clock == self.clock }) {
            run?.isOpen = false
        }
        for resume in effects.resumes where resume.clock == self.clock {
            run?.resume(resume.reason, on: day)
        }
        for pause in effects.pauses where pause.clock == self.clock {
            if run?.resting[pause.reason] == nil { run?.resting[pause.reason] = day }
        }
        if effects.extends.contains(where: { $0.clock == self.clock }), run?.isOpen ?? false {
            return false
        }
        let restarts = effects.restarts.contains { $0.clock == self.clock }
        let starts = effects.starts.contains { $0.clock == self.clock }
        if restarts || (starts && !(run?.isOpen ?? false)) { run = Run(start: day) }
        return true
    }

    private func end(of period: Period, _ run: Run) -> Day {
        var day = run.start
        switch period.unit {
        case .days, .workingDays:
            var left = period.count
            while left > 0 {
                day = day.adding(days: 1)
                let isRest = period.unit == .workingDays && !self.calendar.isWorked(day)
                if !run.rested(on: day), !isRest { left -= 1 }
            }
        case .months, .years:
            let plain = day.adding(months: period.count * (period.unit == .years ? 12 : 1))
            day = plain
            // Longer by each day that rested, until no more come in.
            while true {
                let rested = (1...day.days(since: run.start)).count {
                    run.rested(on: run.start.adding(days: $0))
                }
                let longer = plain.adding(days: rested)
                if longer == day { break }
                day = longer
            }
        }
        return day
    }

    private func firstWorked(from day: Day) -> Day {
        var day = day
        while !self.calendar.isWorked(day) { day = day.adding(days: 1) }
        return day
    }
}
