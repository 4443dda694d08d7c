// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Enforcement cases that were under way before the daemon was there are entered where they stand.
@Suite struct MidwayTests {
    private func open(
        _ workflow: String, at state: String, _ fields: [String: Value],
        facts: [OpenCaseCommand.GivenFact] = [], in town: TownHall
    ) async throws -> String {
        let common: [String: Value] = ["party_name": "某协会"]
        return try await town.engine.cases.open(
            OpenCaseCommand(
                workflow: workflow, fields: common.merging(fields) { $1 }, roles: Registrar.role,
                at: state, facts: facts, isRecord: true),
            Engine.Request(principal: town.principal(.officer), id: "", payload: [])
        ).caseID
    }

    /// 行政处罚法 60: ninety days from the filing, which was before the case came here.
    @Test(.timeLimit(.minutes(60)))
    func inquiryEnteredMidwayIsDueFromItsFiling() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await self.open(
            "penalty", at: "investigating", ["lead_found_on": "2025-01-02", "source": "report"],
            facts: [
                OpenCaseCommand.GivenFact(
                    event: "file", happenedOn: "2025-01-06", fields: ["org_type": "association"]),
                OpenCaseCommand.GivenFact(
                    event: "appoint", happenedOn: "2025-01-07",
                    fields: ["officers": Registrar.officers]),
            ], in: town)
        let view = try await town.engine.cases.view(id)
        #expect(view.row.state == "investigating")
        // 6 January and ninety days: 6 April 2025.
        #expect(view.facts.run(of: "decision")?.due == "2025-04-06")
        try await town.file(id, "record", by: .officer)
        try await town.act(
            id, "investigate", by: .officer,
            ["step_kind": "question", "step_officers": Registrar.officers])
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    @Test(
        .timeLimit(.minutes(60)),
        arguments: [
            ("penalty", "executing"), ("illegal_ban", "banned"), ("abnormal_listing", "listed"),
            ("serious_listing", "removal_asked"), ("simple_penalty", "decided"),
        ])
    func caseStandsWhereItIsSaidToStand(_ workflow: String, _ state: String) async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let fields: [String: [String: Value]] = [
            "penalty": ["lead_found_on": "2024-06-03", "source": "report"],
            "illegal_ban": [:],
            "abnormal_listing": ["ground": "no_annual_report"],
            "serious_listing": ["ground": "revoked"],
            "simple_penalty": [:],
        ]
        let id = try await self.open(workflow, at: state, fields[workflow] ?? [:], in: town)
        #expect(try await town.engine.cases.view(id).row.state == state)
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }
}
