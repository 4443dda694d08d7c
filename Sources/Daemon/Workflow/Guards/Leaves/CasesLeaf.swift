// SPDX-License-Identifier: Apache-2.0

/// `children`, `linked`: the case's children, or the cases linked with it, stand where they should.
package struct CasesLeaf: Sendable {
    /// Which cases.
    package enum Relation: String, Hashable, Sendable {
        /// Those that are part of the case.
        case children
        /// Those linked with it, whichever opened the other.
        case linked
    }

    /// Where they must stand.
    package enum Test: Hashable, Sendable {
        /// Every one in one of these states (true for none).
        case allIn([String])
        /// At least one in one of these states.
        case anyIn([String])
        /// So many, wherever they stand.
        case atLeast(Int)
    }

    /// Which cases.
    package var relation: Relation
    /// Their workflows.
    package var workflows: [String]
    /// Where they must stand.
    package var test: Test

    /// A question about the cases that belong to a case.
    package init(_ relation: Relation, workflows: [String], _ test: Test) {
        self.relation = relation
        self.workflows = workflows
        self.test = test
    }
}

extension CasesLeaf: GuardLeaf {
    package static let names = [Relation.children.rawValue, Relation.linked.rawValue]

    package var leaf: Guard.Leaf { .cases(self) }

    package var asksOthers: Bool { true }

    package static func read(_ condition: some ConditionReader) -> CasesLeaf? {
        condition.only([condition.name, "basis"])
        let head = condition.head
        head.isMap(.name(condition.name), keys: ["workflow", "all_in", "any_in", "at_least"])
        let workflows = head.texts(of: "workflow")
        for name in workflows { (head["workflow"] ?? head.atKey).check(name, is: .workflow) }
        guard let relation = Relation(rawValue: condition.name) else { return nil }
        if let states = head["all_in"] {
            let states = states.words(thatAre: .stateOf(workflows))
            return CasesLeaf(relation, workflows: workflows, .allIn(states))
        }
        if let states = head["any_in"] {
            let states = states.words(thatAre: .stateOf(workflows))
            return CasesLeaf(relation, workflows: workflows, .anyIn(states))
        }
        guard let atLeast = head["at_least"] else {
            head.atKey.error("\(condition.name) needs all_in, any_in or at_least")
            return nil
        }
        return CasesLeaf(relation, workflows: workflows, .atLeast(atLeast.count))
    }

    package func unmet(by judge: GuardJudge) -> Unmet? {
        let all =
            switch self.relation {
            case .children: judge.surroundings.children()
            case .linked: judge.surroundings.linked()
            }
        let cases = all.filter { self.workflows.contains($0.workflow) }
        let (words, code) = (judge.words, self.relation.rawValue)
        let parameters = ["workflow": self.workflows.joined(separator: ",")]
        let names = words.workflows(self.workflows)
        switch self.test {
        case .allIn(let states):
            let behind = cases.filter { !states.contains($0.state) }
            return behind.isEmpty ? nil : words.casesBehind(behind, states: states, code: code)
        case .anyIn(let states):
            if cases.contains(where: { states.contains($0.state) }) { return nil }
            let labels = words.childStates(self.workflows, states)
            return Unmet(
                code: code, parameters: parameters,
                sentence: Label(
                    "没有〈\(names.zh)〉处于\(labels.zh)", "no ‹\(names.en)› is \(labels.en)"))
        case .atLeast(let count):
            guard cases.count < count else { return nil }
            return Unmet(
                code: code, parameters: parameters,
                sentence: Label(
                    "〈\(names.zh)〉应有\(count)件,现\(cases.count)件",
                    "‹\(names.en)›: needed \(count), found \(cases.count)"))
        }
    }

    package func statement(in words: GuardWords) -> Label {
        let inner = self.statementOfTest(in: words)
        switch self.relation {
        case .children: return inner
        case .linked: return Label("关联案件:\(inner.zh)", "linked: \(inner.en)")
        }
    }

    private func statementOfTest(in words: GuardWords) -> Label {
        let names = words.workflows(self.workflows)
        switch self.test {
        case .allIn(let states):
            let labels = words.childStates(self.workflows, states)
            return Label("各〈\(names.zh)〉均\(labels.zh)", "every ‹\(names.en)› \(labels.en)")
        case .anyIn(let states):
            let labels = words.childStates(self.workflows, states)
            return Label("有〈\(names.zh)〉\(labels.zh)", "a ‹\(names.en)› \(labels.en)")
        case .atLeast(let count):
            return Label("〈\(names.zh)〉不少于\(count)件", "at least \(count) ‹\(names.en)›")
        }
    }

    package func faults(at place: GuardPlace) -> [GuardFault] { [] }
}
