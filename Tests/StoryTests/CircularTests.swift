// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// The month's circular, counted by hand.
///
/// Three suggestions are assigned on 3 March 2025: reply is due in three months, on 3 June.
@Suite(.timeLimit(.minutes(60))) struct CircularTests {
    private func story() async throws -> (town: TownHall, items: [Suggestion]) {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        var items: [Suggestion] = []
        for (number, office) in [("7", "市民政局"), ("8", "市民政局"), ("9", "市教育局")] as [(Value, String)] {
            let item = try await Suggestion.opened(in: town, number: number)
            try await item.act("accept", by: .assigner)
            try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": office])
            items.append(item)
        }
        for item in items.prefix(2) { try await item.act("sign_for", by: .lead) }
        try await town.wait(until: "2025-05-12")
        try await items[0].answer()
        try await town.wait(until: "2025-06-20")
        return (town, items)
    }

    private func line(_ office: CircularView.Office) -> String {
        "\(office.rank) \(office.name) \(office.assigned) \(office.answered) \(office.answeredInMonth) "
            + "\(office.inTime)/\(office.judged) \(office.green)\(office.yellow)\(office.red) \(office.lateDays)"
    }

    @Test func aMonthIsToldAsItEnded() async throws {
        let (town, items) = try await self.story()
        // In May nothing was due: one was answered in time, two were in hand; within 15 days of 3 June, so yellow.
        let may = try await town.engine.reports.circular(of: "2025-05-09", place: nil)
        #expect(may.from == "2025-05-01" && may.to == "2025-05-31")
        #expect(
            may.offices.map(self.line) == [
                "1 市民政局 2 1 1 1/1 010 0", "0 市教育局 1 0 0 0/0 010 0",
            ], "\(may.offices.map(self.line))")
        #expect(may.late.isEmpty && may.offices.allSatisfy { $0.rankBefore == nil })
        // On 20 June two have been late for 17 days; each was chased after one, five and ten working days:
        // 4, 10 and 17 June.
        let june = try await town.engine.reports.circular(of: "2025-06-01", place: nil)
        #expect(june.to == "2025-06-20")
        #expect(
            june.offices.map(self.line) == [
                "1 市民政局 2 1 0 1/2 001 17", "2 市教育局 1 0 0 0/1 001 17",
            ], "\(june.offices.map(self.line))")
        #expect(june.offices.map(\.chased) == [3, 3], "\(june.offices.map(\.chased))")
        #expect(june.late.map(\.number).sorted() == ["8", "9"])
        #expect(june.late.allSatisfy { $0.due == "2025-06-03" && $0.days == 17 })
        #expect(june.total.assigned == 3 && june.total.red == 2 && june.total.lateDays == 17)
        #expect(june.text.contains("关于2025年6月建议提案办理情况的通报"))
        #expect(june.text.contains("本年度共交办3件次，已答复1件次，答复率33.3%，按期率（已答复和已到期的件中）33.3%"))
        // One of two in time: half of ten signs; none of one: none.
        #expect(june.text.contains("| 市民政局 | █████░░░░░ | 50.0% |"), "\(june.text)")
        #expect(june.text.contains("| 市教育局 | ░░░░░░░░░░ | 0.0% |"), "\(june.text)")
        _ = items
    }

    /// What an office gave back was not its to answer: it is nobody's until it is assigned anew.
    @Test func whatWasGivenBackIsNotCounted() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Suggestion.opened(in: town)
        try await item.act("accept", by: .assigner)
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        func told() async throws -> [String] {
            try await town.engine.reports.circular(of: "2025-03-04", place: nil)
                .offices.map { "\($0.name) \($0.assigned)" }
        }
        #expect(try await told() == ["市民政局 1"])
        try await item.file("return_request")
        try await item.act(
            "request_return", by: .lead, ["reason": "不属本单位职责", "proposed_office": "市教育局"])
        try await item.act("grant_return", by: .assigner)
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市教育局"])
        #expect(try await told() == ["市教育局 1"])
    }

    @Test func aPlaceAndAMonthThatHasNotBegun() async throws {
        let (town, _) = try await self.story()
        let none = try await town.engine.reports.circular(of: "2025-06-01", place: "别处")
        #expect(none.offices.isEmpty && none.late.isEmpty)
        let own = try await town.engine.reports.circular(of: "2025-06-01", place: "某市")
        #expect(own.offices.count == 2)
        await #expect(throws: CaseworkError.self) {
            try await town.engine.reports.circular(of: "2025-07-01", place: nil)
        }
    }

    /// Who sees one office's cases is told of that office.
    @Test func eachIsToldWhatHeSees() async throws {
        let (town, _) = try await self.story()
        let lead = Doors(town.engine, for: .person(town.principal(.lead)))
        #expect(
            try await lead.reports.circular(of: "2025-06-01", place: nil).offices.map(\.name) == [
                "市民政局"
            ])
    }

    /// What was sent out can be told again after somebody entered late what had happened before.
    @Test func whatWasKnownThenIsToldAgain() async throws {
        let (town, items) = try await self.story()
        func told(_ knownOn: Day?) async throws -> [String] {
            try await town.engine.reports.circular(
                of: "2025-06-01", place: nil, knownOn: knownOn
            ).offices.map { "\(self.line($0)) \($0.satisfied)/\($0.rated)" }
        }
        let sent = try await told(nil)
        #expect(sent[0].hasSuffix(" 0/0"))
        try await town.wait(until: "2025-07-02")
        _ = try await town.act(
            items[0].id, "rate", by: .assigner, ["rating": "satisfied", "rated_by": "李某"],
            on: "2025-06-15")
        #expect(try await told("2025-06-20") == sent)
        #expect(try await told(nil)[0].hasSuffix(" 1/1"))
    }
}
