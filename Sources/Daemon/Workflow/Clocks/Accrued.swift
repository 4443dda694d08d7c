// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// What an accruing clock's run has come to on a day (加处罚款): a pure function of the facts.
package struct Accrued: Hashable, Sendable {
    /// The amount that is owed without the growth.
    package var principal: ExactNumber
    /// What has been added, rounded down to the fen.
    package var added: ExactNumber
    /// What has been paid.
    package var paid: ExactNumber
    /// The days that counted.
    package var days: Int
    /// The day on which nothing more could be added.
    package var cappedOn: Day?

    /// What was agreed to be owed at most, as long as the agreement stands.
    package var agreed: ExactNumber?

    /// Principal and growth together, or what was agreed where that is less.
    package var owed: ExactNumber {
        let all = self.principal + self.added
        return self.agreed.map { min($0, all) } ?? all
    }

    /// What is still to be paid of both.
    package var unpaid: ExactNumber { max(.zero, self.owed - self.paid) }

    /// The clock's last run, judged on a day; nil when the clock does not accrue or nothing is owed.
    package init?(_ clock: String, _ judge: GuardJudge, until day: Day) {
        guard let accrual = judge.definition.clocks[clock]?.rule?.accrual,
            let principal = judge.facts.fields[accrual.of]?.text.flatMap({ ExactNumber($0) })
        else { return nil }
        let parts = judge.facts.parts(of: accrual.less)
        self.principal = principal
        self.paid = parts.reduce(.zero) { $0 + $1.amount }
        self.added = .zero
        self.days = 0
        self.cappedOn = nil
        self.agreed = judge.agreed(judge.definition.clocks[clock]?.remission)
        guard let run = judge.facts.run(of: clock), let start = run.startedOn else { return }
        let inTime = parts.filter { $0.on <= start }.reduce(ExactNumber.zero) { $0 + $1.amount }
        let cap =
            accrual.atMost.map { judge.value(of: $0).flatMap { ExactNumber($0) } ?? principal }
            ?? max(.zero, principal - inTime)
        let end = min(run.stoppedOn ?? day, day)
        // As after the beginning, the day after the run went on is the first that counts.
        let paused = run.pausedDays(until: end.adding(days: 1)).map {
            DayInterval(from: $0.from, to: $0.to.adding(days: 1))
        }
        var grown = ExactNumber.zero
        var next = start.adding(days: 1)
        while next <= end, self.cappedOn == nil, self.days < CalendarLimits.longestPeriod {
            if !paused.covers(next) {
                let paid = parts.filter { $0.on < next }.reduce(ExactNumber.zero) { $0 + $1.amount }
                let unpaid = max(.zero, principal - paid)
                if unpaid > .zero {
                    self.days += 1
                    grown = grown + (unpaid * accrual.percentPerDay).hundredth
                    if grown >= cap { self.cappedOn = next }
                }
            }
            next = next.adding(days: 1)
        }
        self.added = min(cap, grown).roundedDownToFen
    }
}

extension GuardJudge {
    fileprivate func agreed(_ remission: Remission?) -> ExactNumber? {
        guard let remission, self.holds(remission.condition) else { return nil }
        return self.facts.fields[remission.to]?.text.flatMap { ExactNumber($0) }
    }
}

extension CaseFacts {
    /// The parts of an amount that accumulates, each with its day.
    package func parts(of field: String) -> [(amount: ExactNumber, on: Day)] {
        var total = ExactNumber.zero
        return self.history.compactMap { fact in
            guard let change = fact.changes[field] else { return nil }
            let now = change?.text.flatMap { ExactNumber($0) } ?? .zero
            defer { total = now }
            return fact.happenedOn.map { (now - total, $0) }
        }
    }
}
