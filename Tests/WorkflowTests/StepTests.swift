// SPDX-License-Identifier: Apache-2.0
import Rulebook
import Testing
import Witness
import WorkCalendar
import Workflow

/// `step` over the shipped workflows, walked at random: it is total, refuses with reasons, and what
/// it answers is consistent.
@Suite struct StepTests {
    static let seed = UInt64.random(in: 0...UInt64(UInt32.max))
    static let walks = 40
    static let steps = 80

    struct Place: Sendable, CustomTestStringConvertible {
        var workflow: String
        var profile: String
        var parent: String?
        var testDescription: String { "\(self.workflow) in \(self.profile)" }
    }

    static let places = ["cn", "cn-fujian", "cn-guangdong-shenzhen", "cn-henan"].flatMap {
        profile in
        [
            Place(workflow: "proposal", profile: profile),
            Place(workflow: "motion", profile: profile),
            Place(workflow: "co_handling", profile: profile, parent: "proposal"),
            Place(workflow: "commitment", profile: profile, parent: "motion"),
        ]
    }
    static let rulebook = Result { try Rulebook.load(ShippedRulebook.files) }

    @Test(.timeLimit(.minutes(2)), arguments: places)
    func randomWalkNeverReachesWhatCannotBe(_ place: Place) throws {
        let rulebook = try StepTests.rulebook.get()
        let resolved = try #require(
            rulebook.workflow(place.workflow, profile: place.profile, parent: place.parent))
        let calendar = try #require(rulebook.calendars[resolved.definition.calendar])
        let machine = Machine(
            resolved.definition,
            CalendarVersions(newest: calendar.newest, earlier: calendar.versions))
        var (moved, refused) = (0, 0)
        for number in 0..<UInt64(StepTests.walks) {
            let seed = StepTests.seed &+ number
            var walk = try #require(RandomWalk(machine, seed: seed), "seed \(seed)")
            for _ in 0..<StepTests.steps {
                let before = walk.facts
                let command = walk.next()
                let moment = StepMoment(today: walk.today, sequence: walk.sequence)
                let outcome = machine.step(walk.facts, command, moment, walk.surroundings)
                self.agreesWithWhy(outcome, walk, command, moment, seed)
                switch outcome {
                case .moved(let move):
                    moved += 1
                    self.check(move, before, command, moment, seed)
                    self.checkClocks(of: move.facts, machine, walk, seed)
                    walk.facts = move.facts
                case .refused(let refusal):
                    refused += 1
                    let isSaid = refusal.unmet.allSatisfy {
                        !$0.sentence.zh.isEmpty && !$0.sentence.en.isEmpty
                    }
                    #expect(!refusal.unmet.isEmpty && isSaid, "seed \(seed) \(command.event)")
                case .unchanged(let reason):
                    #expect(!reason.zh.isEmpty, "seed \(seed) \(command.event)")
                case .invalid(let problems):
                    Issue.record("seed \(seed) \(command.event): \(problems)")
                case .unreachable(let reason):
                    Issue.record("seed \(seed) \(command.event): \(reason)")
                }
            }
        }
        // A walk that never moves, or is never refused, proves nothing.
        #expect(
            moved > StepTests.walks && refused > StepTests.walks,
            "\(moved) moved, \(refused) refused")
    }

    private func agreesWithWhy(
        _ outcome: StepOutcome, _ walk: RandomWalk, _ command: StepCommand, _ moment: StepMoment,
        _ seed: UInt64
    ) {
        guard !command.fields.isEmpty, !command.actor.isSystem else { return }
        let answer = walk.machine.why(walk.facts, command, moment, walk.surroundings)
        if case .moved(let move) = outcome {
            #expect(answer.isPossible && answer.unmet.isEmpty, "seed \(seed) \(command.event)")
            #expect(answer.to == move.transition?.to, "seed \(seed) \(command.event)")
        }
        if case .refused(let refusal) = outcome {
            #expect(
                answer.unmet == refusal.unmet && !answer.isPossible, "seed \(seed) \(command.event)"
            )
        }
    }

    private func check(
        _ move: Move, _ before: CaseFacts, _ command: StepCommand, _ moment: StepMoment,
        _ seed: UInt64
    ) {
        let facts = move.facts
        #expect(facts.version == before.version + 1, "seed \(seed)")
        #expect(facts.history.count == before.history.count + 1, "seed \(seed)")
        #expect(facts.history.last?.sequence == moment.sequence, "seed \(seed)")
        #expect(facts.state == move.transition?.to ?? before.state, "seed \(seed)")
        #expect(move.transition?.event == command.event, "seed \(seed)")
        #expect(move.from == before.state && !move.basis.isEmpty, "seed \(seed)")
        // The changes, and nothing else, lead from the old fields to the new ones.
        var fields = before.fields
        for change in move.changes { fields[change.field] = change.after }
        #expect(fields == facts.fields, "seed \(seed) \(command.event)")
    }

    /// One open run for each clock; a due date is a function of the facts; a stopped run keeps its own.
    private func checkClocks(
        of facts: CaseFacts, _ machine: Machine, _ walk: RandomWalk, _ seed: UInt64
    ) {
        let open = facts.clocks.filter(\.isOpen)
        #expect(Set(open.map(\.clock)).count == open.count, "seed \(seed): two open runs")
        for clock in machine.definition.clocks.names {
            let runs = facts.clocks.filter { $0.clock == clock }.map(\.run)
            #expect(runs == Array(1..<(runs.count + 1)), "seed \(seed) \(clock)")
        }
        for run in facts.clocks {
            #expect(run.stopSequence.map { $0 >= run.startSequence } ?? true, "seed \(seed)")
            #expect(
                run.due == nil || run.originalDue != nil || !run.extensions.isEmpty, "seed \(seed)")
        }
        var again = facts
        machine.refreshClocks(&again, walk.surroundings)
        #expect(again.clocks == facts.clocks, "seed \(seed): due dates change by themselves")
        if machine.definition.states[facts.state]?.isFinal ?? false {
            let duties = open.filter { machine.definition.clocks[$0.clock]?.kind == .duty }
            #expect(duties.isEmpty, "seed \(seed): \(duties.map(\.clock)) run in \(facts.state)")
            #expect(machine.possible(facts).isEmpty, "seed \(seed)")
        }
    }
}
