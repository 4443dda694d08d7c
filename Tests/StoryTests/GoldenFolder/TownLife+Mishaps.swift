// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import TownHall
import WorkCalendar
import Workflow

// What goes wrong in an office beside acts that are taken back.
extension TownLife {
    /// A paper is filed and taken back, letters ticked off by mistake are taken back, or a case is
    /// merged into another.
    func mishap(_ id: String) async throws {
        let view = try await self.town.engine.cases.view(id)
        switch Int.random(in: 0..<4, using: &self.numbers) {
        case 0: try await self.fileByMistake(view)
        case 1: try await self.takeBack("attach", of: id)
        case 2: try await self.takeBack("deliver", of: id)
        default: try await self.merge(view)
        }
    }

    /// A paper of any kind, whether it was called for or not.
    private func fileByMistake(_ view: CaseView) async throws {
        let kinds = view.definition.documents.names
        guard let kind = kinds.randomElement(using: &self.numbers) else { return }
        for who in [Who.lead, .officer, .assigner, .coHandler] {
            let filed = Deed(self.today, .file, by: who, of: view.row.id, kind)
            guard try await self.attempt(filed) != nil else { break }
        }
        if self.chance(1, in: 2) { try await self.takeBack("attach", of: view.row.id) }
    }

    private func takeBack(_ what: String, of id: String) async throws {
        var deed = Deed(self.today, .annul, by: .corrector, of: id, what)
        deed.note = "登记有误"
        _ = try await self.attempt(deed)
    }

    /// Puts an event that names another case: one of the same workflow.
    private func merge(_ view: CaseView) async throws {
        let fields = view.definition.fields.items.filter { $0.type == .caseReference }.map(\.name)
        let transitions = view.definition.transitions.filter { transition in
            let takes = view.definition.events[transition.event]?.takes ?? []
            return transition.from.contains(view.row.state) && !Set(fields).isDisjoint(with: takes)
        }
        var query = CaseQuery(limit: 1_000)
        query.workflow = view.row.workflow
        let others = try await self.town.engine.cases.list(query).map(\.row.id)
        guard let transition = transitions.randomElement(using: &self.numbers),
            let other = others.randomElement(using: &self.numbers),
            let who = self.somebody(transition.by)
        else { return }
        let ground = try self.ground(view.definition, view.row.definitionHash)
        var deed = self.deed(transition.event, [transition], by: who, view, ground)
        for field in fields where deed.fields?[field] != nil { deed.fields?[field] = .text(other) }
        _ = try await self.attempt(deed)
    }
}
