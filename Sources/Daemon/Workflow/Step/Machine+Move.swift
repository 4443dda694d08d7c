// SPDX-License-Identifier: Apache-2.0
import WorkCalendar

// What an event does, worked out on a copy of the facts.
extension Machine {
    func move(
        _ attempt: Attempt, through branch: TransitionDefinition, notShown: [Unmet] = []
    ) -> Move {
        let (before, command, moment) = (attempt.facts, attempt.command, attempt.moment)
        var facts = attempt.merged
        facts.state = branch.to ?? before.state
        facts.version += 1
        self.setFields(branch.effects, of: &facts, on: command.happenedOn)
        let draws =
            command.cause == .source
            ? [] : self.draw(branch.effects.draws, in: &facts, seed: moment.seed)
        var move = Move(transitionID: branch.id, facts: facts, from: before.state)
        move.draws = draws
        move.transition = branch
        move.notShown = notShown
        move.basis = branch.basis
        move.tableBasis = self.tableBasis(of: branch, attempt)
        move.changes = self.changes(
            from: before.fields, to: facts.fields, said: Set(command.fields.keys))
        move.facts.history.append(
            Fact(
                sequence: moment.sequence, event: command.event, transition: branch.id,
                happenedOn: command.happenedOn, from: before.state, to: branch.to,
                changes: move.changes.reduce(into: [:]) { $0[$1.field] = .some($1.after) },
                enteredBy: command.actor.user,
                persons: command.actor.persons(as: branch.by), mode: command.mode))
        self.apply(branch.effects, of: attempt, to: &move)
        return move
    }

    /// What the rows rest on that a transition's conditions find.
    private func tableBasis(of branch: TransitionDefinition, _ attempt: Attempt) -> [Basis] {
        let leaves = (branch.requires?.questions ?? []).compactMap { leaf in
            if case .table(let table) = leaf { table } else { nil }
        }
        guard !leaves.isEmpty else { return [] }
        let judge = self.judge(
            attempt.merged, on: attempt.command.happenedOn, in: attempt.surroundings)
        return leaves.flatMap { $0.rows(by: judge) }.flatMap(\.basis).unique
    }

    /// What is different between two states of a case's fields, and what an act said again: who
    /// takes an earlier act back does not take that back.
    package func changes(
        from before: [String: Value], to after: [String: Value], said: Set<String> = []
    ) -> [FieldChange] {
        self.definition.fields.names.compactMap { name in
            let isSaidAgain = said.contains(name) && after[name] != nil
            return before[name] == after[name] && !isSaidAgain
                ? nil : FieldChange(field: name, before: before[name], after: after[name])
        }
    }

    /// The effects in their fixed order.
    ///
    /// In mode `record` nothing is sent, opened or told.
    func apply(_ effects: Effects, of attempt: Attempt, to move: inout Move) {
        let (day, surroundings) = (attempt.command.happenedOn, attempt.surroundings)
        self.applyClocks(effects, to: &move, on: attempt.occasion)
        guard attempt.command.mode == .live else { return }
        let judge = self.judge(move.facts, on: day, in: surroundings)
        move.produces = effects.produces.filter { judge.holds($0.condition) }.map(\.document)
        for emit in effects.emits where judge.holds(emit.condition) {
            self.emit(emit, into: &move, in: surroundings)
        }
        if move.facts.roles != attempt.facts.roles {
            // Whoever gave the matter away keeps his letters, not the other his limit.
            self.settleLetters(in: &move.facts, line: attempt.moment.sequence, surroundings)
        }
        self.startLetters(&move, of: attempt)
        for open in effects.opens where judge.holds(open.condition) {
            move.opens += self.orders(open, of: move.facts, on: day, in: surroundings)
        }
        move.links = effects.links.compactMap { move.facts.fields[$0]?.text }
        for tell in effects.tells where judge.holds(tell.condition) {
            move.tells.append(self.order(tell, of: move.facts, on: day))
        }
    }

    private func order(_ tell: TellEffect, of facts: CaseFacts, on day: Day) -> TellOrder {
        var order = TellOrder(
            target: tell.target, workflow: tell.workflow, event: tell.event,
            fields: self.constants(tell.set, on: day))
        for (name, value) in order.fields where value == .text("$case") {
            order.fields[name] = .text(facts.id)
        }
        for name in tell.copy {
            if let value = facts.fields[name] { order.fields[name] = value }
        }
        order.roles = tell.bind.compactMapValues { facts.roles[$0] }
        order.passesOver = tell.passesOver.map {
            ($0.role, Set(facts.fields[$0.field]?.texts ?? []))
        }
        return order
    }

    /// Stops, extensions, restarts and starts; then every open run's due date anew.
    func applyClocks(_ effects: Effects, to move: inout Move, on occasion: Occasion) {
        let judge = self.judge(
            move.facts, on: occasion.day ?? occasion.moment.today, in: occasion.surroundings)
        for effect in effects.stops where judge.holds(effect.condition) {
            self.stop(effect.clock, in: &move.facts, on: occasion)
        }
        for effect in effects.resumes where judge.holds(effect.condition) {
            self.resume(effect, in: &move.facts, on: occasion)
        }
        for effect in effects.pauses where judge.holds(effect.condition) {
            self.pause(effect, in: &move.facts, on: occasion)
        }
        for effect in effects.extends {
            guard let asked = move.facts.day(effect.field),
                let index = move.facts.clocks.lastIndex(where: {
                    $0.clock == effect.clock && $0.isOpen
                })
            else { continue }
            move.facts.clocks[index].extensions.append(
                .init(sequence: occasion.moment.sequence, asked: asked))
            // A date that is set today is counted by the calendar that is known today.
            move.facts.clocks[index].calendar = self.calendars.newest.version
        }
        for effect in effects.restarts where judge.holds(effect.condition) {
            self.stop(effect.clock, in: &move.facts, on: occasion)
            self.start(effect.clock, in: &move.facts, on: occasion, by: judge)
        }
        for effect in effects.starts where judge.holds(effect.condition) {
            self.start(effect.clock, in: &move.facts, on: occasion, by: judge)
        }
        // Nothing can be done in a final state, so no duty is left in it but to send the letters that wait;
        // windows lapse by themselves.
        if self.definition.states[move.facts.state]?.isFinal ?? false {
            for run in move.facts.clocks
            where run.isOpen && self.definition.clocks[run.clock]?.kind == .duty
                && !self.definition.isOfLetters(run.clock)
            {
                self.stop(run.clock, in: &move.facts, on: occasion)
            }
        }
        self.refreshClocks(&move.facts, in: occasion.surroundings)
    }

    /// Every open run's due date, from the facts as they now stand.
    package func refreshClocks(_ facts: inout CaseFacts, in surroundings: any Surroundings) {
        let reckoning = self.reckoning
        for index in facts.clocks.indices where facts.clocks[index].isOpen {
            facts.clocks[index] = reckoning.refreshed(
                facts.clocks[index], of: facts, in: surroundings)
        }
    }

    /// Ends a run; a pause that lasts ends with it, so the date it is measured by is final.
    ///
    /// The run keeps the date it had: a date that the same act sets is another run's. Who held its
    /// role is noted, so that a later change of hands moves no blame.
    private func stop(_ clock: String?, in facts: inout CaseFacts, on occasion: Occasion) {
        let (day, line) = (occasion.day, occasion.moment.sequence)
        var measured = facts
        measured.fields = occasion.before.fields
        for index in facts.clocks.indices
        where
            (clock.map { $0 == facts.clocks[index].clock }
            ?? !self.definition.isOfLetters(facts.clocks[index].clock))
            && self.isRunning(facts.clocks[index], on: day ?? occasion.moment.today)
        {
            facts.clocks[index].endPauses(on: day, line) { _ in true }
            facts.clocks[index] = self.reckoning.refreshed(
                facts.clocks[index], of: measured, in: occasion.surroundings)
            facts.clocks[index].holder = self.definition.clocks[facts.clocks[index].clock]
                .flatMap { occasion.before.roles[$0.whose] }
            facts.clocks[index].stoppedOn = day
            facts.clocks[index].stopSequence = line
        }
    }

    /// Whether an act can still begin anew, stop or pause a run: it is not stopped, and it is no
    /// window that lapsed by itself.
    private func isRunning(_ run: ClockRun, on day: Day) -> Bool {
        run.isOpen
            && !(self.definition.clocks[run.clock]?.kind == .window && run.isPastDue(on: day))
    }

    private func resume(
        _ effect: PauseEffect, in facts: inout CaseFacts, on occasion: Occasion
    ) {
        for index in facts.clocks.indices
        where facts.clocks[index].isOpen && facts.clocks[index].clock == effect.clock {
            facts.clocks[index].endPauses(on: occasion.day, occasion.moment.sequence) {
                $0 == effect.reason
            }
        }
    }

    private func pause(
        _ effect: PauseEffect, in facts: inout CaseFacts, on occasion: Occasion
    ) {
        for index in facts.clocks.indices
        where facts.clocks[index].isOpen && facts.clocks[index].clock == effect.clock {
            let run = facts.clocks[index]
            let rests = run.pauses.contains {
                $0.reason == effect.reason && $0.toSequence == nil
            }
            // What has run out stays so: a pause after the last day frees nothing.
            guard !rests, !run.isPastDue(on: occasion.day ?? occasion.moment.today) else {
                continue
            }
            facts.clocks[index].pauses.append(
                ClockRun.Pause(
                    reason: effect.reason, from: occasion.day,
                    fromSequence: occasion.moment.sequence))
        }
    }

    /// Begins a run, if none is open and the place has such a limit.
    private func start(
        _ clock: String?, in facts: inout CaseFacts, on occasion: Occasion, by judge: GuardJudge
    ) {
        guard let clock, let rule = self.definition.clocks[clock]?.rule,
            !facts.clocks.contains(where: {
                $0.clock == clock && self.isRunning($0, on: occasion.day ?? occasion.moment.today)
            })
        else { return }
        let limits = rule.limits.indices.filter { judge.holds(rule.limits[$0].condition) }
        // A window that lapsed by itself ended on its last day; the new run shows it.
        for index in facts.clocks.indices
        where facts.clocks[index].clock == clock && facts.clocks[index].isOpen {
            facts.clocks[index].stoppedOn = facts.clocks[index].due
            facts.clocks[index].stopSequence = occasion.moment.sequence
        }
        let earlier = facts.clocks.count { $0.clock == clock }
        var run = ClockRun(
            clock: clock, run: earlier + 1, startedOn: occasion.day,
            startSequence: occasion.moment.sequence, limits: limits)
        run.calendar = self.calendars.newest.version
        facts.clocks.append(run)
    }

    /// Fields that an act sets, and lists that it adds to and takes from.
    func setFields(_ effects: Effects, of facts: inout CaseFacts, on day: Day) {
        facts.fields.merge(self.constants(effects.sets, on: day)) { $1 }
        // As the fields were before any list changed: the order in which lists are named means nothing.
        let said = facts
        for effect in effects.adds {
            let before = facts.fields[effect.list]?.items ?? []
            let items = (before + effect.items(in: said)).unique
            if !items.isEmpty { facts.fields[effect.list] = .list(items) }
        }
        for effect in effects.removes {
            let removed = Set(effect.items(in: said))
            let items = (facts.fields[effect.list]?.items ?? []).filter { !removed.contains($0) }
            facts.fields[effect.list] = items.isEmpty ? nil : .list(items)
        }
    }

    /// Constants of the rulebook, with the words that stand for the day of the act.
    func constants(_ values: [String: Value], on day: Day) -> [String: Value] {
        values.mapValues { value in
            switch value {
            case .text("$happened_on"): .text(day.description)
            case .text("$year"): .text(String(day.year))
            default: value
            }
        }
    }

    /// One delivery to each recipient; doubles are merged, keeping the larger number of copies.
    private func emit(
        _ effect: EmitEffect, into move: inout Move, in surroundings: any Surroundings
    ) {
        for recipient in effect.to {
            let parties = self.parties(recipient, of: move.facts, in: surroundings)
            if parties.isEmpty, let unmet = self.nobody(recipient, for: effect, in: surroundings) {
                move.notShown.append(unmet)
            }
            for party in parties {
                let same = move.deliveries.firstIndex {
                    $0.kind == effect.delivery
                        && ($0.recipient == party
                            || ($0.recipient.office != nil && $0.recipient.office == party.office))
                }
                if let same {
                    move.deliveries[same].copies = max(
                        move.deliveries[same].copies, recipient.copies)
                } else {
                    move.deliveries.append(
                        DeliveryOrder(
                            kind: effect.delivery, recipient: party, copies: recipient.copies))
                }
            }
        }
    }
}
