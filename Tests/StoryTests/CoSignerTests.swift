// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// What those who were answered think of it: each for himself, late, and anew.
@Suite struct CoSignerTests {
    private static let three: Value = ["李四", "王五", "赵六"]

    private func answered(
        in plan: TownHall.Plan = Suggestion.town, on day: Day = "2025-03-03",
        proposers: Value = CoSignerTests.three, type: Value = "A"
    ) async throws -> Suggestion {
        let item = try await Suggestion.received(on: day, in: plan, proposers: proposers)
        try await item.answer(type)
        #expect(try await item.state == "copied")
        return item
    }

    private func rating(_ value: Value, _ name: Value? = nil, _ reason: Value? = nil)
        -> [String: Value]
    {
        var fields: [String: Value] = ["rating": value]
        fields["rated_by"] = name
        fields["reason"] = reason
        return fields
    }

    // 河南2017 21(2), 22(1): each is answered, and each gives feedback.
    @Test(.timeLimit(.minutes(60)))
    func eachCoSignerRatesOnceForAReply() async throws {
        let item = try await self.answered()
        let nobody = await item.refusal(of: "rate", by: .assigner, self.rating("satisfied"))
        #expect(nobody?.unmet.map(\.about) == ["field rated_by"], "\(nobody?.told ?? "")")
        let stranger = await item.refusal(
            of: "rate", by: .assigner, self.rating("satisfied", "钱七"))
        #expect(stranger?.told.contains("李四、王五、赵六") ?? false, "\(stranger?.told ?? "")")
        try await item.act("rate", by: .assigner, self.rating("satisfied", "李四"))
        #expect(try await item.state == "copied")
        let twice = await item.refusal(of: "rate", by: .assigner, self.rating("fairly", "李四"))
        #expect(twice?.unmet.count == 1, "\(twice?.told ?? "")")
        try await item.act("rate", by: .assigner, self.rating("fairly", "王五"))
        let result = try await item.act("rate", by: .assigner, self.rating("satisfied", "赵六"))
        #expect(result.state == "settled")
    }

    /// Whoever is not named again is not the one who rated before.
    @Test(.timeLimit(.minutes(60)))
    func aRatingWithoutANameIsNobodys() async throws {
        let item = try await self.answered()
        try await item.act("rate", by: .assigner, self.rating("satisfied", "李四"))
        let error = await item.refusal(of: "rate", by: .assigner, self.rating("dissatisfied"))
        #expect(error?.unmet.map(\.about) == ["field rated_by"], "\(error?.told ?? "")")
    }

    @Test(.timeLimit(.minutes(60)))
    func oneDissatisfiedCoSignerLeadsToASecondHandlingAndTheOthersAreKept() async throws {
        let item = try await self.answered()
        try await item.act("rate", by: .assigner, self.rating("satisfied", "李四"))
        let result = try await item.act(
            "rate", by: .assigner, self.rating("dissatisfied", "王五"))
        #expect(result.state == "rehandling")
        let late = try await item.act("rate", by: .assigner, self.rating("fairly", "赵六"))
        #expect(late.state == "rehandling")
        // Two in one round are one round: the second reply's first dissatisfied rating escalates.
        try await item.answer("A", number: "民函〔2025〕19号")
        let again = try await item.act(
            "rate", by: .assigner, self.rating("dissatisfied", "赵六"))
        #expect(again.state == "escalated")
    }

    @Test(.timeLimit(.minutes(60)))
    func twoDissatisfiedInOneRoundDoNotEscalate() async throws {
        let item = try await self.answered()
        try await item.act("rate", by: .assigner, self.rating("dissatisfied", "王五"))
        let second = try await item.act(
            "rate", by: .assigner, self.rating("dissatisfied", "赵六"))
        #expect(second.state == "rehandling")
    }

    @Test(.timeLimit(.minutes(60)))
    func aSingleProposerNeedsNoName() async throws {
        let item = try await self.answered(proposers: ["李某"])
        let result = try await item.act("rate", by: .assigner, self.rating("satisfied"))
        #expect(result.state == "settled")
        let twice = await item.refusal(
            of: "rate", by: .assigner, self.rating("fairly", "李某"))
        #expect(twice != nil)
    }

    /// A place where the majority decides: one of three is not enough, two are.
    @Test(.timeLimit(.minutes(60)))
    func whereTheMajorityDecidesTwoOfThreeLeadToASecondHandling() async throws {
        var files = TownHall.shippedFiles
        let name = "profiles/cn.yaml"
        files[name] = files[name]?.replacing("rehandling_by: one", with: "rehandling_by: majority")
        let town = try await TownHall(Suggestion.town, on: "2025-03-03", livingBy: files)
        let item = try await Suggestion.opened(in: town, proposers: CoSignerTests.three)
        try await item.act("accept", by: .assigner)
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await item.act("sign_for", by: .lead)
        try await item.answer()
        let one = try await item.act("rate", by: .assigner, self.rating("dissatisfied", "李四"))
        #expect(one.state == "copied")
        let two = try await item.act("rate", by: .assigner, self.rating("dissatisfied", "王五"))
        #expect(two.state == "rehandling")
    }

    // 重庆2017 26(2), 27(2): the lead deputy rates, with reasons, and the office orders the second handling.
    @Test(.timeLimit(.minutes(60)))
    func inChongqingTheLeadDeputyRatesAndTheOfficeOrders() async throws {
        let item = try await self.answered(in: Suggestion.town("cn-chongqing"))
        let other = await item.refusal(
            of: "rate", by: .assigner, self.rating("satisfied", "王五"))
        #expect(other?.unmet.map(\.about) == ["field rated_by"], "\(other?.told ?? "")")
        let silent = await item.refusal(of: "rate", by: .assigner, self.rating("dissatisfied"))
        #expect(silent?.unmet.map(\.about) == ["field reason"], "\(silent?.told ?? "")")
        let rated = try await item.act(
            "rate", by: .assigner, self.rating("dissatisfied", "李四", "未答所问"))
        #expect(rated.state == "settled")
        let ordered = try await item.act("rehandle", by: .assigner)
        #expect(ordered.state == "rehandling")
        // 27(2): two months.
        #expect(try await item.run("rehandling").due == "2025-05-06")
    }

    // 河南2017 22(2): whoever is not satisfied says why; an older reason is none.
    @Test(.timeLimit(.minutes(60)))
    func inHenanADissatisfiedRatingNeedsItsOwnReason() async throws {
        let item = try await self.answered(in: Suggestion.town("cn-henan"))
        try await item.act("rate", by: .assigner, self.rating("satisfied", "李四", "很好"))
        let error = await item.refusal(
            of: "rate", by: .assigner, self.rating("dissatisfied", "王五"))
        #expect(error?.unmet.map(\.about) == ["field reason"], "\(error?.told ?? "")")
        #expect(error?.unmet.first.map { "\($0.basis)".contains("\"22\"") } ?? false)
    }

    @Test(.timeLimit(.minutes(60)))
    func aFormThatComesAfterTheEndIsKept() async throws {
        let item = try await self.answered(proposers: ["李某"])
        try await item.town.wait(until: "2025-05-20")
        #expect(try await item.state == "settled")
        try await item.file("public_version")
        try await item.file("disclosure_review")
        try await item.act("publish", by: .lead, ["public_url": "https://example.cn"])
        try await item.act("close", by: .lead)
        try await item.act("archive", by: .lead, ["missing_papers": "文书仍在纸上"])
        let late = try await item.act("rate", by: .assigner, self.rating("dissatisfied"))
        #expect(late.state == "archived")
        #expect(try await item.town.fields(of: item.id)["rating"] == "dissatisfied")
    }

    @Test(.timeLimit(.minutes(60)))
    func aSecondTalkAndTheYearsEndBringNewScores() async throws {
        let item = try await self.answered(proposers: ["李某"])
        try await item.act("rate", by: .assigner, self.rating("fairly"))
        let untalked = await item.refusal(
            of: "rate_again", by: .assigner,
            ["rating": "satisfied", "rating_occasion": "second_talk"])
        #expect(untalked?.unmet.map(\.about) == ["recorded contact"], "\(untalked?.told ?? "")")
        try await item.file("contact_record")
        try await item.act("contact", by: .lead, ["contact_kind": "meeting"])
        let again = try await item.act(
            "rate_again", by: .assigner,
            ["rating": "satisfied", "rating_occasion": "second_talk"])
        #expect(again.state == "settled")
        try await item.act(
            "rate_again", by: .assigner,
            ["rating": "dissatisfied", "rating_occasion": "look_back"])
        #expect(try await item.act("rehandle", by: .assigner).state == "rehandling")
    }

    /// 枣阳 C类回头看: what could not be done is promised later, and the class turns to A.
    @Test(.timeLimit(.minutes(60)))
    func afterAReplyOfClassCSomethingCanBePromised() async throws {
        let item = try await self.answered(proposers: ["李某"], type: "C")
        try await item.act("rate", by: .assigner, self.rating("satisfied"))
        try await item.act(
            "promise", by: .lead, ["promise_text": "明年列入预算", "promise_due": "2026-06-30"])
        let promise = try #require(try await item.children("commitment").first?.id)
        try await item.town.file(promise, "evidence", by: .lead)
        try await item.town.act(promise, "claim", by: .lead, ["progress": "已列入"])
        try await item.town.act(promise, "confirm", by: .supervisor, ["check_result": "confirmed"])
        try await item.file("evidence")
        let result = try await item.act(
            "convert", by: .lead, ["converted_type": "A", "letter_number": "民函〔2025〕77号"])
        #expect(result.state == "settled")
    }
}
