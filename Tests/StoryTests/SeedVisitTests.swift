// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import Witness
import WorkCalendar
import Workflow

/// Published figures of inspections, orders and clean-ups; as ``SeedCountTests``.
@Suite struct SeedVisitTests {
    private func isPublished(_ seed: String, _ words: String...) {
        guard let text = Seeds.text(seed) else { return }
        let plain = String(text.filter { !$0.isWhitespace })
        for word in words { #expect(plain.contains(word), "\(word) in \(seed)") }
    }

    private func organisations(_ count: Int, _ kind: String) -> Value {
        .list(
            (0..<count).map { number in
                .record([
                    "party_code": "样\(number)", "party_name": "会\(number)", "org_type": kind,
                ])
            })
    }

    /// A round for which everybody of a list is drawn; each is inspected.
    private func inspect(
        _ count: Int, periodic: Bool = false, together: Value? = nil, in town: TownHall
    ) async throws {
        let id = try await town.open(
            "inspection", by: .officer,
            [
                "title": .text("检查\(count)"), "level": "county",
                "periodic": periodic ? "true" : "false",
            ], roles: Registrar.role
        ).caseID
        try await town.file(id, "plan", by: .officer)
        let pool = [Who.officer, .secondOfficer, .legalReviewer].map {
            Value.text(TownHall.id(of: $0))
        }
        var fields: [String: Value] = [
            "rate": "1", "inspector_pool": .list(pool),
            "population": self.organisations(count, "private_unit"),
        ]
        fields["joint_with"] = together
        try await town.act(id, "draw", by: .officer, fields)
        for visit in try await town.engine.cases.view(id).children.map(\.row.id) {
            try await town.act(visit, "notify", by: .officer)
            try await town.file(visit, "record", by: .officer)
            try await town.act(visit, "inspect", by: .officer, ["way": "on_site"])
            try await town.act(visit, "find", by: .officer, ["finding": "normal"])
        }
    }

    /// 福田: 33 inspected on purpose in 2022, 30 the year before, 11 of them together with others.
    @Test(.timeLimit(.minutes(60)))
    func organisationsInspectedOnPurposeAndTogether() async throws {
        let town = try await TownHall(Registrar.town, on: "2021-05-10")
        try await self.inspect(19, in: town)
        try await self.inspect(11, together: ["区政府督查室"], in: town)
        try await town.wait(until: "2022-03-07")
        try await self.inspect(33, in: town)
        for (year, drawn, joint) in [("2021", "30/30", "11/30"), ("2022", "33/33", "0/33")] {
            let report = try await town.engine.reports.figures(
                FiguresQuery(
                    "inspection", by: "draw", from: Day("\(year)-01-01"),
                    to: Day("\(year)-12-31")))
            #expect(report.told("rate") == drawn && report.told("joint") == joint, "\(year)")
        }
        self.isPublished("002_", "30家、33家社会组织", "11家教育机构开展跨部门联合检查")
    }

    /// 集美: 90 were ordered to hold their election; who was not ordered counts nowhere.
    @Test(.timeLimit(.minutes(60)))
    func organisationsOrderedInACampaign() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        for number in 0..<95 {
            let id = try await town.open(
                "rectification", by: .officer,
                [
                    "party_name": .text("会\(number)"), "rectify_by": "2025-06-30",
                    "campaign": .text(number < 92 ? "逾期未换届" : "财务"),
                ], roles: Registrar.role
            ).caseID
            guard number < 90 || number > 92 else { continue }
            try await town.file(id, "service_slip", by: .officer)
            try await town.act(id, "order", by: .officer, ["items": ["换届"]])
        }
        let report = try await town.engine.reports.figures(
            FiguresQuery("rectification", by: "order"))
        #expect(report.told("by_campaign") == "财务 2, 逾期未换届 90")
        self.isPublished("001_", "逾期未换届社会组织90家")
    }

    /// 集美: 246 community bodies of little activity were taken off; what was struck out stays.
    @Test(.timeLimit(.minutes(60)))
    func communityBodiesTakenOff() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await town.open(
            "dormant_cleanup", by: .leader, ["title": "低活力社区社会组织"], roles: Registrar.role
        ).caseID
        try await town.file(id, "plan", by: .leader)
        try await town.act(
            id, "start", by: .leader,
            ["candidates": self.organisations(250, "community"), "ends_on": "2025-12-31"])
        let bodies = try await town.engine.cases.view(id).children.map(\.row.id)
        for body in bodies.prefix(246) {
            for paper in ["evidence", "removal_letter"] {
                try await town.file(body, paper, by: .officer)
            }
            try await town.act(
                body, "confirm", by: .officer,
                ["criteria": ["checks_missed"], "missed_years": "2"])
            try await town.act(body, "dispose", by: .leader, ["outcome": "take_off"])
        }
        for body in bodies.suffix(4) {
            try await town.act(body, "dismiss", by: .officer, ["reason": "仍在活动"])
        }
        let report = try await town.engine.reports.figures(FiguresQuery("dormant_cleanup"))
        #expect(report.told("by_outcome") == "take_off 246" && report.told("done") == "246/246")
        self.isPublished("001_", "移除低活力社区社会组织246家")
    }
}
