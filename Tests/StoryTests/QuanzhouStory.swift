// SPDX-License-Identifier: Apache-2.0
import Testing
import TownHall

/// Quanzhou, suggestion 1373: a lead and one co-handler, class A, four copies.
///
/// Number, offices, class and copies are from the published letter; all dates are chosen.
@Suite struct QuanzhouStory {
    static let quanzhou = TownHall.Plan(
        place: "泉州市", profile: "cn-fujian",
        offices: [
            .assigner: .init("市人大常委会人事代表工委", "qz-rdgw"), .lead: .init("市民政局", "qz-mzj"),
            .coHandler: .init("市委社会工作部", "qz-sgb"),
            .supervisor: .init("市政府督查室", "qz-dcs", duties: ["supervisor"]),
        ],
        others: [.init("市委督查室", "qz-swdc", duties: ["party_supervision"])])

    @Test(.timeLimit(.minutes(60)))
    func suggestionWithOneCoHandlerGoesFromSubmissionToTheArchive() async throws {
        let story = try await Story(in: QuanzhouStory.quanzhou, from: "2025-03-27")
        let item = try await self.assigned(story)
        let task = try await self.askedAndDrafted(story, item)
        try await self.answered(story, item, task)
        try await self.settledAndArchived(story, item)
        try await story.ends()
    }

    private static let reply = "months 2025-04-01 3 roll"
    private static let objection = "workdays 2025-04-02 5"
    private static let contact = "workdays 2025-04-02 20"
    private static let opinion = "months 2025-04-01 1 roll"
    private static let publication = "workdays 2025-05-06 20"

    private func assigned(_ story: Story) async throws -> String {
        let item = try await story.opens(
            "2025-03-27", "proposal", by: .assigner,
            [
                "assembly": "泉州市人大", "session": "市十七届人大四次会议", "number": "1373",
                "title": "关于发挥社会组织在基层社会治理中作用的建议", "proposers": ["骆春玲"],
                "session_closed_on": "2025-03-10",
            ], state: "submitted")
        try await story.row(
            "2025-03-28", item, "accept", by: .assigner, state: "accepted",
            clocks: ["assignment": "days 2025-03-10 30 roll"])
        try await story.row(
            "2025-04-01", item, "assign", by: .assigner,
            ["mode": "joint", "co_handlers": ["市委社会工作部"]], roles: ["lead": "市民政局"],
            state: "assigned",
            clocks: [
                "signing_for": "workdays 2025-04-01 3", "reply": QuanzhouStory.reply,
                "objection": Story.noDate,
            ])
        try await story.row(
            "2025-04-02", item, "sign_for", by: .lead, state: "received",
            clocks: [
                "reply": QuanzhouStory.reply, "objection": QuanzhouStory.objection,
                "contact": QuanzhouStory.contact,
            ])
        return item
    }

    private func askedAndDrafted(_ story: Story, _ item: String) async throws -> String {
        try await story.row(
            "2025-04-03", item, "ask_co_handlers", by: .lead, state: "co_handling",
            clocks: [
                "reply": QuanzhouStory.reply, "objection": QuanzhouStory.objection,
                "contact": QuanzhouStory.contact,
            ],
            then: ["HB-2025-000001 open → asked"])
        let task = try #require(try await story.children(of: item).first)
        try await story.expect(["opinion": QuanzhouStory.opinion], of: task, "co-handling opened")
        try await story.row(
            "2025-04-07", task, "sign_for", by: .coHandler, state: "received",
            clocks: ["opinion": QuanzhouStory.opinion])
        try await story.files("2025-04-15", item, "contact_record", by: .lead)
        try await story.row(
            "2025-04-15", item, "contact", by: .lead, ["contact_kind": "visit"],
            state: "co_handling", clocks: ["reply": QuanzhouStory.reply])
        try await story.row(
            "2025-04-18", item, "draft", by: .clerk,
            [
                "reply_type": "A", "disclosure": "public", "contact_person": "联系人",
                "contact_phone": "0595-0000",
            ], state: "co_handling", clocks: ["reply": QuanzhouStory.reply])
        try await story.row(
            "2025-04-21", item, "review_draft", by: .lead, ["review_result": "passed"],
            state: "co_handling", clocks: ["reply": QuanzhouStory.reply])
        try await story.row(
            "2025-04-22", item, "sign", by: .leader, ["signer": "何志宏"], state: "co_handling",
            clocks: ["reply": QuanzhouStory.reply])
        return task
    }

    private func answered(_ story: Story, _ item: String, _ task: String) async throws {
        try await story.refused(
            "2025-04-22", item, "answer", by: .lead, ["letter_number": "泉民函〔2025〕41号"],
            unmet: ["\(task)(市委社会工作部) is not yet Opinion given or Waived or Concluded or Cancelled"]
        )
        try await story.files("2025-04-25", task, "opinion_letter", by: .coHandler)
        try await story.row(
            "2025-04-25", task, "give_opinion", by: .coHandler,
            ["opinion_number": "泉委社函〔2025〕8号"], state: "opinion_given", clocks: [:])
        try await story.row(
            "2025-05-06", item, "answer", by: .lead, ["letter_number": "泉民函〔2025〕41号"],
            state: "answered",
            clocks: ["publication": QuanzhouStory.publication, "sending": "workdays 2025-05-06 3"],
            then: ["\(task) conclude → concluded"])
        #expect(try await story.letters("reply", of: item) == ["骆春玲 ×1"])
        #expect(
            try await story.letters("copy", of: item)
                == ["市人大常委会人事代表工委 ×1", "市委督查室 ×1", "市委社会工作部 ×1", "市政府督查室 ×1"].sorted())
        try await story.sends(
            "2025-05-06", item, by: .lead, then: ["\(item) copies_done → copied"],
            clocks: ["publication": QuanzhouStory.publication, "transit": "days 2025-05-06 7"])
    }

    private func settledAndArchived(_ story: Story, _ item: String) async throws {
        try await story.files("2025-05-12", item, "public_version", "disclosure_review", by: .lead)
        try await story.row(
            "2025-05-12", item, "publish", by: .lead, ["public_url": "mzj.quanzhou.gov.cn"],
            state: "copied", clocks: ["transit": "days 2025-05-06 7"])
        try await story.time(
            until: "2025-05-14", item, "reply_received", happenedOn: "days 2025-05-06 7",
            state: "copied", clocks: ["feedback": "workdays 2025-05-13 20"])
        try await story.row(
            "2025-05-28", item, "rate", by: .assigner,
            ["rating": "satisfied", "rating_attitude": "satisfied"], state: "settled", clocks: [:])
        try await story.row(
            "2025-06-03", item, "close", by: .lead, state: "closed",
            clocks: ["archiving": "days 2025-06-03 30 roll"])
        try await story.row(
            "2025-06-10", item, "archive", by: .lead,
            ["missing_papers": "文书仍在纸上"], state: "archived", clocks: [:])
    }
}
