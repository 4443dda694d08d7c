// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Lists that are asked for in people's words: the conditions compose, and what somebody does not read finds nothing.
@Suite struct CaseListTests {
    /// Three suggestions: 7 assigned and signed for, 8 assigned, 9 as it came in.
    private static func town() async throws -> (town: TownHall, ids: [String]) {
        let first = try await Suggestion.received()
        let town = first.town
        var ids = [first.id]
        for (number, people) in [("8", ["李某", "王某某"]), ("9", ["赵某"])] as [(Value, [String])] {
            let item = try await Suggestion.opened(
                in: town, number: number, proposers: .list(people.map { .text($0) }),
                also: ["key_item": number == "9" ? "true" : "false", "title": "第二件"])
            ids.append(item.id)
            guard number == "8" else { continue }
            try await item.act("accept", by: .assigner)
            try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市教育局"])
        }
        return (town, ids)
    }

    private static func list(
        _ cases: Cases, _ change: (inout CaseQuery, inout CaseWords) -> Void
    ) async throws -> [String] {
        var (query, words) = (CaseQuery(limit: 10), CaseWords())
        change(&query, &words)
        return try await cases.page(query, words).heads.map(\.row.id)
    }

    @Test(.timeLimit(.minutes(60)))
    func conditionsComposeInTheWordsThatAreShown() async throws {
        let (town, ids) = try await Self.town()
        let cases = town.engine.cases
        func list(_ change: (inout CaseQuery, inout CaseWords) -> Void) async throws -> [Int] {
            var (query, words) = (CaseQuery(limit: 10), CaseWords())
            change(&query, &words)
            return try await cases.page(query, words).heads
                .compactMap { ids.firstIndex(of: $0.row.id) }
        }
        #expect(try await list { $1.fields = ["建议编号": "8"] } == [1])
        #expect(try await list { $1.fields = ["number": "8", "提出人": "李某"] } == [1])
        #expect(try await list { $1.fields = ["提出人": "李某"] } == [1, 0])
        #expect(try await list { $1.fields = ["重点督办件": "是"] } == [2])
        #expect(try await list { $1.fields = ["闭会日期": "2025年2月20日"] } == [2, 1, 0])
        #expect(try await list { $1.fields = ["number": "7", "提出人": "赵某"] } == [])
        #expect(try await list { $1.clock = "签收时限" } == [1])
        #expect(try await list { $1.clock = "reply" } == [1, 0])
        #expect(
            try await list {
                $1.clock = "答复时限"
                $0.state = "已交办"
            } == [1])
        #expect(
            try await list {
                $1.role = "主办单位"
                $0.office = "市教育局"
            } == [1])
        #expect(
            try await list {
                $1.role = "assigner"
                $0.office = "市教育局"
            } == [])
        #expect(try await list { query, _ in query.openedTo = "2025-03-02" } == [])
        // Due on 3 June: late from the next day on.
        for (day, late) in [("2025-06-03", []), ("2025-06-04", [1, 0])] as [(Day, [Int])] {
            try await town.wait(until: day)
            #expect(
                try await list {
                    $1.light = "red"
                    $1.clock = "reply"
                } == late, "\(day)")
        }
        // Four months on, the reply is late in two and no reply is owed in the third.
        try await town.wait(until: "2025-08-01")
        #expect(
            try await list {
                $1.light = "红"
                $1.clock = "答复时限"
            } == [1, 0])
        #expect(
            try await list {
                $1.light = "green"
                $1.clock = "答复时限"
            } == [])
    }

    /// What waits for somebody is where a duty runs that an office of his holds.
    @Test(.timeLimit(.minutes(60)))
    func whatWaitsForMeIsWhatMyOfficeOwes() async throws {
        let (town, ids) = try await Self.town()
        func mine(_ who: Who) async throws -> [String] {
            let doors = Doors(town.engine, for: .person(town.principal(who)))
            let listed = try await Self.list(doors.cases) { $1.isMine = true }
            let owed = Set(
                try await doors.deadlines.due(
                    until: nil, office: nil, isMine: true, overdueOnly: false, windows: false,
                    limit: 0
                ).rows.map(\.row.id))
            #expect(Set(listed) == owed, "\(who)")
            return listed
        }
        // 市民政局 owes the reply to 7; 市教育局 owes that to 8.
        #expect(try await mine(.lead) == [ids[0]])
        #expect(try await mine(.assigner).contains(ids[1]))
        #expect(try await mine(.supervisor) == [])
        var counted = CaseWords()
        counted.isCounted = true
        #expect(try await town.engine.cases.page(CaseQuery(limit: 1), counted).total == 3)
    }

    /// What falls due is asked for in the same words; rights come only where one is named.
    @Test(.timeLimit(.minutes(60)))
    func datesAreAskedForInWords() async throws {
        let (town, ids) = try await Self.town()
        func due(_ change: (inout DueWords) -> Void) async throws -> [String] {
            var words = DueWords()
            change(&words)
            let board = try await town.engine.deadlines.due(
                until: nil, office: nil, words: words, overdueOnly: false, windows: false,
                limit: 0)
            #expect(board.total == board.rows.count)
            return board.rows.map { "\($0.row.id) \($0.run.clock)" }
        }
        let all = try await due { _ in }
        #expect(try await due { $0.workflow = "代表建议" } == all)
        #expect(
            Set(try await due { $0.clock = "答复时限" }) == ["\(ids[0]) reply", "\(ids[1]) reply"])
        #expect(
            try await due {
                $0.clock = "reply"
                $0.state = "已交办"
            } == ["\(ids[1]) reply"])
        // 退办时限 is a right of the lead's.
        #expect(!all.contains { $0.hasSuffix(" objection") })
        #expect(try await due { $0.light = "红灯" } == [])
        let lights = try await due { $0.light = "绿" } + due { $0.light = "黄灯" }
        #expect(Set(lights) == Set(all) && lights.count == all.count)
        for change in [
            { $0.light = "橙" }, { $0.clock = "答复期" }, { $0.state = "乱" }, { $0.workflow = "建议" },
        ] as [(inout DueWords) -> Void] {
            await #expect(throws: CaseworkError.self) { _ = try await due(change) }
        }
    }

    @Test(.timeLimit(.minutes(60)))
    func wordsThatNothingIsCalledAreRefusedWithTheNearest() async throws {
        let (town, _) = try await Self.town()
        for (told, change) in [
            ("是否指〈标题〉", { $0.fields = ["标提": "一"] }),
            ("没有时限“答复实限”,是否指〈答复时限〉", { $0.clock = "答复实限" }),
            ("没有灯色“蓝”", { $0.light = "蓝" }), ("没有角色“主半单位”;角色有:〈主办单位〉", { $0.role = "主半单位" }),
        ] as [(String, (inout CaseWords) -> Void)] {
            let error = await #expect(throws: CaseworkError.self) {
                _ = try await Self.list(town.engine.cases) { change(&$1) }
            }
            #expect(error?.sentences.zh.contains(told) ?? false, "\(error?.sentences.zh ?? "")")
        }
    }

    /// A name that is kept from somebody finds the case for him neither, and stands in no list of his.
    @Test(.timeLimit(.minutes(60)))
    func aSecretNameFindsNothingForWhoDoesNotReadIt() async throws {
        let town = try await Onlooker.town()
        let (id, _) = try await Onlooker.suggestion(
            in: town, ["proposers": ["欧阳某某"], "name_secret": "true"])
        for (onlooker, knows) in [(Onlooker.assigner, true), (.supervisor, false)] {
            let doors = onlooker.doors(in: town)
            for name in ["欧阳某某", "欧阳"] {
                let found = try await Self.list(doors.cases) { $1.fields = ["提出人": name] }
                #expect(found.contains(id) == knows, "\(onlooker)")
            }
            let people = try await doors.cases.page(CaseQuery(limit: 9), CaseWords()).heads
                .flatMap(\.people)
            #expect(people.contains("欧阳某某") == knows, "\(onlooker)")
            #expect(people.contains("某代表") != knows, "\(onlooker)")
            let due = try await doors.deadlines.due(
                until: nil, office: nil, overdueOnly: false, windows: true, limit: 0)
            #expect(
                due.rows.flatMap { CaseHead(row: $0.row, definition: $0.definition).people }
                    .contains("欧阳某某") == knows, "\(onlooker)")
        }
    }
}
