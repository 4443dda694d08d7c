// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// What was filed, ticked off or opened by mistake is put right by a new line, and nothing is lost.
@Suite struct MistakeTests {
    private func filed() async throws -> (town: TownHall, id: String) {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await self.opened(in: town)
        try await town.file(id, "filing_form", by: .officer)
        try await town.act(
            id, "file", by: .leader,
            [
                "act_ended_on": "2024-09-30", "own_jurisdiction": "true", "penalisable": "true",
                "org_type": "association",
            ])
        try await town.act(id, "appoint", by: .leader, ["officers": Registrar.officers])
        return (town, id)
    }

    private func opened(in town: TownHall) async throws -> String {
        try await town.open(
            "penalty", by: .officer,
            ["party_name": "某协会", "lead_found_on": "2025-03-03", "source": "report"],
            roles: Registrar.role
        ).caseID
    }

    private let investigation: [String: Value] = [
        "step_kind": "question", "step_officers": Registrar.officers,
    ]

    @Test(.timeLimit(.minutes(60)))
    func documentFiledByMistakeSatisfiesNothingAnyMore() async throws {
        let (town, id) = try await self.filed()
        try await town.file(id, "record", by: .officer)
        let result = try await town.annul(id, "attach")
        #expect(result.remarks.map(\.zh).first?.contains("已撤回") ?? false, "\(result.remarks)")
        let refused = await #expect(throws: CaseworkError.self) {
            try await town.act(id, "investigate", by: .officer, self.investigation)
        }
        #expect(refused?.unmet.map(\.code) == ["document"])
        // It is still there, with the line that took it back.
        let row = try #require(
            try await town.engine.cases.view(id).documents.first { $0.kind == "record" })
        #expect(row.withdrawn == result.sequence && row.sha256 != nil)
        await #expect(throws: CaseworkError.self) {
            try await town.annul(id, String(row.sequence))
        }
        try await town.file(id, "record", by: .officer)
        try await town.act(id, "investigate", by: .officer, self.investigation)
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// An act that was done on a paper stands when the paper is taken back; whoever takes it back is told of it.
    @Test(.timeLimit(.minutes(60)))
    func whoTakesAPaperBackIsToldWhatRestedOnIt() async throws {
        let (town, id) = try await self.filed()
        try await town.file(id, "record", by: .officer)
        let done = try await town.act(id, "investigate", by: .officer, self.investigation)
        let told = try await town.annul(id, "attach").remarks.map(\.zh)
        #expect(
            told.contains { $0.contains("(第\(done.sequence)行)曾以它为据,仍然有效") }, "\(told)")
        try await town.file(id, "record", by: .officer)
        // This one came after the act: nothing rests on it.
        let again = try await town.annul(id, "attach").remarks.map(\.zh)
        #expect(!again.contains { $0.contains("为据") }, "\(again)")
    }

    @Test(.timeLimit(.minutes(60)))
    func deliveriesTickedByMistakeWaitAgain() async throws {
        let way = UndoWalk.Way.suggestion
        let town = try await TownHall(WaiverStory.town, on: way.start)
        let id = try await town.open(
            "proposal", by: .assigner, way.fields.merging(["number": "1"]) { $1 }
        ).caseID
        try await town.act(id, "accept", by: .assigner)
        try await town.act(
            id, "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        let before = try await town.engine.cases.view(id).deliveries
        try #require(before.contains { $0.status == .pending })
        try await town.send(id, by: .assigner)
        try await town.annul(id, "deliver")
        let after = try await town.engine.cases.view(id).deliveries
        #expect(after.map(\.status) == before.map(\.status))
        #expect(after.map(\.sentOn) == before.map(\.sentOn))
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    @Test(.timeLimit(.minutes(60)))
    func caseOpenedTwiceCountsNowhereAndFreesItsKey() async throws {
        let way = UndoWalk.Way.suggestion
        var plan = WaiverStory.town
        plan.add(.init("市人大代工委", "rdgw"), of: .corrector)
        let town = try await TownHall(plan, on: way.start)
        let fields = way.fields.merging(["number": "1"]) { $1 }
        let first = try await town.open("proposal", by: .assigner, fields).caseID
        await #expect(throws: CaseworkError.self) {
            try await town.open("proposal", by: .assigner, fields)
        }
        let before = try await town.engine.health.status().counts
        try await town.annul(first, "open")
        let counts = try await town.engine.health.status().counts
        #expect(counts.cases == before.cases - 1 && counts.openCases == before.openCases - 1)
        let row = try await town.engine.cases.view(first).row
        #expect(row.isVoid && row.isFinal && row.naturalKey == nil)
        await #expect(throws: CaseworkError.self) {
            try await town.act(first, "accept", by: .assigner)
        }
        let again = try await town.open("proposal", by: .assigner, fields).caseID
        #expect(again != first)
        #expect(try await town.engine.health.verify().problems.isEmpty)
        let lines = try await town.engine.cases.history(first, after: 0, limit: 0).lines
        #expect(lines.map(\.event) == ["open", "annul"])
    }
}
