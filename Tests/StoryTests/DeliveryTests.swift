// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
import Casework
import Rulebook
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Letters of a case: one bad address holds up nothing for ever; and how near a date looks.
@Suite struct DeliveryTests {
    private static let town = TownHall.Plan(
        place: "某市", profile: "cn",
        offices: [
            .assigner: .init("市人大代工委", "rdgw"), .lead: .init("市民政局", "mzj"),
            .supervisor: .init("市政府督查室", "dcs", duties: ["supervisor"]),
        ])

    private static func received(_ town: TownHall) async throws -> String {
        let id = try await town.open(
            "proposal", by: .assigner,
            [
                "assembly": "某市人大", "session": "四次", "number": "1", "title": "建议",
                "proposers": ["某代表"], "session_closed_on": "2025-07-08",
            ]
        ).caseID
        try await town.act(id, "accept", by: .assigner)
        try await town.act(
            id, "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await town.act(id, "sign_for", by: .lead)
        return id
    }

    @Test(.timeLimit(.minutes(60)))
    func copyThatCannotBeDeliveredIsClosedOtherwiseAndTheCaseGoesOn() async throws {
        let town = try await TownHall(DeliveryTests.town, on: "2025-09-01")
        let id = try await DeliveryTests.received(town)
        try await town.file(id, "contact_record", by: .lead)
        try await town.act(id, "contact", by: .lead, ["contact_kind": "phone"])
        try await town.wait(until: "2025-09-10")
        try await town.act(
            id, "draft", by: .clerk,
            [
                "reply_type": "A", "disclosure": "public", "contact_person": "经办人",
                "contact_phone": "0000",
            ])
        try await town.act(id, "review_draft", by: .lead, ["review_result": "passed"])
        try await town.act(id, "sign", by: .leader, ["signer": "某局长"])
        try await town.act(id, "answer", by: .lead, ["letter_number": "某民函〔2025〕1号"])
        let letters = try await town.engine.cases.view(id).deliveries.filter {
            $0.status == .pending
        }
        let bad = try #require(letters.last { $0.kind == "copy" })
        try #require(letters.count >= 3)
        for letter in letters where letter.id != bad.id { try await town.tick(letter.id) }
        func state() async throws -> String { try await town.engine.cases.view(id).row.state }
        #expect(try await state() == "answered")

        try await town.tick(bad.id, as: .failed, note: "查无此人")
        #expect(try await state() == "answered")
        let seen = try await town.engine.deliveries.list(of: id, pendingOnly: true, limit: 0)
        #expect(seen.map(\.row.reason) == ["查无此人"])
        // How it was delivered must be said.
        await #expect(throws: CaseworkError.self) { try await town.tick(bad.id, as: .otherwise) }
        #expect(try await state() == "answered")
        try await town.tick(bad.id, as: .otherwise, note: "专人送达")
        #expect(try await state() == "copied")
        #expect(try await town.engine.deliveries.list(of: id, pendingOnly: true, limit: 0).isEmpty)
        let all = try await town.engine.deliveries.list(of: nil, pendingOnly: false, limit: 0)
        let rest = try await town.engine.deliveries.list(
            of: nil, pendingOnly: false, after: all[1].row.id, limit: 0)
        #expect(rest.map(\.row.id) == all.dropFirst(2).map(\.row.id))
        // Nobody is told what no rulebook knows.
        await #expect(throws: CaseworkError.self) {
            _ = try await town.engine.directory.add(
                OfficeRow(
                    code: "typo", name: "某督查室", aliases: [], place: "某市", profile: "cn",
                    duties: ["supervisr"], numberCode: ""), town.adminRequest)
        }
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// The reply is due on Friday, 10 October 2025.
    ///
    /// By the State Council's notice 1 to 8 October are rest and Sunday, 28 September is worked: the fifth
    /// working day before is 9 October, 30, 29, 28 and then 26 September.
    @Test(.timeLimit(.minutes(60)))
    func yellowIsCountedInWorkingDaysWhereThePlaceSaysSo() async throws {
        var files = ShippedRulebook.files
        let profile = try #require(files["profiles/cn.yaml"])
        files["profiles/cn.yaml"] = profile.replacing(
            "yellow: 15 days", with: "yellow: 5 working days")
        try #require(files != ShippedRulebook.files)
        let town = try await TownHall(DeliveryTests.town, on: "2025-07-10", livingBy: files)
        _ = try await DeliveryTests.received(town)
        let lights: [(Day, Light, left: Int)] = [
            ("2025-09-25", .green, 15), ("2025-09-26", .yellow, 14), ("2025-10-10", .yellow, 0),
            ("2025-10-11", .red, -1),
        ]
        for (day, light, left) in lights {
            try await town.wait(until: day)
            let rows = try await town.engine.deadlines.due(
                until: "2025-12-31", office: nil, overdueOnly: false, windows: false, limit: 0
            ).rows
            let reply = try #require(rows.first { $0.run.clock == "reply" })
            #expect(reply.run.due == "2025-10-10")
            #expect(reply.light == light, "\(day)")
            // The case's own page says the same.
            let told = try await town.engine.deadlines.explain(reply.row.id, clock: "reply").clocks
            #expect(told.map(\.light) == [light] && told.map(\.daysLeft) == [left], "\(day)")
        }
    }
}
