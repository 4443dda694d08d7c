// SPDX-License-Identifier: Apache-2.0
import Invention
import Testing
import Witness
import WorkCalendar
import Workflow

/// Taking back and correcting, on random walks: when it stands, the case is the one that a machine
/// makes that was only ever told what stands.
@Suite struct UndoPropertyTests {
    static let cases = WalkedRulebook.isLong ? 400 : 60
    static let steps = 25

    @Test(.timeLimit(.minutes(60)), arguments: WalkedRulebook.places)
    func aCaseWithoutAnActIsAsIfItHadNeverBeen(_ place: WalkPlace) throws {
        var report = UndoReport(place, "annul")
        try self.each(place) { told, numbers in
            let isLast = Bool.random(using: &numbers)
            let act = isLast ? told.acts.last : told.acts.randomElement(using: &numbers)
            guard let act else { return }
            let sequence = act.moment.sequence
            self.compareAnnulled(told, [sequence], act.command.event, &report)
        }
        print(report)
        #expect(report.differences.isEmpty, "\(report)")
        #expect(report.stood > 0, "\(report)")
    }

    @Test(.timeLimit(.minutes(60)), arguments: WalkedRulebook.places)
    func aCorrectedDayIsAsIfItHadBeenSaidSo(_ place: WalkPlace) throws {
        var report = UndoReport(place, "correct the day")
        try self.each(place) { told, numbers in
            guard let act = told.acts.randomElement(using: &numbers), act.command.cause == .person
            else { return }
            let day = act.command.happenedOn.adding(days: Int.random(in: -9...9, using: &numbers))
            guard day <= told.scene.today else { return }
            var changed = act
            changed.command.happenedOn = day
            self.compareCorrected(
                told, changed, [:], on: day, &report)
        }
        print(report)
        #expect(report.differences.isEmpty, "\(report)")
    }

    @Test(.timeLimit(.minutes(60)), arguments: WalkedRulebook.places)
    func aCorrectedFieldIsAsIfItHadBeenSaidSo(_ place: WalkPlace) throws {
        var report = UndoReport(place, "correct a field")
        try self.each(place) { told, numbers in
            guard let act = told.acts.randomElement(using: &numbers), act.command.cause == .person,
                let name = act.command.fields.keys.sorted().randomElement(using: &numbers),
                let field = told.ground.definition.fields[name],
                !self.isAskedElsewhere(field, told.ground.definition)
            else { return }
            let maker = ValueMaker(ground: told.ground, scene: told.scene)
            let given = maker.fields([name], &numbers)[name]
            var problems: [FieldProblem] = []
            guard let given, !given.isEmpty,
                let value = told.ground.machine.canonical(
                    given, of: field, in: told.scene.world, lenient: false, noting: &problems),
                problems.isEmpty
            else { return }
            var changed = act
            changed.command.fields[name] = value
            self.compareCorrected(told, changed, [name: value], &report)
        }
        print(report)
        #expect(report.differences.isEmpty, "\(report)")
    }

    /// Whether the command asks about a correction of it, before the machine goes through the acts:
    /// who may stand in it, and what lots were drawn from.
    private func isAskedElsewhere(
        _ field: FieldDefinition, _ definition: WorkflowDefinition
    ) -> Bool {
        if field.restrictions != FieldRestrictions() { return true }
        if definition.fields.items.contains(where: {
            [$0.restrictions.notIn, $0.restrictions.within].contains(field.name)
        }) {
            return true
        }
        return definition.transitions.flatMap(\.effects.draws).contains { draw in
            if case .rate(let rate, _) = draw.size, rate == field.name { return true }
            return [draw.pool, draw.into, draw.notIn].contains(field.name)
        }
    }

    private func each(
        _ place: WalkPlace,
        _ body: (ToldCase, inout SeededNumbers) -> Void
    ) throws {
        let ground = try place.ground()
        var numbers = SeededNumbers(seed: WalkedRulebook.seed &+ 3)
        for _ in 0..<UndoPropertyTests.cases {
            let seed = numbers.next()
            guard let told = ToldCase(ground, steps: UndoPropertyTests.steps, seed: seed) else {
                continue
            }
            body(told, &numbers)
        }
    }

    private func compareAnnulled(
        _ told: ToldCase, _ about: [Int64], _ event: String, _ report: inout UndoReport
    ) {
        let line = self.line(HistoryLine.annul, about, [:])
        let replayed = self.replayed(told, line)
        // What of the daemon's acts no longer comes about is taken back with it.
        if case .stands(_, let fallen, _) = replayed, !fallen.isEmpty {
            let more = about + fallen.map(\.sequence)
            if more.count < 40 { return self.compareAnnulled(told, more, event, &report) }
        }
        let own = Machine(told.ground.definition.askingOwnFactsOnly, told.ground.machine.calendars)
        let retold = told.retold(to: own) { about.contains($0.moment.sequence) ? nil : $0 }
        report.compare(replayed, retold, "\(event) (\(about))", told)
    }

    private func compareCorrected(
        _ told: ToldCase, _ changed: ToldCase.Act, _ changes: [String: Value],
        on day: Day? = nil, _ report: inout UndoReport
    ) {
        let sequence = changed.moment.sequence
        var line = self.line(HistoryLine.correct, [sequence], changes.mapValues { .some($0) })
        line.undo.happenedOn = day
        let own = Machine(told.ground.definition.askingOwnFactsOnly, told.ground.machine.calendars)
        let retold = told.retold(to: own) { $0.moment.sequence == sequence ? changed : $0 }
        report.compare(
            self.replayed(told, line), retold, "\(changed.command.event) (\(sequence)) \(changes)",
            told)
    }

    private func line(
        _ event: String, _ about: [Int64], _ changes: [String: Value?]
    ) -> Fact {
        var line = Fact(
            sequence: .max, event: event, transition: "", happenedOn: nil, from: nil, to: nil,
            changes: changes, enteredBy: nil)
        line.undo.lines = about
        return line
    }

    private func replayed(_ told: ToldCase, _ line: Fact) -> Replayed {
        let lines = told.scene.facts.history + [line]
        return told.ground.machine.replayed(
            told.scene.facts, standing: told.ground.definition.standing(lines),
            today: told.scene.today, in: told.scene.world)
    }
}

/// How often undoing and telling anew came to the same.
struct UndoReport: CustomStringConvertible {
    let place: WalkPlace
    let what: String
    var stood = 0
    var conflicts = 0
    var differences: [String] = []

    init(_ place: WalkPlace, _ what: String) {
        self.place = place
        self.what = what
    }

    mutating func compare(
        _ replayed: Replayed, _ retold: ToldCase.Retold, _ what: String, _ told: ToldCase
    ) {
        let acts = told.scene.facts.history.map { "\($0.sequence) \($0.transition)" }
        switch (replayed, retold) {
        case (.stands(let one, _, _), .stands(let two)):
            self.stood += 1
            let different = self.difference(one, two)
            if let different { self.differences.append("\(what): \(different); \(acts)") }
        case (.conflict(let fact, let unmet), .conflict(let sequence, let reason)):
            self.conflicts += 1
            if fact.sequence != sequence {
                let ours = unmet.map(\.sentence.en).joined(separator: "; ")
                self.differences.append(
                    "\(what): conflict with \(fact.sequence) (\(ours)), "
                        + "told anew with \(sequence) (\(reason)); \(acts)")
            }
        case (.stands, .conflict(let sequence, let reason)):
            self.differences.append(
                "\(what): stands, but \(sequence) told anew is refused: \(reason); \(acts)")
        case (.conflict(let fact, let unmet), .stands):
            let ours = unmet.map(\.sentence.en).joined(separator: "; ")
            self.differences.append(
                "\(what): conflict with \(fact.sequence) (\(ours)), told anew it stands; \(acts)")
        }
    }

    /// What differs in state, fields, and clocks.
    private func difference(_ one: CaseFacts, _ two: CaseFacts) -> String? {
        if one.state != two.state { return "state \(one.state), told anew \(two.state)" }
        for name in Set(one.fields.keys).union(two.fields.keys).sorted()
        where one.fields[name] != two.fields[name] {
            let values = [one.fields[name], two.fields[name]].map { $0?.line ?? "–" }
            return "\(name) \(values[0]), told anew \(values[1])"
        }
        let (ours, theirs) = (self.shown(one.clocks), self.shown(two.clocks))
        if ours != theirs {
            return "clocks \(Set(ours).subtracting(theirs).sorted()), "
                + "told anew \(Set(theirs).subtracting(ours).sorted())"
        }
        let (own, other) = (one.history.map(\.transition), two.history.map(\.transition))
        return own == other ? nil : "acts \(own), told anew \(other)"
    }

    /// Runs of letters keep their numbers when an earlier act's are taken back.
    private func shown(_ runs: [ClockRun]) -> [String] {
        let definition = try? self.place.ground().definition
        return runs.map { run in
            var run = run
            if definition?.isOfLetters(run.clock) ?? false { run.run = 0 }
            return UndoReport.shown(run)
        }
    }

    private static func shown(_ run: ClockRun) -> String {
        let day = { (day: Day?) in day?.description ?? "–" }
        let pauses = run.pauses.map { "\($0.reason) \(day($0.from))–\(day($0.to))" }
        return "\(run.clock) \(run.run) from \(day(run.startedOn)) due \(day(run.due)) "
            + "stopped \(day(run.stoppedOn)) \(pauses.joined(separator: ",")) +\(run.extensions.count)"
    }

    var description: String {
        let lines = [
            "\(self.place.testDescription), \(self.what), seed \(WalkedRulebook.seed): "
                + "\(self.stood) stood, \(self.conflicts) conflicts, \(self.differences.count) differ"
        ]
        return (lines + self.differences.prefix(4)).joined(separator: "\n  ")
    }
}
