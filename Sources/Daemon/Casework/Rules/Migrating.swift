// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
package import Workflow

/// What moving a case to the rules now in force would do.
package struct MigrationPlan: Sendable {
    /// How it comes out.
    package enum Outcome: String, Sendable {
        /// It pins these rules already.
        case same
        /// It can move.
        case moves
        /// It cannot, for these reasons.
        case stuck
    }

    /// The case.
    package var caseID: String
    /// Its title.
    package var title: String
    /// How it comes out.
    package var outcome: Outcome
    /// Why it is stuck.
    package var reasons: [Label]
    /// Dates that would move.
    package var moved: [MovedDate]
    /// Clocks that would be past due by then and are not now.
    package var becomeOverdue: [String]
}

/// Moves one case to the rules now in force.
struct Migrating: Decision {
    let transaction: Transaction

    /// Moves a case to the rules now in force.
    ///
    /// - Returns: what it did; the plan's outcome says whether anything was written.
    func migrate(_ id: String, reason: String) throws -> MigrationPlan {
        let loaded = try self.load(id)
        guard let resolved = self.newest(of: loaded) else {
            return loaded.plan(
                .stuck, [Label("规则中已无此流程", "the rules no longer have this workflow")])
        }
        let next = try self.loader.load(loaded.row, as: resolved.definition)
        let (plan, after) = loaded.planned(
            next, resolved.hash, today: self.today(loaded.definition))
        guard plan.outcome == .moves else { return plan }
        try self.ledger.keep(definition: resolved.content, hash: resolved.hash)
        try self.ledger.pin(
            id, definitionHash: resolved.hash,
            party: resolved.definition.party(loaded.row.fields))
        try self.runs.storeClocks(
            after.facts.clocks, before: loaded.facts.clocks, after, everyRun: true)
        try self.ledger.append(
            self.lines.line(
                about: loaded, HistoryLine.migrate,
                changes: [
                    ChangeRow(
                        .field(
                            "definition", before: .text(loaded.row.definitionHash),
                            after: .text(resolved.hash)))
                ] + plan.moved.map(\.row), note: reason))
        return plan
    }

    /// The newest version of a case's workflow for its place and parent.
    private func newest(of loaded: LoadedCase) -> ResolvedWorkflow? {
        self.rules.rulebook.workflow(
            loaded.row.workflow, profile: loaded.row.profile, parent: loaded.definition.parent,
            on: self.today(loaded.definition))
    }
}

extension LoadedCase {
    func plan(_ outcome: MigrationPlan.Outcome, _ reasons: [Label] = []) -> MigrationPlan {
        MigrationPlan(
            caseID: self.row.id, title: self.row.title, outcome: outcome, reasons: reasons,
            moved: [], becomeOverdue: [])
    }

    /// What moving the case to another definition would do, and how it would then stand.
    func planned(
        _ next: LoadedCase, _ hash: String, today: Day
    ) -> (plan: MigrationPlan, after: LoadedCase) {
        guard hash != self.row.definitionHash else { return (self.plan(.same), self) }
        let reasons = self.obstacles(next.definition)
        guard reasons.isEmpty else { return (self.plan(.stuck, reasons), self) }
        var after = next
        var plan = self.plan(.moves)
        let reckoning = ClockReckoning(next.definition, next.machine.calendars)
        after.facts.clocks = self.facts.clocks.map { run in
            guard run.isOpen, let rule = next.definition.clocks[run.clock]?.rule else { return run }
            let judge = next.machine.judge(
                next.facts, on: run.startedOn ?? today, in: next.surroundings)
            var moved = run
            moved.limits = rule.limits.indices.filter { judge.holds(rule.limits[$0].condition) }
            moved = reckoning.refreshed(moved, of: next.facts, in: next.surroundings)
            if moved.due != run.due {
                plan.moved.append(MovedDate(clock: run.clock, before: run.due, after: moved.due))
                let kind = next.definition.clocks[run.clock]?.kind
                let statuses = [moved, run].map { ClockStatus($0, kind, on: today) }
                if statuses[0] == .late, statuses[1] != .late {
                    plan.becomeOverdue.append(run.clock)
                }
            }
            return moved
        }
        return (plan, after)
    }

    /// Why the case cannot live under another definition.
    private func obstacles(_ next: WorkflowDefinition) -> [Label] {
        var reasons: [Label] = []
        if !next.states.contains(self.facts.state) {
            reasons.append(
                Label(
                    "新版没有状态“\(self.facts.state)”",
                    "the new version has no state “\(self.facts.state)”"))
        }
        for run in self.facts.clocks where run.isOpen && next.clocks[run.clock]?.rule == nil {
            let label = self.definition.clocks[run.clock]?.labels ?? Label(same: run.clock)
            reasons.append(
                Label(
                    "正在计算的时限〈\(label.zh)〉新版没有",
                    "clock “\(run.clock)” is running, and the new version has none"))
        }
        for name in self.facts.fields.keys.sorted() where !next.fields.contains(name) {
            let label = self.definition.fields[name]?.labels ?? Label(same: name)
            reasons.append(
                Label(
                    "已填的字段〈\(label.zh)〉新版没有",
                    "field “\(name)” is given, and the new version has none"))
        }
        return reasons
    }
}
