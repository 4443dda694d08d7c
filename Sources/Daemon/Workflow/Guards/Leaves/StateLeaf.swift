// SPDX-License-Identifier: Apache-2.0

/// `state`: the case stands in one of these states.
///
/// For figures only: transitions have `from`.
package struct StateLeaf: Sendable {
    /// The states.
    package var states: [String]

    /// A question about the state.
    package init(_ states: [String]) {
        self.states = states
    }
}

extension StateLeaf: GuardLeaf {
    package static let names = ["state"]

    package var leaf: Guard.Leaf { .state(self) }

    package var asksOthers: Bool { false }

    package static func read(_ condition: some ConditionReader) -> StateLeaf? {
        condition.only(["state", "basis"])
        return StateLeaf(condition.head.words(thatAre: .state))
    }

    package func unmet(by judge: GuardJudge) -> Unmet? {
        let state = judge.facts.state
        guard !self.states.contains(state) else { return nil }
        let labels = self.states.map(judge.words.state).joined
        let now = judge.words.state(state)
        return Unmet(
            code: "state", parameters: ["state": state],
            sentence: Label(
                "应处于“\(labels.zh)”,现为“\(now.zh)”",
                "must be in state “\(labels.en)”, is in “\(now.en)”"))
    }

    package func statement(in words: GuardWords) -> Label {
        let labels = self.states.map(words.state).joined
        return Label("处于\(labels.zh)", "in state \(labels.en)")
    }

    package func faults(at place: GuardPlace) -> [GuardFault] {
        [GuardFault("asks for the state, which from says already", mend: "state is for figures")]
    }
}
