// SPDX-License-Identifier: Apache-2.0

/// `not_same_actor_as`: another person acts than those whose acts these events were.
///
/// A person in law: what a clerk enters for the leader is the leader's act.
package struct ActorLeaf: Sendable {
    /// The events.
    package var events: [String]
    /// Only the last act of each counts: what was done anew binds nobody who did it before.
    package var isLastOnly: Bool

    /// A question about who acts.
    package init(notSameAs events: [String], isLastOnly: Bool = false) {
        self.events = events
        self.isLastOnly = isLastOnly
    }
}

extension ActorLeaf: GuardLeaf {
    package static let names = ["not_same_actor_as"]

    package var leaf: Guard.Leaf { .notSameActor(self) }

    package var asksOthers: Bool { true }

    package static func read(_ condition: some ConditionReader) -> ActorLeaf? {
        condition.only(["not_same_actor_as", "which", "basis"])
        if let which = condition["which"], which.text != "last" {
            which.error("which must be last", mend: "which: last")
        }
        return ActorLeaf(
            notSameAs: condition.head.words(thatAre: .event),
            isLastOnly: condition["which"] != nil)
    }

    package func unmet(by judge: GuardJudge) -> Unmet? {
        guard !judge.persons.isEmpty else { return nil }
        for fact in self.acts(judge.facts.history) {
            guard let person = fact.persons.intersection(judge.persons).min() else { continue }
            let name = judge.surroundings.userName(person) ?? person
            let label = judge.words.event(fact.event)
            return Unmet(
                code: "actor", parameters: ["event": fact.event, "user": name],
                sentence: Label(
                    "\(name)已办理〈\(label.zh)〉,不得再办本步",
                    "\(name) did ‹\(label.en)› and may not do this step"),
                remedy: .anotherPerson)
        }
        return nil
    }

    /// The acts that bind, the latest first.
    private func acts(_ history: [Fact]) -> [Fact] {
        let acts = history.reversed().filter { self.events.contains($0.event) }
        guard self.isLastOnly else { return acts }
        return self.events.compactMap { event in acts.first { $0.event == event } }
    }

    package func statement(in words: GuardWords) -> Label {
        let label = words.events(self.events)
        return self.isLastOnly
            ? Label("与最近一次〈\(label.zh)〉非同一人", "another person than for the last ‹\(label.en)›")
            : Label("与〈\(label.zh)〉非同一人", "another person than for ‹\(label.en)›")
    }

    package func faults(at place: GuardPlace) -> [GuardFault] { [] }
}
