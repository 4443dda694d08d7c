// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Casework
import CaseworkCore
import Rulebook
import Storage
import TownHall
import WorkCalendar
import Workflow

// What comes to somebody's mind on a morning.
extension TownLife {
    /// Opens a case of any workflow that stands by itself, now and then by the rules of a province.
    func openSomething() async throws {
        let rulebook = self.town.engine.rules.rulebook
        let profiles = ["cn-zhejiang", "cn-henan", "cn-chongqing"]
        let profile =
            self.chance(1, in: 6) ? profiles.randomElement(using: &self.numbers) ?? "cn" : "cn"
        let least = rulebook.workflowNames.map { self.tried[$0] ?? 0 }.min()
        let names = rulebook.workflowNames.filter { self.tried[$0] ?? 0 == least }
        guard let name = names.randomElement(using: &self.numbers),
            let resolved = rulebook.workflow(name, profile: profile, on: self.today)
        else { return }
        self.tried[name, default: 0] += 1
        guard resolved.definition.parents.isEmpty else { return }
        let definition = resolved.definition
        let ground = try self.ground(definition, resolved.hash)
        let roles = definition.roles.items.reduce(into: [String: String]()) { roles, role in
            guard role.binding == .ofCase else { return }
            roles[role.name] =
                ["assigner": "rdgw", "co_handler": self.hands.coHandler][role.name]
                ?? self.lead()
        }
        for _ in 0..<4 {
            guard let who = self.somebody(definition.opening.by) else { return }
            let names = definition.fields.items.filter {
                ($0.isRequired || self.chance(1, in: 3)) && !$0.accumulates
            }.map(\.name)
            let nobody = CaseFacts(id: "", state: "", version: 0)
            var deed = Deed(self.today, .open, by: who, name)
            deed.fields = self.fields(names, nobody, ground)
            // A title that nothing else has: otherwise one matter is entered again and again.
            if definition.fields.contains("title") {
                deed.fields?["title"] = .text("\(definition.labels.zh)\(self.deeds.count)")
            }
            deed.roles = roles
            deed.profile = profile == "cn" ? nil : profile
            if try await self.attempt(deed) == nil { return }
        }
    }

    /// Takes a case up: letters, a mistake put right, or an act.
    func takeUp(_ id: String) async throws {
        let view = try await self.town.engine.cases.view(id)
        guard !view.row.isFinal else { return }
        let waiting: Set<DeliveryStatus> = [.pending, .failed]
        if view.deliveries.contains(where: { waiting.contains($0.status) }), self.chance(1, in: 2) {
            try await self.post(id)
        }
        if self.chance(1, in: 14) { return try await self.undo(view) }
        try await self.act(view)
    }

    private func post(_ id: String) async throws {
        let statuses: [DeliveryStatus] = [.sent, .sent, .acknowledged, .failed, .otherwise]
        let status = statuses.randomElement(using: &self.numbers) ?? .sent
        for who in [Who.lead, .officer, .assigner, .coHandler] {
            var deed = Deed(self.today, .tick, by: who, of: id, status.rawValue)
            deed.note = "经邮政"
            guard let error = try await self.attempt(deed), error.code == .permission else {
                return
            }
        }
    }

    /// Takes one of the last acts back, or says one of its values anew.
    private func undo(_ view: CaseView) async throws {
        let acts = view.facts.history.filter { $0.enteredBy != nil && $0.from != nil }
        guard let act = acts.suffix(3).randomElement(using: &self.numbers) else { return }
        let line = String(act.sequence)
        var deed = Deed(self.today, .annul, by: .corrector, of: view.row.id, line)
        deed.note = "录入有误"
        if self.chance(1, in: 2) {
            deed.kind = .correct
            let ground = try self.ground(view.definition, view.row.definitionHash)
            let names = act.changes.keys.sorted().filter { name in
                view.definition.fields[name].map { !$0.accumulates } ?? false
            }
            if let name = names.randomElement(using: &self.numbers) {
                deed.fields = self.fields([name], view.facts, ground)
            } else {
                deed.on = act.happenedOn?.adding(days: -1).description
            }
        }
        _ = try await self.attempt(deed)
    }

    /// Puts an event to a case, mostly one that leads on; papers that are missing are filed and it is
    /// put again.
    private func act(_ view: CaseView) async throws {
        let ground = try self.ground(view.definition, view.row.definitionHash)
        guard let event = self.event(view) else { return }
        let branches = view.definition.branches(of: event, from: view.row.state)
        for _ in 0..<5 {
            guard let who = self.somebody(branches.flatMap(\.by)) else { return }
            let deed = self.deed(event, branches, by: who, view, ground)
            guard var error = try await self.attempt(deed) else { return }
            let papers = error.unmet.filter { $0.code == "document" }
                .compactMap { $0.parameters["document"] }
            if papers.isEmpty { continue }
            for paper in papers {
                let filed = Deed(self.today, .file, by: who, of: view.row.id, paper)
                guard try await self.attempt(filed) == nil else { return }
            }
            guard let again = try await self.attempt(deed) else { return }
            error = again
            // What takes time, or others, is left for another day.
            if error.unmet.contains(where: { ["elapsed", "recorded"].contains($0.code) }) {
                return
            }
        }
    }

    /// An event that was tried seldom in this workflow, mostly one that does not end the case.
    private func event(_ view: CaseView) -> String? {
        let own = view.definition.transitions.filter {
            $0.from.contains(view.row.state) && $0.by != ["system"]
                && !(self.isFull && $0.effects.opens.contains { $0.forEach != nil })
                // The same ones drawn again: whether in another order is chance, too.
                && !$0.effects.draws.contains { view.facts.fields[$0.into] != nil }
        }
        let ends = Set(view.definition.states.items.filter(\.isFinal).map(\.name))
        let lasting = own.filter { !ends.contains($0.to ?? "") }
        var choice = lasting.isEmpty || self.chance(1, in: 6) ? own : lasting
        if self.chance(2, in: 3) {
            let least = choice.map { self.tries(of: $0, view.definition) }.min()
            choice = choice.filter { self.tries(of: $0, view.definition) == least }
        }
        guard let chosen = choice.randomElement(using: &self.numbers) else { return nil }
        self.tried["\(view.definition.name) \(chosen.id)", default: 0] += 1
        return chosen.event
    }

    private func tries(
        of transition: TransitionDefinition, _ definition: WorkflowDefinition
    ) -> Int {
        self.tried["\(definition.name) \(transition.id)"] ?? 0
    }

    func deed(
        _ event: String, _ branches: [TransitionDefinition], by who: Who, _ view: CaseView,
        _ ground: Ground
    ) -> Deed {
        let definition = view.definition.events[event]
        let names =
            (definition?.takes ?? [])
            + (definition?.mayTake ?? []).filter { _ in self.chance(1, in: 2) }
        var deed = Deed(self.today, .act, by: who, of: view.row.id, event)
        var fields = self.fields(names, view.facts, ground)
        for draw in branches.flatMap(\.effects.draws) { self.leaveNoChoice(draw, &fields) }
        for copied in branches.flatMap(\.effects.opens).flatMap(\.copy) {
            self.leaveNoChoice(copied, view.definition, &fields)
        }
        if !fields.isEmpty { deed.fields = fields }
        let roles = (definition?.binds ?? []).reduce(into: [String: String]()) {
            $0[$1] = $1 == "co_handler" ? self.hands.coHandler : self.lead()
        }
        if !roles.isEmpty { deed.roles = roles }
        if self.chance(1, in: 12) {
            deed.on =
                self.today.adding(days: -Int.random(in: 1...4, using: &self.numbers))
                .description
        }
        if self.chance(1, in: 8) { deed.note = "第\(self.deeds.count)件" }
        return deed
    }

    /// The machine draws by a seed of its own: the pool is as large as the sample, so that only the
    /// order is its choice.
    private func leaveNoChoice(_ draw: DrawEffect, _ fields: inout [String: Value]) {
        guard let pool = fields[draw.pool]?.items else { return }
        switch draw.size {
        case .rate(let rate, _):
            fields[draw.pool] = .list(Array(pool.prefix(1)))
            fields[rate] = .text("1")
        case .count(let count):
            fields[draw.pool] = .list(Array(pool.prefix(count)))
        }
        if let left = draw.notIn { fields[left] = nil }
    }

    /// What is handed on may be drawn from there: it is as short as it may be.
    private func leaveNoChoice(
        _ copied: String, _ definition: WorkflowDefinition, _ fields: inout [String: Value]
    ) {
        guard let items = fields[copied]?.items, !items.isEmpty,
            case .list(_, let least?, _)? = definition.fields[copied]?.type
        else { return }
        fields[copied] = .list(Array(items.prefix(least)))
    }
}
