// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// 行政处罚法 51, 52: what a penalty on the spot must say, and whom it cannot fine.
@Suite struct EnforcementLawSpotTests {
    /// What the numbered form says beside the penalty.
    private static let form: [String: Value] = [
        "facts": "未按规定办理", "committed_on": "2025-03-03", "place": "某路1号",
        "form_number": "1号",
    ]

    /// Told and heard, with the record.
    private func told(
        _ town: TownHall, org: Value, party: String = "51440000X"
    ) async throws -> String {
        let id = try await town.open(
            "simple_penalty", by: .officer,
            [
                "party_code": .text(party), "party_name": "某组织", "party_kind": "organisation",
                "org_type": org,
            ], roles: Registrar.role
        ).caseID
        try await town.act(id, "tell", by: .officer, ["officers": Registrar.officers])
        try await town.act(id, "hear", by: .officer)
        try await town.file(id, "record", by: .officer)
        return id
    }

    private func decided(_ town: TownHall, _ id: String, _ fields: [String: Value]) async throws
        -> [String]
    {
        try await town.unmet(
            id, "decide", by: .officer, EnforcementLawSpotTests.form.merging(fields) { $1 })
    }

    /// 基金会条例 42 knows no fine.
    @Test(.timeLimit(.minutes(60)))
    func aFoundationIsNotFinedOnTheSpot() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await self.told(town, org: "foundation")
        let unmet = try await self.decided(
            town, id,
            ["grounds": ["change_not_registered"], "penalties": ["fine"], "fine": "3000"])
        #expect(unmet == ["table penalties"])
        let warned = try await self.decided(
            town, id, ["grounds": ["change_not_registered"], "penalties": ["warning"]])
        #expect(warned == [])
    }

    /// 社团条例 30(2): only from turnover or gains, and beside their confiscation.
    @Test(.timeLimit(.minutes(60)))
    func anAssociationIsFinedOnlyForWhatItGained() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await self.told(town, org: "association")
        let fined: [String: Value] = ["grounds": ["unlawful_fees"], "penalties": ["fine"]]
        #expect(
            try await self.decided(town, id, fined.merging(["fine": "3000"]) { $1 }) == ["any"])
        let gained = fined.merging(["fine": "2700", "gains": "900"]) { $1 }
        #expect(try await self.decided(town, id, gained) == ["field to_be_refunded"])
        let tooMuch = fined.merging([
            "fine": "2800", "gains": "500", "to_be_refunded": "true",
        ]) { $1 }
        #expect(try await self.decided(town, id, tooMuch) == ["field fine"])
        let back = gained.merging(["to_be_refunded": "true"]) { $1 }
        #expect(try await self.decided(town, id, back) == [])
    }

    /// A suspension needs the general procedure.
    @Test(.timeLimit(.minutes(60)))
    func onlyAWarningOrAFineIsForTheSpot() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await self.told(town, org: "association")
        let unmet = try await self.decided(
            town, id, ["grounds": ["unlawful_fees"], "penalties": ["warning", "suspend"]])
        #expect(unmet == ["not"])
    }

    /// 志愿服务条例 37: a warning, and beside it a fine of once to five times what was taken.
    @Test(.timeLimit(.minutes(60)))
    func aWarningAndAFineAreGivenTogether() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await self.told(town, org: "volunteer_organisation")
        let both: [String: Value] = [
            "grounds": ["payment_taken"], "penalties": ["warning", "fine"], "gains": "500",
        ]
        #expect(
            try await self.decided(town, id, both.merging(["fine": "2600"]) { $1 })
                == ["field fine"])
        #expect(try await self.decided(town, id, both.merging(["fine": "1000"]) { $1 }) == [])
        // Fifteen days from the 3rd.
        #expect(try await town.due("payment", of: id) == "2025-03-18")
    }

    /// The form without the breach, its day and its place is no decision.
    @Test(.timeLimit(.minutes(60)))
    func theFormSaysBreachDayAndPlace() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await self.told(town, org: "association")
        await #expect(throws: CaseworkError.self) {
            try await town.act(
                id, "decide", by: .officer, ["penalties": ["warning"], "form_number": "1号"])
        }
        #expect(try await town.state(of: id) == "told")
    }

    /// Annulled: not the first of two.
    @Test(.timeLimit(.minutes(60)))
    func anAnnulledWarningOnTheSpotIsNotTheFirstOfTwo() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let warning: [String: Value] = ["grounds": ["unlawful_fees"], "penalties": ["warning"]]
        for annul in [true, false, false] {
            let id = try await self.told(town, org: "association")
            #expect(try await self.decided(town, id, warning) == [])
            guard annul else { continue }
            try await town.act(id, "seek_review", by: .officer)
            try await town.file(id, "review_papers", by: .officer)
            try await town.act(id, "review_decided", by: .officer, ["remedy": "annulled"])
        }
        var query = CaseQuery(limit: 0)
        query.workflow = "serious_listing"
        #expect(try await town.engine.cases.list(query).count == 1)
        query.workflow = "abnormal_listing"
        #expect(try await town.engine.cases.list(query).count == 2)
    }

    /// 行政复议法 20: sixty days from 3 March, to 2 May, a holiday: to Tuesday 6 May.
    @Test(.timeLimit(.minutes(60)))
    func noPenaltyOnTheSpotIsArchivedWhileItsRemediesRun() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await self.told(town, org: "association")
        #expect(
            try await self.decided(
                town, id, ["grounds": ["unlawful_fees"], "penalties": ["warning"]]) == [])
        try await town.act(id, "put_on_record", by: .officer)
        try await town.file(id, "public_version", by: .officer)
        try await town.act(id, "publicise", by: .officer, ["public_url": "u"])
        try await town.act(id, "close", by: .leader)
        #expect(try await town.due("archiving", of: id) == nil)
        #expect(
            try await town.unmet(id, "archive", by: .registrarsClerk, Registrar.onPaper) == ["any"])
        try await town.wait(until: "2025-05-07")
        #expect(try await town.due("archiving", of: id) == "2025-06-05")
        try await town.act(id, "archive", by: .registrarsClerk, Registrar.onPaper)
    }
}
