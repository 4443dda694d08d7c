// SPDX-License-Identifier: Apache-2.0
internal import Workflow

// Branches: exactly one is chosen, each can be chosen, and what a condition asks can be had.
extension Verifier {
    /// All but the last branch of an event have `when`, the last has none: exactly one is chosen.
    func verifyBranches() {
        for state in self.definition.states.names {
            for event in self.definition.events(from: state) {
                let branches = self.definition.branches(of: event, from: state)
                for branch in branches.dropLast() where branch.when == nil {
                    self.error(
                        self.place(of: branch),
                        "transition \(branch.id) hides the branches of \(event) after it in state \(state)",
                        mend: "give it when, or move it last")
                }
                if let last = branches.last, last.when != nil {
                    self.error(
                        self.place(of: last, "when"),
                        "the last branch of \(event) in state \(state) must not have when",
                        mend: "add a branch without when")
                }
            }
        }
        self.verifyHidden()
    }

    /// A branch that is never chosen, in whatever state, because one before it always is.
    private func verifyHidden() {
        let possibility = Possibility(definition: self.definition)
        for transition in self.definition.transitions {
            var winners: [String] = []
            for state in transition.from {
                let branches = self.definition.branches(of: transition.event, from: state)
                let before = branches.prefix { $0.id != transition.id }.filter { $0.when != nil }
                guard !before.isEmpty else { break }
                var wanted = before.compactMap(\.when).map { (condition: $0, holds: false) }
                if let when = transition.when { wanted.append((when, true)) }
                guard possibility.contradiction(wanted) != nil else { break }
                winners.append(state)
                guard winners.count == transition.from.count else { continue }
                let names = before.map(\.id).joined(separator: ", ")
                self.error(
                    self.place(of: transition, "when"),
                    "the branch \(transition.id) is never taken in state \(state): \(names) before it is taken first",
                    mend: "another when, or leave the branch out")
            }
        }
    }

    /// A condition that contradicts itself can never be met.
    func verifyPossibilities() {
        let possibility = Possibility(definition: self.definition)
        for condition in self.conditions {
            self.verify(condition.guards, at: condition.place, possibility)
        }
        for transition in self.definition.transitions {
            guard let when = transition.when, let requires = transition.requires,
                possibility.contradiction([(when, true)]) == nil,
                possibility.contradiction([(requires, true)]) == nil,
                let reason = possibility.contradiction([(when, true), (requires, true)])
            else { continue }
            self.error(
                self.place(of: transition, "requires"),
                "what the branch \(transition.id) requires, its when excludes: \(reason)",
                mend: "mend when or requires")
        }
    }

    /// The condition as a whole, then each part of which one is enough.
    private func verify(_ condition: Guard, at place: Place, _ possibility: Possibility) {
        if let reason = possibility.contradiction([(condition, true)]) {
            self.error(
                place, "this can never hold: \(reason)", mend: "mend it, or leave it out")
            return
        }
        switch condition {
        case .any(let parts):
            for (index, part) in parts.enumerated() {
                self.verify(part, at: place.key("any").item(index), possibility)
            }
        case .all(let parts):
            for (index, part) in parts.enumerated() {
                self.verify(part, at: place.key("all").item(index), possibility)
            }
        case .not, .implies, .constant, .leaf:
            break
        }
    }
}
