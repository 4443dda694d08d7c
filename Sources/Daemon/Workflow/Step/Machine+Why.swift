// SPDX-License-Identifier: Apache-2.0

/// What stands between a case and an event.
package struct WhyAnswer: Sendable {
    /// The event.
    package var event: String
    /// Whether nothing but the actor's own input is missing.
    package var isPossible: Bool
    /// The state it leads to; nil when the state stays or the event is not possible.
    package var to: String?
    /// The roles that may.
    package var by: [String]
    /// Whether the asking person has one of them.
    package var isYours: Bool
    /// Fields that must come with it.
    package var takes: [String]
    /// Fields that may.
    package var mayTake: [String]
    /// Everything that is missing.
    package var unmet: [Unmet]
    /// The transition's legal basis.
    package var basis: [Basis]
}

extension Machine {
    /// Why an event is possible or not: the same judgement as `step`, without its effects.
    ///
    /// Fields that the event itself brings are not called missing unless some were given.
    package func why(_ attempt: Attempt) -> WhyAnswer {
        let (facts, command) = (attempt.facts, attempt.command)
        let event = self.definition.events[command.event]
        var probe = attempt
        if command.fields.isEmpty, let event {
            probe.command.fields = self.placeholders(for: event, facts)
        }
        let outcome = self.step(probe)
        var unmet: [Unmet] = []
        var transition: TransitionDefinition?
        switch outcome {
        case .moved(let move): transition = move.transition
        case .refused(let refused): unmet = refused.unmet
        case .unchanged(let reason): unmet = [Unmet(code: "event", sentence: reason)]
        case .invalid(let problems):
            unmet = problems.map {
                Unmet(code: "field", parameters: ["field": $0.path], sentence: $0.sentence)
            }
        case .unreachable(let reason):
            unmet = [Unmet(code: "unreachable", sentence: Label(same: reason))]
        }
        let branches = self.definition.branches(of: command.event, from: facts.state)
        let branch = transition ?? branches.last
        if let event {
            unmet.removeAll { gap in
                gap.code == "field" && command.fields.isEmpty
                    && event.takes.contains(gap.parameters["field"] ?? "")
            }
        }
        return WhyAnswer(
            event: command.event, isPossible: unmet.isEmpty && branch != nil, to: branch?.to,
            by: branches.flatMap(\.by).unique,
            isYours: branches.flatMap(\.by).contains(where: command.actor.roles.contains),
            takes: event?.takes ?? [], mayTake: event?.mayTake ?? [], unmet: unmet,
            basis: branch?.basis ?? [])
    }

    /// The present values of the event's own fields, so that conditions on them are judged as the
    /// case stands.
    private func placeholders(
        for event: EventDefinition, _ facts: CaseFacts
    ) -> [String: Value] {
        var fields: [String: Value] = [:]
        for name in event.takes + event.mayTake {
            if let value = facts.fields[name] { fields[name] = value }
        }
        return fields
    }
}
