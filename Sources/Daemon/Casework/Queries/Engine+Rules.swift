// SPDX-License-Identifier: Apache-2.0
package import Rulebook
package import Storage
package import WorkCalendar
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

// Rules that might be put in force.
extension Engine {
    /// What installing these rules, moving every case to them and counting by their calendars
    /// would do.
    ///
    /// - Parameter day: the day whose version of each workflow and profile counts; nil: today.
    package func preview(
        _ rulebook: Rulebook, on day: Day? = nil
    ) async throws(CaseworkError) -> RulesPreview {
        let now = self.clock.now
        let (present, next) = (self.rules, RuleStore(rulebook))
        return try await self.ask { reader in
            var preview = RulesPreview()
            var last: String?
            while true {
                let ids = try reader.liveCaseIDs(after: last, limit: CaseworkLimits.listed)
                if ids.isEmpty { return preview }
                for id in ids {
                    guard let row = try reader.caseRow(id) else { continue }
                    try preview.take(row, reader, present, next, now, on: day)
                }
                last = ids.last
            }
        }
    }

    /// A rulebook installed before, with its files.
    package func installedRulebook(_ id: Int64) async throws(CaseworkError) -> InstalledRulebook {
        try await self.ask { reader in
            guard let row = try reader.installedRulebook(id) else {
                throw CaseworkError(
                    .notFound,
                    Label(
                        "没有第\(id)次安装的规则;用 caseadm workflow installed 查看",
                        "no rulebook was installed with the number \(id); see caseadm workflow installed"
                    ))
            }
            guard Rulebook.hash(of: row.files) == row.hash else {
                throw StoreError.unusable(
                    "rulebook \(id) was changed in the store after it was installed")
            }
            return row
        }
    }

    /// Rulebooks installed, newest first.
    package func installedRulebooks() async throws(CaseworkError) -> [InstalledRulebook] {
        try await self.ask { try $0.installedRulebooks() }
    }
}

extension RulesPreview {
    fileprivate mutating func take(
        _ row: CaseRow, _ reader: any StoreReader, _ present: RuleStore, _ next: RuleStore,
        _ now: Instant, on day: Day?
    ) throws {
        self.cases += 1
        let loaded = try CaseLoader(reader, present, now).load(row)
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
