// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Foundation
import Rulebook
import Storage
import Testing
import TownHall
import Witness
import WorkCalendar
import Workflow

/// `docs/seed-coverage.md`: what offices report can be carried and counted; by row of that page.
@Suite struct SeedRowTests {
    private static let code = "51350000500000001C"
    private static let party: [String: Value] = ["party_name": "某协会", "party_code": .text(code)]

    private func open(
        _ workflow: String, in town: TownHall, by who: Who = .officer,
        _ fields: [String: Value] = [:]
    ) async throws -> String {
        try await town.open(
            workflow, by: who, fields, roles: Registrar.role
        ).caseID
    }

    private func act(
        _ town: TownHall, _ id: String, _ event: String, by who: Who = .officer,
        papers: [String] = [], _ fields: [String: Value] = [:]
    ) async throws {
        for paper in papers { try await town.file(id, paper, by: who) }
        try await town.act(id, event, by: who, fields)
    }

    private func told(
        _ figure: String, of workflow: String, in town: TownHall
    ) async throws -> String {
        try await town.engine.reports.figures(FiguresQuery(workflow)).told(figure)
    }

    private func letters(_ kind: String, of id: String, in town: TownHall) async throws -> [String]
    {
        try await town.engine.cases.view(id).deliveries.filter { $0.kind == kind }
            .map(\.recipient.name).sorted()
    }

    // MARK: the page

    /// A row: its number, its verdict, and what it says shows it.
    private static let rows: [(number: Int, verdict: String, shown: String)] = {
        let page = PackageRoot.file("docs/seed-coverage.md")
        let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 4, let number = Int(cells[0]) else { return nil }
            return (number, cells[2], cells[3])
        }
    }()

    @Test func everyRowHasAVerdictAndWhatShowsIt() {
        #expect(Self.rows.map(\.number) == Array(1...24))
        #expect(Self.rows.allSatisfy { ["works", "partly"].contains($0.verdict) })
        #expect(Self.rows.allSatisfy { $0.shown.contains("`") })
    }

    /// What the page names exists: figures, workflows, and events by the letters of their cases.
    @Test func whatThePageNamesExists() throws {
        let rulebook = try Rulebook.load(ShippedRulebook.files)
        let definitions = rulebook.workflowNames.compactMap { name in
            rulebook.workflow(name, profile: "cn")?.definition
        }
        var looked = 0
        for row in Self.rows {
            for match in row.shown.matches(of: #/`report ([a-z_]+): ([a-z_]+)`/#) {
                let definition = definitions.first { $0.name == match.1 }
                let figures = definition?.figures.names ?? []
                #expect(figures.contains(String(match.2)), "row \(row.number): \(match.0)")
                looked += 1
            }
            for match in row.shown.matches(of: #/`act ([A-Z]+)-… ([a-z_]+)/#) {
                let definition = definitions.first { $0.prefix == match.1 }
                #expect(
                    definition?.events[String(match.2)] != nil, "row \(row.number): \(match.0)")
                looked += 1
            }
            for match in row.shown.matches(of: #/`open ([a-z_]+)/#) {
                #expect(
                    definitions.contains { $0.name == match.1 }, "row \(row.number): \(match.0)")
                looked += 1
            }
        }
        #expect(looked > 40)
    }

    // MARK: the rows

    /// Row 3: bodies that are drawn and audited; the audit and the visit know of each other.
    @Test(.timeLimit(.minutes(60)))
    func auditGoesWithTheSpotCheckItBelongsTo() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let round = try await self.open("inspection", in: town, ["title": "抽查", "level": "county"])
        let people = [Who.officer, .secondOfficer].map { Value.text(TownHall.id(of: $0)) }
        try await self.act(
            town, round, "draw", papers: ["plan"],
            [
                "rate": "1", "inspector_pool": .list(people),
                "population": .list([
                    .record(["party_name": "某协会", "party_code": Self.code])
                ]),
            ])
        let visit = try #require(try await town.engine.cases.view(round).children.first).row.id
        let fields = Self.party.merging(["kind": "spot_check"]) { $1 }
        await #expect(throws: CaseworkError.self) {
            _ = try await self.open("audit", in: town, fields)
        }
        let audit = try await self.open(
            "audit", in: town, fields.merging(["visit": .text(visit)]) { $1 })
        #expect(try await town.engine.cases.view(visit).linked.map(\.row.id) == [audit])
        try await self.act(
            town, audit, "commission", papers: ["commission"], ["auditor_firm": "某所"])
        try await self.act(town, audit, "report", papers: ["audit_report"])
        #expect(try await self.told("by_kind", of: "audit", in: town) == "spot_check 1")
    }

    /// Row 5: what a campaign finds bears its name, also where it goes on as another case.
    @Test(.timeLimit(.minutes(60)))
    func campaignIsCountedThroughTheCasesItLedTo() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let tip = try await self.open(
            "tip", in: town,
            Self.party.merging([
                "content": "违规评奖", "received_on": "2025-03-03", "campaign": "评选评奖专项",
            ]) { $1 })
        try await self.act(town, tip, "accept")
        try await self.act(town, tip, "check", papers: ["record"])
        try await self.act(
            town, tip, "conclude", by: .leader,
            ["finding": "rectify", "rectify_by": "2025-04-30"])
        _ = try await self.open(
            "rectification", in: town,
            ["party_name": "另一协会", "rectify_by": "2025-04-30", "campaign": "评选评奖专项"])
        _ = try await self.open(
            "rectification", in: town, ["party_name": "第三协会", "rectify_by": "2025-04-30"])
        #expect(
            try await self.told("by_campaign", of: "rectification", in: town) == "评选评奖专项 2")
    }

    /// Row 7: a filed community body is taken off the file; a registered one cannot be.
    ///
    /// Row 15: the supervising units hear of it, each time by a paper of its own.
    @Test(.timeLimit(.minutes(60)))
    func filedBodiesAreTakenOffAndTheUnitsAreTold() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let campaign = try await self.open(
            "dormant_cleanup", in: town, by: .leader, ["title": "整治"])
        func candidate(_ name: String, _ type: String) -> Value {
            .record(["party_name": name, "org_type": type])
        }
        try await self.act(
            town, campaign, "start", by: .leader, papers: ["plan"],
            [
                "ends_on": "2025-12-31",
                "candidates": .list([
                    candidate("社区舞蹈队", "community"), candidate("某协会", "association"),
                ]),
            ])
        let children = try await town.engine.cases.view(campaign).children.map(\.row.id)
        for id in children {
            try await self.act(
                town, id, "confirm", papers: ["evidence"], ["criteria": ["inactive"]])
            try await town.file(id, "removal_letter", by: .officer)
        }
        try await self.act(town, children[0], "dispose", by: .leader, ["outcome": "take_off"])
        #expect(
            try await town.unmet(children[1], "dispose", by: .leader, ["outcome": "take_off"])
                == ["field org_type"])
        #expect(try await self.told("by_outcome", of: "dormant_cleanup", in: town) == "take_off 1")
        let units: [String: Value] = ["informed": ["区教育局", "区文旅局"]]
        try await self.act(town, campaign, "circulate", papers: ["circular"], units)
        #expect(
            try await self.letters("circular", of: campaign, in: town) == ["区教育局", "区文旅局"])
        #expect(
            try await town.unmet(campaign, "circulate", by: .officer, units)
                == ["document circular"])
    }

    /// Rows 8 and 21: who came along from other departments, and who of the place was present.
    @Test(.timeLimit(.minutes(60)))
    func jointEnforcementIsNamedAndCounted() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-06-02")
        for joint in [true, false] {
            let ban = try await self.open("illegal_ban", in: town, ["party_name": "某研究会"])
            try await self.act(
                town, ban, "file", by: .leader, papers: ["filing_form"],
                [
                    "target": "unregistered", "own_jurisdiction": "true",
                    "officers": Registrar.officers,
                ])
            try await self.act(
                town, ban, "investigate", papers: ["record"],
                joint ? ["joint_with": ["区政府督查室"], "witnesses": ["王五"]] : [:])
        }
        #expect(try await self.told("joint", of: "illegal_ban", in: town) == "1/2")
        let penalty = try await ShortPenalty(town)
        try await penalty.act(
            "investigate", by: .officer, ["record"],
            [
                "step_kind": "examine", "step_officers": Registrar.officers,
                "joint_with": ["区政府督查室"], "witnesses": ["王五"],
            ])
        #expect(try await self.told("joint", of: "penalty", in: town) == "1/1")
    }

    /// Row 19: an admonition goes to the organisation and to the person, and ends the interview.
    @Test(.timeLimit(.minutes(60)))
    func leaderIsAdmonishedInWriting() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await self.open(
            "interview", in: town, Self.party.merging(["ground": "超范围活动"]) { $1 })
        try await self.act(
            town, id, "approve", by: .leader,
            ["interview_on": "2025-03-10", "place": "会议室", "persons": ["李四"]])
        try await self.act(town, id, "notify")
        try await town.wait(until: "2025-03-10")
        try await self.act(
            town, id, "hold", papers: ["record"], ["officers": Registrar.officers])
        try await self.act(town, id, "conclude", by: .leader, ["result": "admonish"])
        #expect(try await town.state(of: id) == "settled")
        #expect(try await self.letters("admonition", of: id, in: town) == ["李四", "某协会"])
        #expect(try await self.told("by_result", of: "interview", in: town) == "admonish 1")
    }

    /// Rows 19 and 20, by the rules of a place that wants both: nobody who is barred passes (慈善法 16,
    /// 社团条例 13), and nobody takes office before the notice is over.
    @Test(.timeLimit(.minutes(60)))
    func leaderIsCheckedForBarsAndShownToThePublicFirst() async throws {
        var files = ShippedRulebook.files
        let profile = "profiles/cn.yaml"
        files[profile] = files[profile]?.replacing(
            "notice_before_office: false", with: "notice_before_office: true")
        let town = try await TownHall(Registrar.town, on: "2025-03-03", livingBy: files)
        let id = try await self.open(
            "leader_review", in: town,
            [
                "party_name": "某协会", "occasion": "election",
                "persons": .list([.record(["name": "李某", "post": "会长"])]),
            ])
        try await self.act(town, id, "ask", papers: ["review_form"], ["asked": ["qmzj"]])
        try await self.act(
            town, id, "give_opinion", papers: ["opinion_letter"],
            ["opinion_of": "qmzj", "opinion": "agreed"])
        let passed: [String: Value] = ["conclusion": "passed"]
        try await self.act(
            town, id, "check_bars", papers: ["bar_check"],
            ["eligibility": "barred", "reason": "曾任被撤销登记组织负责人"])
        #expect(
            try await town.unmet(id, "conclude", by: .leader, passed) == ["field eligibility"])
        try await self.act(
            town, id, "check_bars", papers: ["bar_check"], ["eligibility": "clear"])
        try await self.act(town, id, "conclude", by: .leader, passed)
        try await town.file(id, "minutes", by: .officer)
        let elected: [String: Value] = ["elected_on": "2025-03-03"]
        #expect(
            try await town.unmet(id, "elect", by: .officer, elected)
                == ["recorded publicise", "clock public_notice"])
        try await self.act(town, id, "publicise", papers: ["public_notice"])
        // Five working days from Monday, 3 March: 10 March.
        #expect(try await town.due("public_notice", of: id) == "2025-03-10")
        try await town.wait(until: "2025-03-10")
        #expect(
            try await town.unmet(id, "elect", by: .officer, elected) == ["clock public_notice"])
        try await town.wait(until: "2025-03-11")
        try await self.act(town, id, "elect", ["elected_on": "2025-03-11"])
    }

    /// Row 20: where the place wants it, the yearly report holds the representative's report on duty.
    @Test(.timeLimit(.minutes(60)))
    func reportOnDutyIsPartOfTheYearlyReport() async throws {
        var files = ShippedRulebook.files
        let profile = "profiles/cn.yaml"
        files[profile] = files[profile]?.replacing("duty_report: false", with: "duty_report: true")
        let town = try await TownHall(Registrar.town, on: "2025-01-06", livingBy: files)
        let round = try await self.open(
            "annual_round", in: town, ["title": "年报", "year": "2025", "office_code": "qmzj"])
        try await self.act(
            town, round, "start", papers: ["notice"],
            [
                "counted_from": "2025-01-01",
                "organisations": .list([
                    .record([
                        "party_name": "某协会", "party_code": Self.code,
                        "org_type": "association",
                    ])
                ]),
            ])
        let report = try #require(try await town.engine.cases.view(round).children.first).row.id
        for paper in ["report", "accounts"] { try await town.file(report, paper, by: .officer) }
        let submitted: [String: Value] = ["unit_opinion": "no_unit"]
        #expect(
            try await town.unmet(report, "submit", by: .officer, submitted)
                == ["document duty_report"])
        try await self.act(town, report, "submit", papers: ["duty_report"], submitted)
        #expect(try await self.told("duty_reports", of: "annual_report", in: town) == "1/1")
    }

    /// Row 20: those who draw consequences from a listing hear of it.
    @Test(.timeLimit(.minutes(60)))
    func officesAreToldOfAListing() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await town.engine.cases.open(
            OpenCaseCommand(
                workflow: "serious_listing",
                fields: Self.party.merging(["ground": "revoked"]) { $1 },
                roles: Registrar.role, at: "listed"),
            Engine.Request(principal: town.principal(.officer), id: "", payload: [])
        ).caseID
        try await self.act(town, id, "inform", ["informed": ["区财政局", "区税务局"]])
        #expect(
            try await self.letters("information", of: id, in: town) == ["区税务局", "区财政局"])
    }
}
