// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// How many duties show which light: what the list of dates says line by line, counted.
@Suite(.timeLimit(.minutes(60))) struct LightCountTests {
    /// Two suggestions wait for an answer, one to be taken up.
    private static func town() async throws -> (town: TownHall, ids: [String]) {
        let first = try await Suggestion.received()
        let town = first.town
        let second = try await Suggestion.opened(in: town, number: "8", proposers: ["李某"])
        try await second.act("accept", by: .assigner)
        try await second.act(
            "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市教育局"])
        let third = try await Suggestion.opened(in: town, number: "9", proposers: ["赵某"])
        return (town, [first.id, second.id, third.id])
    }

    /// What the lines of a list come to.
    private static func counted(
        _ deadlines: Deadlines, _ asked: LightsQuery
    ) async throws -> (offices: [String: LightCounts.Lights], days: [Day: LightCounts.Lights]) {
        var words = DueWords()
        (words.workflow, words.clock, words.light) = (asked.workflow, asked.clock, asked.light)
        var (offices, days): ([String: LightCounts.Lights], [Day: LightCounts.Lights]) = ([:], [:])
        var after: DuePlace?
        repeat {
            let page = try await deadlines.due(
                until: nil, office: asked.office, isMine: asked.isMine, words: words,
                overdueOnly: false, windows: false, after: after, limit: 0)
            for row in page.rows {
                offices[row.holder?.office ?? "", default: [:]][row.light, default: 0] += 1
                days[try #require(row.run.due), default: [:]][row.light, default: 0] += 1
            }
            after = page.next
        } while after != nil
        return (offices, days)
    }

    private static func agree(
        _ deadlines: Deadlines, _ asked: LightsQuery, _ what: String
    ) async throws {
        let told = try await deadlines.lights(asked)
        let lines = try await Self.counted(deadlines, asked)
        #expect(told.offices == lines.offices, "\(what)")
        #expect(told.days == lines.days, "\(what)")
        #expect(
            told.all.values.reduce(0, +)
                == lines.days.values.flatMap(\.values).reduce(0, +), "\(what)")
    }

    @Test func lightsAreCountedByOfficeAndDay() async throws {
        let (town, _) = try await Self.town()
        // Three months after 3 March: both answers, and nothing else that day.
        try await town.wait(until: "2025-06-04")
        let late = try await town.engine.deadlines.lights(LightsQuery())
        #expect(late.days["2025-06-03"] == [.red: 2], "\(late)")
        #expect(Set(late.offices.keys) == ["mzj", "jyj", "rdgw"])
        #expect(late.names["mzj"] == "市民政局")
        for who in [Onlooker.assigner, .supervisor] {
            try await Self.agree(who.doors(in: town).deadlines, LightsQuery(), "\(who)")
        }
    }

    @Test func conditionsCountWhatTheyList() async throws {
        let (town, _) = try await Self.town()
        let deadlines = Doors(town.engine, for: .person(town.principal(.lead))).deadlines
        for day in ["2025-03-04", "2025-05-28", "2025-08-01"] as [Day] {
            try await town.wait(until: day)
            var asked: [LightsQuery] = []
            func ask(_ change: (inout LightsQuery) -> Void) {
                var query = LightsQuery()
                change(&query)
                asked.append(query)
            }
            ask { $0.isMine = true }
            ask { $0.office = "市教育局" }
            ask { ($0.office, $0.isMine) = ("市教育局", true) }
            ask { $0.workflow = "代表建议" }
            ask { $0.workflow = "penalty" }
            ask { $0.clock = "答复时限" }
            ask { $0.light = "红" }
            ask { ($0.light, $0.clock) = ("green", "reply") }
            for query in asked {
                try await Self.agree(deadlines, query, "\(day) \(query)")
                try await Self.agree(town.engine.deadlines, query, "\(day) \(query)")
            }
        }
        let error = await #expect(throws: CaseworkError.self) {
            var query = LightsQuery()
            query.office = "没有的单位"
            _ = try await deadlines.lights(query)
        }
        #expect(error?.code == .notFound || error?.code == .invalid)
    }

    /// A deputy is told of some clocks of his suggestion: by the others it is neither found nor counted.
    @Test func whoTakesPartFindsAndCountsWhatHeIsTold() async throws {
        let room = try await DraftRoom()
        let item = try await Suggestion.opened(in: room.town, proposers: ["李某"])
        try await item.act("accept", by: .assigner)
        try await item.act(
            "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        let his = try await room.li.doors
        let runs = try await item.view().facts.clocks.filter { $0.isOpen && $0.due != nil }
        let running = Set(runs.map(\.clock))
        let told = Set(try await his.cases.view(item.id).facts.clocks.map(\.clock))
        #expect(running.contains("reply") && running.contains("signing_for"))
        #expect(told.contains("reply") && !told.contains("signing_for"))
        for clock in running {
            var words = CaseWords()
            words.clock = clock
            let found = try await his.cases.page(CaseQuery(limit: 9), words).heads
            #expect(found.isEmpty != told.contains(clock), "\(clock)")
        }
        try await Self.agree(his.deadlines, LightsQuery(), "a deputy")
        #expect(try await his.deadlines.lights(LightsQuery()).offices["mzj"]?[.green] == 1)
    }
}
