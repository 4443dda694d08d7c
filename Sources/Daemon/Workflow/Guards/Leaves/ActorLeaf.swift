// SPDX-License-Identifier: Apache-2.0

/// `not_same_actor_as`: another user acts than any who entered these events.
package struct ActorLeaf: Sendable {
    /// The events.
    package var events: [String]

    /// A question about who acts.
    package init(notSameAs events: [String]) {
        self.events = events
    }
}

extension ActorLeaf: GuardLeaf {
    package static let names = ["not_same_actor_as"]

    package var leaf: Guard.Leaf { .notSameActor(self) }

    package var asksOthers: Bool { true }

    package static func read(_ condition: some ConditionReader) -> ActorLeaf? {
        condition.only(["not_same_actor_as", "basis"])
        return ActorLeaf(notSameAs: condition.head.words(thatAre: .event))
    }

    package func unmet(by judge: GuardJudge) -> Unmet? {
        guard let user = judge.user else { return nil }
        let same = judge.facts.history.last {
            self.events.contains($0.event) && $0.enteredBy == user
        }
        guard let same else { return nil }
        let name = judge.surroundings.userName(user) ?? user
        let label = judge.words.event(same.event)
        return Unmet(
            code: "actor", parameters: ["event": same.event, "user": name],
            sentence: Label(
                "\(name)已办理〈\(label.zh)〉,不得再办本步",
                "\(name) entered ‹\(label.en)› and may not do this step"),
            remedy: .anotherPerson)
    }

    package func statement(in words: GuardWords) -> Label {
        let label = words.events(self.events)
        return Label("与〈\(label.zh)〉非同一人", "another person than for ‹\(label.en)›")
    }

    package func faults(at place: GuardPlace) -> [GuardFault] { [] }
}
