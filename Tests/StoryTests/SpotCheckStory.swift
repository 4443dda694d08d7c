// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Casework
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow
import Witness

/// Futian draws 77 of 766 organisations by lot, inspects them, and orders six to put things right.
///
/// 10 % and both figures are published; the findings (70 normal, 6 with problems, 1 serious), names
/// and dates are chosen. Profile cn: a county draws at least 3 %, so a draw of 2 % is refused.
@Suite struct SpotCheckStory {
    private static let population = (1...766).map { number in
        Value.record([
            "party_code": "F\(number)", "party_name": "组织\(number)", "org_type": "private_unit",
        ])
    }
    private static let pool = Value.list(
        [Who.officer, .secondOfficer, .registrarsClerk, .legalReviewer, .hearingChair].map {
            .text(TownHall.id(of: $0))
        })

    @Test(.timeLimit(.minutes(60)))
    func tenPercentOf766AreDrawnInspectedAndPutRight() async throws {
        let story = try await Story(in: Registrar.town, from: "2022-04-01")
        let round = try await self.drawn(story)
        let visits = try await story.children(of: round)
        try #require(visits.count == 77)
        try await self.lotsFall(
            asDrawnAgain: round, "draw", into: "drawn", from: SpotCheckStory.population, 77, story)
        for visit in visits {
            try await self.lotsFall(
                asDrawnAgain: visit, "draw_inspectors", into: "inspectors",
                from: SpotCheckStory.pool.items, 2, story)
        }
        try await self.inspected(story, visits)
        let orders = try await self.found(story, visits)
        try await self.concluded(story, round)
        try await self.putRight(story, orders)
        try await self.counted(story, round)
        try await story.ends()
    }

    private func drawn(_ story: Story) async throws -> String {
        let round = try await story.opens(
            "2022-04-01", "inspection", by: .officer, ["title": "2022年度抽查", "level": "county"],
            roles: Registrar.role, state: "planned", clocks: [:])
        try await story.files("2022-04-06", round, "plan", by: .officer)
        var lots: [String: Value] = [
            "rate": "0.02", "population": .list(SpotCheckStory.population),
            "inspector_pool": SpotCheckStory.pool,
        ]
        try await story.refused(
            "2022-04-06", round, "draw", by: .officer, lots, about: ["field rate", "draw drawn"],
            unmet: [
                "‹Rate› must be at least the figure for ‹Level› (County 0.03, City 0.04, Province 0.05, Ministry 0.10) (0.03), is 0.02",
                "‹Drawn› would be 15, must be at least 23 (0.03 of 766)",
            ])
        lots["rate"] = "0.1"
        let result = try await story.town.act(round, "draw", by: .officer, lots)
        // Each of the 77 is opened, and draws its inspectors.
        #expect(result.state == "drawn" && result.consequences.count == 154)
        return round
    }

    /// The history keeps the seed and the digest of the pool: whoever has the pool can draw again.
    private func lotsFall(
        asDrawnAgain id: String, _ event: String, into field: String, from pool: [Value],
        _ size: Int, _ story: Story
    ) async throws {
        let lines = try await story.town.engine.cases.history(id, after: 0, limit: 0).lines
        let line = try #require(lines.first { $0.event == event })
        let kept = try #require(line.changes.first { $0.field == "#draw \(field)" }?.after)
        let drawn = try #require(try await story.town.fields(of: id)[field]).items.map(\.line)
        #expect(kept.part("drawn") == "\(size)" && drawn.count == size)
        let again = try Python.run(
            "lots.py", [kept.part("seed"), "\(size)"],
            input: pool.map(\.line).joined(separator: "\n")
        ).split(separator: "\n").map(String.init)
        #expect(again == [kept.part("sha256")] + drawn, "\(field) of \(id)")
    }

    private func inspected(_ story: Story, _ visits: [String]) async throws {
        for visit in visits {
            try await story.row(
                "2022-04-20", visit, "notify", by: .officer, state: "notified", clocks: [:])
        }
        for visit in visits {
            try await story.files("2022-05-16", visit, "record", by: .officer)
            try await story.row(
                "2022-05-16", visit, "inspect", by: .officer, ["way": "audit"], state: "notified",
                clocks: [:])
        }
    }

    /// - Returns: the rectifications that the findings opened.
    private func found(_ story: Story, _ visits: [String]) async throws -> [String] {
        for visit in visits.prefix(70) {
            try await story.row(
                "2022-06-01", visit, "find", by: .officer, ["finding": "normal"], state: "normal",
                clocks: [:])
        }
        var orders: [String] = []
        for (number, visit) in visits.dropFirst(70).prefix(6).enumerated() {
            orders.append("ZG-2022-00000\(number + 1)")
            try await story.row(
                "2022-06-01", visit, "find", by: .officer,
                ["finding": "problems", "rectify_by": "2022-07-01"], state: "rectifying",
                clocks: [:], then: ["\(orders[number]) open → opened"])
        }
        try await story.row(
            "2022-06-01", visits[76], "find", by: .officer,
            ["finding": "serious", "lead_found_on": "2022-06-01"], state: "referred", clocks: [:],
            then: ["CF-2022-000001 open → lead"])
        return orders
    }

    private func concluded(_ story: Story, _ round: String) async throws {
        try await story.row(
            "2022-06-06", round, "conclude", by: .officer, state: "concluded",
            clocks: ["publicity": "workdays 2022-06-06 20 = 2022-07-04"])
        try await story.files("2022-06-20", round, "result_notice", by: .officer)
        try await story.row(
            "2022-06-20", round, "publicise", by: .officer, ["public_url": "mzj.example.cn"],
            state: "published", clocks: [:])
    }

    /// Five report in time; the sixth does not and comes onto the abnormal list.
    private func putRight(_ story: Story, _ orders: [String]) async throws {
        let term = ["term": "roll 2022-07-01 = 2022-07-01"]
        for order in orders {
            try await story.files("2022-06-22", order, "service_slip", by: .officer)
            try await story.row(
                "2022-06-22", order, "order", by: .officer, ["items": ["账目不清"]], state: "running",
                clocks: term)
        }
        for order in orders.dropLast() {
            try await story.files("2022-06-30", order, "report", by: .officer)
            try await story.row(
                "2022-06-30", order, "report", by: .officer, state: "reported",
                clocks: ["recheck": "workdays 2022-06-30 10 = 2022-07-14"])
        }
        let late = orders[5]
        try await story.time(
            until: "2022-07-02", late, "run_over", happenedOn: "roll 2022-07-01",
            state: "overdue", clocks: term)
        for order in orders.dropLast() {
            try await story.files("2022-07-06", order, "recheck", by: .officer)
            try await story.row(
                "2022-07-06", order, "recheck", by: .officer, ["result": "passed"],
                state: "passed", clocks: [:])
        }
        try await story.row(
            "2022-07-12", late, "follow_up", by: .leader, ["follow_up": "list"], state: "listed",
            clocks: [:], then: ["YC-2022-000001 open → candidate"])
    }

    private func counted(_ story: Story, _ round: String) async throws {
        let view = try await story.town.engine.reports.figures(
            FiguresQuery("inspection", from: "2022-01-01", to: "2022-12-31", caseID: round))
        #expect(view.told("rate") == "77/766")
        #expect(view.told("by_finding") == "normal 70, problems 6, serious 1")
    }
}

extension Value {
    /// A part of a record.
    fileprivate func part(_ name: String) -> String {
        if case .record(let parts) = self { parts[name] ?? "" } else { "" }
    }
}
