// SPDX-License-Identifier: Apache-2.0
internal import Workflow

// A clock that stands still goes on again.
extension Verifier {
    /// A pause that comes with a state goes with it: a way out that forgets it leaves a clock that
    /// nobody will ever be late for.
    func verifyStandstills() {
        let pausing = self.definition.transitions.flatMap { transition in
            transition.effects.pauses.map { (pause: $0, transition: transition) }
        }
        let kinds = Dictionary(grouping: pausing) { "\($0.pause.clock) \($0.pause.reason)" }
        for (_, pauses) in kinds.sorted(by: { $0.key < $1.key }) {
            let states = Set(pauses.map { $0.transition.to ?? "" })
            guard let pause = pauses.first?.pause, states.count == 1, let state = states.first,
                self.arrivals(in: state).allSatisfy({ arrival in
                    pauses.contains { $0.transition.id == arrival.id }
                })
            else { continue }
            for transition in self.definition.transitions
            where transition.from.contains(state) && !self.goesOn(pause, after: transition, state) {
                self.error(
                    self.place(of: transition),
                    "leaves \(state) while \(pause.clock) stands still for \(pause.reason)",
                    mend: "resumes: {clock: \(pause.clock), for: \(pause.reason)}, or stops it")
            }
        }
    }

    /// The transitions into a state from another one.
    private func arrivals(in state: String) -> [TransitionDefinition] {
        self.definition.transitions.filter { $0.to == state && $0.from != [state] }
    }

    private func goesOn(
        _ pause: PauseEffect, after transition: TransitionDefinition, _ state: String
    ) -> Bool {
        let effects = transition.effects
        let to = transition.to ?? state
        return to == state || self.definition.states[to]?.isFinal ?? false
            || effects.resumes.contains { $0.clock == pause.clock && $0.reason == pause.reason }
            || effects.pauses.contains { $0.clock == pause.clock && $0.reason == pause.reason }
            || (effects.stops + effects.restarts).contains {
                $0.clock == nil || $0.clock == pause.clock
            }
    }
}
