// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// A case to be opened.
package struct OpenCommand: Sendable {
    /// Its id.
    package var id: String
    /// Its fields.
    package var fields: [String: Value]
    /// Who holds its roles.
    package var roles: [String: Party]
    /// The state it stands in; nil for the default.
    package var at: String?
    /// When; nil when a source does not say.
    package var happenedOn: Day?
    /// Who.
    package var actor: StepActor
    /// Live or for the record.
    package var mode: CaseFacts.Mode
    /// Why.
    package var cause: StepCommand.Cause
    /// The event the opening is recorded under.
    package var event: String
    /// Clocks that start with it beside those of the opening.
    package var starts: [String]
    /// The case it is part of.
    package var parent: String?

    /// A case to be opened.
    package init(
        id: String, fields: [String: Value], roles: [String: Party], at: String? = nil,
        happenedOn: Day?, actor: StepActor, mode: CaseFacts.Mode = .live,
        cause: StepCommand.Cause = .person, event: String = "open", starts: [String] = [],
        parent: String? = nil
    ) {
        self.id = id
        self.fields = fields
        self.roles = roles
        self.at = at
        self.happenedOn = happenedOn
        self.actor = actor
        self.mode = mode
        self.cause = cause
        self.event = event
        self.starts = starts
        self.parent = parent
    }
}

extension OpenCommand {
    /// The opening as an event: on the day it happened, or today when a source does not say.
    fileprivate func step(on today: Day) -> StepCommand {
        StepCommand(
            event: self.event, happenedOn: self.happenedOn ?? today, actor: self.actor,
            mode: self.mode, cause: self.cause)
    }
}

extension Machine {
    /// Decides whether a case may be opened, and how it then stands.
    package func open(
        _ command: OpenCommand, at moment: StepMoment, in surroundings: any Surroundings
    ) -> StepOutcome {
        let state = command.at ?? self.definition.initial[0]
        guard self.definition.states.contains(state) else {
            return .invalid([self.badState(state)])
        }
        var problems: [FieldProblem] = []
        let fields = self.openingFields(
            of: command, on: moment.today, in: surroundings, noting: &problems)
        if command.cause == .person, let at = command.at, !self.definition.initial.contains(at) {
            problems.append(self.badState(at))
        }
        guard problems.isEmpty else { return .invalid(problems) }
        let facts = CaseFacts(
            id: command.id, state: state, version: 0, fields: fields, roles: command.roles,
            parent: command.parent)
        let attempt = Attempt(
            facts: facts, command: command.step(on: moment.today), moment: moment,
            surroundings: surroundings)
        let unmet = self.unmetOpening(by: command, attempt)
        guard unmet.isEmpty else {
            return .refused(Refused(unmet: unmet, possible: []))
        }
        let move = self.openingMove(by: command, attempt)
        return move.notShown.isEmpty
            ? .moved(move) : .refused(Refused(unmet: move.notShown, possible: []))
    }

    private func openingMove(by command: OpenCommand, _ attempt: Attempt) -> Move {
        let facts = attempt.facts
        var move = Move(transitionID: "open", facts: facts, from: nil)
        move.facts.version = 1
        move.basis = self.definition.opening.basis
        move.changes = self.changes(from: [:], to: facts.fields)
        move.facts.history.append(
            Fact(
                sequence: attempt.moment.sequence, event: command.event, transition: "open",
                happenedOn: command.happenedOn, from: nil, to: facts.state,
                changes: facts.fields.mapValues { .some($0) }, enteredBy: command.actor.user,
                persons: command.actor.persons(as: self.definition.opening.by),
                mode: command.mode))
        if command.cause == .source { return move }
        var effects = self.definition.opening.effects
        effects.starts += command.starts.map { ClockEffect(clock: $0, condition: nil) }
        self.apply(effects, of: attempt, to: &move)
        return move
    }

    private func openingFields(
        of command: OpenCommand, on today: Day, in references: any References,
        noting problems: inout [FieldProblem]
    ) -> [String: Value] {
        var fields: [String: Value] = [:]
        for (name, value) in command.fields.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
            guard let field = self.definition.fields[name] else {
                problems.append(self.unknownField(name))
                continue
            }
            let lenient = command.mode == .record || command.cause == .consequence
            fields[name] = self.canonical(
                value, of: field, in: references, lenient: lenient,
                verifyingCodes: command.cause != .consequence, noting: &problems)
        }
        if command.mode == .live, command.cause == .person {
            problems += fields.keys.sorted().flatMap {
                self.breaches(of: $0, among: fields, on: today, in: references)
            }
            let facts = CaseFacts(
                id: command.id, state: "", version: 0, fields: fields, roles: command.roles)
            problems += self.clashes(of: fields.keys.sorted(), in: facts, references)
        }
        for field in self.definition.fields.items where fields[field.name] == nil {
            if command.cause != .source, let value = field.defaultValue {
                fields[field.name] = value
            } else if field.isRequired, command.cause != .source, command.mode == .live {
                problems.append(
                    FieldProblem(
                        path: field.name,
                        sentence: Label(
                            "立件应填〈\(field.labels.zh)〉",
                            "opening needs ‹\(field.labels.en)›"),
                        remedy: .give(Remedy.Term(field.name, field.labels))))
            }
        }
        return fields
    }

    private func unmetOpening(by command: OpenCommand, _ attempt: Attempt) -> [Unmet] {
        guard command.cause != .source else { return [] }
        var unmet: [Unmet] = []
        let opening = self.definition.opening
        if command.cause == .person, opening.by.allSatisfy({ !command.actor.roles.contains($0) }) {
            let labels = opening.by.map(GuardWords(self.definition).role).joined
            unmet.append(
                Unmet(
                    code: "role", parameters: ["roles": opening.by.joined(separator: ",")],
                    sentence: Label(
                        "您无权立〈\(self.definition.labels.zh)〉,应由\(labels.zh)办理",
                        "you may not open a ‹\(self.definition.labels.en)›; \(labels.en) may"),
                    remedy: .look(at: .ownRoles)))
        }
        if let day = command.happenedOn, day > attempt.moment.today {
            unmet.append(
                Unmet(
                    code: "date", parameters: ["date": day.description],
                    sentence: Label(
                        "发生日期\(day)晚于今天\(attempt.moment.today)",
                        "happened on \(day), which is after today, \(attempt.moment.today)"),
                    remedy: .chooseDay(latest: attempt.moment.today)))
        }
        if let requires = opening.requires {
            unmet += self.judge(actorOf: attempt, as: opening.by).unmet(requires)
        }
        return unmet
    }

    private func unknownField(_ name: String) -> FieldProblem {
        let fields = self.definition.fields.vocabulary
        let near = fields.near(name)
        let all = fields.terms.told
        let known =
            near.isEmpty
            ? Label(";字段有:\(all.zh)", "; its fields: \(all.en)") : near.perhaps
        return FieldProblem(
            path: name,
            sentence: Label(
                "〈\(self.definition.labels.zh)〉没有字段“\(name)”\(known.zh)",
                "‹\(self.definition.labels.en)› has no field “\(name)”\(known.en)"))
    }

    private func badState(_ state: String) -> FieldProblem {
        let known = self.definition.states.vocabulary.terms.filter {
            self.definition.initial.contains($0.name)
        }.told
        return FieldProblem(
            path: "at",
            sentence: Label(
                "不能在“\(state)”状态立件;可在:\(known.zh)",
                "a case cannot be opened in state “\(state)”; it can be in: \(known.en)"))
    }
}
