// SPDX-License-Identifier: Apache-2.0
internal import Workflow

// Guards: what they ask for can come about.
extension Verifier {
    func verifyGuards() {
        for condition in self.conditions {
            for (leaf, place) in condition.guards.leaves(at: condition.place) {
                self.verify(leaf, place, isOfTheWhole: condition.isOfTheWhole)
            }
        }
    }

    /// A condition, where it stands, and whether it is asked beside any transition.
    struct StandingGuard {
        var guards: Guard
        var place: Place
        var isOfTheWhole: Bool
    }

    /// Every condition of the workflow but those of figures over other cases.
    var conditions: [StandingGuard] {
        var all: [StandingGuard] = []
        func add(_ condition: Guard?, _ place: Place, isOfTheWhole: Bool = true) {
            guard let condition else { return }
            all.append(
                StandingGuard(guards: condition, place: place, isOfTheWhole: isOfTheWhole))
        }
        for transition in self.definition.transitions {
            let place = self.place(of: transition)
            add(transition.when, place.key("when"), isOfTheWhole: false)
            add(transition.requires, place.key("requires"), isOfTheWhole: false)
            for (key, index, condition) in transition.effects.conditions {
                add(condition, place.key(key).item(index).key("if"), isOfTheWhole: false)
            }
        }
        add(self.definition.opening.requires, Place("opening", "requires"))
        for (key, index, condition) in self.definition.opening.effects.conditions {
            add(condition, Place("opening", key).item(index).key("if"))
        }
        for clock in self.definition.clocks.items {
            for (index, limit) in (clock.rule?.limits ?? []).enumerated() {
                add(limit.condition, self.place(ofLimit: index, of: clock.name).key("if"))
            }
            add(clock.remission?.condition, Place("clocks", clock.name, "remitted", "while"))
        }
        for figure in self.definition.figures.items where figure.unit == .cases {
            for (key, choice) in [("among", figure.among), ("of", figure.of)] {
                if case .condition(let condition)? = choice {
                    add(condition, Place("figures", figure.name, key))
                }
            }
        }
        return all
    }

    private func verify(_ leaf: Guard.Leaf, _ place: Place, isOfTheWhole: Bool) {
        let isOfAFigure = place.steps.first == .key("figures")
        if isOfAFigure, leaf.question is StateLeaf { return }
        let standing = GuardPlace(
            definition: self.definition, supplied: self.supplied, isOfTheWhole: isOfTheWhole)
        for fault in leaf.question.faults(at: standing) {
            let value = fault.value.flatMap { self.tree.node(at: place)?.mark(ofScalar: $0) }
            self.findings.error(
                value ?? self.mark(of: place), fault.reason, mend: fault.mend, in: self.scope)
        }
    }
}

extension Guard {
    /// All its questions, each with the place where it is written.
    func leaves(at place: Place) -> [(leaf: Leaf, place: Place)] {
        switch self {
        case .constant: []
        case .all(let parts): Guard.leaves(of: parts, at: place.key("all"))
        case .any(let parts): Guard.leaves(of: parts, at: place.key("any"))
        case .not(let part): part.leaves(at: place.key("not"))
        case .implies(let premise, let conclusion):
            premise.leaves(at: place.key("if")) + conclusion.leaves(at: place.key("then"))
        case .leaf(let leaf, _): [(leaf, place)]
        }
    }

    private static func leaves(
        of parts: [Guard], at place: Place
    ) -> [(leaf: Leaf, place: Place)] {
        parts.enumerated().flatMap { $1.leaves(at: place.item($0)) }
    }
}

extension Effects {
    /// The conditions of all that it does: the effect's key, which of its items, the condition.
    var conditions: [(key: String, index: Int, condition: Guard?)] {
        let lists: [(String, [Guard?])] = [
            ("stops", self.stops.map(\.condition)), ("restarts", self.restarts.map(\.condition)),
            ("starts", self.starts.map(\.condition)), ("pauses", self.pauses.map(\.condition)),
            ("resumes", self.resumes.map(\.condition)),
            ("produces", self.produces.map(\.condition)),
            ("emits", self.emits.map(\.condition)), ("opens", self.opens.map(\.condition)),
            ("tells", self.tells.map(\.condition)),
        ]
        return lists.flatMap { key, conditions in
            conditions.enumerated().map { (key, $0, $1) }
        }
    }
}
