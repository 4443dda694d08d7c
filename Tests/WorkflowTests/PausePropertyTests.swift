// SPDX-License-Identifier: Apache-2.0
import Testing
import Witness
import WorkCalendar
import Workflow

/// Pauses, resumptions, corrections and annulments in any order: a due date is what the acts that
/// stand make it, counted day by day.
@Suite struct PausePropertyTests {
    static let scripts = WalkedRulebook.isLong ? 4_000 : 300
    static let pausing = ["begin_audit", "end_audit", "begin_suit", "end_suit"]

    @Test(.timeLimit(.minutes(60)))
    func everyScriptOfPausesEndsOnTheDayThatTheFactsGive() throws {
        let ground = try SyntheticRulebook.ground()
        var numbers = SeededNumbers(seed: WalkedRulebook.seed &+ 11)
        var (compared, paused) = (0, 0)
        for _ in 0..<PausePropertyTests.scripts {
            let opened = try #require(Scene.opened(ground, at: nil, &numbers))
            var scene = opened.scene
            for _ in 0..<Int.random(in: 1...9, using: &numbers) {
                scene.today = scene.today.adding(days: Int.random(in: 0...12, using: &numbers))
                let event = PausePropertyTests.pausing.randomElement(using: &numbers) ?? ""
                let command = ground.command(event, in: scene, everything: false, &numbers)
                let outcome = ground.machine.step(scene.attempt(command))
                guard case .moved(let move) = outcome else { continue }
                scene.take(move, ground)
                try self.compare(scene.facts, ground, ["plain", "worked", "months"])
                compared += 1
            }
            paused += scene.facts.clocks.contains { $0.pauses.count > 1 } ? 1 : 0
            try self.undo(scene, ground, &numbers)
        }
        #expect(compared > PausePropertyTests.scripts && paused > PausePropertyTests.scripts / 4)
    }

    /// The same after days were corrected and acts annulled.
    private func undo(
        _ scene: Scene, _ ground: WalkGround, _ numbers: inout SeededNumbers
    ) throws {
        var lines = scene.facts.history
        for number in 0..<3 {
            guard let act = scene.facts.history.dropFirst().randomElement(using: &numbers),
                let day = act.happenedOn
            else { return }
            // Nothing happened before the case was opened.
            let opened = scene.facts.history.first?.happenedOn ?? day
            let moved = max(day.adding(days: Int.random(in: -15...0, using: &numbers)), opened)
            let isAnnulled = Int.random(in: 0..<3, using: &numbers) == 0
            var line = Fact(
                sequence: Int64(1_000 + number),
                event: isAnnulled ? HistoryLine.annul : HistoryLine.correct, transition: "",
                happenedOn: nil, from: nil, to: nil, changes: [:], enteredBy: nil)
            line.undo.lines = [act.sequence]
            if !isAnnulled { line.undo.happenedOn = moved }
            lines.append(line)
            let replayed = ground.machine.replayed(
                scene.facts, standing: ground.definition.standing(lines), today: scene.today,
                in: scene.world)
            guard case .stands(let facts, _, _) = replayed else {
                Issue.record("seed \(WalkedRulebook.seed): \(replayed)")
                return
            }
            try self.compare(facts, ground, ["plain", "worked", "months"])
        }
    }

    /// The ninety days of a penalty, on walks through the real workflow.
    @Test(.timeLimit(.minutes(60)))
    func theDecisionClockOfAPenaltyIsWhatItsFactsGive() throws {
        let ground = try WalkPlace(workflow: "penalty").ground()
        var numbers = SeededNumbers(seed: WalkedRulebook.seed &+ 12)
        var paused = 0
        for _ in 0..<(PausePropertyTests.scripts / 2) {
            guard let told = ToldCase(ground, steps: 70, seed: numbers.next()) else { continue }
            let run = told.scene.facts.run(of: "decision")
            paused += (run?.pauses.isEmpty ?? true) ? 0 : 1
            try self.compare(told.scene.facts, ground, ["decision"])
        }
        // Walks that never pause the clock prove nothing.
        #expect(paused > 5, "\(paused) of \(PausePropertyTests.scripts / 2) walks paused it")
    }

    private func compare(_ facts: CaseFacts, _ ground: WalkGround, _ clocks: [String]) throws {
        for clock in clocks {
            let model = ClockModel(
                definition: ground.definition, calendar: ground.machine.calendars.newest,
                clock: clock)
            guard let due = model.due(facts.history) else { continue }
            let acts = facts.history.map { "\($0.event) \($0.happenedOn?.description ?? "–")" }
            #expect(
                facts.run(of: clock)?.due == due,
                "seed \(WalkedRulebook.seed), \(clock) of \(acts)")
        }
    }
}
