// SPDX-License-Identifier: Apache-2.0
import Casework
import Storage
import Testing
import TownHall
import Witness
import WorkCalendar
import Workflow

/// Counts published by two districts come out of a list that also holds rows which do not count:
/// struck out, twice, and of another year.
///
/// Every row is worked through the engine as it stands in the list; the figures are the engine's own,
/// and are compared with what is published and with a count of the list in Python.
@Suite struct SampleListTests {
    @Test(.timeLimit(.minutes(60)))
    func jimeisListComesOutAsPublished() async throws {
        let list = try SampleList("jimei")
        let bureau = try await Bureau(from: "2022-03-01")
        for piece in list.pieces(of: "dormant", from: ["2022-03-01", "2024-03-01", "2027-01-04"]) {
            bureau.clearDormant(piece.start, piece.rows)
        }
        for piece in list.pieces(of: "illegal", from: ["2025-01-01", "2026-01-01"]) {
            bureau.pursueIllegal(piece.rows)
        }
        for piece in list.pieces(of: "problems", from: ["2024-01-01", "2025-01-01", "2026-01-01"]) {
            bureau.orderRectification(piece.rows)
        }
        for piece in list.pieces(of: "population", from: ["2024-01-01", "2025-01-01"]) {
            bureau.drawLots(piece.rows, visiting: piece.start == "2025-01-01")
        }
        try await bureau.agenda.carryOut(until: "2027-06-30", in: bureau.town)

        let engine = bureau.town.engine
        let dormant = try await engine.reports.figures(
            FiguresQuery("dormant_cleanup", from: "2024-01-01", to: "2026-12-31"))
        #expect(dormant.cases == 1)
        #expect(dormant.told("found") == "31")
        #expect(dormant.told("by_outcome") == "deregister 2, penalty 29")
        // 清零: none is left.
        #expect(dormant.told("done") == "31/31")
        let year = (from: Day(stringLiteral: "2025-01-01"), to: Day(stringLiteral: "2025-12-31"))
        let illegal = try await engine.reports.figures(
            FiguresQuery("illegal_ban", from: year.from, to: year.to))
        #expect(illegal.total("outcome") == 6)
        let checks = try await engine.reports.figures(
            FiguresQuery("inspection", from: year.from, to: year.to))
        #expect(checks.told("rate") == "28/280")
        #expect(checks.total("by_finding") == 28)
        let problems = try await engine.reports.figures(
            FiguresQuery("rectification", from: year.from, to: year.to))
        #expect(problems.told("put_right") == "46/49")

        let counted = try list.counted(
            ["dormant=2024-01-01..2026-12-31"]
                + ["illegal", "population", "problems"].map { "\($0)=\(year.from)..\(year.to)" },
            drawn: try await self.drawn(in: bureau, on: "2025-03-03"))
        #expect([dormant, illegal, checks, problems].told(counted.keys) == counted)
        try await self.found(
            bureau, in: "001_",
            ["31家(行政处罚29家、引导主动注销2家)", "非法社会组织6家", "整改问题46个", "检查28家"])
    }

    @Test(.timeLimit(.minutes(60)))
    func futiansListComesOutAsPublished() async throws {
        let list = try SampleList("futian")
        let bureau = try await Bureau(from: "2021-09-01")
        for piece in list.pieces(of: "dormant", from: ["2021-09-01", "2023-01-04"]) {
            bureau.clearDormant(piece.start, piece.rows)
        }
        for piece in list.pieces(of: "population", from: ["2022-01-01", "2023-01-01"]) {
            bureau.drawLots(piece.rows, visiting: false)
        }
        let counted = try list.counted(
            ["dormant=2021-01-01..2022-12-31", "population=2022-01-01..2022-12-31"])
        // On the day of the letter, and a year later: the past does not change.
        for day in ["2022-07-28", "2023-08-01"] {
            try await bureau.agenda.carryOut(until: Day(stringLiteral: day), in: bureau.town)
            let dormant = try await bureau.town.engine.reports.figures(
                FiguresQuery("dormant_cleanup", from: "2021-01-01", to: "2022-12-31"))
            #expect(dormant.told("found") == "101")
            #expect(dormant.told("under_way") == "69/101")
            let draw = try await bureau.town.engine.reports.figures(
                FiguresQuery("inspection", from: "2022-01-01", to: "2022-12-31"))
            #expect(draw.told("rate") == "77/766")
            #expect([dormant, draw].told(counted.keys) == counted, "\(day)")
        }
        try await self.found(bureau, in: "002_", ["766家", "10%的比例", "81、77家", "101家", "69家"])
    }

    /// The codes of those whom the lots of a day named.
    private func drawn(in bureau: Bureau, on day: Day) async throws -> [String] {
        var query = CaseQuery(limit: 0)
        query.workflow = "inspection"
        let rounds = try await bureau.town.engine.cases.list(query)
        let round = try #require(rounds.first { $0.row.openedOn == day })
        return try await bureau.town.engine.cases.view(round.row.id).children.compactMap {
            $0.row.fields["party_code"]?.text
        }
    }

    /// The chain holds, and the figures stand so in the published text.
    private func found(_ bureau: Bureau, in seed: String, _ words: [String]) async throws {
        let chain = try await bureau.town.engine.health.verify()
        #expect(chain.problems.isEmpty && chain.lines > 0, "\(chain.problems)")
        guard let text = Seeds.text(seed) else { return }
        let plain = String(text.filter { !$0.isWhitespace })
        for word in words { #expect(plain.contains(word), "\(word) in \(seed)") }
    }
}
