// SPDX-License-Identifier: Apache-2.0
internal import Workflow

// Guards: what they ask for can come about.
extension Verifier {
    func verifyGuards() {
        for transition in self.definition.transitions {
            for condition in [transition.when, transition.requires].compactMap({ $0 }) {
                for leaf in condition.leaves { self.verify(leaf, transition) }
            }
        }
    }

    private func verify(_ leaf: Guard.Leaf, _ transition: TransitionDefinition) {
        switch leaf {
        case .field(let field, let test):
            self.verifyField(field, test, transition)
        case .recorded(let test):
            for event in test.events where !self.canHappen(event) {
                self.error(transition.location, "asks for \(event), which no transition records")
            }
            for (field, values) in test.with {
                if self.definition.fields[field]?.isPersonal ?? false {
                    self.error(
                        transition.location,
                        "compares the personal field \(field) in the history, where it may be erased"
                    )
                }
                self.verifyField(field, .oneOf(values), transition)
            }
        case .deliveries(let kind, _, _):
            let isSent = self.allEffects.contains { effects in
                effects.emits.contains { $0.delivery == kind }
            }
            if !isSent {
                self.error(transition.location, "asks for delivery \(kind), which nothing sends")
            }
        case .document, .children, .clock, .notSameActor:
            break
        }
    }

    private func canHappen(_ event: String) -> Bool {
        self.definition.transitions.contains { $0.event == event }
    }

    private var allEffects: [Effects] {
        self.definition.transitions.map(\.effects) + [self.definition.opening.effects]
    }

    private func verifyField(
        _ field: String, _ test: Guard.FieldTest, _ transition: TransitionDefinition
    ) {
        guard let definition = self.definition.fields[field] else { return }
        let canBeSet =
            definition.isRequired || definition.defaultValue != nil
            || self.definition.events.items.contains {
                $0.takes.contains(field) || $0.mayTake.contains(field)
            }
            || self.allEffects.contains { $0.sets[field] != nil }
            || !self.definition.parents.isEmpty
        if !canBeSet {
            self.error(transition.location, "asks for field \(field), which nothing can set")
        }
        guard case .oneOf(let values) = test else { return }
        if case .choice(let options) = definition.type {
            for value in values where !options.contains(where: { $0.name == value }) {
                self.error(
                    transition.location,
                    "compares \(field) with \(value), which is no option of it",
                    mend: "options: \(options.map(\.name).joined(separator: ", "))")
            }
        }
        if definition.type == .boolean {
            for value in values where value != "true" && value != "false" {
                self.error(
                    transition.location, "compares \(field) with \(value); it is true or false")
            }
        }
    }
}

extension Guard {
    /// All its leaves.
    var leaves: [Guard.Leaf] {
        switch self {
        case .constant: []
        case .all(let parts), .any(let parts): parts.flatMap(\.leaves)
        case .not(let part): part.leaves
        case .implies(let premise, let conclusion): premise.leaves + conclusion.leaves
        case .leaf(let leaf, _): [leaf]
        }
    }
}
