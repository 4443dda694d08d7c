// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
import Casework
import Testing
import TownHall
import Workflow

/// What a person may not enter, wherever it is tried.
@Suite struct EntryTests {
    private func refused(
        _ path: String, _ sentence: String, _ body: () async throws(CaseworkError) -> Void
    ) async {
        do {
            try await body()
            Issue.record("\(path) was taken")
        } catch {
            #expect(error.code == .invalid)
            #expect(error.sentence.en.contains("\(path): \(sentence)"), "\(error.sentence.en)")
        }
    }

    @Test(.timeLimit(.minutes(60)))
    func whatIsFoundOrEndedCannotLieAhead() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-04-09")
        let head = try await town.engine.health.status().head
        var fields: [String: Value] = [
            "party_name": "某协会", "org_type": "association", "lead_found_on": "2025-04-10",
        ]
        await self.refused("lead_found_on", "‹Lead found on› is 2025-04-10, which has not come") {
            () throws(CaseworkError) in
            _ = try await town.open("penalty", by: .officer, fields, roles: Registrar.role)
        }
        #expect(try await town.engine.health.status().head == head)
        fields["lead_found_on"] = "2025-04-09"
        let id = try await town.open("penalty", by: .officer, fields, roles: Registrar.role).caseID
        await self.refused("act_ended_on", "‹Day of the act or its end› is 2031-03-01") {
            () throws(CaseworkError) in
            try await town.act(id, "file", by: .officer, ["act_ended_on": "2031-03-01"])
        }
    }

    @Test(.timeLimit(.minutes(60)))
    func lotsAreDrawnAndNotEntered() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-04-09")
        let mine = Value.list([
            .record(["party_code": "1", "party_name": "某协会", "org_type": "association"])
        ])
        await self.refused("drawn", "‹Drawn› is drawn by lot; it is not entered") {
            () throws(CaseworkError) in
            _ = try await town.open(
                "inspection", by: .officer,
                ["title": "2025年度抽查", "level": "county", "drawn": mine], roles: Registrar.role)
        }
    }
}
