// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Logging
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// What putting other rules in force would do to the cases that are open.
package struct RulesPreview: Sendable {
    /// Live cases looked at.
    package var cases = 0
    /// How many would come out how.
    package var counts: [MigrationPlan.Outcome: Int] = [:]
    /// How many due dates would move.
    package var movedDates = 0
    /// How many clocks would become overdue.
    package var becomeOverdue = 0
    /// Cases that are not as before, the first ``CaseworkLimits/previewed``.
    package var plans: [MigrationPlan] = []
    /// Cases whose dates move by another calendar, likewise.
    package var recounts: [MigrationPlan] = []
    /// Why calendars move dates: the notices not yet counted by.
    package var notices: [String] = []
}

extension RulesPreview {
    mutating func take(
        _ row: CaseRow, _ reader: any StoreReader, _ present: RuleStore, _ next: RuleStore,
        _ now: Instant, on day: Day?, isSeen: Bool
    ) throws {
        self.cases += 1
        var loaded = try CaseLoader(reader, present, now).load(row)
        // The title goes no further than into the plans.
        if !isSeen { loaded.row.title = "" }
        let today = CivilZone(loaded.definition.timeZone).day(of: now)
        // The case as it is, by the calendars of the next rules.
        let recounted = try CaseLoader(reader, next, now).load(row, as: loaded.definition)
        let (runs, moved) = recounted.recount(today: today, false)
        if !moved.isEmpty {
            var plan = loaded.plan(.moves)
            plan.moved = moved
            self.movedDates += moved.count
            let notice = recounted.machine.calendars.newest.notice
            if !self.notices.contains(notice) { self.notices.append(notice) }
            if self.recounts.count < CaseworkLimits.previewed { self.recounts.append(plan) }
        }
        var before = loaded
        before.facts.clocks = runs
        let resolved = next.rulebook.workflow(
            row.workflow, profile: row.profile, parent: loaded.definition.parent,
            on: day ?? today)
        guard let resolved else {
            self.count(
                loaded.plan(.stuck, [Label("规则中已无此流程", "the rules no longer have this workflow")]))
            return
        }
        let target = try CaseLoader(reader, next, now).load(row, as: resolved.definition)
        self.count(before.planned(target, resolved.hash, today: today).plan)
    }

    private mutating func count(_ plan: MigrationPlan) {
        self.counts[plan.outcome, default: 0] += 1
        self.movedDates += plan.moved.count
        self.becomeOverdue += plan.becomeOverdue.count
        if plan.outcome != .same, self.plans.count < CaseworkLimits.previewed {
            self.plans.append(plan)
        }
    }
}
