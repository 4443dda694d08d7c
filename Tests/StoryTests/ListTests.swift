// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
import Casework
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// A list that comes again, in parts, with columns of an office's own.
@Suite struct ListTests {
    private static let town = TownHall.Plan(
        place: "某市", profile: "cn",
        offices: [
            .assigner: .init("市人大代工委", "rdgw"), .lead: .init("市民政局", "mzj"),
            .supervisor: .init("市政府督查室", "dcs", duties: ["supervisor"]),
        ], others: [.init("市财政局", "czj"), .init("市文化和旅游局", "wlj")])
    private static let common = ["会议": "某市人大", "届次": "四次", "闭会日期": "2025-03-20"]

    private static func row(
        _ number: Int, title: String = "", lead: String = "市民政局", signed: String = "2025-04-02",
        at line: Int = 0
    ) -> ImportedRow {
        ImportedRow(
            cells: [
                "建议编号": String(number), "标题": title.isEmpty ? "关于第\(number)件事的建议" : title,
                "提出人": "李某、王某", "主办单位": lead, "交办日期": "2025-04-01", "签收日期": signed,
                "状态": "收悉", "办理方式": "独办",
            ], number: line)
    }

    private static func command(_ rows: [ImportedRow]) -> ImportCommand {
        ImportCommand(
            workflow: "assignments", profile: nil, forOffice: nil, rows: rows, common: Self.common)
    }

    private func request(_ town: TownHall) -> Engine.Request {
        Engine.Request(principal: town.principal(.assigner), id: "", payload: [])
    }

    private func imported(_ command: ImportCommand, in town: TownHall) async throws -> [BulkItem] {
        let id = try await town.engine.bulk.plan(command, reason: "清单.xlsx", self.request(town))
        try await town.run(id, by: .assigner)
        return try await town.engine.bulk.view(id, nil).items
    }

    /// The assigner of a town who may put right, too.
    private func correcting(_ town: TownHall) async throws -> Engine.Request {
        let number = Who.assigner.rawValue
        _ = try await town.engine.directory.change(
            number, MembershipRow(office: "rdgw", role: "corrector", kind: .member), grant: true,
            town.adminRequest)
        let user = try #require(try await town.engine.directory.user(number))
        return Engine.Request(
            principal: Principal(uid: number, isAdmin: false, user: user), id: "", payload: [])
    }

    /// What is there already is no failure; what differs is told field by field.
    @Test(.timeLimit(.minutes(60)))
    func rowsThatAreThereAreHeldAgainstTheirCases() async throws {
        let town = try await TownHall(Self.town, on: "2025-05-12")
        let first = try await self.imported(Self.command([Self.row(1), Self.row(2)]), in: town)
        #expect(first.map(\.status) == [.done, .done])
        let head = try await town.engine.health.status().counts.cases
        let again = [
            Self.row(1), Self.row(2, title: "关于养老的建议", signed: "2025-04-03"), Self.row(3),
        ]
        let plan = try await town.engine.bulk.plan(
            Self.command(again), reason: "", self.request(town))
        let planned = try await town.engine.bulk.view(plan, nil).items
        #expect(
            planned.map { ImportedRow.forecast(in: $0.payload) } == [.unchanged, .differs, .new])
        #expect(planned.map(\.caseID) == [first[0].caseID, first[1].caseID, nil])
        #expect(planned.allSatisfy { !$0.isImpossible })
        let told = planned[1].result
        #expect(told.zh.contains("标题 关于第2件事的建议 → 关于养老的建议"), "\(told)")
        #expect(told.zh.contains("签收日期 2025-04-02 → 2025-04-03"), "\(told)")
        #expect(told.en.contains("Title 关于第2件事的建议 → 关于养老的建议"), "\(told)")
        try await town.run(plan, by: .assigner)
        let done = try await town.engine.bulk.view(plan, nil)
        #expect(done.counts == [.unchanged: 2, .done: 1])
        // Told, and left as it is.
        let second = try #require(first[1].caseID)
        #expect(try await town.fields(of: second)["title"]?.text == "关于第2件事的建议")
        #expect(try await town.engine.health.status().counts.cases == head + 1)
    }

    /// With a reason, what differs is corrected; what only an act can change is not.
    @Test(.timeLimit(.minutes(60)))
    func whatDiffersIsPutRightForAReason() async throws {
        let town = try await TownHall(Self.town, on: "2025-05-12")
        let first = try await self.imported(
            Self.command([Self.row(1), Self.row(2), Self.row(3)]), in: town)
        let request = try await self.correcting(town)
        var command = Self.command([
            Self.row(1, title: "关于养老的建议", signed: "2025-04-03"),
            Self.row(2, title: "关于教育的建议", lead: "市财政局"), Self.row(3),
        ])
        command.update = "交办单位更正清单"
        let plan = try await town.engine.bulk.plan(command, reason: "更正.xlsx", request)
        let planned = try await town.engine.bulk.view(plan, nil).items
        #expect(planned.map(\.isImpossible) == [false, true, false])
        #expect(planned[0].result.zh.hasPrefix("将:更正"), "\(planned[0])")
        #expect(planned[1].result.zh.contains("主办单位"), "\(planned[1])")
        let id = try #require(first[0].caseID)
        #expect(try await town.fields(of: id)["title"]?.text == "关于第1件事的建议")
        try await town.engine.bulk.run(plan, request)
        try await town.engine.time.pass()
        let items = try await town.engine.bulk.view(plan, nil).items
        #expect(items.map(\.status) == [.done, .failed, .unchanged], "\(items.map(\.result))")
        let view = try await town.engine.cases.view(id)
        #expect(view.row.fields["title"]?.text == "关于养老的建议")
        #expect(view.facts.history.last { $0.event == "sign_for" }?.happenedOn == "2025-04-03")
        let lines = try await town.engine.cases.history(id, after: 0, limit: 50).lines
        let corrections = lines.filter { $0.event == "correct" }
        #expect(corrections.count == 2)
        #expect(corrections.allSatisfy { $0.note.contains("交办单位更正清单 (更正.xlsx)") })
        // A row is put right whole, or not at all.
        let other = try #require(first[1].caseID)
        #expect(try await town.fields(of: other)["title"]?.text == "关于第2件事的建议")
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// A long file comes in parts, which are one plan; a part that comes again is not taken twice.
    @Test(.timeLimit(.minutes(60)))
    func partsAreOnePlan() async throws {
        let town = try await TownHall(Self.town, on: "2025-05-12")
        let request = self.request(town)
        let first = Self.command((1...6).map { Self.row($0, at: $0 + 3) })
        let plan = try await town.engine.bulk.plan(first, reason: "", request)
        var second = Self.command([
            Self.row(7, at: 10), Self.row(2, at: 11), Self.row(8, at: 12),
        ])
        (second.plan, second.after) = (plan, 6)
        for _ in 0..<2 {
            #expect(try await town.engine.bulk.plan(second, reason: "", request) == plan)
        }
        let items = try await town.engine.bulk.view(plan, nil).items
        #expect(items.map(\.position) == Array(1...9))
        #expect(items.map { ImportedRow(payload: $0.payload).number } == Array(4...12))
        // By the number that the clerk sees.
        #expect(items[7].isImpossible && items[7].result.zh.contains("与第5行是同一件"), "\(items[7])")
        var beyond = second
        beyond.after = 20
        await #expect(throws: CaseworkError.self) {
            _ = try await town.engine.bulk.plan(beyond, reason: "", request)
        }
        try await town.run(plan, by: .assigner)
        let done = try await town.engine.bulk.view(plan, nil)
        #expect(done.counts == [.done: 8, .failed: 1])
        // What runs or ran takes no more.
        var third = Self.command([Self.row(9, at: 13)])
        (third.plan, third.after) = (plan, 9)
        let late = third
        await #expect(throws: CaseworkError.self) {
            _ = try await town.engine.bulk.plan(late, reason: "", request)
        }
        // A line of the history for the whole of it.
        #expect(try await town.engine.bulk.all().count == 1)
    }

    /// The row, the column and its letter, as the clerk sees them, and what to do.
    @Test(.timeLimit(.minutes(60)))
    func whatCannotBeIsNamedAsTheClerkSeesIt() async throws {
        let town = try await TownHall(Self.town, on: "2025-05-12")
        var rows = (1...4).map { Self.row($0, at: $0 + 1) }
        rows[0].cells["主办单位"] = "民政局"
        rows[1].cells["标题"] = "#REF!"
        rows[2].flaws["标题"] = .uncalculated
        rows[3].cells["交办日期"] = "四月初"
        var command = Self.command(rows)
        command.letters = ["主办单位": "D", "标题": "B", "交办日期": "E"]
        command.sheet = "交办"
        let plan = try await town.engine.bulk.plan(command, reason: "", self.request(town))
        let view = try await town.engine.bulk.view(plan, nil)
        #expect(view.row.sheet == "交办")
        let told = view.items.map(\.result.zh)
        #expect(told[0].contains("单位名录中没有“民政局”"), "\(told[0])")
        #expect(told[1].contains("B列“标题”:公式出错(#REF!)"), "\(told[1])")
        #expect(told[2].contains("B列“标题”:公式还没有算出结果"), "\(told[2])")
        #expect(told[3].contains("E列“交办日期”:“四月初”不是"), "\(told[3])")
        #expect(try await town.engine.health.status().counts.cases == 0)
    }

    /// Which row is the heading, and what its columns are.
    @Test(.timeLimit(.minutes(60)))
    func aHeadingIsFoundAmongTitles() async throws {
        let town = try await TownHall(Self.town, on: "2025-05-12")
        var command = FitCommand(
            workflow: "代表建议", profile: nil, forOffice: nil,
            heads: [
                ["某市代表建议交办清单"], ["填报单位:", "", "市人大代工委"],
                ["序号", "编 号", "*案由", "领衔代表", "承办单位(盖章)", "协办单位", "交办时间", "备注", "标题"],
                ["1", "7", "关于养老的建议", "李某", "市民政局", "", "2025-04-01", "", ""],
            ], mapping: ["备注": "reason"], common: Self.common)
        let table = try await town.engine.imports.fit(command)
        #expect(table.workflow == "proposal" && table.head == 2)
        #expect(
            table.columns.map(\.means) == [
                "", "number", "title", "proposers", "lead", "co_handlers", "assign_on", "reason",
                "",
            ], "\(table.columns)")
        #expect(table.columns.map(\.isGuess).enumerated().filter(\.element).map(\.offset) == [1])
        #expect(table.columns[0].isIdle && table.gaps.isEmpty)
        command.mapping = ["备注": "没有这一项"]
        let refused = await #expect(throws: CaseworkError.self) {
            _ = try await town.engine.imports.fit(command)
        }
        #expect(refused?.sentence.zh.contains("没有“没有这一项”") ?? false)
        command.heads = [["一"], ["二", "三"]]
        command.mapping = [:]
        #expect(try await town.engine.imports.fit(command).head == nil)
    }
}
