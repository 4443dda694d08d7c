// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// How a case stands when its facts are gone through anew.
package enum Replayed: Sendable {
    /// It stands so; `fallen` are the daemon's own acts that no longer come about, `moved` those
    /// that now come on another day.
    case stands(CaseFacts, fallen: [Fact], moved: [Fact])
    /// An act that somebody entered would not be possible any more.
    case conflict(Fact, [Unmet])
}

// What stands when something was taken back or corrected: the facts that remain, through the same
// transitions, without doing anything outside the case again.
extension Machine {
    /// The case as its standing facts make it.
    ///
    /// What a condition asks of documents, deliveries and other cases was judged when the act was entered
    /// and is not asked again; what it asks of the case's own facts is.
    ///
    /// - Parameter facts: the case as it stands now; documents, deliveries and the calendar versions of
    ///   its runs are taken from it.
    package func replayed(
        _ facts: CaseFacts, standing: [Fact], today: Day, in surroundings: any Surroundings
    ) -> Replayed {
        guard let opening = standing.first else { return .stands(facts, fallen: [], moved: []) }
        var blank = self.blank(facts, opening)
        blank.clocks = self.lettersRuns(of: facts, standing, in: surroundings)
        var state = ReplayState(
            facts: blank, versions: facts.runVersions,
            namesHolders: !opening.roles.isEmpty, today: today, surroundings: surroundings)
        self.reopen(opening, original: facts, in: &state)
        var fallen: [Fact] = []
        var moved: [Fact] = []
        for fact in standing.dropFirst() {
            var fact = fact
            if fact.enteredBy == nil, fact.mode == .live {
                guard let day = self.dayAgain(of: fact, in: state) else {
                    fallen.append(fact)
                    continue
                }
                if day != fact.happenedOn {
                    fact.happenedOn = day
                    moved.append(fact)
                }
            }
            if let unmet = self.repeated(fact, in: &state) {
                if fact.enteredBy == nil {
                    fallen.append(fact)
                    continue
                }
                return .conflict(fact, unmet)
            }
        }
        // What an act made that fell is taken back with it.
        let letters = state.facts.deliveries
        let acts = Set(state.facts.history.map(\.sequence))
        state.facts.deliveries.removeAll { !acts.contains($0.sequence) }
        state.facts.clocks.removeAll {
            self.definition.isOfLetters($0.clock) && !acts.contains($0.startSequence)
        }
        self.settleLetters(in: &state.facts, line: .max, surroundings)
        state.facts.deliveries = letters
        state.facts.clocks = self.inOrder(state.facts.clocks)
        return .stands(state.facts, fallen: fallen, moved: moved)
    }

    /// Runs in the order of the acts that began them; of one act, those of its letters come last.
    private func inOrder(_ runs: [ClockRun]) -> [ClockRun] {
        func key(_ run: ClockRun) -> (Int64, Int) {
            (run.startSequence, self.definition.isOfLetters(run.clock) ? 1 : 0)
        }
        return runs.enumerated().sorted {
            let (first, second) = (key($0.element), key($1.element))
            return first == second ? $0.offset < $1.offset : first < second
        }.map(\.element)
    }

    /// The runs that letters began and ended: no act does either, so they are as they were, from the day on
    /// which their act happened.
    private func lettersRuns(
        of facts: CaseFacts, _ standing: [Fact], in surroundings: any Surroundings
    ) -> [ClockRun] {
        facts.clocks.compactMap { run in
            guard self.definition.isOfLetters(run.clock),
                let act = standing.first(where: { $0.sequence == run.startSequence })
            else { return nil }
            guard run.startedOn != act.happenedOn else { return run }
            var moved = run
            moved.startedOn = act.happenedOn
            (moved.stoppedOn, moved.stopSequence) = (nil, nil)
            moved = self.reckoning.refreshed(moved, of: facts, in: surroundings)
            (moved.stoppedOn, moved.stopSequence) = (run.stoppedOn, run.stopSequence)
            return moved
        }
    }

    private struct ReplayState {
        var facts: CaseFacts
        /// Which calendar version counts each run: `clock line` → version.
        var versions: [String: String]
        /// Whether the history says who held the roles; otherwise only who holds them now is known.
        let namesHolders: Bool
        let today: Day
        let surroundings: any Surroundings
    }

    private func blank(_ facts: CaseFacts, _ opening: Fact) -> CaseFacts {
        var blank = facts
        blank.fields = [:]
        // Histories that name who holds the roles are gone through for them too.
        if !opening.roles.isEmpty {
            blank.roles = blank.roles.filter { self.definition.roles[$0.key]?.binding != .ofCase }
        }
        blank.history = []
        blank.clocks = []
        blank.state = opening.to ?? self.definition.initial[0]
        blank.take(opening.changes)
        blank.take(roles: opening.roles)
        return blank
    }

    /// The opening again: clocks that ran from it run from it, whoever started them.
    private func reopen(
        _ opening: Fact, original: CaseFacts, in state: inout ReplayState
    ) {
        state.facts.history.append(opening)
        let started = original.clocks.filter {
            $0.startSequence == opening.sequence && !self.definition.isOfLetters($0.clock)
        }.map(\.clock)
        var effects = Effects()
        effects.starts = started.map { ClockEffect(clock: $0, condition: nil) }
        self.carry(effects, of: opening, before: state.facts, in: &state)
    }

    /// The day on which the daemon's act comes now; nil when it does not come any more.
    private func dayAgain(of fact: Fact, in state: ReplayState) -> Day? {
        let transition = self.definition.transitions.first { $0.id == fact.transition }
        guard case .clocks(let clocks) = transition?.trigger else { return fact.happenedOn }
        let due = clocks.compactMap { name -> Day? in
            guard let run = state.facts.run(of: name), run.isOpen, !run.isPaused else {
                return nil
            }
            return run.due
        }.min()
        guard let due, due < state.today else { return nil }
        return due
    }

    /// Carries a fact out once more; what is unmet when it cannot be.
    private func repeated(_ fact: Fact, in state: inout ReplayState) -> [Unmet]? {
        let recorded = self.definition.transitions.first { $0.id == fact.transition }
        let isSource = fact.mode == .record
        var merged = state.facts
        let set = recorded?.effects.fieldsSet ?? []
        merged.take(fact.changes.filter { !set.contains($0.key) })
        merged.take(roles: fact.roles)
        let day = fact.happenedOn ?? state.today
        let judge = self.judge(merged, on: day, in: state.surroundings, persons: fact.persons)
        var branches = self.definition.branches(of: fact.event, from: merged.state)
        if branches.isEmpty, isSource { branches = recorded.map { [$0] } ?? [] }
        let own = branches.first { branch in
            // What documents or other cases decided then is not decided anew: the recorded branch was
            // the answer.
            let isOpen = branch.id == fact.transition || !(branch.when?.asksOthers ?? false)
            return isOpen && judge.holds(branch.when?.ofOwnFacts)
        }
        guard let branch = own ?? (isSource ? recorded : nil) else {
            let event = GuardWords(self.definition).event(fact.event)
            let at = GuardWords(self.definition).state(merged.state)
            return [
                Unmet(
                    code: "event", parameters: ["event": fact.event],
                    sentence: Label(
                        "〈\(event.zh)〉(\(day),第\(fact.sequence)行)在“\(at.zh)”状态下不能办理",
                        "‹\(event.en)› (\(day), line \(fact.sequence)) is not possible in state “\(at.en)”"
                    ))
            ]
        }
        if !isSource, fact.enteredBy != nil {
            var unmet = self.beforeOpening(day, state.facts)
            if unmet.isEmpty, branch.to != nil { unmet = self.tooEarly(day, state.facts) }
            if let requires = branch.requires { unmet += judge.unmet(requires.ofOwnFacts) }
            unmet += self.badExtensions(branch, of: merged, in: state.surroundings)
            if state.namesHolders {
                unmet += self.clashes(by: fact, in: merged, state.surroundings)
            }
            if !unmet.isEmpty { return unmet }
        }
        self.setFields(branch.effects, of: &merged, on: day)
        merged.state = branch.to ?? merged.state
        var again = fact
        again.transition = branch.id
        again.from = state.facts.state
        again.to = branch.to
        merged.history.append(again)
        let before = state.facts
        state.facts = merged
        self.carry(branch.effects, of: again, before: before, in: &state)
        return nil
    }

    /// Offices that the act would name beside the holder of a role that excludes them.
    private func clashes(
        by fact: Fact, in merged: CaseFacts, _ surroundings: any Surroundings
    ) -> [Unmet] {
        let event = self.definition.events[fact.event]
        let names = (event?.takes ?? []) + (event?.mayTake ?? [])
        return self.clashes(of: names, in: merged, surroundings).map {
            Unmet(code: "field", parameters: ["field": $0.path], sentence: $0.sentence)
        }
    }

    private func carry(
        _ effects: Effects, of fact: Fact, before: CaseFacts, in state: inout ReplayState
    ) {
        var move = Move(transitionID: fact.transition, facts: state.facts, from: fact.from)
        let moment = StepMoment(
            today: fact.happenedOn ?? Day(number: 0), sequence: fact.sequence)
        self.applyClocks(
            effects, to: &move,
            on: Occasion(
                day: fact.happenedOn, moment: moment, before: before,
                surroundings: state.surroundings))
        state.facts = move.facts
        // A run that begins anew or is extended anew is counted by the calendar it was counted by.
        for index in state.facts.clocks.indices {
            let key = state.facts.clocks[index].versionKey
            state.facts.clocks[index].calendar =
                state.versions[key] ?? state.facts.clocks[index].calendar
        }
    }
}

extension CaseFacts {
    fileprivate var runVersions: [String: String] {
        self.clocks.reduce(into: [:]) { $0[$1.versionKey] = $1.calendar }
    }

    /// Takes over fields that an act changed.
    mutating func take(_ changes: [String: Value?]) {
        for (name, value) in changes { self.fields[name] = value }
    }

    /// Takes over who holds roles since an act.
    mutating func take(roles: [String: Party?]) {
        for (name, party) in roles { self.roles[name] = party }
    }
}

extension ClockRun {
    fileprivate var versionKey: String { "\(self.clock) \(self.startSequence)" }
}

extension Guard {
    /// The part of it that asks about the case's own acts, fields and clocks; the rest is taken as
    /// it was judged when the act was entered.
    var ofOwnFacts: Guard {
        self.ofOwnFacts(isPositive: true)
    }

    /// Whether it asks about anything but the case's own acts, fields and clocks.
    var asksOthers: Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.contains(where: \.asksOthers)
        case .not(let part): part.asksOthers
        case .implies(let premise, let conclusion): premise.asksOthers || conclusion.asksOthers
        case .constant: false
        case .leaf(let leaf, _): leaf.question.asksOthers
        }
    }

    private func ofOwnFacts(isPositive: Bool) -> Guard {
        switch self {
        case .all(let parts):
            return .all(parts.map { $0.ofOwnFacts(isPositive: isPositive) })
        case .any(let parts):
            return .any(parts.map { $0.ofOwnFacts(isPositive: isPositive) })
        case .not(let part):
            return .not(part.ofOwnFacts(isPositive: !isPositive))
        case .implies(let premise, let conclusion):
            return .implies(
                premise.ofOwnFacts(isPositive: !isPositive),
                conclusion.ofOwnFacts(isPositive: isPositive))
        case .constant:
            return self
        case .leaf(let leaf, _):
            return leaf.question.asksOthers ? .constant(isPositive) : self
        }
    }
}
