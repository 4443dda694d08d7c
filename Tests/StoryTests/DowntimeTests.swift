// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Casework
import Storage
import Testing
import TownHall
import Witness
import WorkCalendar
import Workflow

/// Ten days without the daemon, over the National Day of 2025 (1 to 8 October; Sunday 28 September and
/// Saturday 11 October are worked).
@Suite struct DowntimeTests {
    private static let town = TownHall.Plan(
        place: "某市", profile: "cn",
        offices: [
            .assigner: .init("市人大代工委", "rdgw"), .lead: .init("市民政局", "mzj"),
            .supervisor: .init("市政府督查室", "dcs", duties: ["supervisor"]),
        ])

    @Test(.timeLimit(.minutes(60)))
    func whatWasMissedIsDoneOnceInOrderMarkedLateAndTheListSaysSo() async throws {
        let town = try await TownHall(DowntimeTests.town, on: "2025-06-23")
        // Due on 24 September; its second reminder falls on the 30th.
        let late = try await self.received(town, number: "1", assigned: "2025-06-24")
        // Due on 29 September: at midnight the date has passed, in the morning it is chased.
        let due = try await self.received(town, number: "3", assigned: "2025-06-29")
        // Due on 4 October, rolled to the 9th. What would be told on the 2nd, the 6th and the 8th is told
        // once, on the last working day before the holiday.
        let near = try await self.received(town, number: "2", assigned: "2025-07-04")
        try await town.wait(until: "2025-09-29")
        let before = try await self.told(town.engine)
        #expect(before.filter(\.isLate).isEmpty)
        let next = try await town.restarted(at: "2025-10-09")
        try await next.time.pass()
        let told = Array(try await self.told(next).dropFirst(before.count))
        let expected: [(String, NoticeRow.Kind, Int, Day)] = [
            (late, .chase, 1, "2025-09-30"), (due, .chase, 0, "2025-09-30"),
            (near, .warning, 4, "2025-09-30"),
        ]
        #expect(told.map(\.about?.caseID) == expected.map(\.0))
        #expect(told.map(\.kind) == expected.map(\.1))
        #expect(told.map(\.about?.step) == expected.map(\.2))
        #expect(told.map(\.day) == expected.map(\.3))
        #expect(told.allSatisfy { $0.isLate && $0.givenOn == "2025-10-09" })
        #expect(told.allSatisfy { $0.text.zh.contains("迟发") && $0.text.en.contains("late") })
        let chases = try await next.cases.history(late, after: 0, limit: 0).lines.filter {
            $0.event == "chase"
        }
        #expect(chases.map(\.happenedOn) == ["2025-09-25", "2025-10-09"])
        // One list of that morning, not one for each that was missed; it says what came late.
        for (office, count) in [("mzj", 3), ("dcs", 3)] {
            var query = NoticeQuery(limit: 100)
            query.office = office
            query.kind = .digest
            query.since = "2025-09-30"
            let lists = try await next.jobs.notices(query).rows
            #expect(lists.map(\.givenOn) == ["2025-10-09"], "\(office)")
            #expect(lists.first?.text.zh.contains("有\(count)条提醒迟发") ?? false, "\(lists)")
            #expect(lists.first?.text.en.contains("\(count) notices came late") ?? false)
            let head = lists.first?.text.en.split(separator: "\n").last ?? ""
            #expect(head.hasPrefix("Chain: line "), "\(head)")
        }
        // Once is once.
        try await next.time.pass()
        #expect(try await self.told(next).count == before.count + expected.count)
        #expect(try await next.health.verify().problems.isEmpty)
    }

    private func received(
        _ town: TownHall, number: Value, assigned: Day
    ) async throws -> String {
        try await town.wait(until: assigned)
        let item = try await town.open(
            "proposal", by: .assigner,
            [
                "assembly": "某市人大", "session": "四次", "number": number, "title": number,
                "proposers": ["李某"], "session_closed_on": "2025-06-20",
            ]
        ).caseID
        try await town.act(item, "accept", by: .assigner)
        try await town.act(
            item, "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await town.act(item, "sign_for", by: .lead)
        try await town.file(item, "contact_record", by: .lead)
        try await town.act(item, "contact", by: .lead, ["contact_kind": "phone"])
        return item
    }

    /// What was told about the reply, oldest first.
    private func told(_ engine: Engine) async throws -> [NoticeRow] {
        var query = NoticeQuery(limit: 1_000)
        query.after = -1
        return try await engine.jobs.notices(query).rows.filter { $0.about?.clock == "reply" }
    }
}
