// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// A list that is written out and read in again, with nothing changed, changes nothing and says so.
@Suite struct ListRoundTests {
    /// A list of one workflow, as a spreadsheet has it: headings, and a row a case.
    private struct Sheet {
        var headings: [String]
        var rows: [[String: String]]
    }

    /// Half a year of a town in which everything is opened and moved: whatever kinds of values there are, and
    /// whatever they say, a list of ours that comes back is held to say the same.
    @Test(.timeLimit(.minutes(120)), arguments: [Language.zh, .en])
    func whatIsWrittenOutAndReadInAgainIsTheSame(_ language: Language) async throws {
        let town = try await TownHall(TownLife.plan, on: "2025-03-03")
        let life = TownLife(town, seed: 11, pace: TownLife.Pace(stride: 7, openings: 6, cases: 160))
        try await life.live(until: "2025-08-01")
        var (seen, compared) = (Set<String>(), 0)
        for who in [Who.assigner, .factotum, .supervisor] {
            let cases = Doors(town.engine, for: .person(town.principal(who))).cases
            let all = try await cases.list(CaseQuery(limit: 1_000)).map(\.row.workflow)
            for workflow in Set(all).sorted() {
                compared += try await self.hold(workflow, of: town, as: who, language)
            }
            seen.formUnion(all)
        }
        #expect(seen.count > 15, "\(seen.sorted())")
        #expect(compared > 1_000)
    }

    /// - Returns: how many cells there were.
    private func hold(
        _ workflow: String, of town: TownHall, as who: Who, _ language: Language
    ) async throws -> Int {
        let sheet = try await self.sheet(of: workflow, in: town, as: who, language)
        let items = try await self.planned(sheet, workflow, in: town, as: who)
        #expect(items.count == sheet.rows.count)
        for item in items {
            #expect(
                ImportedRow.forecast(in: item.payload) == .unchanged
                    && item.result.zh.contains("内容相同"),
                "\(who) \(workflow) \(item.caseID ?? ""): \(item.result)")
        }
        return sheet.rows.reduce(0) { $0 + $1.count }
    }

    /// One cell changed is one difference; where a case stands is no cell to be changed.
    @Test(.timeLimit(.minutes(60)))
    func whatIsChangedInItIsTold() async throws {
        let item = try await Suggestion.received()
        let town = item.town
        var sheet = try await self.sheet(of: "proposal", in: town, .zh)
        sheet.rows[0]["标题"] = "关于养老的建议"
        let differing = try await self.planned(sheet, "proposal", in: town)
        #expect(differing.map { ImportedRow.forecast(in: $0.payload) } == [.differs])
        let before = try #require(try await town.fields(of: item.id)["title"]?.text)
        #expect(
            differing[0].result.zh == "已有\(item.id),不同:标题 \(before) → 关于养老的建议",
            "\(differing[0].result.zh)")
        sheet = try await self.sheet(of: "proposal", in: town, .zh)
        sheet.rows[0]["状态"] = "办结"
        let moved = try await self.planned(sheet, "proposal", in: town)
        #expect(moved[0].result.zh.contains("(须按流程办理)"), "\(moved[0].result.zh)")
        // What is nobody's id, or another workflow's, is told.
        // An empty cell takes nothing away, and that is said; the apostrophe before a formula is no part of it.
        sheet = try await self.sheet(of: "proposal", in: town, .zh)
        sheet.rows[0]["提出人"] = nil
        let emptied = try await self.planned(sheet, "proposal", in: town)[0]
        #expect(emptied.result.zh.hasSuffix("内容相同(空着的格不改变:提出人)"), "\(emptied.result.zh)")
        sheet.rows[0]["标题"] = "'=\(before)"
        let guarded = try await self.planned(sheet, "proposal", in: town)[0]
        #expect(guarded.result.zh.contains("→ =\(before)"), "\(guarded.result.zh)")
        sheet = try await self.sheet(of: "proposal", in: town, .zh)
        sheet.rows[0]["件号"] = "JY-2025-000099"
        #expect(try await self.planned(sheet, "proposal", in: town)[0].isImpossible)
        sheet.rows[0]["件号"] = "第七号"
        let wrong = try await self.planned(sheet, "proposal", in: town)[0]
        #expect(wrong.result.zh.contains("“第七号”不是件号"), "\(wrong.result.zh)")
    }

    /// A list of somebody who does not read a name has neutral words in its place: nobody is called so.
    @Test(.timeLimit(.minutes(60)))
    func neutralWordsAreNoNames() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Suggestion.opened(
            in: town, proposers: ["孙秘密"], also: ["name_secret": "true"])
        try await item.act("accept", by: .assigner)
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        let sheet = try await self.sheet(of: "proposal", in: town, as: .supervisor, .zh)
        #expect(sheet.rows.first?["提出人"] == "某代表", "\(sheet.rows)")
        let told = try await self.planned(sheet, "proposal", in: town, as: .assigner)
        #expect(told.map { $0.result.zh.contains("内容相同") } == [true], "\(told.map(\.result.zh))")
    }

    /// Whether a guess is right is told to nobody who does not read the name.
    @Test(.timeLimit(.minutes(60)), arguments: ["孙秘密", "猜错"])
    func aGuessInAListIsNotAnswered(_ guess: String) async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Suggestion.opened(
            in: town, proposers: ["孙秘密"], also: ["name_secret": "true"])
        try await item.act("accept", by: .assigner)
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        var sheet = try await self.sheet(of: "proposal", in: town, as: .supervisor, .zh)
        sheet.rows[0]["提出人"] = guess
        let told = try await self.planned(sheet, "proposal", in: town, as: .supervisor)
        let result = try #require(told.first?.result.zh)
        #expect(result.contains("〈提出人〉对您保密"), "\(result)")
        #expect(!result.contains("孙秘密"), "\(result)")
    }

    /// 件号 is what other people's lists call the number on the paper, where they have no other.
    @Test(.timeLimit(.minutes(60)))
    func inAListOfOthersTheIdIsTheNumber() async throws {
        let item = try await Suggestion.received()
        let engine = item.town.engine
        func meanings(_ headings: [String]) async throws -> [String] {
            try await engine.imports.fit(
                FitCommand(
                    workflow: "proposal", profile: nil, forOffice: nil, heads: [headings],
                    mapping: [:], common: [:])
            ).columns.map(\.means)
        }
        #expect(try await meanings(["件号", "标题", "提出人"]) == ["number", "title", "proposers"])
        #expect(try await meanings(["件号", "建议编号", "标题"]) == ["id", "number", "title"])
    }

    // MARK: -

    /// The list as a spreadsheet has it: each column under its label, each cell as people read it.
    private func sheet(
        of workflow: String, in town: TownHall, as who: Who = .assigner, _ language: Language
    ) async throws -> Sheet {
        var words = CaseWords()
        words.isWhole = true
        var query = CaseQuery(limit: 1_000)
        query.workflow = workflow
        let cases = Doors(town.engine, for: .person(town.principal(who))).cases
        let page = try await cases.page(query, words)
        #expect(page.next == nil)
        var sheet = Sheet(headings: [], rows: [])
        var seen: Set<String> = []
        func put(_ heading: String, _ text: String, _ row: inout [String: String]) {
            if seen.insert(heading).inserted { sheet.headings.append(heading) }
            if !text.isEmpty { row[heading] = text }
        }
        for head in page.heads {
            var row: [String: String] = [:]
            let definition = head.definition
            put(language.word("件号", "Case"), head.row.id, &row)
            put(
                language.word("状态", "State"),
                definition.states[head.row.state].map { language.of($0.labels) } ?? "", &row)
            var taken: Set<String> = []
            for field in definition.fields.items {
                let label = language.of(field.labels)
                let names = field.type.element == .user ? page.userNames : page.officeNames
                let value = head.row.fields[field.name] ?? .text("")
                put(
                    taken.insert(label).inserted ? label : field.name,
                    language.of(definition.told(value, of: field, naming: names)), &row)
            }
            for role in definition.roles.items where role.binding == .ofCase {
                let label = language.of(role.labels)
                let party = head.row.roles[role.name]
                let name = party?.office.flatMap { page.officeNames[$0] } ?? party?.name
                put(taken.insert(label).inserted ? label : role.name, name ?? "", &row)
            }
            sheet.rows.append(row)
        }
        return sheet
    }

    private func planned(
        _ sheet: Sheet, _ workflow: String, in town: TownHall, as who: Who = .assigner
    ) async throws -> [BulkItem] {
        let fit = try await town.engine.imports.fit(
            FitCommand(
                workflow: workflow, profile: nil, forOffice: nil, heads: [sheet.headings],
                mapping: [:], common: [:]))
        #expect(fit.head == 0 && fit.gaps.isEmpty, "\(workflow): \(fit.gaps)")
        let meanings = fit.columns.filter { !$0.means.isEmpty }
        var command = ImportCommand(
            workflow: workflow, profile: nil, forOffice: nil,
            rows: sheet.rows.enumerated().map { ImportedRow(cells: $1, number: $0 + 2) },
            common: [:])
        command.mapping = meanings.reduce(into: [:]) { $0[$1.name] = $1.means }
        let request = Engine.Request(principal: town.principal(who), id: "", payload: [])
        let id = try await town.engine.bulk.plan(command, reason: "清单.xlsx", request)
        return try await town.engine.bulk.view(id, nil).items
    }

    /// A language of the two.
    enum Language: Sendable {
        case zh
        case en

        func of(_ label: Label) -> String { self == .zh ? label.zh : label.en }
        func word(_ zh: String, _ en: String) -> String { self == .zh ? zh : en }
    }
}
