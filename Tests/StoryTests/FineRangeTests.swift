// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// 社团条例 30(2), 慈善法: from which sum to which a fine is lawful, wherever it is named, and by the law of the day.
@Suite struct FineRangeTests {
    private func refusal(
        _ penalty: ShortPenalty, _ event: String, by who: Who, _ fields: [String: Value]
    ) async -> CaseworkError? {
        do throws(CaseworkError) {
            try await penalty.town.act(penalty.id, event, by: who, fields)
            return nil
        } catch {
            return error
        }
    }

    private static let proposal: [String: Value] = [
        "proposal": "penalise", "law_date": "2024-09-30", "grounds": ["unlawful_fees"],
        "discretion": "一般", "penalties": ["confiscate", "fine"], "turnover": "60000",
    ]

    /// Eight thousand of sixty thousand: refused where it is proposed, with both ends.
    @Test(.timeLimit(.minutes(60)))
    func whoProposesAFineIsToldItsRange() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-01-06")
        let penalty = try await ShortPenalty(town)
        try await town.file(penalty.id, "final_report", by: .officer)
        for fine in ["8000", "180001"] as [Value] {
            let refused = await self.refusal(
                penalty, "report", by: .officer, Self.proposal.merging(["fine": fine]) { $1 })
            #expect(refused?.unmet.map(\.about) == ["field fine"])
            let told = refused?.told ?? ""
            #expect(told.contains("应在〈违法经营额〉(60000)至〈违法经营额〉的3倍(180000)之间"), "\(told)")
        }
        for fine in ["60000", "180000"] as [Value] {
            let town = try await TownHall(Registrar.town, on: "2025-01-06")
            let penalty = try await ShortPenalty(town)
            try await town.file(penalty.id, "final_report", by: .officer)
            #expect(
                await self.refusal(
                    penalty, "report", by: .officer, Self.proposal.merging(["fine": fine]) { $1 })
                    == nil)
        }
    }

    /// The notice is not served with a fine that cannot be imposed.
    @Test(.timeLimit(.minutes(60)))
    func whoNoticesAFineIsToldItsRange() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-01-06")
        let penalty = try await ShortPenalty(town)
        try await penalty.act("report", by: .officer, ["final_report"], Self.proposal)
        let notice: [String: Value] = [
            "noticed_penalties": ["confiscate", "fine"], "hearing_offered": "true",
        ]
        let refused = await self.refusal(
            penalty, "issue_notice", by: .leader, notice.merging(["noticed_fine": "8000"]) { $1 })
        #expect(refused?.unmet.map(\.about) == ["field noticed_fine"])
        let told = refused?.told ?? ""
        #expect(told.contains("(60000)") && told.contains("(180000)"), "\(told)")
        try await penalty.act(
            "issue_notice", by: .leader, [], notice.merging(["noticed_fine": "60000"]) { $1 })
    }

    /// 行政处罚法 37: of an act of June 2024 the text of 2016 is cited, of a later one the present one, never both.
    @Test(
        .timeLimit(.minutes(60)),
        arguments: [("2024-06-30", "慈善法(2016年)"), ("2024-09-30", "慈善法")])
    func aFineIsJudgedAndCitedByTheLawOfItsDay(_ day: Value, _ law: String) async throws {
        let town = try await TownHall(Registrar.town, on: "2025-01-06")
        let penalty = try await ShortPenalty(town, org: "unqualified_body", ended: day)
        try await town.file(penalty.id, "final_report", by: .officer)
        let refused = await self.refusal(
            penalty, "report", by: .officer,
            [
                "proposal": "penalise", "law_date": day, "grounds": ["fundraising_unqualified"],
                "penalties": ["fine"], "fine": "10000",
            ])
        let unmet = try #require(refused?.unmet.first)
        #expect(unmet.sentence.zh.contains("20000至200000之间"), "\(unmet.sentence.zh)")
        #expect(
            Set(unmet.basis.map(\.lawID)) == [law == "慈善法" ? "charity-law" : "charity-law-2016"])
    }

    /// 慈善法(2016年) 101: twenty thousand at the least, so nothing for the spot.
    @Test(.timeLimit(.minutes(60)))
    func aCharityIsNotFinedOnTheSpot() async throws {
        let town = try await TownHall(Registrar.town, on: "2024-07-01")
        let id = try await town.open(
            "simple_penalty", by: .officer,
            [
                "party_code": "51440000X", "party_name": "某慈善会", "party_kind": "organisation",
                "org_type": "charity",
            ], roles: Registrar.role
        ).caseID
        try await town.act(id, "tell", by: .officer, ["officers": Registrar.officers])
        try await town.act(id, "hear", by: .officer)
        try await town.file(id, "record", by: .officer)
        let unmet = try await town.unmet(
            id, "decide", by: .officer,
            [
                "facts": "摊派", "committed_on": "2024-06-03", "place": "某路1号", "form_number": "1号",
                "grounds": ["forced_quotas"], "penalties": ["fine"], "fine": "3000",
            ])
        #expect(unmet == ["field fine"])
    }
}
