// SPDX-License-Identifier: Apache-2.0
import Testing
import TownHall
import Workflow

/// Class B, dissatisfied, handled a second time; the promise is kept, and B becomes A.
///
/// Invented; profile cn. The first class stays in `reply_type`, the later one in `converted_type`.
@Suite struct PromiseStory {
    private static let reply = "months 2025-04-01 3 roll = 2025-07-01"
    private static let rehandling = "months 2025-07-10 1 roll = 2025-08-11"
    private static let promise = "days 2025-12-30 1 = 2025-12-31"
    private static let draft: [String: Value] = [
        "reply_type": "B", "disclosure": "public", "contact_person": "联系人", "contact_phone": "0000",
    ]

    @Test(.timeLimit(.minutes(60)))
    func dissatisfiedDeputyIsAnsweredAgainAndThePromiseIsKept() async throws {
        let story = try await Story(in: WaiverStory.town, from: "2025-03-20")
        let item = try await self.received(story)
        let promise = try await self.promised(story, item)
        try await self.rated(story, item)
        try await self.answeredAgain(story, item)
        try await self.settled(story, item, promise)
        try await self.kept(story, promise)
        try await self.converted(story, item)
        try await story.ends()
    }

    private func received(_ story: Story) async throws -> String {
        let item = try await story.opens(
            "2025-03-20", "proposal", by: .assigner,
            [
                "assembly": "某市人大", "session": "四次", "number": "12", "title": "关于建设孵化园的建议",
                "proposers": ["李某"], "session_closed_on": "2025-03-10",
            ], state: "submitted")
        try await story.row(
            "2025-03-21", item, "accept", by: .assigner, state: "accepted",
            clocks: ["assignment": "days 2025-03-10 30 roll = 2025-04-09"])
        try await story.row(
            "2025-04-01", item, "assign", by: .assigner, ["mode": "sole"],
            roles: ["lead": "市民政局"], state: "assigned",
            clocks: [
                "signing_for": "workdays 2025-04-01 3", "reply": PromiseStory.reply,
                "objection": Story.noDate,
            ])
        try await story.row(
            "2025-04-02", item, "sign_for", by: .lead, state: "received",
            clocks: [
                "reply": PromiseStory.reply, "objection": "workdays 2025-04-02 5 = 2025-04-10",
                "contact": "workdays 2025-04-02 20 = 2025-04-30",
            ])
        try await story.files("2025-04-22", item, "contact_record", by: .lead)
        try await story.row(
            "2025-04-22", item, "contact", by: .lead, ["contact_kind": "meeting"],
            state: "received", clocks: ["reply": PromiseStory.reply])
        return item
    }

    /// Drafted, reviewed and signed on three days.
    private func signed(
        _ story: Story, _ item: String, _ days: [String], state: String, clocks: Story.Clocks
    ) async throws {
        try await story.row(
            .init(stringLiteral: days[0]), item, "draft", by: .clerk, PromiseStory.draft,
            state: state, clocks: clocks)
        try await story.row(
            .init(stringLiteral: days[1]), item, "review_draft", by: .lead,
            ["review_result": "passed"], state: state, clocks: clocks)
        try await story.row(
            .init(stringLiteral: days[2]), item, "sign", by: .leader, ["signer": "局长"],
            state: state, clocks: clocks)
    }

    private func promised(_ story: Story, _ item: String) async throws -> String {
        let running = ["reply": PromiseStory.reply]
        try await self.signed(
            story, item, ["2025-06-03", "2025-06-04", "2025-06-05"], state: "received",
            clocks: running)
        try await story.refused(
            "2025-06-05", item, "answer", by: .lead, ["letter_number": "民函〔2025〕9号"],
            about: ["recorded promise"], unmet: ["‹Promise› not recorded"])
        try await story.row(
            "2025-06-06", item, "promise", by: .lead,
            ["promise_text": "年底前建成孵化园", "promise_due": "2025-12-31"], state: "received",
            clocks: running, then: ["CN-2025-000001 open → open"])
        let promise = try #require(try await story.children(of: item).first)
        try await story.expect(["promise": PromiseStory.promise], of: promise, "promised")
        return promise
    }

    private func rated(_ story: Story, _ item: String) async throws {
        let publication = "workdays 2025-06-09 20 = 2025-07-07"
        try await story.row(
            "2025-06-09", item, "answer", by: .lead, ["letter_number": "民函〔2025〕9号"],
            state: "answered",
            clocks: ["publication": publication, "sending": "workdays 2025-06-09 3"])
        try await story.sends(
            "2025-06-09", item, by: .lead, then: ["\(item) copies_done → copied"],
            clocks: ["publication": publication, "transit": "days 2025-06-09 7 = 2025-06-16"])
        try await story.time(
            until: "2025-06-17", item, "reply_received", happenedOn: "days 2025-06-09 7",
            state: "copied",
            clocks: ["publication": publication, "feedback": "workdays 2025-06-16 20 = 2025-07-14"])
        try await story.files("2025-06-20", item, "public_version", "disclosure_review", by: .lead)
        try await story.row(
            "2025-06-20", item, "publish", by: .lead, ["public_url": "mzj.example.cn"],
            state: "copied", clocks: ["feedback": "workdays 2025-06-16 20"])
        try await story.row(
            "2025-07-10", item, "rate", by: .assigner,
            ["rating": "dissatisfied", "rating_attitude": "fairly", "reason": "未说明选址"],
            state: "rehandling", clocks: ["rehandling": PromiseStory.rehandling])
    }

    private func answeredAgain(_ story: Story, _ item: String) async throws {
        try await story.refused(
            "2025-07-25", item, "answer", by: .lead, ["letter_number": "民函〔2025〕15号"],
            about: ["recorded contact", "recorded draft"],
            unmet: [
                "‹Contact› not recorded [since ‹Re-handling›]",
                "‹Draft› not recorded [since ‹Re-handling›]",
            ])
        let running = ["rehandling": PromiseStory.rehandling]
        try await story.files("2025-07-26", item, "contact_record", by: .lead)
        try await story.row(
            "2025-07-26", item, "contact", by: .lead, ["contact_kind": "visit"],
            state: "rehandling", clocks: running)
        try await self.signed(
            story, item, ["2025-07-28", "2025-07-29", "2025-07-30"], state: "rehandling",
            clocks: running)
        let publication = "workdays 2025-08-05 20 = 2025-09-02"
        try await story.row(
            "2025-08-05", item, "answer", by: .lead, ["letter_number": "民函〔2025〕15号"],
            state: "answered",
            clocks: ["publication": publication, "sending": "workdays 2025-08-05 3"])
        try await story.sends(
            "2025-08-05", item, by: .lead, then: ["\(item) copies_done → copied"],
            clocks: ["publication": publication, "transit": "days 2025-08-05 7 = 2025-08-12"])
        try await story.time(
            until: "2025-08-13", item, "reply_received", happenedOn: "days 2025-08-05 7",
            state: "copied",
            clocks: ["publication": publication, "feedback": "workdays 2025-08-12 20 = 2025-09-09"])
    }

    private func settled(_ story: Story, _ item: String, _ promise: String) async throws {
        try await story.files("2025-08-15", item, "public_version", "disclosure_review", by: .lead)
        try await story.row(
            "2025-08-15", item, "publish", by: .lead, ["public_url": "mzj.example.cn"],
            state: "copied", clocks: ["feedback": "workdays 2025-08-12 20"])
        try await story.row(
            "2025-08-20", item, "rate", by: .assigner, ["rating": "satisfied"], state: "settled",
            clocks: [:])
        try await story.refused(
            "2025-09-01", item, "close", by: .lead, about: ["children \(promise)"],
            unmet: [
                "\(promise) is not yet Fulfilled or Explained or Carried over or Cancelled"
            ])
    }

    private func kept(_ story: Story, _ promise: String) async throws {
        let running = ["promise": PromiseStory.promise]
        try await story.row(
            "2025-10-09", promise, "report_progress", by: .lead, ["progress": "主体完工"],
            state: "open", clocks: running)
        try await story.files("2025-12-10", promise, "evidence", by: .lead)
        try await story.row(
            "2025-12-10", promise, "claim", by: .lead, ["progress": "已投用"], state: "claimed",
            clocks: running)
        try await story.row(
            "2025-12-15", promise, "confirm", by: .supervisor, ["check_result": "confirmed"],
            state: "fulfilled", clocks: [:])
    }

    private func converted(_ story: Story, _ item: String) async throws {
        let running = ["publication": "workdays 2025-12-18 20 = 2026-01-16"]
        try await story.files("2025-12-18", item, "evidence", by: .lead)
        try await story.row(
            "2025-12-18", item, "convert", by: .lead,
            ["converted_type": "A", "letter_number": "民函〔2025〕30号"], state: "settled",
            clocks: running)
        #expect(try await story.letters("second_reply", of: item) == ["李某 ×1"])
        try await story.sends("2025-12-19", item, by: .lead, then: [], clocks: running)
        try await story.refused(
            "2025-12-22", item, "close", by: .lead, about: ["recorded publish,withhold"],
            unmet: [
                "‹Publish or Withhold› not recorded [since ‹Answer or Answered with the other or Convert›]"
            ])
        try await story.files("2025-12-23", item, "public_version", "disclosure_review", by: .lead)
        try await story.row(
            "2025-12-23", item, "publish", by: .lead, ["public_url": "mzj.example.cn"],
            state: "settled", clocks: [:])
        let fields = try await story.town.fields(of: item)
        #expect(fields["reply_type"] == "B" && fields["converted_type"] == "A")
        try await story.row(
            "2025-12-24", item, "close", by: .lead, state: "closed",
            clocks: ["archiving": "days 2025-12-24 30 roll = 2026-01-23"])
        try await story.row(
            "2025-12-29", item, "archive", by: .clerk,
            ["missing_papers": "文书仍在纸上"], state: "archived", clocks: [:])
    }
}
