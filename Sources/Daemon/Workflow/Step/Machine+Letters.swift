// SPDX-License-Identifier: Apache-2.0
import WorkCalendar

// The clocks under which letters must go out. One run stands for the letters of one act, the oldest of
// which one still waits: it begins with that act and ends when the last of them is out. It runs on in a
// state that is final: the case may be over, the letter is still to be sent.
extension Machine {
    /// An act made letters: their clocks begin, where none runs for earlier ones.
    func startLetters(_ move: inout Move, of attempt: Attempt) {
        let (facts, surroundings) = (move.facts, attempt.surroundings)
        let by = move.transition?.by ?? self.definition.opening.by
        for index in move.deliveries.indices {
            move.deliveries[index].sender = self.sender(
                of: move.deliveries[index].kind, by: by, actor: attempt.command.actor, facts,
                surroundings)
        }
        let clocks = Set(
            move.deliveries.compactMap {
                self.clock(of: $0.kind, sentBy: $0.sender, facts, surroundings)
            })
        guard !clocks.isEmpty else { return }
        let occasion = attempt.occasion
        for clock in self.definition.letterClocks
        where clocks.contains(clock.name) && !move.facts.hasOpenRun(of: clock.name) {
            let judge = self.judge(
                move.facts, on: occasion.day ?? occasion.moment.today, in: surroundings)
            self.begin(
                clock, with: occasion.moment.sequence, on: occasion.day, in: &move.facts,
                by: judge)
        }
        self.refreshClocks(&move.facts, in: surroundings)
    }

    /// The office that must send a letter: the one its kind names, the one that acted, the case's.
    private func sender(
        of kind: String, by roles: [String], actor: StepActor, _ facts: CaseFacts,
        _ surroundings: any Surroundings
    ) -> String? {
        let named = self.definition.deliveries[kind]?.sender
        let acted = actor.isSystem ? nil : roles.first(where: actor.roles.contains)
        return [named, acted].lazy.compactMap { $0 }
            .flatMap { self.offices(of: $0, facts, surroundings) }.first
            ?? self.definition.home(facts.roles)
    }

    /// The office that holds a role in the case, or those that hold it where it sits.
    private func offices(
        of role: String, _ facts: CaseFacts, _ surroundings: any Surroundings
    ) -> [String] {
        let role = self.definition.holderRole(of: role)
        if let office = facts.roles[role]?.office { return [office] }
        guard case .directory = self.definition.roles[role]?.binding else { return [] }
        return surroundings.offices(withDuty: role).compactMap(\.office)
    }

    /// The clock under which a letter of a kind must go out that an office sends.
    ///
    /// The first that is a duty of that office; none, if none is: nobody is held to what another sends.
    private func clock(
        of kind: String, sentBy office: String?, _ facts: CaseFacts,
        _ surroundings: any Surroundings
    ) -> String? {
        let clocks = self.definition.deliveries[kind]?.clocks ?? []
        // Of what an earlier version made nobody knows who sends it: where there is one clock, it is that.
        if office == nil, clocks.count == 1 { return clocks.first }
        guard let office = office ?? self.definition.home(facts.roles) else { return nil }
        return clocks.first { name in
            let whose = self.definition.clocks[name]?.whose ?? ""
            return self.offices(of: whose, facts, surroundings).contains(office)
        }
    }

    /// The runs of these clocks as the letters now stand: what is out ends its run, what still waits has
    /// one.
    ///
    /// - Parameter line: the line that says what changed.
    package func settleLetters(
        in facts: inout CaseFacts, line: Int64, _ surroundings: any Surroundings
    ) {
        let letters = facts.deliveries
        for clock in self.definition.letterClocks {
            let mine = letters.filter {
                self.clock(of: $0.kind, sentBy: $0.sender, facts, surroundings) == clock.name
            }
            let oldest = mine.filter(\.waits).map(\.sequence).min()
            self.end(clock, unlessFor: oldest, mine, in: &facts, line: line, seeing: surroundings)
            guard let oldest, !facts.hasOpenRun(of: clock.name) else { continue }
            if let index = facts.clocks.lastIndex(where: {
                $0.clock == clock.name && $0.startSequence == oldest
            }) {
                facts.clocks[index].stoppedOn = nil
                facts.clocks[index].stopSequence = nil
                facts.clocks[index].holder = nil
            } else if let act = facts.history.first(where: { $0.sequence == oldest }) {
                let day = act.happenedOn ?? facts.history.last?.happenedOn ?? Day(number: 0)
                let judge = self.judge(facts, on: day, in: surroundings)
                self.begin(clock, with: oldest, on: act.happenedOn, in: &facts, by: judge)
            }
        }
        self.refreshClocks(&facts, in: surroundings)
    }

    /// Ends the open run, unless it stands for the letters that are the oldest to wait.
    private func end(
        _ clock: ClockDefinition, unlessFor oldest: Int64?, _ letters: [DeliveryFact],
        in facts: inout CaseFacts, line: Int64, seeing surroundings: any Surroundings
    ) {
        guard
            let index = facts.clocks.lastIndex(where: { $0.clock == clock.name && $0.isOpen }),
            facts.clocks[index].startSequence != oldest
        else { return }
        let own = letters.filter { $0.sequence == facts.clocks[index].startSequence }
        // None of them is out: they were taken back, or earlier ones wait again.
        guard !own.contains(where: \.waits), let last = own.compactMap(\.doneOn).max() else {
            facts.clocks.remove(at: index)
            return
        }
        // Who wrote them, whoever handles the case by now.
        let wrote = own.lazy.compactMap(\.sender).first.map { office in
            Party(office: office, name: surroundings.officeName(office) ?? office)
        }
        facts.clocks[index].holder =
            wrote ?? facts.roles[self.definition.holderRole(of: clock.whose)]
        facts.clocks[index].stoppedOn = last
        facts.clocks[index].stopSequence = line
    }

    private func begin(
        _ clock: ClockDefinition, with line: Int64, on day: Day?,
        in facts: inout CaseFacts, by judge: GuardJudge
    ) {
        guard let rule = clock.rule else { return }
        var run = ClockRun(
            clock: clock.name,
            run: (facts.clocks.filter { $0.clock == clock.name }.map(\.run).max() ?? 0) + 1,
            startedOn: day, startSequence: line,
            limits: rule.limits.indices.filter { judge.holds(rule.limits[$0].condition) })
        run.calendar = self.calendars.newest.version
        // Runs stand in the order of the acts that began them.
        let place = facts.clocks.firstIndex { $0.startSequence > line } ?? facts.clocks.endIndex
        facts.clocks.insert(run, at: place)
    }
}

extension CaseFacts {
    fileprivate func hasOpenRun(of clock: String) -> Bool {
        self.clocks.contains { $0.clock == clock && $0.isOpen }
    }
}

extension DeliveryFact {
    /// Whether it is still to be sent.
    package var waits: Bool { self.status == .pending || self.status == .failed }
}
