// SPDX-License-Identifier: Apache-2.0
import Testing
import TownHall
import Workflow

/// Two suggestions returned by their leads, one in time and one a day too late.
///
/// The first is assigned anew; its reply period goes on, since the deputy has waited from the first assignment.
/// Invented; profile cn.
@Suite struct ReturnStory {
    static let town = TownHall.Plan(
        place: "某市", profile: "cn",
        offices: [
            .assigner: .init("市人大代工委", "rdgw"), .lead: .init("市教育局", "jyj"),
            .coHandler: .init("市财政局", "czj"),
            .supervisor: .init("市政府督查室", "dcs", duties: ["supervisor"]),
        ])

    private static let wish: [String: Value] = ["reason": "职责不符", "proposed_office": "市财政局"]
    private static let late = "‹Objection› ran out on 2025-04-10"

    @Test(.timeLimit(.minutes(60)))
    func suggestionReturnedInTimeIsAssignedAnewAndOneReturnedLateStays() async throws {
        let story = try await Story(in: ReturnStory.town, from: "2025-03-31")
        let first = try await self.submitted(story, number: "31")
        let second = try await self.submitted(story, number: "32")
        for item in [first, second] { try await self.assigned(story, item) }
        for item in [first, second] { try await self.signed(story, item) }
        try await story.files("2025-04-10", first, "return_request", by: .lead)
        try await story.row(
            "2025-04-10", first, "request_return", by: .lead, ReturnStory.wish,
            state: "return_requested",
            clocks: [
                "reply": "months 2025-04-01 3 roll", "contact": "workdays 2025-04-02 20",
                "objection_answer": "workdays 2025-04-10 10",
            ])
        try await story.files("2025-04-11", second, "return_request", by: .lead)
        try await story.refused(
            "2025-04-11", second, "request_return", by: .lead, ReturnStory.wish,
            unmet: [ReturnStory.late])
        try await story.row(
            "2025-04-16", first, "grant_return", by: .assigner, state: "accepted",
            clocks: [
                "reply": "months 2025-04-01 3 roll", "assignment": "workdays 2025-04-16 5",
            ])
        try await story.row(
            "2025-04-18", first, "assign", by: .assigner, ["mode": "sole"],
            roles: ["lead": "市教育局"], state: "assigned",
            clocks: [
                "signing_for": "workdays 2025-04-18 3", "reply": "months 2025-04-01 3 roll",
                "objection": Story.noDate,
            ])
        // Five working days end on Sunday 27 April, which is worked.
        try await story.row(
            "2025-04-21", first, "sign_for", by: .lead, state: "received",
            clocks: [
                "reply": "months 2025-04-01 3 roll", "objection": "workdays 2025-04-21 5",
                "contact": "workdays 2025-04-21 20",
            ])
        try await story.ends()
    }

    private func submitted(_ story: Story, number: Value) async throws -> String {
        let item = try await story.opens(
            "2025-03-31", "proposal", by: .assigner,
            [
                "assembly": "某市人大", "session": "四次", "number": number, "title": number,
                "proposers": ["王某"], "session_closed_on": "2025-03-20",
            ], state: "submitted")
        try await story.row(
            "2025-03-31", item, "accept", by: .assigner, state: "accepted",
            clocks: ["assignment": "days 2025-03-20 30 roll"])
        return item
    }

    private func assigned(_ story: Story, _ item: String) async throws {
        try await story.row(
            "2025-04-01", item, "assign", by: .assigner, ["mode": "sole"],
            roles: ["lead": "市教育局"], state: "assigned",
            clocks: [
                "signing_for": "workdays 2025-04-01 3", "reply": "months 2025-04-01 3 roll",
                "objection": Story.noDate,
            ])
    }

    private func signed(_ story: Story, _ item: String) async throws {
        try await story.row(
            "2025-04-02", item, "sign_for", by: .lead, state: "received",
            clocks: [
                "reply": "months 2025-04-01 3 roll", "objection": "workdays 2025-04-02 5",
                "contact": "workdays 2025-04-02 20",
            ])
    }
}
