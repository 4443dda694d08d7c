// SPDX-License-Identifier: Apache-2.0

extension WorkflowDefinition {
    /// The clocks under which letters must go out: begun and ended by the letters themselves.
    package var letterClocks: [ClockDefinition] {
        self.clocks.items.filter { self.isOfLetters($0.name) }
    }

    /// Whether a clock says until when letters must be out.
    package func isOfLetters(_ clock: String) -> Bool {
        self.deliveries.items.contains { $0.clocks.contains(clock) }
    }

    /// The case role whose office answers for a role: `leader` within `lead` is the lead's.
    package func holderRole(of role: String) -> String {
        if case .within(let outer) = self.roles[role]?.binding { return outer }
        return role
    }

    /// The office that answers for a case: the first role in file order that an office holds.
    package func home(_ roles: [String: Party]) -> String? {
        self.roles.items.filter { $0.binding == .ofCase || $0.binding == .ofParent }
            .lazy.compactMap { roles[$0.name]?.office }.first
    }

    /// Who handles a case: who holds the role that most of its duties fall to; before there is one, whose home it is.
    package func handler(_ roles: [String: Party]) -> Party? {
        var duties: [String: Int] = [:]
        for clock in self.clocks.items where clock.kind == .duty && clock.rule != nil {
            duties[self.holderRole(of: clock.whose), default: 0] += 1
        }
        let most = self.roles.items.filter { $0.binding == .ofCase }
            .max { duties[$0.name] ?? 0 < duties[$1.name] ?? 0 }
        if let most, let party = roles[most.name] { return party }
        let home = self.home(roles)
        return roles.values.first { $0.office != nil && $0.office == home }
    }

    /// The case role whose office answers for a clock; empty for one that is not known.
    package func roleHolding(clock: String) -> String {
        self.holderRole(of: self.clocks[clock]?.whose ?? "")
    }
}
