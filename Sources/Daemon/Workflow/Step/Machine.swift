// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// A workflow that decides: `step` is pure and total.
///
/// It reads facts and surroundings, and answers with values; time, sequence numbers and the
/// calendar are arguments.
package struct Machine: Sendable {
    /// The workflow.
    package let definition: WorkflowDefinition
    /// Days are counted by it.
    package let reckoner: Reckoner

    /// A machine for a workflow over a calendar.
    package init(_ definition: WorkflowDefinition, _ calendar: HolidayCalendar) {
        self.definition = definition
        self.reckoner = Reckoner(calendar)
    }

    /// Decides what an event does to a case.
    ///
    /// Order: values fit their fields → a branch exists → the roles may → the conditions hold. All
    /// that is unmet is collected before answering.
    package func step(
        _ facts: CaseFacts, _ command: StepCommand, _ moment: StepMoment,
        _ surroundings: any Surroundings
    ) -> StepOutcome {
        guard self.definition.states.contains(facts.state) else {
            return .unreachable("state \(facts.state) is not in \(self.definition.name)")
        }
        guard let event = self.definition.events[command.event] else {
            return .refused(self.unknown(command.event, facts))
        }
        let given: [String: Value]
        switch self.accepted(command, event, surroundings) {
        case .success(let fields): given = fields
        case .failure(let problems): return .invalid(problems.problems)
        }
        var merged = facts
        merged.fields.merge(given) { $1 }
        merged.fields = merged.fields.filter { !$0.value.isEmpty }
        merged.roles.merge(command.roles) { $1 }
        guard let branch = self.branch(command, merged, surroundings) else {
            if command.actor.isSystem || command.cause == .source {
                return .unchanged(self.notPossible(command.event, facts))
            }
            return .refused(self.impossible(command.event, facts))
        }
        let unmet = self.unmet(branch, event, command, facts, merged, moment, surroundings)
        if command.cause == .source {
            let move = self.move(branch, command, facts, merged, moment, surroundings, unmet)
            return .moved(move)
        }
        if !unmet.isEmpty {
            if command.actor.isSystem { return .unchanged(unmet[0].sentence) }
            return .refused(Refused(unmet: unmet, possible: self.possible(facts)))
        }
        let move = self.move(branch, command, facts, merged, moment, surroundings, [])
        return move.notShown.isEmpty
            ? .moved(move)
            : .refused(Refused(unmet: move.notShown, possible: self.possible(facts)))
    }

    /// The branch an event takes: the first whose `when` holds.
    ///
    /// For a source the state does not matter: it says that the event happened.
    func branch(
        _ command: StepCommand, _ merged: CaseFacts, _ surroundings: any Surroundings
    ) -> TransitionDefinition? {
        let judge = GuardJudge(
            self.definition, merged, on: command.happenedOn, surroundings,
            user: command.actor.user)
        var branches = self.definition.branches(of: command.event, from: merged.state)
        if branches.isEmpty, command.cause == .source {
            branches = self.definition.transitions.filter { $0.event == command.event }
        }
        return branches.first { judge.holds($0.when) }
    }

    /// The event's fields in canonical form; extra or unfit ones are problems.
    private func accepted(
        _ command: StepCommand, _ event: EventDefinition, _ references: any References
    ) -> Result<[String: Value], FieldProblems> {
        var problems: [FieldProblem] = []
        var fields: [String: Value] = [:]
        for (name, value) in command.fields.sorted(by: { $0.key < $1.key }) {
            guard let field = self.definition.fields[name],
                event.takes.contains(name) || event.mayTake.contains(name)
            else {
                problems.append(self.notTaken(name, event))
                continue
            }
            if value.isEmpty {
                fields[name] = value
                continue
            }
            switch field.canonical(value, references, lenient: command.mode == .record) {
            case .success(let canonical): fields[name] = canonical
            case .failure(let failure): problems += failure.problems
            }
        }
        return problems.isEmpty ? .success(fields) : .failure(FieldProblems(problems: problems))
    }

    private func notTaken(_ name: String, _ event: EventDefinition) -> FieldProblem {
        let words = GuardWords(self.definition)
        let taken = event.takes + event.mayTake
        let zh = taken.map { "\($0)(\(words.field($0).zh))" }.joined(separator: "、")
        let en = taken.map { "\($0) (\(words.field($0).en))" }.joined(separator: ", ")
        return FieldProblem(
            path: name,
            sentence: Label(
                "〈\(event.labels.zh)〉不带字段“\(name)”;可带:\(zh.isEmpty ? "无" : zh)",
                "‹\(event.labels.en)› does not take a field “\(name)”; it takes: "
                    + (en.isEmpty ? "none" : en)))
    }

    private func unknown(_ event: String, _ facts: CaseFacts) -> Refused {
        let names = self.definition.events.names.joined(separator: ", ")
        let unmet = Unmet(
            code: "event", parameters: ["event": event],
            sentence: Label(
                "〈\(self.definition.labels.zh)〉没有事件“\(event)”",
                "‹\(self.definition.labels.en)› has no event “\(event)”"),
            mend: Label("事件有:\(names)", "its events: \(names)"))
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
        let labels = possible.map(words.event).joined
        let froms = self.definition.transitions.filter { $0.event == event }.flatMap(\.from).unique
        let states = froms.map(words.state).joined
        let unmet = Unmet(
            code: "event", parameters: ["event": event, "state": facts.state],
            sentence: self.notPossible(event, facts),
            mend: Label(
                "此事件可在:\(states.zh);现在可办:\(labels.zh.isEmpty ? "无" : labels.zh)",
                "it is possible in: \(states.en); possible now: "
                    + (labels.en.isEmpty ? "none" : labels.en)))
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
