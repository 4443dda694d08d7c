// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Testing
import TownHall
import WorkCalendar
import Workflow

/// 临时党组织 and 重大事项前置研究: application, approval, filing; a weighty matter is put to the branch first.
///
/// The steps are those that two cities published; the organisation, the dates and the limits are chosen.
/// The superior Party organisation sits in the registration authority.
@Suite struct PartyBranchStory {
    private static let code = "51350000500000001C"
    private static let superior = ["lead": "区民政局"]

    @Test(.timeLimit(.minutes(60)))
    func branchIsApprovedFiledAskedFirstAndEndsWithItsOrganisation() async throws {
        let story = try await Story(in: Registrar.town, from: "2026-03-02")
        let branch = try await self.approved(story)
        try await self.established(story, branch)
        try await self.asked(story, branch)
        try await self.ended(story, branch)
        let figures = try await story.town.engine.reports.figures(FiguresQuery("weighty_matter"))
        #expect(figures.told("studied_first") == "1/2")
        #expect(figures.told("by_opinion") == "reserved 1")
        try await story.ends()
    }

    /// Returned once for completion; two members are too few.
    private func approved(_ story: Story) async throws -> String {
        let branch = try await story.opens(
            "2026-03-02", "party_branch", by: .clerk,
            ["party_name": "某商会", "party_code": .text(Self.code), "unit": "区政府督查室"],
            roles: Self.superior, state: "applied",
            clocks: ["approval": "workdays 2026-03-02 15 = 2026-03-23"])
        try await story.row(
            "2026-03-04", branch, "return_application", by: .lead, ["reason": "缺党员名册"],
            state: "incomplete", clocks: [:])
        try await story.files("2026-03-09", branch, "application", "roster", by: .clerk)
        try await story.row(
            "2026-03-09", branch, "resubmit", by: .clerk, state: "applied",
            clocks: ["approval": "workdays 2026-03-09 15 = 2026-03-30"])
        var approval: [String: Value] = ["members": "2", "term_ends_on": "2029-06-30"]
        let tooFew = try await story.town.unmet(branch, "approve", by: .leader, approval)
        #expect(tooFew == ["field members"])
        approval["members"] = "3"
        try await story.row(
            "2026-03-11", branch, "approve", by: .leader, approval, state: "approved",
            clocks: ["filing": "days 2026-03-11 30 roll = 2026-04-10"])
        #expect(
            try await story.letters("approval", of: branch) == ["区政府督查室 ×1", "某商会 ×1"])
        return branch
    }

    private func established(_ story: Story, _ branch: String) async throws {
        try await story.files("2026-03-20", branch, "filing_form", by: .clerk)
        let term = "days 2029-06-29 1 = 2029-06-30"
        try await story.row(
            "2026-03-20", branch, "file_record", by: .clerk, ["secretary": "李四"],
            state: "established", clocks: ["term": term])
        // 变更必备: another secretary needs a filing of its own.
        #expect(
            try await story.town.unmet(branch, "change", by: .clerk, ["secretary": "王五"])
                == ["document filing_form"])
        let report = try await story.town.engine.reports.figures(FiguresQuery("party_branch"))
        #expect(report.told("established") == "1" && report.told("filed") == "1/1")
    }

    /// The body's decision cannot be older than the opinion that is on file.
    private func asked(_ story: Story, _ branch: String) async throws {
        let term = "days 2029-06-29 1"
        let study = "workdays 2026-04-01 10 = 2026-04-16"
        for (number, matter) in ["购置办公用房", "换届人选", "举办论坛"].enumerated() {
            try await story.row(
                "2026-04-01", branch, "put_matter", by: .clerk,
                ["matter": .text(matter), "matter_kind": "money"], state: "established",
                clocks: ["term": term], then: ["QY-2026-00000\(number + 1) open → submitted"])
        }
        let matter = "QY-2026-000001"
        try await story.expect(["study": study], of: matter, "put")
        let opinion: [String: Value] = [
            "study_way": "own_meeting", "opinion": "reserved", "reason": "先评估价格",
        ]
        #expect(
            try await story.town.unmet(matter, "study", by: .clerk, opinion)
                == ["document opinion_paper"])
        try await story.files("2026-04-08", matter, "opinion_paper", by: .clerk)
        try await story.row(
            "2026-04-08", matter, "study", by: .clerk, opinion, state: "studied", clocks: [:])
        try await story.files("2026-04-13", matter, "minutes", "follow_up", by: .clerk)
        let early: [String: Value] = ["decided_on": "2026-04-07", "decision": "followed"]
        #expect(try await story.town.unmet(matter, "decide", by: .clerk, early).count == 1)
        try await story.row(
            "2026-04-13", matter, "decide", by: .clerk,
            ["decided_on": "2026-04-10", "decision": "followed"], state: "decided", clocks: [:])
        try await story.row(
            "2026-04-13", matter, "follow_up", by: .clerk, state: "followed", clocks: [:])
        try await story.row(
            "2026-04-13", "QY-2026-000002", "note_bypass", by: .clerk,
            ["decided_on": "2026-04-09", "reason": "未提交研究"], state: "bypassed", clocks: [:])
    }

    /// 社团条例 21: with the organisation its branch ends, and what lies before it.
    private func ended(_ story: Story, _ branch: String) async throws {
        let end = try await story.town.engine.cases.open(
            OpenCaseCommand(
                workflow: "deregistration",
                fields: [
                    "party_name": "某商会", "party_code": .text(Self.code), "has_unit": "true",
                ], roles: Registrar.role, at: "liquidating"),
            Engine.Request(principal: story.town.principal(.officer), id: "", payload: [])
        ).caseID
        try await story.files("2026-04-14", end, "court_ruling", by: .officer)
        try await story.row(
            "2026-04-14", end, "court_ended", by: .officer, state: "applied",
            clocks: ["approval": "workdays 2026-04-14 20"])
        try await story.row(
            "2026-04-15", end, "approve", by: .leader, state: "deregistered", clocks: [:],
            then: [
                "\(branch) party_deregistered → dissolved", "QY-2026-000003 lapse → withdrawn",
            ])
        #expect(try await story.town.fields(of: branch)["ended_for"] == "organisation_gone")
    }

    /// Branch and body cannot agree: the superior Party organisation speaks; what is studied again needs an
    /// opinion of its own.
    @Test(.timeLimit(.minutes(60)))
    func disagreementGoesUpAndComesBack() async throws {
        let story = try await Story(in: Registrar.town, from: "2026-03-02")
        let matter = try await story.opens(
            "2026-03-02", "weighty_matter", by: .lead,
            ["party_name": "某协会", "matter": "修订会费标准", "matter_kind": "rules"],
            roles: Self.superior, state: "submitted",
            clocks: ["study": "workdays 2026-03-02 10 = 2026-03-16"])
        try await story.files("2026-03-05", matter, "opinion_paper", by: .clerk)
        try await story.row(
            "2026-03-05", matter, "study", by: .clerk,
            ["study_way": "signed", "opinion": "objected", "reason": "负担过重"],
            state: "objected", clocks: [:])
        try await story.row(
            "2026-03-09", matter, "give_ruling", by: .leader, ["ruling": "reconsider"],
            state: "submitted", clocks: ["study": "workdays 2026-03-09 10 = 2026-03-23"])
        let agreed: [String: Value] = ["study_way": "own_meeting", "opinion": "agreed"]
        #expect(
            try await story.town.unmet(matter, "study", by: .clerk, agreed)
                == ["document opinion_paper"])
        try await story.files("2026-03-10", matter, "opinion_paper", by: .clerk)
        try await story.row(
            "2026-03-10", matter, "study", by: .clerk, agreed, state: "studied", clocks: [:])
        try await story.ends()
    }

    /// With a permanent branch the temporary one ends, but not what was put to it.
    @Test(.timeLimit(.minutes(60)))
    func permanentBranchTakesTheMattersOver() async throws {
        let story = try await Story(in: Registrar.town, from: "2026-03-02")
        let branch = try await self.approved(story)
        try await self.established(story, branch)
        try await story.row(
            "2026-04-01", branch, "put_matter", by: .clerk,
            ["matter": "换届人选", "matter_kind": "persons"], state: "established",
            clocks: ["term": "days 2029-06-29 1"], then: ["QY-2026-000001 open → submitted"])
        try await story.files("2026-04-02", branch, "conversion", by: .clerk)
        try await story.row(
            "2026-04-02", branch, "convert", by: .leader, state: "permanent", clocks: [:])
        #expect(try await story.town.state(of: "QY-2026-000001") == "submitted")
        try await story.ends()
    }

    /// A late filing is called in; a change is filed anew; a new term moves the date; then it ends.
    @Test(.timeLimit(.minutes(60)))
    func branchIsChasedChangedRenewedAndDissolved() async throws {
        let story = try await Story(in: Registrar.town, from: "2026-03-02")
        let branch = try await self.approved(story)
        // Thirty days end on Friday, 10 April; Monday is the first working day after.
        try await story.time(
            until: "2026-04-14", branch, "chase", happenedOn: "workdays 2026-04-10 1",
            state: "approved", clocks: ["filing": "days 2026-03-11 30 roll"])
        let term = "days 2029-06-29 1"
        try await story.files("2026-04-14", branch, "filing_form", by: .clerk)
        try await story.row(
            "2026-04-14", branch, "file_record", by: .clerk, ["secretary": "李四"],
            state: "established", clocks: ["term": term])
        try await story.files("2026-05-11", branch, "filing_form", by: .clerk)
        try await story.row(
            "2026-05-11", branch, "change", by: .clerk, ["secretary": "王五"],
            state: "established", clocks: ["term": term])
        try await story.row(
            "2026-05-12", branch, "renew", by: .lead, ["term_ends_on": "2031-06-30"],
            state: "established", clocks: ["term": "days 2031-06-29 1"])
        try await story.row(
            "2026-05-13", branch, "dissolve", by: .leader, ["ended_for": "too_few"],
            state: "dissolved", clocks: [:])
        #expect(try await story.letters("notice", of: branch).count == 2)
        let approval = "workdays 2026-05-13 15"
        for event in ["refuse", "withdraw"] {
            let other = try await story.opens(
                "2026-05-13", "party_branch", by: .clerk, ["party_name": "某学会"],
                roles: Self.superior, state: "applied", clocks: ["approval": approval])
            try await story.row(
                "2026-05-13", other, event, by: event == "refuse" ? .leader : .clerk,
                ["reason": "已有正式党组织"], state: event == "refuse" ? "refused" : "withdrawn",
                clocks: [:])
        }
        try await story.ends()
    }

    /// What the branch objects to may go on or be held back by the superior Party organisation's word; a
    /// matter may be taken back.
    @Test(.timeLimit(.minutes(60)))
    func superiorLetsAMatterGoOnOrHoldsItBack() async throws {
        let story = try await Story(in: Registrar.town, from: "2026-03-02")
        let study = "workdays 2026-03-02 10"
        let ways: [(event: String, fields: [String: Value], state: String)] = [
            ("give_ruling", ["ruling": "proceed"], "studied"),
            ("give_ruling", ["ruling": "stop", "reason": "违反章程"], "held_back"),
            ("withdraw", ["reason": "不再提交"], "withdrawn"),
        ]
        for way in ways {
            let matter = try await story.opens(
                "2026-03-02", "weighty_matter", by: .lead,
                ["party_name": "某协会", "matter": "对外投资", "matter_kind": "money"],
                roles: Self.superior, state: "submitted", clocks: ["study": study])
            try await story.files("2026-03-02", matter, "opinion_paper", by: .clerk)
            try await story.row(
                "2026-03-02", matter, "study", by: .clerk,
                ["study_way": "attending", "opinion": "objected", "reason": "风险过大"],
                state: "objected", clocks: [:])
            try await story.row(
                "2026-03-02", matter, way.event, by: way.event == "withdraw" ? .clerk : .leader,
                way.fields, state: way.state, clocks: [:])
        }
        // Nothing was studied in ten working days: called in on the next one.
        let late = try await story.opens(
            "2026-03-02", "weighty_matter", by: .lead,
            ["party_name": "某协会", "matter": "换届方案", "matter_kind": "persons"],
            roles: Self.superior, state: "submitted", clocks: ["study": study])
        try await story.time(
            until: "2026-03-18", late, "chase", happenedOn: "workdays 2026-03-16 1",
            state: "submitted", clocks: ["study": study])
        try await story.ends()
    }
}
