// SPDX-License-Identifier: Apache-2.0
internal import Workflow

// Guards: what they ask for can come about.
extension Verifier {
    func verifyGuards() {
        for transition in self.definition.transitions {
            self.verify([transition.when, transition.requires], transition.location)
            self.verify(transition.effects.conditions, transition.location)
        }
        self.verify([self.definition.opening.requires], nil)
        self.verify(self.definition.opening.effects.conditions, nil)
        for clock in self.definition.clocks.items {
            self.verify((clock.rule?.limits ?? []).map(\.condition), nil)
        }
        for figure in self.definition.figures.items where figure.unit == .cases {
            for case .condition(let condition)? in [figure.among, figure.of] {
                for leaf in condition.questions where !(leaf.question is StateLeaf) {
                    self.verify(leaf, nil)
                }
            }
        }
    }

    private func verify(_ conditions: [Guard?], _ location: String?) {
        for leaf in conditions.compactMap({ $0 }).flatMap(\.questions) {
            self.verify(leaf, location)
        }
    }

    private func verify(_ leaf: Guard.Leaf, _ location: String?) {
        let place = GuardPlace(
            definition: self.definition, supplied: self.supplied, isOfTheWhole: location == nil)
        for fault in leaf.question.faults(at: place) {
            self.error(location, fault.reason, mend: fault.mend)
        }
    }
}

extension Effects {
    /// The conditions of all that it does.
    var conditions: [Guard?] {
        let clocks = (self.stops + self.restarts + self.starts).map(\.condition)
        let pauses = (self.pauses + self.resumes).map(\.condition)
        return clocks + pauses + self.produces.map(\.condition) + self.emits.map(\.condition)
            + self.opens.map(\.condition) + self.tells.map(\.condition)
    }
}
