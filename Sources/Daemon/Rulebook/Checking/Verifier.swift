// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// Checks that a resolved workflow can live: every state reached and left, branches decidable,
/// clocks started and stopped, guards satisfiable, own transitions set off by something.
struct Verifier {
    let definition: WorkflowDefinition
    let findings: Findings
    /// Fields that other workflows give to the cases they open.
    let supplied: Set<String>
    /// Clocks that other workflows start in the cases they open.
    let startedByOthers: Set<String>
    /// What the definition was read from, with the file and line of every part.
    let tree: Tree
    /// The rows of its tables, likewise.
    let tables: Tree
    /// The figures are the nation's.
    let isNational: Bool

    func verify() {
        self.verifyStates()
        self.verifyReopening()
        self.verifyBranches()
        self.verifyEvents()
        self.verifyClocks()
        self.verifyFields()
        self.verifyEffects()
        self.verifyExtended()
        self.verifyEnds()
        self.verifyStandstills()
        self.verifyYearly()
        self.verifyGuards()
        self.verifyValues()
        self.verifyPossibilities()
        self.verifyTables()
    }

    /// Notes an error at a place of the workflow.
    func error(_ place: Place, _ reason: Said, mend: Said = "") {
        self.findings.error(self.mark(of: place), reason, mend: mend, in: self.scope)
    }

    /// Notes a remark at a place of the workflow.
    func remark(_ place: Place, _ reason: Said, mend: Said = "") {
        self.findings.remark(self.mark(of: place), reason, mend: mend, in: self.scope)
    }

    /// Whose fault it is: the workflow, with the figures of a place.
    var scope: Said {
        "workflow \(self.definition.name) (\(self.definition.profile))"
    }

    private func verifyStates() {
        let reached = self.reach(from: self.definition.initial) { $0 }
        for state in self.definition.states.items where !reached.contains(state.name) {
            self.error(
                Place("states", state.name), "state \(state.name) cannot be reached",
                mend: "remove it or lead a transition there")
        }
        for state in self.definition.states.items {
            let out = self.definition.transitions.filter {
                $0.from.contains(state.name) && $0.to != nil && $0.to != state.name
            }
            if state.isFinal {
                for transition in self.definition.transitions
                where transition.from.contains(state.name) && transition.to == nil
                    && !(transition.effects.starts + transition.effects.restarts).isEmpty
                {
                    self.error(
                        self.place(of: transition),
                        "transition \(transition.id) starts a clock in the final state \(state.name)",
                        mend: "a branch of its own without starts")
                }
                for transition in self.definition.transitions
                where transition.from.contains(state.name) && transition.to != nil
                    && !transition.reopens
                {
                    self.error(
                        self.place(of: transition, "to"),
                        "transition \(transition.id) leads out of the final state \(state.name)",
                        mend: "from: a state that is not final, or reopens: true")
                }
            } else if out.isEmpty {
                self.error(
                    Place("states", state.name),
                    "nothing leads out of state \(state.name), which is not final",
                    mend: "final: true, or a transition")
            } else if !self.reach(from: [state.name], { $0 }).contains(where: { self.isFinal($0) })
            {
                self.error(
                    Place("states", state.name),
                    "no final state can be reached from \(state.name)",
                    mend: "final: true, or a transition")
            }
        }
    }

    /// Only what was over can go on.
    private func verifyReopening() {
        for transition in self.definition.transitions where transition.reopens {
            let isFromTheEnd = transition.from.allSatisfy { self.isFinal($0) }
            let goesOn = transition.to.map { !self.isFinal($0) } ?? false
            guard !isFromTheEnd || !goesOn else { continue }
            self.error(
                self.place(of: transition, "reopens"),
                "transition \(transition.id) reopens, but does not lead from a final state to one that is not",
                mend: "from: final states, to: one that is not")
        }
    }

    private func isFinal(_ state: String) -> Bool {
        self.definition.states[state]?.isFinal ?? false
    }

    private func reach(from start: [String], _ identity: (String) -> String) -> Set<String> {
        var reached = Set(start)
        var frontier = start
        while let state = frontier.popLast() {
            for transition in self.definition.transitions where transition.from.contains(state) {
                if let to = transition.to, reached.insert(to).inserted { frontier.append(to) }
            }
        }
        return reached
    }

    private func verifyEvents() {
        for event in self.definition.events.items {
            let transitions = self.definition.transitions.filter { $0.event == event.name }
            if transitions.isEmpty, !self.openedAs.contains(event.name) {
                self.error(
                    Place("events", event.name), "event \(event.name) has no transition",
                    mend: "a transition of it, or leave the event out")
            }
            for field in event.takes where event.mayTake.contains(field) {
                self.error(
                    Place("events", event.name, "may_take"),
                    "event \(event.name) both takes and may take \(field)", mend: "leave it out")
            }
        }
    }

    /// Events under which openings of this workflow are recorded.
    private var openedAs: Set<String> {
        Set(self.definition.transitions.flatMap(\.effects.opens).compactMap(\.event))
    }
}
