// SPDX-License-Identifier: Apache-2.0
import WorkCalendar

// Who gets deliveries, and what child cases are made of.
extension Machine {
    func parties(
        _ recipient: Recipient, of facts: CaseFacts, in surroundings: any Surroundings
    ) -> [Party] {
        switch recipient.source {
        case .role(let role):
            if case .directory = self.definition.roles[role]?.binding {
                return surroundings.offices(withDuty: role)
            }
            return facts.roles[role].map { [$0] } ?? []
        case .duty(let duty):
            return surroundings.offices(withDuty: duty)
        case .field(let field):
            return self.parties(named: facts.fields[field], in: surroundings)
        case .first(let field):
            return Array(self.parties(named: facts.fields[field], in: surroundings).prefix(1))
        case .joined(let field):
            let names = self.parties(named: facts.fields[field], in: surroundings).map(\.name)
            return names.isEmpty
                ? [] : [Party(office: nil, name: names.joined(separator: "、"))]
        case .parent(let field):
            return self.parties(named: surroundings.parentField(field), in: surroundings)
        }
    }

    private func parties(named value: Value?, in surroundings: any Surroundings) -> [Party] {
        (value?.items ?? []).compactMap { item -> Party? in
            let text: String? =
                switch item {
                case .text(let text): text
                case .record(let parts): parts["to"] ?? parts["office"] ?? parts["name"]
                case .list: nil
                }
            guard let text, !text.isEmpty else { return nil }
            if let code = surroundings.officeCode(called: text) {
                return Party(office: code, name: surroundings.officeName(code) ?? text)
            }
            return Party(office: nil, name: text)
        }
    }

    /// A recipient that must exist but does not; empty fields send nothing and are no fault.
    func nobody(
        _ recipient: Recipient, for effect: EmitEffect, in surroundings: any Surroundings
    ) -> Unmet? {
        if recipient.isOptional { return nil }
        let who: String
        switch recipient.source {
        case .role(let role): who = role
        case .duty(let duty): who = duty
        case .field, .first, .joined, .parent: return nil
        }
        let words = GuardWords(self.definition)
        let label =
            self.definition.deliveries[effect.delivery]?.labels ?? Label(same: effect.delivery)
        let role = words.role(who)
        return Unmet(
            code: "recipient", parameters: ["recipient": who],
            sentence: Label(
                "〈\(label.zh)〉对象“\(role.zh)”在单位名录中没有",
                "‹\(label.en)› goes to ‹\(role.en)›, but the directory has no such office"),
            remedy: .addOffice(
                duty: Remedy.Term(who, role),
                place: surroundings.place().flatMap { $0.isEmpty ? nil : $0 }))
    }

    /// Whether an item's case is there already.
    private func stands(
        _ item: Value?, _ effect: OpenEffect, in surroundings: any Surroundings
    ) -> Bool {
        guard !effect.unlessIn.isEmpty,
            let party = self.parties(named: item, in: surroundings).first
        else { return false }
        let roles = effect.bind.filter { $0.value == .item }.keys
        return surroundings.children().contains { child in
            child.workflow == effect.workflow && effect.unlessIn.contains(child.state)
                && roles.contains { role in
                    child.roles[role].map { ($0.office ?? $0.name) == (party.office ?? party.name) }
                        ?? false
                }
        }
    }

    func orders(
        _ effect: OpenEffect, of facts: CaseFacts, on day: Day, in surroundings: any Surroundings
    ) -> [OpenOrder] {
        var fields = self.constants(effect.set, on: day)
        for name in effect.copy {
            if let value = facts.fields[name] { fields[name] = value }
        }
        let items: [Value?] = effect.forEach.map { facts.fields[$0]?.items ?? [] } ?? [nil]
        return items.filter { !self.stands($0, effect, in: surroundings) }.map { item in
            var roles: [String: Party] = [:]
            for (role, source) in effect.bind {
                switch source {
                case .item: roles[role] = self.parties(named: item, in: surroundings).first
                case .role(let other): roles[role] = facts.roles[other]
                }
            }
            var fields = fields
            // A record's parts fill the fields of the same names.
            if case .record(let parts) = item {
                fields.merge(parts.mapValues(Value.text)) { $1 }
            }
            return OpenOrder(
                isLinked: effect.isLinked, workflow: effect.workflow, at: effect.at, fields: fields,
                roles: roles,
                event: effect.event, starts: effect.starts)
        }
    }
}
