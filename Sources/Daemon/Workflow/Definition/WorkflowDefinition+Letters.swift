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

    /// The case role whose office answers for a clock; empty for one that is not known.
    package func roleHolding(clock: String) -> String {
        self.holderRole(of: self.clocks[clock]?.whose ?? "")
    }
}
