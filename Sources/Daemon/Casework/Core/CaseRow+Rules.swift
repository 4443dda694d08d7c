// SPDX-License-Identifier: Apache-2.0
internal import Rulebook
package import Storage
package import Workflow

// What a case's rules make of its fields, and how cases are found by it.
extension CaseRow {
    /// Takes over fields and case roles, and what they say the case is: its title, its key, its party.
    package mutating func take(
        _ fields: [String: Value], roles: [String: Party], by definition: WorkflowDefinition
    ) {
        self.fields = fields
        self.roles = roles.filter { definition.roles[$0.key]?.binding == .ofCase }
        self.naturalKey = NaturalKey.of(
            fields, definition, roles: self.roles, parent: self.parent)
        self.title = fields[definition.titleField]?.line ?? self.title
        self.party = definition.party(fields)
    }
}

extension WorkflowDefinition {
    /// The code of the party a case is about.
    package func party(_ fields: [String: Value]) -> String? {
        self.partyField.flatMap { fields[$0]?.text }.map(Folding.key)
    }
}

extension CaseReading {
    /// Cases of these workflows with this text in a field, in order of opening; none set aside.
    ///
    /// Where that field is the party's in all versions of these workflows, the index of parties finds them.
    package func cases(
        with field: String, _ value: String, in workflows: [String], by rules: RuleStore
    ) throws -> [CaseRow] {
        let fields = rules.rulebook.conventions.partyFields
        guard workflows.allSatisfy({ fields[$0] == field }) else {
            return try self.cases(with: field, value, in: workflows)
        }
        return try self.cases(ofParty: Folding.key(value), in: workflows)
    }
}
