// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Beside a date stands the law of the limit that binds, never the law of another limit of the same rule.
@Suite struct LimitLawTests {
    private func laws(_ clock: String, of id: String, in town: TownHall) async throws -> [String] {
        let view = try await town.engine.cases.view(id)
        let run = try #require(view.facts.run(of: clock))
        return try #require(view.definition.clocks[clock]).basis(of: run).map(\.lawID)
    }

    @Test(.timeLimit(.minutes(60)))
    func besideADateStandsTheLawOfTheLimitThatBinds() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-04")
        for (isPetition, law) in [("true", "petition-regs"), ("false", "default")]
            as [(Value, String)]
        {
            let id = try await town.open(
                "tip", by: .officer,
                [
                    "party_name": "某协会", "received_on": "2025-03-03", "content": "线索",
                    "as_petition": isPetition,
                ], roles: Registrar.role
            ).caseID
            #expect(try await self.laws("acceptance", of: id, in: town) == [law])
        }
        // An association liquidates by no charity law.
        for (kind, law) in [("charity", "charity-law"), ("association", "default")]
            as [(Value, String)]
        {
            let id = try await town.open(
                "deregistration", by: .officer,
                ["party_name": "某会", "party_code": "S1", "org_type": kind, "has_unit": "false"],
                roles: Registrar.role
            ).caseID
            try await town.file(id, "resolution", by: .officer)
            try await town.act(
                id, "resolve", by: .officer, ["quorum": "true", "has_unit": "false"])
            try await town.act(id, "consent", by: .officer)
            #expect(try await self.laws("liquidation_group", of: id, in: town) == [law])
        }
    }

    /// The notice's own date is an office's usage; without one, and after it was extended, the law's.
    @Test(.timeLimit(.minutes(60)))
    func aDateOfTheNoticeIsNoLaw() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        for (number, replyBy, law) in [("7", "2025-04-10", "practice"), ("8", nil, "deputies-law")]
            as [(Value, Value?, String)]
        {
            let item = try await Suggestion.opened(in: town, number: number)
            try await item.act("accept", by: .assigner)
            var fields: [String: Value] = ["mode": "sole"]
            fields["reply_by"] = replyBy
            try await item.act("assign", by: .assigner, fields, roles: ["lead": "市民政局"])
            #expect(try await self.laws("reply", of: item.id, in: town) == [law])
        }
    }
}
