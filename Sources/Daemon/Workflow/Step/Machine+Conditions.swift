// SPDX-License-Identifier: Apache-2.0
import WorkCalendar

// What must hold before an event is carried out, in the order in which people ask.
extension Machine {
    func unmet(
        _ attempt: Attempt, at event: EventDefinition, through branch: TransitionDefinition
    ) -> [Unmet] {
        let command = attempt.command
        var unmet: [Unmet] = []
        if command.cause != .source, branch.by.allSatisfy({ !command.actor.roles.contains($0) }) {
            unmet.append(self.notYours(attempt, through: branch))
        }
        unmet += self.missingFields(event, command)
        unmet += self.unbound(branch.binds ?? event.binds, of: event, attempt)
        unmet += self.wrongDay(attempt, through: branch)
        if let requires = branch.requires {
            var ranOut: Set<String> = []
            if case .clock(let clock) = command.cause { ranOut = [clock] }
            unmet += self.judge(actorOf: attempt, as: branch.by, ranOut: ranOut).unmet(
                requires)
        }
        unmet += self.badExtensions(branch, of: attempt.merged, in: attempt.surroundings)
        unmet += self.badDraws(attempt, through: branch)
        if command.mode == .live {
            unmet += self.missingRecipients(attempt, through: branch)
        }
        return unmet
    }

    /// Deliveries that would go to an office the directory does not have.
    private func missingRecipients(
        _ attempt: Attempt, through branch: TransitionDefinition
    ) -> [Unmet] {
        let judge = self.judge(attempt)
        // A role that the event itself must bind is missed by name already.
        let bound = Set(self.definition.events[branch.event]?.binds ?? []).map(
            Recipient.Source.role)
        return branch.effects.emits.filter { judge.holds($0.condition) }.flatMap { emit in
            emit.to.filter { !bound.contains($0.source) }
                .filter { self.parties($0, of: attempt.merged, in: attempt.surroundings).isEmpty }
                .compactMap { self.nobody($0, for: emit, in: attempt.surroundings) }
        }
    }

    private func notYours(_ attempt: Attempt, through branch: TransitionDefinition) -> Unmet {
        let words = GuardWords(self.definition)
        let roles = branch.by.filter { $0 != "system" }
        let labels = (roles.isEmpty ? ["system"] : roles).map { role in
            let label = words.role(role)
            guard let party = attempt.facts.roles[role] else { return label }
            let name = party.office.flatMap(attempt.surroundings.officeName) ?? party.name
            return Label("\(label.zh)(\(name))", "\(label.en) (\(name))")
        }.joined
        let event = words.event(branch.event)
        return Unmet(
            code: "role", parameters: ["roles": roles.joined(separator: ",")],
            sentence: Label(
                "您无权办理〈\(event.zh)〉,应由\(labels.zh)办理",
                "you may not enter ‹\(event.en)›; \(labels.en) may"),
            remedy: .look(at: .ownRoles))
    }

    private func missingFields(
        _ event: EventDefinition, _ command: StepCommand
    ) -> [Unmet] {
        event.takes.filter { command.fields[$0]?.isEmpty ?? true }.map { name in
            let label = GuardWords(self.definition).field(name)
            return Unmet(
                code: "field", parameters: ["field": name],
                sentence: Label(
                    "〈\(event.labels.zh)〉应填〈\(label.zh)〉",
                    "‹\(event.labels.en)› must come with ‹\(label.en)›"),
                remedy: .give(Remedy.Term(name, label)))
        }
    }

    /// Roles that an event names: a person names them each time, whoever held them before.
    private func unbound(
        _ roles: [String], of event: EventDefinition, _ attempt: Attempt
    ) -> [Unmet] {
        let isPersons = attempt.command.cause == .person
        let named = isPersons ? attempt.command.roles : attempt.merged.roles
        return roles.filter { named[$0] == nil }.map { role in
            let label = GuardWords(self.definition).role(role)
            let sentence =
                attempt.merged.roles[role] == nil
                ? Label("尚未确定\(label.zh)", "no \(label.en) is named yet")
                : Label(
                    "〈\(event.labels.zh)〉应重新指明\(label.zh)",
                    "‹\(event.labels.en)› must name the \(label.en) again")
            return Unmet(
                code: "role", parameters: ["role": role], sentence: sentence,
                remedy: .bind(Remedy.Term(role, label)))
        }
    }

    private func wrongDay(
        _ attempt: Attempt, through branch: TransitionDefinition
    ) -> [Unmet] {
        let (command, moment) = (attempt.command, attempt.moment)
        if command.happenedOn > moment.today {
            return [
                Unmet(
                    code: "date", parameters: ["date": command.happenedOn.description],
                    sentence: Label(
                        "发生日期\(command.happenedOn)晚于今天\(moment.today)",
                        "happened on \(command.happenedOn), which is after today, \(moment.today)"),
                    remedy: .chooseDay(latest: moment.today))
            ]
        }
        guard command.cause == .person else { return [] }
        let before = self.beforeOpening(command.happenedOn, attempt.facts)
        guard branch.to != nil, before.isEmpty else { return before }
        return self.tooEarly(command.happenedOn, attempt.facts)
    }

    /// Nothing is done in a case before it was opened.
    func beforeOpening(_ day: Day, _ facts: CaseFacts) -> [Unmet] {
        guard let opened = facts.history.first?.happenedOn, day < opened else { return [] }
        return [
            Unmet(
                code: "date", parameters: ["date": day.description],
                sentence: Label(
                    "发生日期\(day)早于立件日期\(opened)",
                    "happened on \(day), before the case was opened on \(opened)"),
                remedy: .chooseDay(earliest: opened))
        ]
    }

    /// A step is not earlier than the last one that a person entered.
    func tooEarly(_ day: Day, _ facts: CaseFacts) -> [Unmet] {
        let last = facts.history.last {
            $0.to != nil && $0.enteredBy != nil && $0.happenedOn != nil
        }
        guard let last, let before = last.happenedOn, day < before else { return [] }
        let event = GuardWords(self.definition).event(last.event)
        return [
            Unmet(
                code: "date", parameters: ["date": day.description],
                sentence: Label(
                    "发生日期\(day)早于上一步〈\(event.zh)〉的\(before)",
                    "happened on \(day), before the last step ‹\(event.en)› of \(before)"),
                remedy: .chooseDay(earliest: before))
        ]
    }

    /// Extensions that no limit foresees, or to a day that is not later.
    func badExtensions(
        _ branch: TransitionDefinition, of merged: CaseFacts, in surroundings: any Surroundings
    ) -> [Unmet] {
        let reckoning = self.reckoning
        let words = GuardWords(self.definition)
        return branch.effects.extends.compactMap { effect in
            guard let run = merged.run(of: effect.clock), run.isOpen,
                let asked = merged.day(effect.field)
            else { return nil }
            var before = merged
            before.fields[effect.field] = nil
            let current = reckoning.refreshed(run, of: before, in: surroundings)
            let room = reckoning.room(for: run, of: before, in: surroundings)
            if room == .refused, reckoning.room(for: run, of: merged, in: surroundings) == .refused
            {
                return words.clock(
                    effect.clock, zh: "〈%〉不能再延长", en: "‹%› cannot be extended again")
            }
            if case .until(let latest) = room, asked > latest {
                var unmet = words.clock(
                    effect.clock, zh: "延长后的日期\(asked)晚于〈%〉最多可延至的\(latest)",
                    en:
                        "the new day \(asked) is after \(latest), to which ‹%› can be extended at most"
                )
                let field = Remedy.Term(effect.field, words.field(effect.field))
                unmet.remedies = [.chooseDay(field: field, latest: latest)]
                return unmet
            }
            let due = run.due ?? current.due
            if let due, asked <= due {
                return words.clock(
                    effect.clock, zh: "延长后的日期\(asked)不晚于〈%〉现到期日\(due)",
                    en: "the new day \(asked) is not later than \(due), when ‹%› is due now")
            }
            return nil
        }
    }
}
