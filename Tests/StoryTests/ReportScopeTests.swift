// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Figures by the day of any event, for each office, over several lists: counted by hand.
@Suite struct ReportScopeTests {
    /// Opened in March, assigned in April: a case belongs to the month in which it happened.
    @Test(.timeLimit(.minutes(60)))
    func periodIsThatOfTheEventAskedFor() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-31")
        let early = try await Suggestion.opened(in: town)
        try await early.act("accept", by: .assigner)
        try await town.wait(until: "2025-04-02")
        try await early.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        _ = try await Suggestion.opened(in: town, number: "8")
        func cases(_ query: FiguresQuery) async throws -> Int {
            try await town.engine.reports.figures(query).cases
        }
        #expect(try await cases(FiguresQuery("proposal", from: "2025-04-01")) == 1)
        #expect(try await cases(FiguresQuery("proposal", by: "assign", from: "2025-04-01")) == 1)
        #expect(try await cases(FiguresQuery("proposal", by: "交办", to: "2025-03-31")) == 0)
        #expect(try await cases(FiguresQuery("proposal", by: "assign")) == 1)
        await #expect(throws: CaseworkError.self) {
            _ = try await town.engine.reports.figures(FiguresQuery("proposal", by: "指派"))
        }
    }

    /// What each office has answered stands by itself, by the office that answers.
    @Test(.timeLimit(.minutes(60)))
    func eachOfficeIsCountedByItself() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let first = try await Suggestion.opened(in: town)
        let second = try await Suggestion.opened(in: town, number: "8")
        for (item, lead) in [(first, "市民政局"), (second, "市财政局")] {
            try await item.act("accept", by: .assigner)
            try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": lead])
        }
        try await first.act("sign_for", by: .lead)
        try await first.answer()
        let report = try await town.engine.reports.figures(FiguresQuery("proposal", per: .office))
        let told = report.parts.map { part in
            let answered = part.figures.first { $0.name == "answered" }
            return "\(part.name) \(answered?.numerator ?? -1)/\(answered?.denominator ?? -1)"
        }
        #expect(told.sorted() == ["市民政局 1/1", "市财政局 0/1"])
        // The whole is the same as without the parts.
        let plain = try await town.engine.reports.figures(FiguresQuery("proposal"))
        func shown(_ view: FiguresView) -> [String] {
            view.figures.map { figure in
                let groups = figure.groups.map { "\($0.value)=\($0.count)" }
                return "\(figure.name) \(figure.numerator ?? -1)/\(figure.denominator) \(groups)"
            }
        }
        #expect(shown(report) == shown(plain) && report.cases == plain.cases)
        let one = try await town.engine.reports.figures(FiguresQuery("proposal", office: "市财政局"))
        #expect(one.cases == 1)
    }

    /// Offices of two places, each place by itself.
    @Test(.timeLimit(.minutes(60)))
    func eachPlaceIsCountedByItself() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        _ = try await town.engine.directory.add(
            OfficeRow(
                code: "xmzj", name: "某县民政局", aliases: [], place: "某县", profile: "cn", duties: [],
                numberCode: ""), town.adminRequest)
        for (number, lead) in [("7", "市民政局"), ("8", "某县民政局"), ("9", "某县民政局")]
            as [(Value, String)]
        {
            let item = try await Suggestion.opened(in: town, number: number)
            try await item.act("accept", by: .assigner)
            try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": lead])
        }
        let report = try await town.engine.reports.figures(FiguresQuery("proposal", per: .place))
        #expect(
            report.parts.map { "\($0.name) \($0.cases)" }.sorted() == ["某县 2", "某市 1"].sorted())
        let one = try await town.engine.reports.figures(FiguresQuery("proposal", place: "某县"))
        #expect(one.cases == 2)
    }

    /// An organisation that stands on both lists is one organisation.
    @Test(.timeLimit(.minutes(60)))
    func unionOfTwoListsCountsEachOrganisationOnce() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let lists = [
            ("abnormal_listing", "甲会", "51350000500000001C"),
            ("abnormal_listing", "乙会", "51350000500000002F"),
            ("serious_listing", "乙会", "51350000500000002f"),
            ("serious_listing", "丙会", "51350000500000003J"),
        ]
        for (workflow, name, code) in lists {
            let ground = workflow == "abnormal_listing" ? "no_annual_report" : "revoked"
            _ = try await town.engine.cases.open(
                OpenCaseCommand(
                    workflow: workflow,
                    fields: [
                        "party_name": .text(name), "party_code": .text(code),
                        "ground": .text(ground),
                    ], roles: Registrar.role, at: "listed", isRecord: true),
                Engine.Request(principal: town.principal(.officer), id: "", payload: []))
        }
        let report = try await town.engine.reports.figures(FiguresQuery("abnormal_listing"))
        let either = try #require(report.figures.first { $0.name == "on_either" })
        #expect(either.denominator == 3 && either.numerator == nil)
        let split = try await town.engine.reports.figures(
            FiguresQuery("abnormal_listing", per: .office))
        #expect(split.figures.first { $0.name == "on_either" }?.denominator == 3)
        #expect(split.parts.flatMap(\.figures).map(\.name).contains("on_either") == false)
        let serious = try await town.engine.reports.figures(FiguresQuery("serious_listing"))
        #expect(!serious.figures.map(\.name).contains("on_either"))
    }
}
