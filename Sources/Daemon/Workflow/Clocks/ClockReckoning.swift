// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// What one limit of a clock says about one run.
package struct LimitResult: Sendable {
    /// The limit's place in the rule.
    package var index: Int
    /// The limit.
    package var limit: Limit
    /// The day its length is counted from.
    package var start: Day?
    /// Its end before extensions; nil while it has no date.
    package var plain: PeriodEnd?
    /// Its end in force, extensions included.
    package var end: PeriodEnd?
    /// Why it has no date.
    package var pending: Label?
}

/// Finds due dates: a pure function of the rule, the facts and the calendar.
package struct ClockReckoning: Sendable {
    /// The workflow.
    package let definition: WorkflowDefinition
    /// The calendars days are counted by.
    package let calendars: CalendarVersions

    /// A reckoning for a workflow over its calendar.
    package init(_ definition: WorkflowDefinition, _ calendars: CalendarVersions) {
        self.definition = definition
        self.calendars = calendars
    }

    /// The run with its due date as the facts now have it.
    ///
    /// A pause that still lasts counts from its end on: the date is the one that would hold if the
    /// run went on at once.
    package func refreshed(
        _ run: ClockRun, of facts: CaseFacts, in surroundings: any Surroundings
    ) -> ClockRun {
        var run = run
        let limits = self.limits(of: run, facts, in: surroundings)
        let earliest = limits.compactMap { limit in limit.end.map { (limit.index, $0) } }
            .min { $0.1.due < $1.1.due }
        let original = limits.compactMap(\.plain).min { $0.due < $1.due }
        if run.due != earliest?.1.due { run.expiryHandled = false }
        run.due = earliest?.1.due
        run.binding = earliest?.0
        // An extension may move the field that the limit reads: the first date is kept.
        if run.extensions.isEmpty || run.originalDue == nil { run.originalDue = original?.due }
        run.isProvisional = earliest?.1.isProvisional ?? false
        return run
    }

    /// What each limit that applies to the run says.
    ///
    /// The earliest end binds.
    package func limits(
        of run: ClockRun, _ facts: CaseFacts, in surroundings: any Surroundings,
        resumedOn: Day? = nil
    ) -> [LimitResult] {
        guard let rule = self.definition.clocks[run.clock]?.rule else { return [] }
        let count = Count(
            rule: rule, run: run, reckoner: self.calendars.reckoner(of: run),
            paused: run.pausedDays(until: resumedOn), facts: facts, surroundings: surroundings)
        let results = run.limits.filter(rule.limits.indices.contains).map { index in
            self.plain(rule.limits[index], at: index, count)
        }
        guard let granted = run.extensions.last else {
            return results.map { result in
                var result = result
                result.end = result.plain
                return result
            }
        }
        let number = run.extensions.count - 1
        return results.map {
            self.extended($0, to: granted, number: number, resumedOn: resumedOn, count)
        }
    }

    /// What the limits of one run are counted with.
    private struct Count {
        var rule: ClockRule
        var run: ClockRun
        var reckoner: Reckoner
        var paused: [DayInterval]
        var facts: CaseFacts
        var surroundings: any Surroundings

        func end(of period: Period, from day: Day) -> PeriodEnd {
            self.reckoner.end(of: period, from: day, roll: self.rule.roll, pauses: self.paused)
        }
    }

    /// How late an extension may go at most; nil when any date is allowed.
    ///
    /// - Returns: `.refused` when no limit of the run foresees another extension.
    package func room(
        for run: ClockRun, of facts: CaseFacts, in surroundings: any Surroundings
    ) -> ExtensionRoom {
        guard let rule = self.definition.clocks[run.clock]?.rule else { return .refused }
        let number = run.extensions.count
        let open = self.limits(of: run, facts, in: surroundings).filter {
            $0.plain != nil && $0.limit.allows(extension: number)
        }
        guard !open.isEmpty else { return .refused }
        let count = Count(
            rule: rule, run: run, reckoner: self.calendars.reckoner(of: run),
            paused: run.pausedDays(), facts: facts, surroundings: surroundings)
        let ends = open.compactMap { self.latest($0, number: number, count)?.due }
        return ends.min().map(ExtensionRoom.until) ?? .free
    }

    /// How far the next extension may go.
    package enum ExtensionRoom: Hashable, Sendable {
        /// Not at all.
        case refused
        /// To this day at the latest.
        case until(Day)
        /// To any later day.
        case free
    }

    private func plain(_ limit: Limit, at index: Int, _ count: Count) -> LimitResult {
        var result = LimitResult(index: index, limit: limit)
        switch limit.measure {
        case .open:
            result.start = self.start(of: limit, count)
            result.pending = Label("没有终期,逐日计算", "has no end; it grows by the day")
        case .yearDay(let month, let number):
            guard let start = self.start(of: limit, count) else {
                result.pending = self.waiting(for: limit.start)
                return result
            }
            result.start = start
            result.plain = Day.next(month: month, day: number, after: start).map {
                count.reckoner.rolled($0, count.rule.roll)
            }
        case .until(let field):
            guard let day = count.facts.day(field) else {
                result.pending = self.missing(field: field)
                return result
            }
            result.plain = count.reckoner.rolled(day, count.rule.roll)
        case .plan(let field, let paid):
            result.start = self.start(of: limit, count)
            guard let day = count.facts.firstUnpaid(of: field, paid, since: count.run) else {
                let label = self.definition.fields[field]?.labels ?? Label(same: field)
                result.pending = Label(
                    "〈\(label.zh)〉已全部按期缴清", "nothing of ‹\(label.en)› is left to pay")
                return result
            }
            result.plain = count.reckoner.rolled(day, count.rule.roll)
        case .before(let field, let period):
            guard let day = count.facts.day(field) else {
                result.pending = self.missing(field: field)
                return result
            }
            result.start = day
            result.plain = count.reckoner.latest(before: day, leaving: period)
        case .length(let period):
            guard let start = self.start(of: limit, count) else {
                result.pending = self.waiting(for: limit.start)
                return result
            }
            result.start = start
            result.plain = count.end(of: period, from: start)
        }
        return result
    }

    private func start(of limit: Limit, _ count: Count) -> Day? {
        switch limit.start {
        case .run:
            count.run.startedOn
        case .events(let events):
            count.facts.history.first {
                $0.sequence >= count.run.startSequence && events.contains($0.event)
            }?.happenedOn
        case .field(let field):
            count.facts.day(field)
        case .parentEvents(let events):
            count.surroundings.parentHistory().last { events.contains($0.event) }?.on
        }
    }

    private func extended(
        _ result: LimitResult, to granted: ClockRun.Granted, number: Int, resumedOn: Day?,
        _ count: Count
    ) -> LimitResult {
        var result = result
        guard result.plain != nil, result.limit.allows(extension: number) else {
            result.end = nil
            result.pending = result.pending ?? Label("已延期,本限不再适用", "extended: no longer applies")
            return result
        }
        // The day that was granted binds, also where the limit by itself would end later.
        let asked = self.asked(granted, resumedOn: resumedOn, count)
        let latest = self.latest(result, number: number, count)
        result.end = latest.map { $0.due < asked.due ? $0 : asked } ?? asked
        return result
    }

    /// The day asked for, moved by the days that were paused since it was granted, and rolled.
    ///
    /// Days of several pauses count once; a pause that begins after the last day frees nothing.
    private func asked(
        _ granted: ClockRun.Granted, resumedOn: Day?, _ count: Count
    ) -> PeriodEnd {
        let paused = PausedDays(count.run.pausedDays(after: granted, until: resumedOn))
        let began = count.run.startedOn ?? granted.asked
        let day = paused.extending(granted.asked, from: min(began, granted.asked))
        return count.reckoner.rolled(day, count.rule.roll)
    }

    private func latest(_ result: LimitResult, number: Int, _ count: Count) -> PeriodEnd? {
        guard !result.limit.extendsAnyTime, number < result.limit.extensions.count else {
            return nil
        }
        switch result.limit.extensions[number] {
        case .free:
            return nil
        case .total(let period):
            return result.start.map { count.end(of: period, from: $0) }
        case .further(let period):
            return result.plain.map {
                count.reckoner.end(of: period, from: $0.unrolled, roll: count.rule.roll)
            }
        }
    }

    private func missing(field: String) -> Label {
        let label = self.definition.fields[field]?.labels ?? Label(same: field)
        return Label("〈\(label.zh)〉未填,本限不计", "‹\(label.en)› is not given: no such limit")
    }

    private func waiting(for start: Limit.Start) -> Label {
        switch start {
        case .run:
            return Label("起算日不明", "the day it began is not known")
        case .events(let events):
            let labels = events.map { self.definition.events[$0]?.labels ?? Label(same: $0) }.joined
            return Label(
                "自〈\(labels.zh)〉起算,尚未发生", "runs from ‹\(labels.en)›, which has not happened")
        case .field(let field):
            return self.missing(field: field)
        case .parentEvents(let events):
            let names = events.joined(separator: ", ")
            return Label(
                "自主件〈\(names)〉起算,尚未发生", "runs from the parent's ‹\(names)›, which has not happened")
        }
    }
}

extension CaseFacts {
    /// The day in a date field.
    package func day(_ field: String) -> Day? {
        self.fields[field]?.text.flatMap { Day($0) }
    }

    /// The day of the first item of a plan that is not covered by what was paid in a run.
    fileprivate func firstUnpaid(of plan: String, _ paid: String, since run: ClockRun) -> Day? {
        let before = self.history.last {
            $0.sequence < run.startSequence && $0.changes[paid] != nil
        }?
        .changes[paid].flatMap { $0?.text }.flatMap { ExactNumber($0) }
        let total = self.fields[paid]?.text.flatMap { ExactNumber($0) } ?? .zero
        var left = total - (before ?? .zero)
        let items = self.fields[plan]?.items.compactMap(\.instalment).sorted { $0.on < $1.on } ?? []
        for item in items {
            left = left - item.amount
            if left < .zero { return item.on }
        }
        return nil
    }
}

extension Value {
    /// A record's day and amount.
    fileprivate var instalment: (on: Day, amount: ExactNumber)? {
        guard case .record(let parts) = self, let on = parts.values.compactMap({ Day($0) }).first,
            let amount = parts.values.compactMap({ ExactNumber($0) }).first
        else { return nil }
        return (on, amount)
    }
}
