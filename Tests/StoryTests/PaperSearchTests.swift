// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Cases are found by what their papers say, by whoever may open them.
@Suite(.timeLimit(.minutes(60))) struct PaperSearchTests {
    private func file(
        _ item: Suggestion, _ kind: String, saying text: String, by who: Who = .lead,
        digit: String = "0"
    ) async throws -> Int64 {
        var command = AttachCommand(
            caseID: item.id, kind: kind, name: "\(kind).docx", size: 1,
            sha256: String(repeating: digit, count: 64))
        command.text = text
        return try await item.town.engine.documents.attach(command, self.request(who, item.town))
    }

    private func request(_ who: Who, _ town: TownHall) -> Engine.Request {
        Engine.Request(principal: town.principal(who), id: "", payload: [])
    }

    private func found(
        _ text: String, by who: Who, in town: TownHall,
        _ change: (inout CaseQuery, inout CaseWords) -> Void = { _, _ in }
    ) async throws -> [String] {
        var (query, words) = (CaseQuery(limit: 10), CaseWords())
        query.text = text
        change(&query, &words)
        let doors = Doors(town.engine, for: .person(town.principal(who)))
        return try await doors.cases.page(query, words).heads.map(\.row.id)
    }

    private func suggestion(
        in town: TownHall, _ number: String, secret: Bool = false
    ) async throws -> Suggestion {
        let item = try await Suggestion.opened(
            in: town, number: .text(number), proposers: ["欧阳某某"],
            also: ["name_secret": secret ? "true" : "false"])
        try await item.act("accept", by: .assigner)
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await item.act("sign_for", by: .lead)
        return item
    }

    /// However its lines end and its figures are written; not by one character, nor by what no paper says.
    @Test func aPaperFindsItsCase() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let (first, second) = (
            try await self.suggestion(in: town, "7"), try await self.suggestion(in: town, "8")
        )
        _ = try await self.file(
            first, "contact_record", saying: "会上,代表指出:滨海大\n道 路灯\u{3000}常年不亮,见ＡＢＣ１２号照片。")
        _ = try await self.file(second, "contact_record", saying: "代表对路灯改造表示满意")
        for text in ["滨海大道", "大道路灯", "滨海 大道", "abc12号", "ABC12", "代表指出 滨海"] {
            #expect(try await self.found(text, by: .lead, in: town) == [first.id], "\(text)")
        }
        #expect(try await self.found("路灯", by: .lead, in: town) == [second.id, first.id])
        for text in ["灯", "满意见照片", "滨海大道改造", ",。"] {
            #expect(try await self.found(text, by: .lead, in: town) == [], "\(text)")
        }
        // As programs write it into PDF files, and as people type it.
        _ = try await self.file(second, "disclosure_review", saying: "⼯作⽅案⼀览 ofﬁce 樂園")
        for text in ["工作方案一览", "⼯作⽅案", "office", "樂園", "樂園"] {
            #expect(try await self.found(text, by: .lead, in: town) == [second.id], "\(text)")
        }
        // With what else is asked, page by page, and of another day.
        #expect(
            try await self.found("路灯", by: .lead, in: town) { query, _ in query.limit = 1 }
                == [second.id])
        #expect(
            try await self.found("路灯", by: .lead, in: town) { query, _ in query.after = second.id }
                == [first.id])
        #expect(
            try await self.found("路灯", by: .lead, in: town) { query, _ in query.state = "closed" }
                == [])
        #expect(
            try await self.found("路灯", by: .lead, in: town) {
                $1.vantage.asOf = "2025-03-03"; _ = $0
            }
                == [second.id, first.id])
        // Of a day on which the paper had not come it finds nothing, nor as it was known then.
        try await town.wait(until: "2025-04-01")
        _ = try await self.file(first, "disclosure_review", saying: "四月的审查意见")
        for (vantage, isFound) in [
            (Vantage(asOf: "2025-03-31"), false), (Vantage(knownOn: "2025-03-31"), false),
            (Vantage(asOf: "2025-04-01"), true), (Vantage(), true),
        ] {
            #expect(
                try await self.found("四月的审查", by: .lead, in: town) {
                    $1.vantage = vantage
                    _ = $0
                } == (isFound ? [first.id] : []), "\(vantage)")
        }
        // Who has nothing to do with either.
        #expect(try await self.found("路灯", by: .coHandler, in: town) == [])
        #expect(try await self.found("路灯", by: .supervisor, in: town).count == 2)
    }

    /// A paper that is kept from somebody finds its case for him no more than its words on paper would.
    @Test func aSecretPaperFindsNothingForWhoMayNotOpenIt() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await self.suggestion(in: town, "7", secret: true)
        _ = try await self.file(item, "contact_record", saying: "与欧阳某某代表在码头见面")
        _ = try await self.file(item, "disclosure_review", saying: "审查:可以公开,涉及码头")
        for (who, text, isFound) in [
            (Who.lead, "码头见面", true), (.assigner, "欧阳某某代表", true),
            (.supervisor, "码头见面", false), (.supervisor, "欧阳某某代表", false),
            (.supervisor, "涉及码头", true), (.supervisor, "码头", true),
        ] {
            #expect(
                try await self.found(text, by: who, in: town) == (isFound ? [item.id] : []),
                "\(who) \(text)")
            #expect(
                try await self.found(text, by: who, in: town) {
                    $1.vantage.knownOn = "2025-03-03"
                    _ = $0
                } == (isFound ? [item.id] : []), "\(who) \(text) as it was known")
        }
    }

    /// What was filed by mistake finds nothing; nor does what was erased when its time was over.
    @Test func whatWasTakenBackFindsNothing() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await self.suggestion(in: town, "7")
        let wrong = try await self.file(item, "contact_record", saying: "这是别的案件的材料", digit: "1")
        #expect(try await self.found("别的案件", by: .lead, in: town) == [item.id])
        let row = try #require(try await item.view().documents.first { $0.id == wrong })
        try await town.annul(item.id, "\(row.sequence)")
        #expect(try await self.found("别的案件", by: .lead, in: town) == [])
        _ = try await self.file(item, "contact_record", saying: "这是本案的材料", digit: "2")
        #expect(try await self.found("本案的材料", by: .lead, in: town) == [item.id])
    }
}
