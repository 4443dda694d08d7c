// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// What is shown is taken: a clerk says what she reads, and the history holds what it always held.
@Suite struct WordingTests {
    private static let opening: [String: Value] = [
        "会议": "某市人大", "Session": "四次", "建议编号": "第7号", "标题": "建议", "提出人": "李某",
        "session_closed_on": "2025年2月20日",
    ]

    private static func opened(in town: TownHall) async throws -> String {
        try await town.open("代表建议", by: .assigner, Self.opening).caseID
    }

    private static func lines(_ id: String, in town: TownHall) async throws -> [String] {
        try await town.engine.cases.history(id, after: 0, limit: 0).lines.map { line in
            let changes = line.changes.map {
                "\($0.field) \($0.before?.line ?? "") \($0.after?.line ?? "")"
            }
            return "\(line.event) \(changes)"
        }
    }

    @Test(.timeLimit(.minutes(60)))
    func wordsAndNamesMakeTheSameLines() async throws {
        let spoken = try await TownHall(Suggestion.town, on: "2025-03-03")
        let id = try await Self.opened(in: spoken)
        try await spoken.act(id, "受理", by: .assigner)
        try await spoken.act(
            id, "交办", by: .assigner, ["办理方式": "独办"], roles: ["主办单位": "市民政局"])
        try await spoken.act(id, "签收", by: .lead)
        try await spoken.file(id, "沟通记录", by: .lead)

        let named = try await TownHall(Suggestion.town, on: "2025-03-03")
        let other = try await named.open(
            "proposal", by: .assigner,
            [
                "assembly": "某市人大", "session": "四次", "number": "7", "title": "建议",
                "proposers": "李某", "session_closed_on": "2025-02-20",
            ]
        ).caseID
        try await named.act(other, "accept", by: .assigner)
        try await named.act(
            other, "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await named.act(other, "sign_for", by: .lead)
        try await named.file(other, "contact_record", by: .lead)

        let (said, kept) = (
            try await Self.lines(id, in: spoken), try await Self.lines(other, in: named)
        )
        // A paper's file name is its kind as it was given.
        #expect(said.dropLast() == kept.dropLast())
        #expect(said.last?.contains("contact_record") ?? false)
        #expect(try await spoken.engine.cases.view(id).row.state == "received")
    }

    @Test(.timeLimit(.minutes(60)))
    func rolesStandAmongTheFieldsByTheirLabels() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let id = try await Self.opened(in: town)
        try await town.act(id, "受理", by: .assigner)
        try await town.act(id, "交办", by: .assigner, ["办理方式": "独办", "主办单位": "市民政局"])
        #expect(try await town.engine.cases.view(id).facts.roles["lead"]?.office == "mzj")
    }

    @Test(.timeLimit(.minutes(60)))
    func whyKnowsWordsToo() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let id = try await Self.opened(in: town)
        let answer = try await town.why(id, "受理", by: .assigner)
        #expect(answer?.event == "accept")
        #expect(answer?.unmet.isEmpty ?? false)
    }

    /// What is refused, by whom it was tried, and what the sentence says.
    @Test(.timeLimit(.minutes(60)))
    func misspeltWordsAreToldWithTheNearest() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let head = try await town.engine.health.status().head
        await Self.refused("没有流程“代表健议”,是否指〈代表建议〉?") {
            () throws(CaseworkError) in
            _ = try await town.open("代表健议", by: .assigner, Self.opening)
        }
        var wrong = Self.opening
        wrong["标提"] = "建议"
        await Self.refused("〈代表建议〉没有字段“标提”,是否指〈标题〉?") {
            () throws(CaseworkError) in
            _ = try await town.open("代表建议", by: .assigner, wrong)
        }
        var twice = Self.opening
        twice["title"] = "建议"
        await Self.refused("title:写了两次") { () throws(CaseworkError) in
            _ = try await town.open("代表建议", by: .assigner, twice)
        }
        #expect(try await town.engine.health.status().head == head)
        let id = try await Self.opened(in: town)
        await Self.refused("〈代表建议〉没有事件“受里”,是否指〈受理〉?") {
            () throws(CaseworkError) in
            try await town.act(id, "受里", by: .assigner)
        }
        await Self.refused("没有文书种类“沟通纪录”,是否指〈沟通记录〉?") {
            () throws(CaseworkError) in
            try await town.file(id, "沟通纪录", by: .assigner)
        }
        #expect(try await town.engine.cases.view(id).row.version == 1)
    }

    private static func refused(
        _ sentence: String, _ body: () async throws(CaseworkError) -> Void
    ) async {
        do {
            try await body()
            Issue.record("it was taken")
        } catch {
            #expect(error.sentences.zh.contains(sentence), "\(error.sentences.zh)")
        }
    }

    @Test(.timeLimit(.minutes(60)))
    func listsAndFiguresKnowLabels() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let id = try await Self.opened(in: town)
        try await town.act(id, "受理", by: .assigner)
        var query = CaseQuery(limit: 10)
        (query.workflow, query.state) = ("代表建议", "已立案")
        let state = try await town.engine.cases.view(id)
        query.state = state.definition.states[state.row.state]?.labels.zh
        #expect(try await town.engine.cases.list(query).map(\.row.id) == [id])
        let figures = try await town.engine.reports.figures(FiguresQuery("代表建议", by: "受理"))
        #expect(figures.cases == 1)
    }
}

/// Values as people write them.
@Suite struct WrittenValueTests {
    private static let today: Day = "2025-03-10"

    @Test(arguments: [
        ("2025-04-01", "2025-04-01"), ("2025/4/1", "2025-04-01"), ("2025.4.1", "2025-04-01"),
        ("2025年4月1日", "2025-04-01"), ("20250401", "2025-04-01"), ("２０２５／４／１", "2025-04-01"),
        ("　2025年4月1日 ", "2025-04-01"), ("二〇二五年四月一日", "2025-04-01"),
        ("2025-04-01 00:00", "2025-04-01"), ("今天", "2025-03-10"), ("今日", "2025-03-10"),
        ("明天", "2025-03-11"), ("昨天", "2025-03-09"), ("Today", "2025-03-10"),
        ("4月1日", "2025-04-01"), ("4月1号", "2025-04-01"), ("4/1", "2025-04-01"),
        ("四月一日", "2025-04-01"), ("３月１日", "2025-03-01"),
    ])
    func daysInEveryForm(_ text: String, _ day: String) {
        let written = WrittenValue(on: Self.today).day(text, isPast: false)
        #expect(written?.day.description == day)
    }

    @Test(arguments: [
        "2025-02-30", "2025年", "4月31日", "13月1日", "soon", "", "2025-04-01 08:30", "4", "4月", "天",
    ])
    func whatIsNoDay(_ text: String) {
        #expect(WrittenValue(on: Self.today).day(text, isPast: false) == nil)
    }

    /// The first day of the month that is meant; what is none is nil.
    @Test(arguments: [
        ("2025-02", "2025-02-01"), ("2024年12月", "2024-12-01"), ("２０２５年２月", "2025-02-01"),
        ("2月", "2025-02-01"), ("12月", "2024-12-01"), ("本月", "2025-03-01"), ("上月", "2025-02-01"),
        ("2025-02-17", "2025-02-01"), ("2025", nil), ("13月", nil), ("2025-13", nil), ("soon", nil),
    ])
    func months(_ text: String, _ first: String?) {
        let day = WrittenValue(on: Self.today).month(text)
        #expect(day?.firstOfMonth.description == first)
    }

    @Test(arguments: [
        ("5月1日", "2024-05-01"), ("3月10日", "2025-03-10"), ("12/31", "2024-12-31"),
        // A little ahead is a slip: it is this year's, and refused as what it is.
        ("4月1日", "2025-04-01"), ("3月11日", "2025-03-11"),
    ])
    func whatHasHappenedIsTheLastSuchDay(_ text: String, _ day: String) {
        let written = WrittenValue(on: Self.today).day(text, isPast: true)
        #expect(written?.day.description == day)
        #expect(written?.remark?.zh == "“\(text)”按\(day)办理")
    }

    @Test(arguments: [
        ("3000", "3000"), ("1,200", "1200"), ("1,200.50元", "1200.50"), ("3万元", "30000"),
        ("1.5万", "15000"), ("2亿元", "200000000"), ("３万元", "30000"), ("三万元", "30000"),
        ("￥1,200", "1200"), ("人民币3千元整", "3000"), ("0.01元", "0.01"),
        // What is none is left to the field, which refuses it.
        ("3万多元", "3万多元"), ("元", "元"), ("1,20元", "1,20元"), ("约3万元", "约3万元"), ("-3万元", "-30000"),
    ])
    func amounts(_ text: String, _ amount: String) {
        #expect(WrittenValue.plain(text, .amount) == amount)
    }

    @Test(arguments: [
        ("是", "true"), ("否", "false"), ("YES", "true"), ("no", "false"), ("true", "true"),
        ("ｆａｌｓｅ", "false"), (" 是 ", "true"), ("也许", "也许"),
    ])
    func yesAndNo(_ text: String, _ value: String) {
        #expect(WrittenValue.plain(text, .boolean) == value)
    }

    @Test(arguments: [("第9号", "9"), ("8.0", "8"), ("1,200", "1200"), ("１２", "12"), ("十二", "12")])
    func numbers(_ text: String, _ value: String) {
        #expect(WrittenValue.plain(text, .integer) == value)
    }
}
