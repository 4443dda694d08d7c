// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// 社会组织抽查暂行办法 5 and 双随机: who inspects whom is a matter of lots, too; and what comes of it.
@Suite struct SpotCheckLawTests {
    private static let pool: [Who] = [
        .officer, .secondOfficer, .registrarsClerk, .legalReviewer, .hearingChair,
    ]

    /// Twelve organisations, all drawn; the chair has an interest and withdraws.
    private func drawn(_ town: TownHall) async throws -> (round: String, visits: [String]) {
        let round = try await town.open(
            "inspection", by: .officer,
            ["title": "专项抽查", "level": "county", "periodic": "false"], roles: Registrar.role
        ).caseID
        try await town.file(round, "plan", by: .officer)
        let population = (1...12).map { number in
            Value.record([
                "party_code": "F\(number)", "party_name": "组织\(number)",
                "org_type": "private_unit",
            ])
        }
        try await town.act(
            round, "draw", by: .officer,
            [
                "rate": "1", "population": .list(population),
                "inspector_pool": .list(
                    SpotCheckLawTests.pool.map { .text(TownHall.id(of: $0)) }),
                "recused": [.text(TownHall.id(of: .hearingChair))],
                "joint_with": ["区政府督查室"],
            ])
        let visits = try await town.engine.cases.view(round).children.map(\.row.id)
        return (round, visits)
    }

    /// Two of four for each: twelve times the same two would be a chance of six to the minus eleven.
    @Test(.timeLimit(.minutes(60)))
    func inspectorsAreDrawnForEachOrganisation() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let (_, visits) = try await self.drawn(town)
        #expect(visits.count == 12)
        var pairs: Set<Set<String>> = []
        for visit in visits {
            let fields = try await town.fields(of: visit)
            let two = Set((fields["inspectors"] ?? []).items.compactMap(\.text))
            #expect(two.count == 2 && !two.contains(TownHall.id(of: .hearingChair)))
            #expect(fields["joint_with"] == ["qdcs"])
            pairs.insert(two)
        }
        #expect(pairs.count > 1)
    }

    /// Whoever withdraws is replaced by lot; nobody names his own inspectors.
    @Test(.timeLimit(.minutes(60)))
    func whoeverWithdrawsIsReplacedByLot() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let visit = try #require(try await self.drawn(town).visits.first)
        let first = try #require(try await town.fields(of: visit)["inspectors"]).items
        await #expect(throws: CaseworkError.self) {
            try await town.act(
                visit, "replace_inspectors", by: .leader,
                ["inspectors": Registrar.officers, "recused": .list(first), "reason": "回避"])
        }
        try await town.act(
            visit, "replace_inspectors", by: .leader, ["recused": .list(first), "reason": "回避"])
        let second = try #require(try await town.fields(of: visit)["inspectors"]).items
        #expect(second.count == 2 && Set(second).isDisjoint(with: first))
    }

    /// 锡林郭勒: who does not pass, or does not let himself be inspected, is asked to come.
    @Test(
        .timeLimit(.minutes(60)),
        arguments: [("problems", true), ("refused", false)])
    func aVisitLeadsToAnInterview(_ finding: String, inspected: Bool) async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let (round, visits) = try await self.drawn(town)
        try await town.act(visits[0], "notify", by: .officer)
        let found: [String: Value] = ["finding": .text(finding), "measure": "interview"]
        if inspected {
            #expect(
                try await town.unmet(visits[0], "find", by: .officer, found)
                    == ["recorded inspect"])
            try await town.file(visits[0], "record", by: .officer)
            try await town.act(visits[0], "inspect", by: .officer, ["way": "paper"])
        }
        try await town.act(visits[0], "find", by: .officer, found)
        let linked = try await town.engine.cases.view(visits[0]).linked.map(\.row)
        #expect(linked.map(\.workflow) == ["interview"])
        #expect(linked[0].fields["joint_with"] == ["qdcs"])
        // The round is over when all others are, too.
        for visit in visits.dropFirst() {
            try await town.act(visit, "cancel", by: .leader, ["reason": "已注销"])
        }
        try await town.act(round, "conclude", by: .officer)
        // 福田: inspected together with other departments; what was cancelled was not inspected.
        let figures = try await town.engine.reports.figures(FiguresQuery("inspection"))
        #expect(figures.told("joint") == "1/1")
    }

    /// 整改逾期: the order that nobody followed leads there as well.
    @Test(.timeLimit(.minutes(60)))
    func anOrderThatWasNotFollowedLeadsToAnInterview() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await town.open(
            "rectification", by: .officer,
            ["party_name": "某协会", "rectify_by": "2025-04-01"], roles: Registrar.role
        ).caseID
        try await town.file(id, "service_slip", by: .officer)
        try await town.act(id, "order", by: .officer, ["items": ["账目不清"]])
        try await town.wait(until: "2025-04-03")
        try await town.act(id, "follow_up", by: .leader, ["follow_up": "interview"])
        let linked = try await town.engine.cases.view(id).linked.map(\.row)
        #expect(linked.map(\.workflow) == ["interview"])
    }
}
