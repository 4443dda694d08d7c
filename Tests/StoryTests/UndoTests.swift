// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Casework
import Storage
import Testing
import TownHall
import WorkCalendar
import Witness
import Workflow

/// What is undone is as if it had not been; what has left the house stays said.
///
/// A case in which a mistake is made and undone stands as one in which it was never made.
@Suite struct UndoTests {
    @Test(.timeLimit(.minutes(60)), arguments: [UInt64](1...12))
    func mistakesInASuggestionLeaveNoTrace(seed: UInt64) async throws {
        try await self.walk(.suggestion, in: WaiverStory.town, seed: seed)
    }

    @Test(.timeLimit(.minutes(60)), arguments: [UInt64](1...16))
    func mistakesInAPenaltyLeaveNoTrace(seed: UInt64) async throws {
        try await self.walk(.penalty, in: Registrar.town, seed: seed)
    }

    private func walk(
        _ way: UndoWalk.Way, in plan: TownHall.Plan, seed: UInt64
    ) async throws {
        var numbers = SeededNumbers(seed: seed)
        let kind = try #require(UndoWalk.Mistake.Kind.allCases.randomElement(using: &numbers))
        let steps = kind == .misstated ? way.slips.keys.sorted() : Array(way.course.indices)
        let step = try #require(steps.randomElement(using: &numbers))
        let later = Int.random(in: 0..<(way.course.count - step), using: &numbers)
        let mistake = UndoWalk.Mistake(
            kind: kind, step: step, lasting: kind == .annulled ? 0 : later)
        let town = try await TownHall(plan, on: way.start)
        let standing = try await UndoWalk(town: town, way: way).walk(mistake)
        #expect(standing[0] == standing[1], "seed \(seed): \(mistake)")
        let chain = try await town.engine.health.verify()
        #expect(chain.problems.isEmpty, "seed \(seed): \(chain.problems)")
    }

    /// A suggestion with its answer, of which the letters are made and not yet out; or taken only so
    /// many steps.
    private func answered(steps: Int = 8) async throws -> (town: TownHall, id: String) {
        let way = UndoWalk.Way.suggestion
        let town = try await TownHall(WaiverStory.town, on: way.start)
        let fields = way.fields.merging(["number": "1"]) { $1 }
        let id = try await town.open("proposal", by: .assigner, fields).caseID
        for step in way.course.prefix(steps) {
            try await town.wait(until: way.start.adding(days: step.after))
            for paper in step.papers { try await town.file(id, paper, by: step.who) }
            try await town.act(
                id, step.event, by: step.who, step.fields,
                roles: step.event == "assign" ? ["lead": "市民政局"] : [:])
        }
        return (town, id)
    }

    @Test(.timeLimit(.minutes(60)))
    func lettersNotGoneOutAreWithdrawnAndOthersAreNamed() async throws {
        let (town, id) = try await self.answered()
        let lines = try await town.engine.cases.history(id, after: 0, limit: 0).lines
        let answer = try #require(lines.last { $0.event == "answer" }).sequence
        let all = try await town.engine.cases.view(id).deliveries
        let (letters, others) = (
            all.filter { $0.sequence == answer }, all.filter { $0.sequence != answer }
        )
        try #require(letters.count == 3 && !others.isEmpty)
        try await town.tick(letters[0].id)
        let result = try await town.annul(id, "answer")
        #expect(result.state == "received" && result.previousState == "answered")
        #expect(
            result.remarks.map(\.en) == [
                "delivery \(letters[0].id) has gone out to 李某: it cannot be unsaid",
                "delivery \(letters[1].id) (市人大代工委) had not gone out and is withdrawn",
                "delivery \(letters[2].id) (市政府督查室) had not gone out and is withdrawn",
                "‹Reply› runs until 2025-07-01",
            ])
        let after = try await town.engine.cases.view(id)
        #expect(
            after.deliveries.filter { $0.sequence == answer }.map(\.status) == [
                .sent, .withdrawn, .withdrawn,
            ])
        #expect(
            after.deliveries.filter { $0.sequence != answer }.map(\.status)
                == others.map(\.status))
        #expect(after.facts.run(of: "reply")?.isOpen == true)
        #expect(after.facts.run(of: "publication") == nil)
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    @Test(.timeLimit(.minutes(60)))
    func caseThatAnAnnulledActOpenedGoesWithItUnlessSomebodyWorkedOnIt() async throws {
        for isWorkedOn in [false, true] {
            try await self.annulledPromise(isWorkedOn: isWorkedOn)
        }
    }

    private func annulledPromise(isWorkedOn: Bool) async throws {
        let (town, id) = try await self.answered(steps: 4)
        try await town.act(
            id, "promise", by: .lead, ["promise_text": "建成孵化园", "promise_due": "2025-12-31"])
        let promise = try #require(try await town.engine.cases.view(id).children.first).row
        if isWorkedOn { try await town.file(promise.id, "evidence", by: .lead) }
        let result = try await town.annul(id, "promise")
        let told =
            isWorkedOn
            ? "case \(promise.id), which it opened, still stands and is to be dealt with"
            : "\(promise.id) is void and counts no more"
        #expect(result.remarks.map(\.en) == [told])
        let after = try await town.engine.cases.view(promise.id)
        #expect(after.row.state == "open" && after.row.isVoid == !isWorkedOn)
        #expect(try await town.fields(of: id)["promise_text"] == nil)
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    @Test(.timeLimit(.minutes(60)))
    func whatALaterActRestsOnCannotBeAnnulledBeforeIt() async throws {
        let (town, id) = try await self.answered()
        let before = try await town.engine.health.status().head
        let lines = try await town.engine.cases.history(id, after: 0, limit: 0).lines
        let answer = try #require(lines.last { $0.event == "answer" })
        do {
            try await town.annul(id, "sign")
            Issue.record("the signature was annulled under the answer")
        } catch {
            #expect(error.code == .refused)
            #expect(
                error.sentence.en
                    == "‹Answer› (line \(answer.sequence)) would no longer be possible; mend or annul that first"
            )
            #expect(error.unmet.map(\.about) == ["recorded sign"])
        }
        // The same for a day: the assignment came before it was signed for.
        let signed = try #require(lines.last { $0.event == "sign_for" })
        do {
            try await town.correct(id, "sign_for", on: "2025-03-25")
            Issue.record("signed for before it was assigned")
        } catch {
            #expect(error.code == .refused)
            #expect(error.sentence.en.contains("line \(signed.sequence)"), "\(error.sentence.en)")
            #expect(error.unmet.map(\.code) == ["date"])
        }
        #expect(try await town.engine.health.status().head == before)
    }

    @Test(.timeLimit(.minutes(60)))
    func onlyTheCorrectorUndoes() async throws {
        let (town, id) = try await self.answered()
        for who in [Who.lead, .leader, .assigner, .stranger] {
            do {
                try await town.annul(id, "answer", by: who)
                Issue.record("\(who) annulled")
            } catch {
                // Who does not see the case is told of none.
                #expect(error.code == (who == .stranger ? .notFound : .permission))
            }
        }
        do {
            try await town.annul(id, "answer", reason: "")
            Issue.record("annulled without a reason")
        } catch {
            #expect(error.code == .invalid)
        }
    }
}
