// SPDX-License-Identifier: Apache-2.0
import Testing
import TownHall

/// Puyang, motion 189: a committee's motion, answered by the date of the notice, two copies each.
///
/// Number, committee, copies and the letter's date are published; the rest is chosen.
@Suite struct PuyangStory {
    static let puyang = TownHall.Plan(
        place: "濮阳市", profile: "cn-henan",
        offices: [
            .assigner: .init("市政协提案委", "py-tiw"), .lead: .init("市民政局", "py-mzj"),
            .supervisor: .init("市委市政府督查局", "py-dcj", duties: ["supervisor"]),
        ])

    private static let reply = "months 2022-04-06 3 roll | roll 2022-06-30"
    private static let publication = "workdays 2022-06-30 20"

    @Test(.timeLimit(.minutes(60)))
    func committeesMotionIsFiledWithItsSealAndAnsweredByTheNoticesDate() async throws {
        let story = try await Story(in: PuyangStory.puyang, from: "2022-03-10")
        let item = try await self.received(story)
        try await self.answered(story, item)
        try await story.ends()
    }

    private func received(_ story: Story) async throws -> String {
        let item = try await story.opens(
            "2022-03-10", "motion", by: .assigner,
            [
                "assembly": "政协濮阳市委员会", "session": "八届六次", "number": "189",
                "title": "关于加快社区社会组织培育发展的提案", "proposers": ["社会和法制委"],
                "proposer_kind": "committee", "session_closed_on": "2022-03-12",
            ], state: "submitted")
        try await story.refused(
            "2022-03-18", item, "file", by: .assigner,
            unmet: ["document ‹Sealed page of a collective proposal› is missing"])
        try await story.files("2022-03-18", item, "body_seal", by: .assigner)
        try await story.row(
            "2022-03-18", item, "file", by: .assigner, state: "accepted",
            clocks: ["assignment": "days 2022-03-12 30 roll"])
        try await story.row(
            "2022-04-06", item, "assign", by: .assigner,
            ["mode": "sole", "reply_by": "2022-06-30"], roles: ["lead": "市民政局"],
            state: "assigned",
            clocks: [
                "signing_for": "workdays 2022-04-06 3", "reply": PuyangStory.reply,
                "objection": Story.noDate,
            ])
        try await story.row(
            "2022-04-07", item, "sign_for", by: .lead, state: "received",
            clocks: [
                "reply": PuyangStory.reply, "objection": "days 2022-04-07 7 roll",
                "contact": "workdays 2022-04-07 20",
            ])
        return item
    }

    private func answered(_ story: Story, _ item: String) async throws {
        try await story.files("2022-05-06", item, "contact_record", by: .lead)
        try await story.row(
            "2022-05-06", item, "contact", by: .lead, ["contact_kind": "meeting"],
            state: "received", clocks: ["reply": PuyangStory.reply])
        try await story.row(
            "2022-06-20", item, "draft", by: .clerk,
            [
                "reply_type": "A", "disclosure": "public", "contact_person": "联系人",
                "contact_phone": "0393-0000",
            ], state: "received", clocks: ["reply": PuyangStory.reply])
        try await story.row(
            "2022-06-22", item, "review_draft", by: .lead, ["review_result": "passed"],
            state: "received", clocks: ["reply": PuyangStory.reply])
        try await story.row(
            "2022-06-29", item, "sign", by: .leader, ["signer": "市民政局"], state: "received",
            clocks: ["reply": PuyangStory.reply])
        try await story.row(
            "2022-06-30", item, "answer", by: .lead, ["letter_number": "濮民函〔2022〕0号"],
            state: "answered",
            clocks: ["publication": PuyangStory.publication, "sending": "workdays 2022-06-30 3"])
        #expect(try await story.letters("reply", of: item) == ["社会和法制委 ×1"])
        #expect(
            try await story.letters("copy", of: item) == ["市政协提案委 ×2", "市委市政府督查局 ×2"].sorted())
        try await story.sends(
            "2022-06-30", item, by: .lead, then: ["\(item) copies_done → copied"],
            clocks: ["publication": PuyangStory.publication, "transit": "days 2022-06-30 7"])
    }
}
