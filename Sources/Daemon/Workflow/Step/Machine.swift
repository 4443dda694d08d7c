// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// A workflow that decides: `step` is pure and total.
///
/// It reads facts and surroundings, and answers with values; time, sequence numbers and the
/// calendar are arguments.
package struct Machine: Sendable {
    /// The workflow.
    package let definition: WorkflowDefinition
    /// Days are counted by these.
    package let calendars: CalendarVersions

    /// A machine for a workflow over its calendar.
    package init(_ definition: WorkflowDefinition, _ calendars: CalendarVersions) {
        self.definition = definition
        self.calendars = calendars
    }

    /// Judges conditions over a case as it stands on a day.
    package func judge(
        _ facts: CaseFacts, on day: Day, in surroundings: any Surroundings,
        persons: Set<String> = [], ranOut: Set<String> = []
    ) -> GuardJudge {
        GuardJudge(
            definition: self.definition, facts: facts, on: day, surroundings: surroundings,
            reckoner: self.calendars.reckoner, persons: persons, ranOut: ranOut)
    }

    /// Judges what an attempt does, whoever makes it.
    func judge(_ attempt: Attempt) -> GuardJudge {
        self.judge(
            attempt.merged, on: attempt.command.happenedOn, in: attempt.surroundings)
    }

    /// Judges whether its actor may do what an attempt does, in one of these roles.
    func judge(
        actorOf attempt: Attempt, as roles: [String], ranOut: Set<String> = []
    ) -> GuardJudge {
        self.judge(
            attempt.merged, on: attempt.command.happenedOn, in: attempt.surroundings,
            persons: attempt.command.actor.persons(as: roles), ranOut: ranOut)
    }

    var reckoning: ClockReckoning { ClockReckoning(self.definition, self.calendars) }

    /// Decides what an event does to a case.
    ///
    /// Order: values fit their fields → a branch exists → the roles may → the conditions hold. All
    /// that is unmet is collected before answering.
    package func step(_ attempt: Attempt) -> StepOutcome {
        var attempt = attempt
        let (facts, command) = (attempt.facts, attempt.command)
        guard self.definition.states.contains(facts.state) else {
            return .unreachable("state \(facts.state) is not in \(self.definition.name)")
        }
        guard let event = self.definition.events[command.event] else {
            return .refused(self.unknown(command.event, facts))
        }
        switch self.merged(attempt, by: event) {
        case .success(let merged): attempt.merged = merged
        case .failure(let problems): return .invalid(problems.problems)
        }
        guard let branch = self.branch(of: attempt) else {
            if command.actor.isSystem || command.cause == .source {
                return .unchanged(self.notPossible(command.event, facts))
            }
            return .refused(self.impossible(command.event, facts))
        }
        let unmet = self.unmet(attempt, at: event, through: branch)
        if command.cause == .source {
            return .moved(self.move(attempt, through: branch, notShown: unmet))
        }
        if !unmet.isEmpty {
            if command.actor.isSystem { return .unchanged(unmet[0].sentence) }
            return .refused(Refused(unmet: unmet, possible: self.possible(facts)))
        }
        let move = self.move(attempt, through: branch)
        return move.notShown.isEmpty
            ? .moved(move)
            : .refused(Refused(unmet: move.notShown, possible: self.possible(facts)))
    }

    /// The branch an event takes: the first whose `when` holds.
    ///
    /// For a source the state does not matter: it says that the event happened.
    private func branch(of attempt: Attempt) -> TransitionDefinition? {
        let command = attempt.command
        var branches = self.definition.branches(of: command.event, from: attempt.merged.state)
        if branches.isEmpty, command.cause == .source {
            branches = self.definition.transitions.filter { $0.event == command.event }
        }
        return branches.first { self.judge(actorOf: attempt, as: $0.by).holds($0.when) }
    }

    private func unknown(_ event: String, _ facts: CaseFacts) -> Refused {
        let vocabulary = self.definition.events.vocabulary
        let near = vocabulary.near(event)
        let unmet = Unmet(
            code: "event", parameters: ["event": event],
            sentence: Label(
                "〈\(self.definition.labels.zh)〉没有事件“\(event)”\(near.perhaps.zh)",
                "‹\(self.definition.labels.en)› has no event “\(event)”\(near.perhaps.en)"),
            remedy: .chooseEvent(possible: near.isEmpty ? vocabulary.terms : near, states: []))
        return Refused(unmet: [unmet], possible: self.possible(facts))
    }

    private func notPossible(_ event: String, _ facts: CaseFacts) -> Label {
        let words = GuardWords(self.definition)
        let state = words.state(facts.state)
        let label = words.event(event)
        return Label(
            "〈\(label.zh)〉在“\(state.zh)”状态下不能办理",
            "‹\(label.en)› is not possible in state “\(state.en)”")
    }

    private func impossible(_ event: String, _ facts: CaseFacts) -> Refused {
        let possible = self.possible(facts)
        let words = GuardWords(self.definition)
        let froms = self.definition.transitions.filter { $0.event == event }.flatMap(\.from).unique
        let unmet = Unmet(
            code: "event", parameters: ["event": event, "state": facts.state],
            sentence: self.notPossible(event, facts),
            remedy: .chooseEvent(
                possible: possible.map(words.named),
                states: froms.map { Remedy.Term($0, words.state($0)) }))
        return Refused(unmet: [unmet], possible: possible)
    }

    /// Events that have a transition a person may enter in the present state.
    package func possible(_ facts: CaseFacts) -> [String] {
        self.definition.events(from: facts.state).filter { event in
            self.definition.branches(of: event, from: facts.state)
                .contains { $0.by != ["system"] }
        }
    }
}
