// SPDX-License-Identifier: Apache-2.0

extension WorkflowDefinition {
    /// The field with the day on which rows of a table must be valid, as its conditions ask; nil where none asks.
    package func dayField(of table: String) -> String? {
        let guards = self.transitions.flatMap { [$0.when, $0.requires] } + [self.opening.requires]
        return guards.lazy.compactMap(\.self).flatMap(\.leaves).compactMap { leaf in
            guard case .leaf(.table(let asked), _) = leaf.question, asked.table == table else {
                return nil
            }
            return asked.validOn
        }.first
    }
}
