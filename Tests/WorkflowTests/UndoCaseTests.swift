// SPDX-License-Identifier: Apache-2.0
import Testing
import Witness
import WorkCalendar
import Workflow

/// Undoing where it is easily got wrong, each by one small case.
@Suite struct UndoCaseTests {
    private let ground: WalkGround
    private var scene: Scene

    init() throws {
        self.ground = try SyntheticRulebook.ground()
        var numbers = SeededNumbers(seed: 1)
        self.scene = try #require(Scene.opened(self.ground, at: nil, &numbers)).scene
    }

    private mutating func put(
        _ event: String, _ fields: [String: Value] = [:]
    ) -> StepOutcome {
        self.scene.today = self.scene.today.adding(days: 1)
        let command = StepCommand(
            event: event, fields: fields, happenedOn: self.scene.today,
            actor: StepActor(user: "u1", roles: ["office"]))
        let outcome = self.ground.machine.step(self.scene.attempt(command))
        if case .moved(let move) = outcome { self.scene.take(move, self.ground) }
        return outcome
    }

    private func without(_ event: String) throws -> CaseFacts {
        let act = try #require(self.scene.facts.history.first { $0.event == event })
        var line = Fact(
            sequence: .max, event: HistoryLine.annul, transition: "", happenedOn: nil, from: nil,
            to: nil, changes: [:], enteredBy: nil)
        line.undo.lines = [act.sequence]
        let replayed = self.ground.machine.replayed(
            self.scene.facts,
            standing: self.ground.definition.standing(self.scene.facts.history + [line]),
            today: self.scene.today, in: self.scene.world)
        guard case .stands(let facts, _, _) = replayed else {
            throw Conflict(description: "\(replayed)")
        }
        return facts
    }

    private struct Conflict: Error, CustomStringConvertible {
        var description: String
    }

    @Test mutating func aValueSaidAgainOutlivesTheActThatSaidItFirst() throws {
        _ = self.put("begin_audit", ["note": .text("同")])
        _ = self.put("note", ["note": .text("同")])
        let facts = try self.without("begin_audit")
        #expect(facts.fields["note"] == .text("同"))
    }

    @Test mutating func aBranchChosenForWantOfAPaperIsTakenAgain() throws {
        _ = self.put("note", ["note": .text("一")])
        _ = self.put("close")
        #expect(self.scene.facts.state == "long")
        let facts = try self.without("note")
        #expect(facts.state == "long")
        #expect(facts.history.last?.transition == "close_without")
    }

    @Test mutating func amountsPaidInPartsLoseOnlyThePartAnnulled() throws {
        _ = self.put("pay", ["paid": .text("100")])
        _ = self.put("pay", ["paid": .text("20.50")])
        #expect(self.scene.facts.fields["paid"] == .text("120.5"))
        #expect(try self.without("pay").fields["paid"] == .text("20.5"))
    }

    @Test mutating func aNegativePartIsRefused() {
        _ = self.put("pay", ["paid": .text("100")])
        guard case .invalid = self.put("pay", ["paid": .text("-7.50")]) else {
            Issue.record("a negative part was taken: \(self.scene.facts.fields)")
            return
        }
    }
}
