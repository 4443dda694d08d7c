// SPDX-License-Identifier: Apache-2.0

extension WorkflowDefinition {
    /// The clocks under which letters must go out: begun and ended by the letters themselves.
    package var letterClocks: [ClockDefinition] {
        self.clocks.items.filter { self.isOfLetters($0.name) }
    }

    /// Whether a clock says until when letters must be out.
    package func isOfLetters(_ clock: String) -> Bool {
        self.deliveries.items.contains { $0.clock == clock }
    }

    /// The case role whose office answers for a role: `leader` within `lead` is the lead's.
    package func holderRole(of role: String) -> String {
        if case .within(let outer) = self.roles[role]?.binding { return outer }
        return role
    }
    /// The case role whose office answers for a clock; empty for one that is not known.
    package func roleHolding(clock: String) -> String {
        self.holderRole(of: self.clocks[clock]?.whose ?? "")
    }
}
