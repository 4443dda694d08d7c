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

    private func story(isJoint: Bool = false) async throws -> Suggestion {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Suggestion.opened(
            in: town, proposers: [.text(Self.name)],
            also: ["title": .text("关于\(Self.name)反映问题的建议"), "name_secret": "true"])
        try await item.act("accept", by: .assigner)
        let mode: [String: Value] =
            isJoint ? ["mode": "joint", "co_handlers": ["市财政局"]] : ["mode": "sole"]
        try await item.act("assign", by: .assigner, mode, roles: ["lead": "市民政局"])
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

    /// A co-handler's opinion stands in the reply; the name in it does not stand in the public one.
    @Test func whatPartsSayIsKeptFromThePublicToo() async throws {
        let item = try await self.story(isJoint: true)
        try await item.act("ask_co_handlers", by: .lead)
        let part = try #require(
            try await item.town.engine.cases.view(item.id).children.first?.row.id)
        try await item.town.act(part, "sign_for", by: .coHandler)
        try await item.town.file(part, "opinion_letter", by: .coHandler)
        try await item.town.act(
            part, "give_opinion", by: .coHandler,
            [
                "opinion_number": "财函〔2025〕3号",
                "opinion": .text("\(Self.name)所提属实,电话\(Self.telephone)"),
            ])
        let own = try await self.text("reply_letter", of: item, by: .lead)
        #expect(own.contains("\(Self.name)所提属实") && own.contains("财函〔2025〕3号"))
        let told = try await self.text("reply_letter", of: item, by: .lead, isPublic: true)
        #expect(told.contains("某代表所提属实"), "\(told)")
        for secret in [Self.name, Self.telephone] { #expect(!told.contains(secret), "\(told)") }
    }

    /// An organisation's code may look like an identity card's number: it is what the public must read.
    @Test func anOrganisationsCodeIsNoPersonsNumber() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-01-06")
        let code = "513505201501010032"
        let id = try await town.open(
            "penalty", by: .officer,
            [
                "party_name": "示例协会", "party_code": .text(code), "source": "inspection",
                "lead_found_on": "2025-01-03",
            ], roles: Registrar.role
        ).caseID
        let text = try await Doors(town.engine, for: .person(town.principal(.officer))).cases
            .paper("public_version", of: id, isPublic: true).text
        #expect(text.contains(code), "\(text)")
    }

    /// A file's name is a text like others.
    @Test func aFilesNameSaysNoSecret() async throws {
        let item = try await self.story()
        _ = try await item.town.engine.documents.attach(
            AttachCommand(
                caseID: item.id, kind: "evidence", name: "\(Self.name)沟通记录.pdf", size: 1,
                sha256: String(repeating: "0", count: 64)),
            Engine.Request(principal: item.town.principal(.lead), id: "", payload: []))
        let own = try await self.text("file_index", of: item, by: .lead)
        #expect(own.contains("\(Self.name)沟通记录.pdf"))
        for text in [
            try await self.text("file_index", of: item, by: .lead, isPublic: true),
            try await self.text("file_index", of: item, by: .supervisor),
        ] { #expect(text.contains("某代表沟通记录.pdf") && !text.contains(Self.name)) }
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
        let known = try await item.town.engine.cases.view(item.id).templates
        #expect(known.contains("reply_letter") && !known.contains("withdrawal"))
        // Before 11 March 2025 the law had another number for it.
        let before = try await self.text("assignment", of: item, by: .lead)
        #expect(before.contains("答复：2025年6月3日前") && before.contains("第四十二条"))
        let refused = await #expect(throws: CaseworkError.self) {
            _ = try await self.text("撤回书", of: item, by: .lead)
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
