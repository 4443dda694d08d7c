// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Logging
internal import Rulebook
package import Storage
package import WorkCalendar
internal import Workflow

/// Deadlines: what falls due, why, and what a rule comes to.
package struct Deadlines: Room {
    package let engine: Engine
    package let viewer: Viewer

    /// What falls due, earliest first.
    ///
    /// - Parameter isMine: only what an office of the asking person holds.
    /// - Parameter words: what is chosen among the lines of a page: it may then hold fewer than the limit
    ///   though others follow, and its totals are its own.
    /// - Parameter after: goes on after the last line of the page before.
    package func due(
        from: Day? = nil, until: Day?, office: String?, isMine: Bool = false,
        words: DueWords = DueWords(), overdueOnly: Bool, windows: Bool,
        after: DuePlace? = nil, skip: Int = 0, limit: Int
    ) async throws(CaseworkError) -> DueBoard {
        let (rules, now) = (self.rules, self.clock.now)
        let today = words.vantage.today(rules.nationalZone.day(of: now))
        // What goes through all cases for a page answers as much as one message has room for.
        let most =
            words.vantage.isNow ? CaseworkLimits.listed : CaseworkLimits.pastListed
        let bounded = min(limit > 0 ? limit : most, most)
        return try await self.look(admittingParticipants: true) { reader, visibility in
            var query = DueQuery(limit: bounded)
            (query.from, query.until) = (from, until)
            query.before = overdueOnly ? today : nil
            query.includesPaused = !overdueOnly
            query.includesWindows = windows
            (query.after, query.skip) = (after, max(skip, 0))
            let board = DueReading(reader, visibility, rules, now)
            query.holding = try board.holding(
                office: office, own: isMine ? visibility.person?.offices : nil)
            let workflow = try words.workflow.map(rules.rulebook.workflow(called:))
            func page() throws -> DueBoard {
                guard !words.vantage.isNow else { return try board.page(query) }
                let loader = CaseLoader(reader, rules, now)
                return try PastDue(
                    from: words.vantage, board, loader, in: reader, seenBy: visibility
                ).page(query, of: workflow, on: today)
            }
            guard !words.isEmpty else { return try page() }
            let condition = try CaseWordsReading(rules.rulebook, reader, of: workflow)
                .condition(clock: words.clock, light: words.light, state: words.state)
            query.includesWindows = windows || condition.includesWindows
            var chosen = try page()
            chosen.rows = chosen.rows.filter { view in
                workflow ?? view.row.workflow == view.row.workflow && condition.holds(view)
            }
            chosen.total = chosen.rows.count
            chosen.overdue = chosen.rows.count { $0.status == .late }
            return chosen
        }
    }

    /// Why a clock's date is what it is; all clocks that ever ran without a name.
    ///
    /// - Parameter openOnly: leaves out runs that have ended.
    package func explain(
        _ id: String, clock: String?, openOnly: Bool = false
    ) async throws(CaseworkError) -> (view: CaseView, clocks: [ClockView]) {
        let view = try await Cases(engine: self.engine, viewer: self.viewer).view(
            id, isTold: false)
        let clock = try clock.map { (word) throws(CaseworkError) in
            try Wording(view.definition, today: view.today).clock(named: word).name
        }
        let (rules, now) = (self.rules, self.clock.now)
        let told = Set(view.facts.clocks.map(\.clock))
        let clocks = try await self.ask { reader in
            guard let row = try reader.caseRow(id) else { throw CaseworkError.noCase(id) }
            let loaded = try CaseLoader(reader, rules, now).load(row)
            let reckoning = ClockReckoning(loaded.definition, loaded.machine.calendars)
            let today = CivilZone(loaded.definition.timeZone).day(of: now)
            return loaded.facts.clocks.filter {
                clock ?? $0.clock == $0.clock && told.contains($0.clock)
                    && ($0.isOpen || !openOnly)
            }.map { run in
                let reckoner = loaded.machine.calendars.reckoner(of: run)
                // What is paused is shown as it would be if it went on today.
                let limits = reckoning.limits(
                    of: run, loaded.facts, in: loaded.surroundings,
                    resumedOn: run.isPaused ? today : nil)
                let earliest = limits.compactMap(\.end).map(\.due).min()
                let binding = limits.first { $0.end?.due == earliest }?.index
                let rule = loaded.definition.clocks[run.clock]?.rule
                let judge = loaded.machine.judge(
                    loaded.facts, on: today, in: loaded.surroundings)
                let kind = loaded.definition.clocks[run.clock]?.kind
                let light = Light(
                    run.due, ClockStatus(run, kind, on: today), today: today, loaded.definition,
                    reckoner)
                return ClockView(
                    run: run, dueIfResumed: run.isPaused ? earliest : nil,
                    accrued: rule?.accrual == nil
                        ? nil : Accrued(run.clock, judge, until: today),
                    limits: limits.map { result in
                        LimitView(
                            result: result,
                            isBinding: result.end != nil && result.index == binding,
                            days: Deadlines.days(
                                of: result, roll: rule?.roll ?? .none, reckoner,
                                run.pausedDays(until: run.isPaused ? today : nil)),
                            basis: result.limit.basis.isEmpty
                                ? rule?.basis ?? [] : result.limit.basis)
                    }, monthEnd: rules.rulebook.conventions.monthEnd,
                    light: run.isOpen ? light : nil,
                    daysLeft: run.isOpen ? run.due.map { $0.days(since: today) } : nil)
            }
        }
        return (view, clocks)
    }

    private static func days(
        of result: LimitResult, roll: RollOver, _ reckoner: Reckoner, _ paused: [DayInterval]
    ) -> [CountedDay] {
        switch result.limit.measure {
        case .length(let period):
            guard let start = result.start else { return [] }
            return reckoner.explain(period, from: start, roll: roll, pauses: paused)
        case .before(_, let period):
            guard let target = result.start else { return [] }
            return reckoner.explain(before: target, leaving: period)
        case .until, .plan, .yearDay:
            return result.plain.map { reckoner.rollDays($0) } ?? []
        case .open:
            return []
        }
    }

    /// Reckons a length, or a clock's rule of a place, from a day.
    package func calculate(
        _ rule: String, from: Day, profile: String?, pauses: [DayInterval], roll: Bool
    ) throws(CaseworkError) -> CalculationView {
        let rulebook = self.rules.rulebook
        let name = profile.flatMap { $0.isEmpty ? nil : $0 } ?? self.rules.nationalProfile
        guard rulebook.profileNames.contains(name) else {
            throw CaseworkError.noProfile(name, known: rulebook.profileNames)
        }
        let today = self.rules.nationalZone.day(of: self.clock.now)
        if let period = Period(rule) ?? Period(chinese: rule) {
            guard let calendar = self.rules.nationalCalendar(on: today) else {
                throw CaseworkError(.internal, Label("没有日历", "there is no calendar"))
            }
            return self.calculation(
                period, Reckoner(calendar), rule, from, roll ? .nextWorkingDay : .none, pauses)
        }
        let parts = rule.split(separator: ".").map(String.init)
        guard parts.count == 2 else {
            throw CaseworkError.invalid(
                "rule", "“\(rule)”不是期限;应为 流程.时限,或 \"3 months\"、\"5 workdays\"",
                "“\(rule)” is no rule; write WORKFLOW.CLOCK, \"3 months\" or \"5 workdays\"")
        }
        let workflow = try rulebook.workflow(called: parts[0])
        guard let resolved = rulebook.workflow(workflow, profile: name, on: from) else {
            throw CaseworkError.noWorkflow(parts[0], among: rulebook.vocabulary)
        }
        let clock = try Wording(resolved.definition, today: today).clock(named: parts[1])
        guard
            let calendar = self.rules.rulebook.calendars[resolved.definition.calendar]?
                .known(on: today)
        else {
            throw CaseworkError(.internal, Label("没有日历", "there is no calendar"))
        }
        return try self.calculation(
            clock, resolved.definition, Reckoner(calendar), rule, from, roll: roll, pauses)
    }

    private func calculation(
        _ period: Period, _ reckoner: Reckoner, _ rule: String, _ from: Day, _ roll: RollOver,
        _ pauses: [DayInterval]
    ) -> CalculationView {
        CalculationView(
            end: reckoner.end(of: period, from: from, roll: roll, pauses: pauses),
            days: reckoner.explain(period, from: from, roll: roll, pauses: pauses), basis: [],
            rule: rule, from: from, calendar: reckoner.calendar.version,
            monthEnd: self.rules.rulebook.conventions.monthEnd)
    }

    /// The earliest of the clock's lengths, all counted from the day given.
    private func calculation(
        _ clock: ClockDefinition, _ definition: WorkflowDefinition, _ reckoner: Reckoner,
        _ rule: String, _ from: Day, roll: Bool, _ pauses: [DayInterval]
    ) throws(CaseworkError) -> CalculationView {
        guard let clockRule = clock.rule else {
            throw CaseworkError(
                .refused,
                Label(
                    "本地未设〈\(clock.labels.zh)〉", "this place has no limit for ‹\(clock.labels.en)›"))
        }
        let rolling = roll ? clockRule.roll : .none
        var candidates: [(limit: Limit, days: [CountedDay], end: PeriodEnd)] = []
        for limit in clockRule.limits {
            switch limit.measure {
            case .length(let period):
                candidates.append(
                    (
                        limit,
                        reckoner.explain(period, from: from, roll: rolling, pauses: pauses),
                        reckoner.end(of: period, from: from, roll: rolling, pauses: pauses)
                    ))
            case .before(_, let period):
                candidates.append(
                    (
                        limit, reckoner.explain(before: from, leaving: period),
                        reckoner.latest(before: from, leaving: period)
                    ))
            case .yearDay(let month, let day):
                guard let end = Day.next(month: month, day: day, after: from) else { continue }
                let rolled = reckoner.rolled(end, rolling)
                candidates.append((limit, reckoner.rollDays(rolled), rolled))
            case .until, .plan, .open:
                continue
            }
        }
        guard let binding = candidates.min(by: { $0.end.due < $1.end.due }) else {
            throw CaseworkError(
                .refused,
                Label(
                    "〈\(clock.labels.zh)〉不是按时长计算的", "‹\(clock.labels.en)› is not counted by length")
            )
        }
        return CalculationView(
            end: binding.end,
            days: binding.days,
            basis: binding.limit.basis.isEmpty ? clockRule.basis : binding.limit.basis,
            laws: definition.laws, rule: rule, from: from, calendar: reckoner.calendar.version,
            monthEnd: self.rules.rulebook.conventions.monthEnd)
    }
}

extension LoadedCase {
    /// When a run that rests would be due if it went on today.
    func dueIfResumed(_ run: ClockRun, on today: Day) -> Day? {
        ClockReckoning(self.definition, self.machine.calendars)
            .limits(of: run, self.facts, in: self.surroundings, resumedOn: today)
            .compactMap(\.end).map(\.due).min()
    }
}
