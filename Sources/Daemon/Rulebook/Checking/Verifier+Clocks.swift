// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

// Clocks: started, stopped, counted from events that start them.
extension Verifier {
    func verifyClocks() {
        for clock in self.definition.clocks.items {
            let starters = self.definition.transitions.filter { transition in
                (transition.effects.starts + transition.effects.restarts)
                    .contains { $0.clock == clock.name }
            }
            let atOpening = self.definition.opening.effects.starts.contains {
                $0.clock == clock.name
            }
            if starters.isEmpty, !atOpening {
                self.error(
                    nil, "no transition starts clock \(clock.name)", mend: "starts: [\(clock.name)]"
                )
            }
            let isStopped = self.definition.transitions.contains { transition in
                transition.effects.stops.contains { $0.clock == clock.name || $0.clock == nil }
            }
            if clock.kind == .duty, !isStopped {
                self.error(
                    nil, "duty \(clock.name) is never stopped",
                    mend: "stops: [\(clock.name)], or kind: window")
            }
            self.verifyLadder(clock)
            self.verifyLimits(clock, starters, atOpening: atOpening)
        }
    }

    private func verifyLadder(_ clock: ClockDefinition) {
        guard let ladder = clock.ladder else { return }
        let open = self.definition.transitions.contains {
            $0.event == ladder.event && $0.by.contains("system")
        }
        if !open {
            self.error(
                nil, "the ladder of \(clock.name) puts \(ladder.event), which is not open to system"
            )
        }
        if ladder.after.isEmpty {
            self.error(nil, "the ladder of \(clock.name) has no steps")
        }
    }

    /// An event a limit counts from must itself start the clock (or it would never join the run).
    private func verifyLimits(
        _ clock: ClockDefinition, _ starters: [TransitionDefinition], atOpening: Bool
    ) {
        for limit in clock.rule?.limits ?? [] {
            guard case .events(let events) = limit.start else { continue }
            for event in events where !starters.contains(where: { $0.event == event }) {
                self.error(
                    nil, "clock \(clock.name) counts from \(event), which does not start it",
                    mend: "starts: [\(clock.name)] on the transition of \(event)")
            }
        }
    }
}
