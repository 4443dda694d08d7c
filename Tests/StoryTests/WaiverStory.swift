// SPDX-License-Identifier: Apache-2.0
import Testing
import TownHall

/// Two co-handlers: one gives its opinion, the other is reminded three times and then waived.
///
/// 1 May falls into the holiday, so the month ends on 6 May. Invented; profile cn.
@Suite struct WaiverStory {
    static let town = TownHall.Plan(
        place: "某市", profile: "cn",
        offices: [
            .assigner: .init("市人大代工委", "rdgw"), .lead: .init("市民政局", "mzj"),
            .coHandler: .init("市财政局", "czj"),
            .supervisor: .init("市政府督查室", "dcs", duties: ["supervisor"]),
        ],
        others: [.init("市人社局", "rsj")])

    private static let reply = "months 2025-04-01 3 roll"
    private static let opinion = ["opinion": "months 2025-04-01 1 roll"]

    @Test(.timeLimit(.minutes(60)))
    func coHandlerRemindedThreeTimesAfterItsLimitIsWaived() async throws {
        let story = try await Story(in: WaiverStory.town, from: "2025-03-31")
        let item = try await self.asked(story)
        let tasks = try await story.children(of: item)
        try #require(tasks.count == 2)
        try await self.opinion(story, item, tasks[0])
        try await self.waiver(story, tasks[1])
        try await self.answer(story, item, tasks)
        try await story.ends()
    }

    private func asked(_ story: Story) async throws -> String {
        let item = try await story.opens(
            "2025-03-31", "proposal", by: .assigner,
            [
                "assembly": "某市人大", "session": "四次", "number": "40", "title": "建议40",
                "proposers": ["赵某"], "session_closed_on": "2025-03-20",
            ], state: "submitted")
        try await story.row(
            "2025-03-31", item, "accept", by: .assigner, state: "accepted",
            clocks: ["assignment": "days 2025-03-20 30 roll"])
        try await story.row(
            "2025-04-01", item, "assign", by: .assigner,
            ["mode": "joint", "co_handlers": ["市财政局", "市人社局"]], roles: ["lead": "市民政局"],
            state: "assigned",
            clocks: [
                "signing_for": "workdays 2025-04-01 3", "reply": WaiverStory.reply,
                "objection": Story.noDate,
            ])
        let running = [
            "reply": WaiverStory.reply, "objection": "workdays 2025-04-02 5",
            "contact": "workdays 2025-04-02 20",
        ]
        try await story.row(
            "2025-04-02", item, "sign_for", by: .lead, state: "received", clocks: running)
        try await story.row(
            "2025-04-03", item, "ask_co_handlers", by: .lead, state: "co_handling", clocks: running,
            then: ["HB-2025-000001 open → asked", "HB-2025-000002 open → asked"])
        return item
    }

    private func opinion(_ story: Story, _ item: String, _ task: String) async throws {
        try await story.row(
            "2025-04-07", task, "sign_for", by: .coHandler, state: "received",
            clocks: WaiverStory.opinion)
        try await story.files("2025-04-16", item, "contact_record", by: .lead)
        try await story.row(
            "2025-04-16", item, "contact", by: .lead, ["contact_kind": "symposium"],
            state: "co_handling", clocks: ["reply": WaiverStory.reply])
        try await story.files("2025-04-28", task, "opinion_letter", by: .coHandler)
        try await story.row(
            "2025-04-28", task, "give_opinion", by: .coHandler,
            ["opinion_number": "财函〔2025〕5号"], state: "opinion_given", clocks: [:])
    }

    private func waiver(_ story: Story, _ task: String) async throws {
        try await story.refused(
            "2025-05-06", task, "waive", by: .lead, ["reason": "未复"],
            unmet: [
                "one of these must hold, and none does: ‹Opinion› runs until 2025-05-06; ‹Second opinion› has not started",
                "‹Chase› not recorded (needed 3, found 0)",
            ])
        for (day, after) in [("2025-05-07", 1), ("2025-05-12", 4)] {
            try await story.time(
                until: .init(stringLiteral: day), task, "chase",
                happenedOn: "workdays 2025-05-06 \(after) = \(day)", state: "asked",
                clocks: WaiverStory.opinion)
        }
        try await story.refused(
            "2025-05-13", task, "waive", by: .lead, ["reason": "多次催办未复"],
            unmet: ["‹Chase› not recorded (needed 3, found 2)"])
        try await story.time(
            until: "2025-05-15", task, "chase",
            happenedOn: "workdays 2025-05-06 7 = 2025-05-15", state: "asked",
            clocks: WaiverStory.opinion)
        try await story.row(
            "2025-05-16", task, "waive", by: .lead, ["reason": "三次催办未复"], state: "waived",
            clocks: [:])
    }

    private func answer(_ story: Story, _ item: String, _ tasks: [String]) async throws {
        let running = ["reply": WaiverStory.reply]
        try await story.row(
            "2025-05-20", item, "draft", by: .clerk,
            [
                "reply_type": "C", "disclosure": "public", "contact_person": "经办人",
                "contact_phone": "0000",
            ], state: "co_handling", clocks: running)
        try await story.row(
            "2025-05-21", item, "review_draft", by: .lead, ["review_result": "passed"],
            state: "co_handling", clocks: running)
        try await story.row(
            "2025-05-22", item, "sign", by: .leader, ["signer": "局长"], state: "co_handling",
            clocks: running)
        try await story.row(
            "2025-05-23", item, "answer", by: .lead, ["letter_number": "民函〔2025〕20号"],
            state: "answered",
            clocks: ["publication": "workdays 2025-05-23 20", "sending": "workdays 2025-05-23 3"],
            then: ["\(tasks[0]) conclude → concluded"])
        try await story.sends(
            "2025-05-23", item, by: .lead, then: ["\(item) copies_done → copied"],
            clocks: ["publication": "workdays 2025-05-23 20", "transit": "days 2025-05-23 7"])
    }
}
