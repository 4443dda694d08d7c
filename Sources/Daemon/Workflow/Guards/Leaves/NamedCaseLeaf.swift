// SPDX-License-Identifier: Apache-2.0

/// `case`: the case that a field names is another one, of one of these workflows, in one of these
/// states.
package struct NamedCaseLeaf: Sendable {
    /// The field that names it.
    package var field: String
    /// Its workflow.
    package var workflows: [String]
    /// Where it stands.
    package var states: [String]

    /// A question about a case that a field names.
    package init(field: String, workflows: [String], states: [String]) {
        self.field = field
        self.workflows = workflows
        self.states = states
    }
}

extension NamedCaseLeaf: GuardLeaf {
    package static let names = ["case"]

    package var leaf: Guard.Leaf { .namedCase(self) }

    package var asksOthers: Bool { true }

    package static func read(_ condition: some ConditionReader) -> NamedCaseLeaf? {
        condition.only(["case", "workflow", "in", "basis"])
        let workflows = condition.texts(of: "workflow")
        for name in workflows { condition["workflow"]?.check(name, is: .workflow) }
        guard let states = condition["in"] else {
            condition.error("case needs in: the states it may stand in")
            return nil
        }
        return NamedCaseLeaf(
            field: condition.head.word(thatIs: .field), workflows: workflows,
            states: states.words(thatAre: .stateOf(workflows)))
    }

    package func unmet(by judge: GuardJudge) -> Unmet? {
        let words = judge.words
        guard let id = judge.facts.fields[self.field]?.text else {
            return words.missing(field: self.field, allowed: nil)
        }
        let label = words.field(self.field)
        if id == judge.facts.id {
            return self.unmet(
                id, Label("〈\(label.zh)〉是本案自己", "‹\(label.en)› is this case itself"), in: words)
        }
        guard let other = judge.surroundings.outline(of: id) else {
            return self.unmet(id, Label("没有案件\(id)", "there is no case \(id)"), in: words)
        }
        guard self.workflows.contains(other.workflow) else {
            let kinds = words.workflows(self.workflows)
            return self.unmet(
                id, Label("\(id)不是〈\(kinds.zh)〉", "\(id) is no ‹\(kinds.en)›"), in: words)
        }
        guard !self.states.contains(other.state) else { return nil }
        let at = words.childStates([other.workflow], [other.state])
        let states = words.childStates(self.workflows, self.states)
        return self.unmet(
            id,
            Label("\(id)应在\(states.zh),现为\(at.zh)", "\(id) must be \(states.en), is \(at.en)"),
            in: words)
    }

    private func unmet(_ id: String, _ sentence: Label, in words: GuardWords) -> Unmet {
        Unmet(
            code: "case", parameters: ["field": self.field, "cases": id], sentence: sentence,
            remedy: words.giving(self.field))
    }

    package func statement(in words: GuardWords) -> Label {
        let label = words.field(self.field)
        let kinds = words.workflows(self.workflows)
        let states = words.childStates(self.workflows, self.states)
        return Label(
            "〈\(label.zh)〉是另一件〈\(kinds.zh)〉,处于\(states.zh)",
            "‹\(label.en)› is another ‹\(kinds.en)›, \(states.en)")
    }

    package func faults(at place: GuardPlace) -> [GuardFault] {
        guard let field = place.definition.fields[self.field], field.type != .caseReference else {
            return []
        }
        return [GuardFault("asks for the case \(self.field), which names none", mend: "type: case")]
    }
}
