// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// 并案: handled together, answered separately (浙江2016 18(3), 河南2017 21(2), 山东2017 20).
@Suite struct MergerTests {
    @Test(.timeLimit(.minutes(60)))
    func theProposersOfAMergedSuggestionGetAReplyOfTheirOwn() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let main = try await Suggestion.opened(in: town)
        let other = try await Suggestion.opened(in: town, number: "8", proposers: ["孙某"])
        for item in [main, other] { try await item.act("accept", by: .assigner) }
        let merged = try await other.act(
            "merge", by: .assigner, ["merged_into": .text(main.id)])
        #expect(merged.state == "merged")
        #expect(try await main.view().linked.map(\.row.id) == [other.id])
        try await main.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await main.act("sign_for", by: .lead)
        try await main.answer()
        let view = try await other.view()
        #expect(view.row.state == "answered" && view.row.roles["lead"]?.office == "mzj")
        #expect(view.facts.fields["reply_type"] == "A")
        #expect(view.deliveries.contains { $0.kind == "reply" && $0.recipient.name == "孙某" })
        try await town.send(other.id, by: .lead)
        let rated = try await other.act("rate", by: .assigner, ["rating": "dissatisfied"])
        #expect(rated.state == "rehandling")
        #expect(try await main.state == "copied")
    }

    @Test(.timeLimit(.minutes(60)))
    func nothingIsMergedIntoItselfAnotherKindOrWhatIsUnderWay() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Suggestion.opened(in: town)
        let own = await item.refusal(
            of: "merge", by: .assigner, ["merged_into": .text(item.id)])
        #expect(own?.told.contains("是本案自己") ?? false, "\(own?.told ?? "")")
        let motion = try await town.open(
            "motion", by: .assigner,
            [
                "assembly": "市政协", "session": "四次", "number": "1", "title": "提案",
                "proposers": ["钱某"],
            ]
        ).caseID
        let kind = await item.refusal(of: "merge", by: .assigner, ["merged_into": .text(motion)])
        #expect(kind?.told.contains("\(motion)不是〈代表建议〉") ?? false, "\(kind?.told ?? "")")
        let answered = try await Suggestion.opened(in: town, number: "8")
        try await answered.act("accept", by: .assigner)
        try await answered.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await answered.act("sign_for", by: .lead)
        let late = await item.refusal(
            of: "merge", by: .assigner, ["merged_into": .text(answered.id)])
        #expect(late?.unmet.map(\.code) == ["case"], "\(late?.told ?? "")")
    }

    @Test(.timeLimit(.minutes(60)))
    func whatWasMergedComesBackWhenTheOtherIsWithdrawn() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let main = try await Suggestion.opened(in: town)
        let other = try await Suggestion.opened(in: town, number: "8", proposers: ["孙某"])
        try await other.act("merge", by: .assigner, ["merged_into": .text(main.id)])
        try await main.file("withdrawal", by: .assigner)
        try await main.act("withdraw", by: .assigner)
        #expect(try await other.state == "submitted")
    }

    /// Whoever was merged elsewhere since is answered there, not by the one it left.
    @Test(.timeLimit(.minutes(60)))
    func aSuggestionIsAnsweredWithTheOneItIsMergedIntoNow() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let first = try await Suggestion.opened(in: town)
        let second = try await Suggestion.opened(in: town, number: "8")
        let moving = try await Suggestion.opened(in: town, number: "9", proposers: ["孙某"])
        try await moving.act("merge", by: .assigner, ["merged_into": .text(first.id)])
        try await moving.act("unmerge", by: .assigner)
        try await moving.act("merge", by: .assigner, ["merged_into": .text(second.id)])
        for item in [first, second] {
            try await item.act("accept", by: .assigner)
            try await item.act(
                "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
            try await item.act("sign_for", by: .lead)
        }
        try await first.answer()
        #expect(try await moving.state == "merged")
        try await second.answer("A", number: "民函〔2025〕10号")
        #expect(try await moving.state == "answered")
    }

    // 提案: the seal is for parties, bodies and committees; sectors and groups sign by their convener.
    @Test(arguments: [
        ("party", "body_seal"), ("committee", "body_seal"), ("organisation", "body_seal"),
        ("sector", "convener_signature"), ("group", "convener_signature"),
        ("joint_group", "convener_signature"),
    ])
    func aCollectiveProposalIsSealedOrSignedByItsConvener(_ kind: String, _ paper: String)
        async throws
    {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let id = try await town.open(
            "motion", by: .assigner,
            [
                "assembly": "市政协", "session": "四次", "number": "1", "title": "提案",
                "proposers": ["某界别"], "proposer_kind": .text(kind),
            ]
        ).caseID
        let item = Suggestion(town: town, id: id)
        let error = await item.refusal(of: "file", by: .assigner)
        #expect(error?.unmet.map(\.about) == ["document \(paper)"])
        try await item.file(paper, by: .assigner)
        #expect(try await item.act("file", by: .assigner).state == "accepted")
    }
}
