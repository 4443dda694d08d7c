// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// 行政处罚法 25, 26: whose matter it is; and cases under way that come in by rows of a spreadsheet.
@Suite struct EnforcementLawFilingTests {
    /// 指定管辖: whoever was designated files on the paper that says so; the source may be the superior authority.
    @Test(.timeLimit(.minutes(60)))
    func whoWasDesignatedFilesOnThePaper() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-01-06")
        let id = try await town.open(
            "penalty", by: .officer,
            ["party_name": "某协会", "lead_found_on": "2025-01-02", "source": "superior"],
            roles: Registrar.role
        ).caseID
        try await town.file(id, "filing_form", by: .officer)
        let fields: [String: Value] = [
            "act_ended_on": "2024-09-30", "own_jurisdiction": "true", "penalisable": "true",
            "org_type": "association", "designated_by": "市民政局",
        ]
        #expect(try await town.unmet(id, "file", by: .leader, fields) == ["document designation"])
        try await town.file(id, "designation", by: .officer)
        try await town.act(id, "file", by: .leader, fields)
        #expect(try await town.fields(of: id)["designated_by"] == "市民政局")
    }

    /// A penalty that is being inquired into, a ban, an entry on a list: each row is a case that stands where it says.
    @Test(
        .timeLimit(.minutes(60)),
        arguments: [
            (
                "penalty", "investigating",
                [
                    "lead_found_on": "2025-01-02", "file_on": "2025-01-06",
                    "appoint_on": "2025-01-07",
                ]
            ),
            ("penalty", "executing", ["lead_found_on": "2024-06-03", "serve_on": "2025-02-05"]),
            ("illegal_ban", "banned", ["ban_on": "2025-02-05"]),
            (
                "abnormal_listing", "listed",
                ["ground": "no_annual_report", "list_on": "2024-11-04"]
            ),
            ("serious_listing", "listed", ["ground": "revoked", "list_on": "2024-11-04"]),
        ] as [(String, String, [String: String])])
    func rowsOfCasesUnderWayStandWhereTheySay(
        _ workflow: String, _ state: String, _ cells: [String: String]
    ) async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let row = ["party_name": "某协会", "state": state, "registrar": "区民政局"]
            .merging(cells) { $1 }
        let request = Engine.Request(principal: town.principal(.officer), id: "", payload: [])
        let plan = try await town.engine.bulk.plan(
            ImportCommand(
                workflow: workflow, profile: nil, forOffice: nil, rows: [row], common: [:]),
            reason: "在办件", request)
        try await town.engine.bulk.run(plan, request)
        try await town.engine.time.pass()
        let item = try #require(try await town.engine.bulk.view(plan, nil).items.first)
        let id = try #require(item.caseID, "\(item.result)")
        #expect(try await town.state(of: id) == state)
        if cells["file_on"] != nil {
            // 行政处罚法 60: ninety days from the filing.
            #expect(try await town.due("decision", of: id) == "2025-04-06")
        }
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }
}
