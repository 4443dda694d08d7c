// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Rulebook
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Papers made of cases: in the words that whoever asks reads, and for the public without what is not the public's.
@Suite(.timeLimit(.minutes(60))) struct MadePaperTests {
    private static let name = "孙秘密"
    private static let telephone = "13800138000"
    private static let card = "350102197001011234"

    private func story() async throws -> Suggestion {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Suggestion.opened(
            in: town, proposers: [.text(Self.name)],
            also: ["title": .text("关于\(Self.name)反映问题的建议"), "name_secret": "true"])
        try await item.act("accept", by: .assigner)
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await item.act("sign_for", by: .lead)
        try await item.file("contact_record")
        try await item.act(
            "contact", by: .lead,
            [
                "contact_kind": "phone",
                "contact_remarks": .text("\(Self.name),身份证\(Self.card),电话\(Self.telephone),希望加快"),
            ])
        return item
    }

    private func text(
        _ kind: String, of item: Suggestion, by who: Who, isPublic: Bool = false
    ) async throws -> String {
        try await Doors(item.town.engine, for: .person(item.town.principal(who))).cases
            .paper(kind, of: item.id, isPublic: isPublic).text
    }

    /// The name stands in the title, in the list and in a remark; for the public in none of them.
    @Test func theSecretNameIsKeptFromThePublicWhereverItStands() async throws {
        let item = try await self.story()
        let own = try await self.text("reply_letter", of: item, by: .lead)
        #expect(own.contains("\(Self.name)代表：") && own.contains(Self.telephone))
        for kind in ["答复函", "assignment", "feedback_form", "receipt"] {
            let text = try await self.text(kind, of: item, by: .lead, isPublic: true)
            for secret in [Self.name, Self.telephone, Self.card] {
                #expect(!text.contains(secret), "\(kind): \(text)")
            }
        }
        let letter = try await self.text("reply_letter", of: item, by: .lead, isPublic: true)
        #expect(letter.contains("某代表：") && !letter.contains("某代表代表"))
        #expect(letter.contains("此件不得公开"))
    }

    /// Who may not read the name makes papers without it; who sees no case makes none.
    @Test func eachMakesPapersOfWhatHeReads() async throws {
        let item = try await self.story()
        let watched = try await self.text("reply_letter", of: item, by: .supervisor)
        #expect(!watched.contains(Self.name) && watched.contains("某代表"))
        let refused = await #expect(throws: CaseworkError.self) {
            _ = try await self.text("reply_letter", of: item, by: .coHandler)
        }
        #expect(refused?.code == .notFound)
    }

    /// What is corrected is right in the next paper; what has no template is told with what has one.
    @Test func aPaperIsOfTheCaseAsItIsNow() async throws {
        let item = try await self.story()
        #expect(try await self.text("receipt", of: item, by: .lead).contains("签收单"))
        // Before 11 March 2025 the law had another number for it.
        let before = try await self.text("assignment", of: item, by: .lead)
        #expect(before.contains("答复：2025年6月3日前") && before.contains("第四十二条"))
        let refused = await #expect(throws: CaseworkError.self) {
            _ = try await self.text("建议原文", of: item, by: .lead)
        }
        #expect(refused?.sentence.zh.contains("答复函") == true)
    }

    /// An office's own template is taken for what its people make.
    @Test func theOfficesOwnTemplateIsTaken() async throws {
        let item = try await self.story()
        let own = "@letter\n@title 民政局自用：{{number}}\n"
        let other = "@letter\n@title 代工委自用：{{number}}\n"
        let templates = [
            "papers/proposal.reply_letter@mzj.mustache": own,
            "papers/proposal.reply_letter@rdgw.mustache": other,
        ]
        try await item.town.install(
            ShippedRulebook.files.merging(templates) { $1 }, reason: "本单位的模板")
        #expect(try await self.text("reply_letter", of: item, by: .lead).contains("民政局自用：7"))
        #expect(try await self.text("reply_letter", of: item, by: .assigner).contains("代工委自用：7"))
        #expect(try await self.text("reply_letter", of: item, by: .supervisor).contains("民政局自用：7"))
    }
}
