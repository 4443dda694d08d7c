// SPDX-License-Identifier: Apache-2.0
import Testing
import TownHall

/// Futian, three co-signers: one letter to all, no number, and no feedback ever.
///
/// Names, letter number and the letter's date are published; class, publicity and the other dates
/// are chosen.
@Suite struct FutianStory {
    static let futian = TownHall.Plan(
        place: "福田区", profile: "cn-guangdong-shenzhen",
        offices: [
            .assigner: .init("区人大常委会代工委", "ft-rddg"), .lead: .init("区民政局", "ft-mzj"),
            .supervisor: .init("区政府督查室", "ft-dcs", duties: ["supervisor"]),
        ])

    private static let reply = "months 2022-05-05 3 roll"
    private static let publication = "workdays 2022-07-28 20"

    @Test(.timeLimit(.minutes(60)))
    func jointSuggestionWithoutFeedbackIsSettledByTheDaemon() async throws {
        let story = try await Story(in: FutianStory.futian, from: "2022-04-20")
        let item = try await self.received(story)
        try await self.answered(story, item)
        try await story.time(
            until: "2022-08-05", item, "reply_received", happenedOn: "days 2022-07-28 7",
            state: "copied",
            clocks: ["publication": FutianStory.publication, "feedback": "workdays 2022-08-04 20"])
        try await story.time(
            until: "2022-09-02", item, "no_feedback", happenedOn: "workdays 2022-08-04 20",
            state: "settled", clocks: ["publication": FutianStory.publication])
        try await story.ends()
    }

    private func received(_ story: Story) async throws -> String {
        let item = try await story.opens(
            "2022-04-20", "proposal", by: .assigner,
            [
                "assembly": "福田区人大", "session": "2022", "title": "关于进一步促进社会组织创新发展的建议",
                "proposers": ["张冰", "刘思宇", "张勇"], "proposer_kind": "joint",
                "session_closed_on": "2022-04-15",
            ], state: "submitted")
        try await story.row(
            "2022-04-22", item, "accept", by: .assigner, state: "accepted",
            clocks: ["assignment": "days 2022-04-15 30 roll"])
        try await story.row(
            "2022-05-05", item, "assign", by: .assigner, ["mode": "sole"],
            roles: ["lead": "区民政局"], state: "assigned",
            clocks: [
                "signing_for": "workdays 2022-05-05 3", "reply": FutianStory.reply,
                "objection": Story.noDate,
            ])
        try await story.row(
            "2022-05-06", item, "sign_for", by: .lead, state: "received",
            clocks: [
                "reply": FutianStory.reply, "objection": "days 2022-05-06 10 roll",
                "contact": "workdays 2022-05-06 20",
            ])
        return item
    }

    private func answered(_ story: Story, _ item: String) async throws {
        try await story.files("2022-05-25", item, "contact_record", by: .lead)
        try await story.row(
            "2022-05-25", item, "contact", by: .lead, ["contact_kind": "meeting"],
            state: "received", clocks: ["reply": FutianStory.reply])
        try await story.row(
            "2022-07-18", item, "draft", by: .clerk,
            [
                "reply_type": "A", "disclosure": "public", "contact_person": "联系人",
                "contact_phone": "0755-0000",
            ], state: "received", clocks: ["reply": FutianStory.reply])
        try await story.row(
            "2022-07-20", item, "review_draft", by: .lead, ["review_result": "passed"],
            state: "received", clocks: ["reply": FutianStory.reply])
        try await story.row(
            "2022-07-27", item, "sign", by: .leader, ["signer": "福田区民政局"], state: "received",
            clocks: ["reply": FutianStory.reply])
        try await story.row(
            "2022-07-28", item, "answer", by: .lead, ["letter_number": "福民函〔2022〕27号"],
            state: "answered",
            clocks: ["publication": FutianStory.publication, "sending": "workdays 2022-07-28 3"])
        #expect(try await story.letters("reply", of: item) == ["张冰、刘思宇、张勇 ×1"])
        try await story.sends(
            "2022-07-28", item, by: .lead, then: ["\(item) copies_done → copied"],
            clocks: ["publication": FutianStory.publication, "transit": "days 2022-07-28 7"])
    }
}
