// SPDX-License-Identifier: Apache-2.0
package import Workflow

extension WorkflowDefinition {
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
