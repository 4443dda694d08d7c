// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// 公开、公示: what stands in the public file, and until when.
@Suite struct PublicFileTests {
    private func page(_ town: TownHall, _ who: Who = .lead) async throws -> PublicPage {
        try await Doors(town.engine, for: .person(town.principal(who))).reports
            .publicFile(after: nil)
    }

    /// 政府信息公开条例 26: a reply goes up by its own act and comes down by one.
    @Test(.timeLimit(.minutes(60)))
    func aReplyIsPublicByItsActAlone() async throws {
        let item = try await Suggestion.received(proposers: ["李四光明"])
        let town = item.town
        try await item.answer()
        // The text is there; nobody has published it.
        try await item.file("public_version")
        try await item.file("disclosure_review")
        #expect(try await self.page(town).texts.isEmpty)
        try await item.act("publish", by: .lead, ["public_url": "https://example.cn"])
        let first = try #require(try await self.page(town).texts.first)
        #expect(first.head.row.id == item.id && first.until == nil)
        #expect(first.publishedOn == town.engine.today)
        #expect(first.document.kind == "public_version")
        let told = first.told.map { "\($0.label.zh)=\($0.value.zh)" }
        #expect(told.contains("届次=四次") || told.contains { $0.hasPrefix("届次=") }, "\(told)")
        #expect(told.contains("建议编号=7"), "\(told)")
        // A text that is filed later waits for its own act.
        try await town.wait(until: town.engine.today.adding(days: 1))
        try await item.file("public_version")
        #expect(try await self.page(town).texts.map(\.document.id) == [first.document.id])
        // Who reads nothing of the case has none of its texts.
        #expect(try await self.page(town, .coHandler).texts.isEmpty)
        try await item.file("disclosure_review")
        try await item.act("withhold", by: .leader, ["disclosure_reason": "涉及隐私"])
        #expect(try await self.page(town).texts.isEmpty)
    }

    /// Who does not read what is secret cannot see to it that a text keeps it: he is told that one is missing.
    ///
    /// Whoever reads it is told what must not stand in the text.
    @Test(.timeLimit(.minutes(60)), arguments: [true, false])
    func aTextOfASecretCaseIsForWhoReadsTheSecret(isSecret: Bool) async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Suggestion.opened(
            in: town, proposers: ["李四光明", "王五"],
            also: ["name_secret": isSecret ? "true" : "false"])
        try await item.act("accept", by: .assigner)
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await item.act("sign_for", by: .lead)
        try await item.answer()
        try await item.file("public_version")
        try await item.file("disclosure_review")
        try await item.act("publish", by: .lead, ["public_url": "https://example.cn"])
        let own = try await self.page(town)
        #expect(own.texts.map(\.secrets) == [isSecret ? ["李四光明", "王五"] : []])
        let watched = try await self.page(town, .supervisor)
        #expect(watched.texts.isEmpty == isSecret)
        #expect(watched.missing == (isSecret ? [item.id] : []))
    }

    /// What was taken back is no text: it is told that one is missing, not left out in silence.
    @Test(.timeLimit(.minutes(60)))
    func aTextThatWasTakenBackIsMissing() async throws {
        let item = try await Suggestion.received()
        let town = item.town
        try await item.answer()
        try await item.file("public_version")
        try await item.file("disclosure_review")
        try await item.act("publish", by: .lead, ["public_url": "https://example.cn"])
        let text = try #require(try await self.page(town).texts.first)
        _ = try await town.annul(
            item.id, "\(text.document.sequence)", reason: "误传")
        let page = try await self.page(town)
        #expect(page.texts.isEmpty && page.missing == [item.id])
    }

    /// The longest term ends on the same day three years on (民法典 201, 202), and with it the text.
    @Test(.timeLimit(.minutes(60)))
    func aPenaltyIsShownUntilItsTermEnds() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-01-06")
        let penalty = try await ShortPenalty(town)
        try await penalty.served(ShortPenalty.warning)
        try await penalty.act(
            "publicise", by: .officer, ["public_version"], ["public_url": "mzj.example.cn"])
        let text = try #require(try await self.page(town, .officer).texts.first)
        #expect(text.until == "2028-01-06" && text.basis != nil)
        try await town.wait(until: "2028-01-06")
        #expect(try await self.page(town, .officer).texts.count == 1)
        try await town.wait(until: "2028-01-07")
        let later = try await self.page(town, .officer)
        #expect(later.texts.isEmpty && later.ended == 1)
    }

    /// 处罚法 48: what is changed or annulled comes down by its own act.
    @Test(.timeLimit(.minutes(60)))
    func aPenaltyThatIsTakenDownIsNotShown() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-01-06")
        let penalty = try await ShortPenalty(town)
        try await penalty.served(ShortPenalty.warning)
        try await penalty.act(
            "publicise", by: .officer, ["public_version"], ["public_url": "mzj.example.cn"])
        #expect(try await self.page(town, .officer).texts.count == 1)
        try await penalty.act("withdraw_publicity", by: .officer)
        let page = try await self.page(town, .officer)
        #expect(page.texts.isEmpty && page.ended == 0 && page.missing.isEmpty)
    }
}
