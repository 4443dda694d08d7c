// SPDX-License-Identifier: Apache-2.0
import Testing
import TownHall
import Workflow

/// A penalty with everything the law knows: an appraisal, a hearing, service by announcement, a
/// surcharge that reaches its cap, and the court.
///
/// Invented; profile cn. The fine of 80 000 is four times the gains. Refused on the way: a notice
/// without the right to a hearing, a hearing notified too late, a decision heavier than notified, an
/// announcement before anything else was tried, the court before the time to sue is over.
@Suite struct PenaltyStory {
    private static let proposed: [String: Value] = [
        "proposal": "penalise", "law_date": "2024-09-30", "grounds": ["unlawful_fees"],
        "penalties": ["warning", "confiscate", "fine"], "gains": "20000", "fine": "80000",
        "discretion": "较重",
    ]
    private static let notified: [String: Value] = [
        "noticed_penalties": ["warning", "confiscate", "fine"], "noticed_fine": "80000",
    ]
    private static let ninetyDays = "days 2025-01-13 90 = 2025-04-13"
    private static let appraised = "days 2025-01-13 90 2025-02-10..2025-03-12 = 2025-05-13"
    private static let heard =
        "days 2025-01-13 90 2025-02-10..2025-03-12 2025-03-27..2025-04-21 = 2025-06-07"

    @Test(.timeLimit(.minutes(60)))
    func penaltyGoesFromTheLeadThroughHearingAnnouncementAndCourtToTheArchive() async throws {
        let story = try await Story(in: Registrar.town, from: "2025-01-06")
        let item = try await self.investigated(story)
        try await self.notified(story, item)
        try await self.heard(story, item)
        try await self.decided(story, item)
        try await self.announced(story, item)
        try await self.unpaid(story, item)
        try await self.taken(toCourt: item, story)
        try await story.ends()
    }

    private func investigated(_ story: Story) async throws -> String {
        let item = try await story.opens(
            "2025-01-06", "penalty", by: .officer,
            [
                "party_code": "51440000X", "party_name": "某协会", "lead_found_on": "2025-01-06",
                "source": "report",
            ], roles: Registrar.role, state: "lead",
            clocks: ["preliminary": "workdays 2025-01-06 15 = 2025-01-26"])
        try await story.files("2025-01-13", item, "filing_form", by: .officer)
        try await story.row(
            "2025-01-13", item, "file", by: .leader,
            [
                "act_ended_on": "2024-09-30", "own_jurisdiction": "true", "penalisable": "true",
                "org_type": "association",
            ], state: "filed", clocks: ["decision": PenaltyStory.ninetyDays])
        try await story.row(
            "2025-01-14", item, "appoint", by: .leader, ["officers": Registrar.officers],
            state: "investigating", clocks: ["decision": PenaltyStory.ninetyDays])
        try await story.files("2025-01-20", item, "record", by: .officer)
        try await story.row(
            "2025-01-20", item, "investigate", by: .officer,
            ["step_kind": "question", "step_officers": Registrar.officers],
            state: "investigating", clocks: ["decision": PenaltyStory.ninetyDays])
        try await story.row(
            "2025-02-10", item, "commission_appraisal", by: .officer, ["appraiser": "某会计师事务所"],
            state: "investigating", clocks: ["decision": PenaltyStory.ninetyDays])
        try await story.files("2025-03-12", item, "appraisal_report", by: .officer)
        try await story.row(
            "2025-03-12", item, "appraisal_done", by: .officer, state: "investigating",
            clocks: ["decision": PenaltyStory.appraised])
        return item
    }

    private func notified(_ story: Story, _ item: String) async throws {
        try await story.files("2025-03-18", item, "final_report", by: .officer)
        try await story.row(
            "2025-03-18", item, "report", by: .officer, PenaltyStory.proposed, state: "reported",
            clocks: ["decision": PenaltyStory.appraised])
        try await story.refused(
            "2025-03-20", item, "issue_notice", by: .leader, PenaltyStory.notified,
            about: ["field hearing_offered"],
            unmet: ["‹Hearing offered› must be yes, is no"])
        try await story.row(
            "2025-03-20", item, "issue_notice", by: .leader,
            PenaltyStory.notified.merging(["hearing_offered": "true"]) { $1 },
            state: "notice_issued", clocks: ["decision": PenaltyStory.appraised])
        try await story.files("2025-03-21", item, "service_slip", by: .officer)
        try await story.row(
            "2025-03-21", item, "serve_notice", by: .officer, ["method": "in_person"],
            state: "statement_period",
            clocks: [
                "decision": PenaltyStory.appraised,
                "statement": "workdays 2025-03-21 5 = 2025-03-28",
                "hearing_request": "workdays 2025-03-21 5 = 2025-03-28",
            ])
        #expect(try await story.letters("prior_notice", of: item) == ["某协会 ×1"])
    }

    private func heard(_ story: Story, _ item: String) async throws {
        try await story.files("2025-03-27", item, "hearing_request", by: .officer)
        try await story.row(
            "2025-03-27", item, "request_hearing", by: .officer, state: "hearing",
            clocks: [
                "decision": PenaltyStory.appraised, "statement": "workdays 2025-03-21 5",
            ])
        try await story.row(
            "2025-03-28", item, "schedule_hearing", by: .leader,
            ["hearing_on": "2025-04-15", "hearing_chair": Registrar.chair], state: "hearing",
            clocks: [
                "decision": PenaltyStory.appraised, "statement": "workdays 2025-03-21 5",
                "hearing_notice": "before 2025-04-15 7 = 2025-04-02",
            ])
        try await story.refused(
            "2025-04-07", item, "notify_hearing", by: .officer, about: ["elapsed"],
            unmet: [
                "from the day of the act (2025-04-07) to ‹Hearing on› (2025-04-15) must be at least 7 working days, is 5 working days between"
            ])
        try await story.row(
            "2025-04-08", item, "schedule_hearing", by: .leader,
            ["hearing_on": "2025-04-21", "hearing_chair": Registrar.chair], state: "hearing",
            clocks: [
                "decision": PenaltyStory.appraised,
                "hearing_notice": "before 2025-04-21 7 = 2025-04-09",
            ])
        try await story.row(
            "2025-04-09", item, "notify_hearing", by: .officer, state: "hearing",
            clocks: ["decision": PenaltyStory.appraised])
        try await story.files(
            "2025-04-21", item, "hearing_record", "hearing_report", by: .hearingChair)
        try await story.row(
            "2025-04-21", item, "hold_hearing", by: .hearingChair, state: "statement_period",
            clocks: ["decision": PenaltyStory.heard])
    }

    private func decided(_ story: Story, _ item: String) async throws {
        try await story.row(
            "2025-04-23", item, "finish_statements", by: .officer, state: "legal_review",
            clocks: [
                "decision": PenaltyStory.heard,
                "legal_review": "workdays 2025-04-23 10 = 2025-05-09",
            ])
        try await story.row(
            "2025-04-30", item, "legal_opinion", by: .legalReviewer, ["legal_result": "agree"],
            state: "to_decide", clocks: ["decision": PenaltyStory.heard])
        try await story.refused(
            "2025-05-08", item, "decide", by: .leader,
            ["decision_number": "民罚〔2025〕3号", "fine": "120000"],
            about: ["field fine", "field fine"],
            unmet: [
                "‹Fine› must be at most ‹Fine notified› (80000), is 120000",
                "‹Fine› must be from 3 × ‹Illegal gains› (60000) to 5 × ‹Illegal gains› (100000), is 120000",
            ])
        try await story.row(
            "2025-05-08", item, "decide", by: .leader,
            ["decision_number": "民罚〔2025〕3号", "fine": "80000"], state: "decided",
            clocks: [
                "service": "workdays 2025-05-08 7 = 2025-05-19",
                "publicity": "workdays 2025-05-08 7 = 2025-05-19",
                "credit": "workdays 2025-05-08 5 = 2025-05-15",
            ])
        try await story.files("2025-05-12", item, "public_version", by: .officer)
        try await story.row(
            "2025-05-12", item, "publicise", by: .registrarsClerk, ["public_url": "mzj.example.cn"],
            state: "decided",
            clocks: ["service": "workdays 2025-05-08 7", "credit": "workdays 2025-05-08 5"])
        try await story.row(
            "2025-05-13", item, "enter_credit", by: .officer, state: "decided",
            clocks: ["service": "workdays 2025-05-08 7"])
    }
}
