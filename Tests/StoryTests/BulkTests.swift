// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
import Casework
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// One act for many cases, and rows of a spreadsheet that become open cases.
@Suite struct BulkTests {
    private static let town = TownHall.Plan(
        place: "某市", profile: "cn",
        offices: [
            .assigner: .init("市人大代工委", "rdgw"), .lead: .init("市民政局", "mzj"),
            .supervisor: .init("市政府督查室", "dcs", duties: ["supervisor"]),
        ], others: [.init("市财政局", "czj")])
    private static let common = ["会议": "某市人大", "届次": "四次", "闭会日期": "2025-03-20"]

    private static func row(
        _ number: String, lead: String = "市民政局", assigned: String = "2025-04-01",
        signed: String = "", state: String = ""
    ) -> [String: String] {
        [
            "建议编号": number, "标题": "关于第\(number)件事的建议", "提出人": "李某、王某",
            "主办单位": lead, "交办日期": assigned, "签收日期": signed, "状态": state,
            "办理方式": "主办会办", "会办单位": "市财政局",
        ]
    }

    @Test(.timeLimit(.minutes(60)))
    func openItemsComeInWithTheirTrueDatesAndEachBadRowIsNamed() async throws {
        let town = try await TownHall(BulkTests.town, on: "2025-05-12")
        let rows = [
            BulkTests.row("1", state: "assigned"),
            BulkTests.row("2", assigned: "2025/4/8", signed: "2025年4月9日", state: "received"),
            BulkTests.row("3", lead: "没有这个局"),
            BulkTests.row("4", assigned: "2025-13-40"),
            BulkTests.row("1"),
            BulkTests.row("6", state: "received"),
            ["建议编号": "7", "备注": "x"],
        ]
        let plan = try await town.plan(rows, common: BulkTests.common, by: .assigner)
        let planned = try await town.engine.bulk.view(plan, nil)
        #expect(planned.row.status == .planned && planned.counts == [.waiting: 7])
        #expect(
            planned.items.map { $0.result.zh.hasPrefix("将:") } == [
                true, true, false, false, false, false, false,
            ])
        let told = planned.items.map(\.result.en)
        #expect(told[2].contains("no office “没有这个局”"), "\(told[2])")
        #expect(told[3].contains("“2025-13-40” is no day"), "\(told[3])")
        #expect(told[4].contains("row 1 is the same matter"), "\(told[4])")
        #expect(told[5].contains("needs the day of ‹Sign for›: sign_for_on"), "\(told[5])")
        #expect(told[6].contains("备注: this column is not known"), "\(told[6])")
        // A plan opens nothing.
        #expect(try await town.engine.health.status().counts.cases == 0)

        try await town.run(plan, by: .assigner)
        let done = try await town.engine.bulk.view(plan, nil)
        #expect(done.row.status == .done && done.counts == [.done: 2, .failed: 5])
        let first = try #require(done.items.first?.caseID)
        let second = try #require(done.items.dropFirst().first?.caseID)
        let one = try await town.engine.cases.view(first)
        #expect(one.row.state == "assigned" && one.facts.roles["lead"]?.office == "mzj")
        // Three months from the first of April; the mid-autumn of no year is near.
        #expect(one.facts.run(of: "reply")?.due == "2025-07-01")
        #expect(one.row.fields["proposers"] == .list([.text("李某"), .text("王某")]))
        #expect(one.row.fields["mode"] == .text("joint"))
        let two = try await town.engine.cases.view(second)
        #expect(two.row.state == "received" && two.facts.run(of: "reply")?.due == "2025-07-08")
        #expect(two.facts.run(of: "signing_for")?.isOpen == false)
        let days = two.facts.history.map(\.happenedOn)
        #expect(days == ["2025-04-08", "2025-04-08", "2025-04-09"] || days.last == "2025-04-09")
        // What was entered afterwards sent nothing; what is still to come is told.
        #expect(two.deliveries.isEmpty)
        try await town.wait(until: "2025-06-16")
        var query = NoticeQuery(limit: 100)
        query.caseID = first
        let notices = try await town.engine.jobs.notices(query).rows.filter {
            $0.about?.clock == "reply"
        }
        #expect(notices.map(\.day) == ["2025-06-16", "2025-05-30"])
    }

    @Test(.timeLimit(.minutes(60)))
    func rowThatLacksWhatEveryCaseHasIsNoCase() async throws {
        let town = try await TownHall(BulkTests.town, on: "2025-05-12")
        let faults: [(field: String, cell: String, told: String)] = [
            ("会办单位", "没有这个局", "no office “没有这个局”"),
            ("主办单位", "", "‹Lead office› is missing"),
            ("标题", "", "‹Title› is missing"),
            ("办理方式", "分办", "needs parts"),
        ]
        let rows = faults.enumerated().map { index, fault in
            var row = BulkTests.row(String(index + 1))
            row[fault.field] = fault.cell
            return row
        }
        let plan = try await town.plan(rows, common: BulkTests.common, by: .assigner)
        for (fault, item) in zip(faults, try await town.engine.bulk.view(plan, nil).items) {
            #expect(item.result.en.hasPrefix("cannot be: "), "\(item)")
            #expect(item.result.en.contains(fault.told), "\(item)")
        }
        try await town.run(plan, by: .assigner)
        #expect(try await town.engine.bulk.view(plan, nil).counts == [.failed: 4])
        #expect(try await town.engine.health.status().counts.cases == 0)
    }

    /// What spreadsheets and input methods do to a day, with what is said or made of it.
    @Test(.timeLimit(.minutes(60)))
    func dayOfASpreadsheetIsReadOrExplained() async throws {
        let town = try await TownHall(BulkTests.town, on: "2025-05-12")
        let cells = [
            // As LibreOffice writes 2025-04-01 when the column is no date's.
            ("45748", "would: ", "Assigned, ‹Signing for› 2025-04-0"),
            ("2025/4/1 0:00", "would: ", "Assigned, ‹Signing for› 2025-04-0"),
            ("二〇二五年四月一日", "would: ", "Assigned, ‹Signing for› 2025-04-0"),
            ("2025/4/1 9:30", "cannot be: ", "has a time"),
            (
                "\u{FF12}\u{FF10}\u{FF12}\u{FF15}/\u{FF14}/1", "would: ",
                "Assigned, ‹Signing for› 2025-04-0"
            ),
            ("1900-01-01", "cannot be: ", "is no day since 1949"),
            ("2025-04-01-2", "cannot be: ", "is no day since 1949"),
        ]
        let rows = cells.enumerated().map {
            BulkTests.row(String($0 + 1), assigned: $1.0, state: "assigned")
        }
        let plan = try await town.plan(rows, common: BulkTests.common, by: .assigner)
        for (cell, item) in zip(cells, try await town.engine.bulk.view(plan, nil).items) {
            #expect(item.result.en.hasPrefix(cell.1), "\(item)")
            #expect(item.result.en.contains(cell.2), "\(item)")
        }
    }

    /// 8.0 of a spreadsheet and 第9号 of a paper are numbers.
    @Test(.timeLimit(.minutes(60)))
    func numberOfASpreadsheetIsRead() async throws {
        let town = try await TownHall(BulkTests.town, on: "2025-05-12")
        let cells = [("8.0", "8"), ("第9号", "9"), ("10号", "10"), ("１１", "11"), ("12.5", nil)]
        let rows = cells.map { BulkTests.row($0.0, state: "assigned") }
        let plan = try await town.plan(rows, common: BulkTests.common, by: .assigner)
        try await town.run(plan, by: .assigner)
        let items = try await town.engine.bulk.view(plan, nil).items
        for (cell, item) in zip(cells, items) {
            guard let number = cell.1 else {
                #expect(item.caseID == nil, "\(item)")
                continue
            }
            let id = try #require(item.caseID, "\(item)")
            #expect(try await town.fields(of: id)["number"]?.text == number)
        }
    }

    @Test(.timeLimit(.minutes(60)))
    func rowWhoseDaysRunBackwardsIsNoCase() async throws {
        let town = try await TownHall(BulkTests.town, on: "2025-05-12")
        let rows = [
            BulkTests.row("1", assigned: "2025-04-10", signed: "2025-04-01"),
            BulkTests.row("2", assigned: "20250401", signed: "20250402"),
        ]
        let plan = try await town.plan(rows, common: BulkTests.common, by: .assigner)
        let items = try await town.engine.bulk.view(plan, nil).items
        #expect(items.map(\.isImpossible) == [true, false])
        #expect(
            items[0].result.en.contains(
                "‹Sign for› on 2025-04-01 cannot come before ‹Assign› on 2025-04-10"),
            "\(items[0])")
    }

    /// A list holds a thousand; what there is, is told whole, and every part can be had.
    @Test(.timeLimit(.minutes(60)))
    func listsTellHowMuchThereIsAndGiveItPieceByPiece() async throws {
        let town = try await TownHall(BulkTests.town, on: "2025-04-02")
        let rows = (1...60).map { BulkTests.row(String($0), state: "assigned") }
        let plan = try await town.plan(rows, common: BulkTests.common, by: .assigner)
        try await town.run(plan, by: .assigner)
        try await town.wait(until: "2025-05-06")
        // Signing for is over for all, the reply is to come: sixty and sixty.
        var seen: [String] = []
        for skip in stride(from: 0, to: 140, by: 7) {
            let board = try await town.engine.deadlines.due(
                until: nil, office: "mzj", overdueOnly: false, windows: false, skip: skip, limit: 7)
            #expect(board.total == 120 && board.overdue == 60)
            seen += board.rows.map { "\($0.row.id) \($0.run.clock)" }
        }
        #expect(seen.count == 120 && Set(seen).count == 120)
        // By where the page before ended, the same in the same order.
        var (pages, after) = ([String](), DuePlace?.none)
        repeat {
            let board = try await town.engine.deadlines.due(
                until: nil, office: "mzj", overdueOnly: false, windows: false, after: after,
                limit: 7)
            pages += board.rows.map { "\($0.row.id) \($0.run.clock)" }
            after = board.next
        } while after != nil && pages.count < 200
        #expect(pages == seen)
        let none = try await town.engine.deadlines.due(
            until: nil, office: "czj", overdueOnly: false, windows: false, limit: 7)
        #expect(none.total == 0)
        // The morning's list counts all, and names those that are read.
        var query = NoticeQuery(limit: 1)
        (query.office, query.kind) = ("mzj", .digest)
        let list = try await town.engine.jobs.notices(query).rows.first?.text
        #expect(list?.en.contains("Overdue(60)") ?? false, "\(String(describing: list))")
        #expect(list?.en.contains("… and 10 more: see the list of deadlines") ?? false)
        #expect(list?.zh.contains("……另有10项,见时限清单") ?? false)
        var items: [Int] = []
        for after in stride(from: 0, to: 60, by: 8) {
            items += try await town.engine.bulk.view(plan, nil, after: after, limit: 8).items.map(
                \.position)
        }
        #expect(items == Array(1...60))
    }

    @Test(.timeLimit(.minutes(60)))
    func slipInAPlanIsSaidOnceAndOneMissingCaseHoldsUpNoOther() async throws {
        let town = try await TownHall(BulkTests.town, on: "2025-04-01")
        let rows = (1...3).map { BulkTests.row(String($0), state: "assigned") }
        let entered = try await town.plan(rows, common: BulkTests.common, by: .assigner)
        try await town.run(entered, by: .assigner)
        let cases = try await town.engine.bulk.view(entered, nil).items.compactMap(\.caseID)
        func refusal(_ body: () async throws -> Void) async -> String {
            do {
                try await body()
                return "nothing"
            } catch {
                return "\(error)"
            }
        }
        let slip = await refusal { _ = try await town.plan("sing_for", cases, by: .lead) }
        #expect(
            slip.contains("there is no event “sing_for”") && slip.contains("(sign_for)"), "\(slip)")
        let none = await refusal {
            _ = try await town.plan("sign_for", ["JY-1", "JY-2"], by: .lead)
        }
        #expect(none.contains("none of these cases exists: JY-1, JY-2"), "\(none)")
        let plan = try await town.plan("sign_for", [cases[0], "JY-1", cases[1]], by: .lead)
        let planned = try await town.engine.bulk.view(plan, nil)
        #expect(planned.items[1].result.en.hasPrefix("cannot be: there is no case “JY-1”"))
        try await town.run(plan, by: .lead)
        #expect(try await town.engine.bulk.view(plan, nil).counts == [.done: 2, .failed: 1])
        // What chooses cases is checked as well: a name that nothing has finds nothing.
        for (workflow, state, office, told) in [
            ("proposl", nil, nil, "there is no workflow “proposl”"),
            ("proposal", "asigned", nil, "there is no state “asigned”"),
            (nil, "asigned", nil, "there is no state “asigned”"),
            (nil, nil, "没有这个局", "no office “没有这个局”"),
        ] as [(String?, String?, String?, String)] {
            var query = CaseQuery(limit: 10)
            (query.workflow, query.state, query.office) = (workflow, state, office)
            let asked = query
            let said = await refusal { _ = try await town.engine.cases.list(asked) }
            #expect(said.contains(told), "\(said)")
        }
        var query = CaseQuery(limit: 10)
        (query.workflow, query.state) = ("proposal", "copied")
        #expect(try await town.engine.cases.list(query).isEmpty)
        // Tables show labels: they may be given back.
        query.state = "收悉"
        #expect(try await town.engine.cases.list(query).count == 2)
    }

    @Test(.timeLimit(.minutes(60)))
    func oneActForManyCasesIsPlannedThenDoneCaseByCase() async throws {
        let town = try await TownHall(BulkTests.town, on: "2025-04-01")
        let rows = (1...40).map { BulkTests.row(String($0), state: "assigned") }
        let entered = try await town.plan(rows, common: BulkTests.common, by: .assigner)
        try await town.run(entered, by: .assigner)
        let cases = try await town.engine.bulk.view(entered, nil).items.compactMap(\.caseID)
        try #require(cases.count == 40)
        try await town.act(cases[7], "sign_for", by: .lead)
        let head = try await town.engine.health.status().head
        let plan = try await town.plan("sign_for", cases, by: .lead)
        let planned = try await town.engine.bulk.view(plan, nil)
        #expect(planned.counts == [.waiting: 40])
        #expect(planned.items[7].result.zh.hasPrefix("不能办理"))
        #expect(planned.items[8].result.zh.hasPrefix("将:已交办 → 收悉"), "\(planned.items[8])")
        #expect(try await town.engine.health.status().head == head)
        // Whose plan it is runs it.
        await #expect(throws: CaseworkError.self) { try await town.run(plan, by: .supervisor) }
        try await town.run(plan, by: .lead)
        let done = try await town.engine.bulk.view(plan, nil)
        #expect(done.row.status == .done && done.counts == [.done: 39, .failed: 1])
        for id in cases { #expect(try await town.engine.cases.view(id).row.state == "received") }
        await #expect(throws: CaseworkError.self) { try await town.run(plan, by: .lead) }
        // Not his to do: each case says so, nothing happens.
        let others = try await town.plan("contact", cases, by: .assigner)
        try await town.run(others, by: .assigner)
        #expect(try await town.engine.bulk.view(others, nil).counts == [.failed: 40])
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// 等5名代表, 等十二位委员: how many there are stands in a field, and none of it is a name.
    @Test(.timeLimit(.minutes(60)))
    func howManyProposersThereAreStandsInAField() async throws {
        let town = try await TownHall(BulkTests.town, on: "2025-05-12")
        let cells = [
            ("李某、王某等5名代表", "5"), ("李某等十二位代表", "12"), ("李某等３名人大代表", "3"), ("李某等代表", nil),
            ("李某", nil),
        ]
        let rows = cells.enumerated().map { index, cell in
            BulkTests.row(String(index + 1), state: "assigned").merging(["提出人": cell.0]) { $1 }
        }
        let plan = try await town.plan(rows, common: BulkTests.common, by: .assigner)
        try await town.run(plan, by: .assigner)
        let items = try await town.engine.bulk.view(plan, nil).items
        for (item, cell) in zip(items, cells) {
            let fields = try await town.fields(of: try #require(item.caseID, "\(item.result)"))
            #expect(fields["proposers_in_all"]?.text == cell.1, "\(cell)")
            #expect(fields["proposers"]?.texts.first == "李某")
        }
    }

    /// 53 organisations that cannot be found are told by one announcement, as 福州 did in 2022.
    ///
    /// One of them was not written to: its paper is not filed either.
    @Test(.timeLimit(.minutes(60)))
    func oneAnnouncementTellsFiftyThreeOrganisations() async throws {
        let town = try await TownHall(Registrar.town, on: "2022-07-01")
        var cases: [String] = []
        for number in 1...53 {
            let id = try await town.open(
                "abnormal_listing", by: .officer,
                [
                    "party_name": .text("第\(number)协会"), "party_code": .text("5135\(number)"),
                    "ground": "not_contactable",
                ], roles: Registrar.role
            ).caseID
            try await town.file(id, "letter_slip", by: .officer)
            try await town.act(id, "first_letter", by: .officer)
            cases.append(id)
        }
        try await town.wait(until: "2022-07-20")
        for id in cases.dropLast() {
            try await town.file(id, "letter_slip", by: .officer)
            try await town.act(id, "second_letter", by: .officer)
        }
        let paper = BulkPaper(
            kind: "announcement", name: "榕民公告〔2022〕5号 公告.pdf", size: 7,
            sha256: String(repeating: "5", count: 64))
        let plan = try await town.plan(paper, "announce_notice", for: cases, by: .officer)
        let told = try await town.engine.bulk.view(plan, nil).items.map(\.result)
        #expect(told.filter { $0.zh.hasPrefix("将:归卷〈告知公告〉,") }.count == 52, "\(told[0])")
        #expect(told[52].zh.hasPrefix("不能办理"), "\(told[52])")
        #expect(try await town.engine.cases.view(cases[0]).documents.count == 2)
        try await town.run(plan, by: .officer)
        #expect(try await town.engine.bulk.view(plan, nil).counts == [.done: 52, .failed: 1])
        for (index, id) in cases.enumerated() {
            let view = try await town.engine.cases.view(id)
            let filed = view.documents.filter { $0.kind == "announcement" }
            #expect(view.row.state == (index < 52 ? "notified" : "candidate"))
            #expect(filed.map(\.name) == (index < 52 ? [paper.name] : []))
            #expect(filed.allSatisfy { $0.sha256 == paper.sha256 })
        }
        // By itself: whoever has it on file is left as he is, and a kind that nobody knows is said once.
        let alone = try await town.plan(paper, "", for: cases, by: .officer)
        try await town.run(alone, by: .officer)
        #expect(
            try await town.engine.bulk.view(alone, nil).counts == [.unchanged: 52, .done: 1])
        let slip = BulkPaper(kind: "announcment", name: "a", size: 1, sha256: paper.sha256)
        let refused = await #expect(throws: CaseworkError.self) {
            try await town.plan(slip, "", for: cases, by: .officer)
        }
        #expect(refused?.code == .invalid)
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }
}
