// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Between the two lists, the report that comes late, the inquiry that stands still, joint opinions.
@Suite struct EnforcementLawListTests {
    /// An organisation on the list of abnormal activity since 2 January 2023.
    private func listed() async throws -> (town: TownHall, id: String) {
        let town = try await TownHall(Registrar.town, on: "2022-12-01")
        let id = try await town.open(
            "abnormal_listing", by: .officer,
            ["party_code": "S1", "party_name": "甲会", "ground": "no_annual_report"],
            roles: Registrar.role
        ).caseID
        try await town.file(id, "service_slip", by: .officer)
        try await town.act(id, "serve_notice", by: .officer)
        try await town.wait(until: "2023-01-02")
        try await town.act(
            id, "list", by: .leader, ["decision_number": "1号", "remediable": "true"])
        return (town, id)
    }

    private func serious(_ town: TownHall) async throws -> [String] {
        var query = CaseQuery(limit: 0)
        query.workflow = "serious_listing"
        return try await town.engine.cases.list(query).map(\.row.id)
    }

    /// 转入: it stands on the one list until it is on the other.
    @Test(.timeLimit(.minutes(60)))
    func theAbnormalEntryEndsWhenTheSeriousOneIsListed() async throws {
        let (town, id) = try await self.listed()
        try await town.wait(until: "2025-01-03")
        let proposed = try await self.serious(town)
        try #require(proposed.count == 1)
        #expect(try await town.state(of: id) == "listed")
        try await town.file(proposed[0], "service_slip", by: .officer)
        try await town.act(proposed[0], "serve_notice", by: .officer)
        try await town.wait(until: "2025-01-20")
        try await town.act(proposed[0], "list", by: .leader, ["decision_number": "2号"])
        #expect(try await town.state(of: id) == "promoted")
    }

    @Test(.timeLimit(.minutes(60)))
    func whereTheSeriousListingIsDismissedTheAbnormalOneGoesOn() async throws {
        let (town, id) = try await self.listed()
        try await town.wait(until: "2025-01-03")
        let proposed = try await self.serious(town)
        try #require(proposed.count == 1)
        try await town.act(proposed[0], "dismiss", by: .leader, ["reason": "补报"])
        #expect(try await town.state(of: id) == "listed")
    }

    /// Ten working days from Tuesday 24 December 2024, 元旦 between; and no promotion meanwhile.
    @Test(.timeLimit(.minutes(60)))
    func anApplicationIsVerifiedInTimeAndHoldsThePromotion() async throws {
        let (town, id) = try await self.listed()
        try await town.wait(until: "2024-12-24")
        try await town.file(id, "removal_application", by: .officer)
        try await town.act(id, "ask_removal", by: .officer)
        #expect(try await town.due("verification", of: id) == "2025-01-08")
        try await town.wait(until: "2025-01-06")
        #expect(try await self.serious(town).isEmpty)
        try await town.file(id, "verification", by: .officer)
        try await town.act(id, "verify", by: .officer, ["verify_result": "not_done"])
        #expect(try await self.serious(town).count == 1)
        #expect(try await town.state(of: id) == "listed")
    }

    /// Where the penalty is annulled that led onto the list, the entry stands by a ground that came later.
    @Test(.timeLimit(.minutes(60)), arguments: [false, true])
    func anEntryStandsByItsOtherGround(hasAnother: Bool) async throws {
        let (town, id) = try await self.listed()
        try await town.wait(until: "2023-03-01")
        if hasAnother {
            try await town.act(id, "new_ground", by: .officer, ["ground": "not_contactable"])
        }
        try await town.act(id, "basis_annulled", by: .leader)
        #expect(try await town.state(of: id) == (hasAnother ? "listed" : "taken_off"))
        let promotion = try await town.engine.cases.view(id).facts.run(of: "promotion")
        #expect(promotion?.isOpen == hasAnother)
        if hasAnother { #expect(promotion?.due == "2025-03-01") }
    }

    /// Listed on Monday 2 January 2023, a holiday: five working days to Monday the 9th.
    ///
    /// Taken off on Wednesday
    /// 1 February: to Wednesday the 8th.
    @Test(.timeLimit(.minutes(60)))
    func aListingAndItsRemovalArePublished() async throws {
        let (town, id) = try await self.listed()
        #expect(try await town.due("publication", of: id) == "2023-01-09")
        try await town.wait(until: "2023-01-05")
        try await town.act(id, "publish_listing", by: .officer, ["public_url": "mzj.example.cn/1"])
        try await town.act(id, "enter_credit", by: .officer)
        try await town.file(id, "removal_application", by: .officer)
        try await town.act(id, "ask_removal", by: .officer)
        try await town.file(id, "verification", by: .officer)
        try await town.act(id, "verify", by: .officer, ["verify_result": "done"])
        try await town.wait(until: "2023-02-01")
        try await town.act(id, "remove", by: .leader, ["decision_number": "2号"])
        // Off the list, and nobody who read of the listing knows it yet.
        #expect(try await town.state(of: id) == "taken_off")
        #expect(try await town.due("publication", of: id) == "2023-02-08")
        #expect(try await town.due("credit", of: id) == "2023-02-08")
        let url: [String: Value] = ["public_url": "mzj.example.cn/2"]
        #expect(
            try await town.unmet(id, "publish_removal", by: .officer, url)
                == ["recorded enter_credit"])
        try await town.wait(until: "2023-02-09")
        let late = try await town.engine.deadlines.due(
            until: nil, office: "qmzj", overdueOnly: true, windows: false, limit: 0)
        #expect(Set(late.rows.map(\.run.clock)).isSuperset(of: ["publication", "credit"]))
        try await town.act(id, "enter_credit", by: .officer)
        try await town.act(id, "publish_removal", by: .officer, url)
        #expect(try await town.state(of: id) == "removed")
    }

    // MARK: 补报, 基本合格

    private func report(_ town: TownHall) async throws -> String {
        let round = try await town.open(
            "annual_round", by: .officer,
            ["title": "年度报告", "year": "2025", "office_code": "qmzj"], roles: Registrar.role
        ).caseID
        try await town.file(round, "notice", by: .officer)
        let organisation = Value.record([
            "party_code": "S1", "party_name": "甲会", "org_type": "association",
        ])
        try await town.act(
            round, "start", by: .officer,
            ["organisations": .list([organisation]), "counted_from": "2025-01-01"])
        return try #require(try await town.engine.cases.view(round).children.first).row.id
    }

    @Test(.timeLimit(.minutes(60)))
    func aReportIsTakenAfterTheListingToo() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-01-02")
        let id = try await self.report(town)
        try await town.wait(until: "2025-06-02")
        try await town.act(id, "follow_up", by: .leader, ["follow_up": "list"])
        try await town.wait(until: "2025-09-01")
        for paper in ["report", "accounts"] { try await town.file(id, paper, by: .officer) }
        try await town.act(id, "submit", by: .officer, ["unit_opinion": "no_unit"])
        try await town.act(id, "conclude", by: .officer, ["result": "passed"])
        #expect(try await town.state(of: id) == "passed")
    }

    @Test(.timeLimit(.minutes(60)))
    func whoPassedBasicallyPutsRightWhatHeMust() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-01-02")
        let id = try await self.report(town)
        for paper in ["report", "accounts"] { try await town.file(id, paper, by: .officer) }
        try await town.act(id, "submit", by: .officer, ["unit_opinion": "no_unit"])
        try await town.act(
            id, "conclude", by: .officer, ["result": "basically", "rectify_by": "2025-06-30"])
        let linked = try await town.engine.cases.view(id).linked.map(\.row.workflow)
        #expect(linked == ["rectification"])
    }

    // MARK: 中止调查

    /// Ninety days from 6 January end on 6 April; 21 days stand still: 27 April.
    @Test(.timeLimit(.minutes(60)))
    func aSuspendedInquiryStandsStill() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-01-06")
        let penalty = try await ShortPenalty(town)
        #expect(try await town.due("decision", of: penalty.id) == "2025-04-06")
        try await town.wait(until: "2025-02-10")
        try await penalty.act(
            "suspend_inquiry", by: .leader, ["suspension_approval"], ["reason": "负责人被留置"])
        let early = try await town.unmet(
            penalty.id, "report", by: .officer, ["proposal": "no_penalty"])
        #expect(
            early == ["document final_report", "not"] || early == ["not", "document final_report"])
        try await town.wait(until: "2025-03-03")
        try await penalty.act("resume_inquiry", by: .leader)
        #expect(try await town.due("decision", of: penalty.id) == "2025-04-27")
    }

    // MARK: 联审

    /// One office that answers twice is not two, one that nobody asked is none, and an objection is passed over
    /// only with a reason.
    @Test(.timeLimit(.minutes(60)))
    func everyOfficeAskedMustAnswer() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-01-06")
        let id = try await town.open(
            "leader_review", by: .officer,
            [
                "party_name": "甲会", "occasion": "election",
                "persons": .list([.record(["name": "李某", "post": "会长"])]),
            ], roles: Registrar.role
        ).caseID
        try await town.file(id, "review_form", by: .officer)
        try await town.act(id, "ask", by: .officer, ["asked": ["qmzj", "qdcs"]])
        try await town.file(id, "bar_check", by: .officer)
        try await town.act(id, "check_bars", by: .officer, ["eligibility": "clear"])
        _ = try await town.engine.directory.add(
            OfficeRow(
                code: "qzx", name: "区政协", aliases: [], place: "某区", profile: "cn", duties: [],
                numberCode: ""), town.adminRequest)
        try await town.file(id, "opinion_letter", by: .officer)
        let foreign: [String: Value] = ["opinion_of": "qzx", "opinion": "agreed"]
        #expect(try await town.unmet(id, "give_opinion", by: .officer, foreign) != [])
        for office in ["qmzj", "qmzj", "qdcs"] as [Value] {
            let early = try await town.unmet(
                id, "conclude", by: .leader, ["conclusion": "passed"])
            #expect(early == ["recorded give_opinion"])
            try await town.file(id, "opinion_letter", by: .officer)
            try await town.act(
                id, "give_opinion", by: .officer,
                ["opinion_of": office, "opinion": office == "qdcs" ? "objected" : "agreed"])
        }
        #expect(
            try await town.unmet(id, "conclude", by: .leader, ["conclusion": "passed"]) != [])
        try await town.act(
            id, "conclude", by: .leader, ["conclusion": "passed", "reason": "异议不成立"])
    }
}
