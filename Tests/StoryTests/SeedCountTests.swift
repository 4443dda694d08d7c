// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import Witness
import WorkCalendar
import Workflow

/// Figures that offices have published come out of `report`, by the day that the text means.
///
/// As many cases as the text says stand among others that it does not mean: of another year, not come so
/// far, refused, on another list. `SampleListTests` do the same for the two districts' clean-ups.
@Suite struct SeedCountTests {
    private let year = (
        from: Day(stringLiteral: "2025-01-01"), to: Day(stringLiteral: "2025-12-31")
    )

    /// An organisation on a list since a day, as its paper file says.
    private func enter(
        _ number: Int, on workflow: String, since day: Day, in town: TownHall
    ) async throws {
        let isAbnormal = workflow == "abnormal_listing"
        _ = try await town.engine.cases.open(
            OpenCaseCommand(
                workflow: workflow,
                fields: [
                    "party_name": .text("会\(number)"), "party_code": .text("样\(number)"),
                    "ground": isAbnormal ? "no_annual_report" : "revoked",
                ], roles: Registrar.role, at: "listed",
                facts: [
                    OpenCaseCommand.GivenFact(
                        event: "list", happenedOn: day,
                        fields: ["decision_number": .text("列〔\(day)〕\(number)号")])
                ], isRecord: true),
            Engine.Request(principal: town.principal(.officer), id: "", payload: []))
    }

    private func figure(
        _ query: FiguresQuery, _ name: String, in town: TownHall
    ) async throws -> String {
        try await town.engine.reports.figures(query).told(name)
    }

    /// The words stand in the published text.
    private func isPublished(_ seed: String, _ words: String...) {
        guard let text = Seeds.text(seed) else { return }
        let plain = String(text.filter { !$0.isWhitespace })
        for word in words { #expect(plain.contains(word), "\(word) in \(seed)") }
    }

    /// 泉州: listed in 2024, whenever the case was opened.
    @Test(.timeLimit(.minutes(60)))
    func organisationsListedInAYear() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        for (workflow, count, from) in [
            ("abnormal_listing", 231, 0), ("serious_listing", 272, 1000),
        ] {
            let days: [Day] = ["2024-01-01", "2024-07-01", "2024-12-31"]
            for number in 0..<count {
                try await self.enter(
                    from + number, on: workflow, since: days[number % 3], in: town)
            }
            for (number, day) in [(500, "2023-12-31"), (501, "2025-01-01"), (502, "2025-02-20")] {
                try await self.enter(
                    from + number, on: workflow, since: Day(stringLiteral: day), in: town)
            }
            // Opened in the year and never listed: of no list.
            _ = try await town.open(
                workflow, by: .officer,
                [
                    "party_name": "候补会", "party_code": .text("候\(from)"),
                    "ground": workflow == "abnormal_listing" ? "no_annual_report" : "revoked",
                ], roles: Registrar.role)
            let report = try await town.engine.reports.figures(
                FiguresQuery(workflow, by: "list", from: "2024-01-01", to: "2024-12-31"))
            #expect(report.cases == count)
        }
        self.isPublished("000_", "231家社会组织被列入活动异常名录", "272家社会组织被列入严重违法失信")
    }

    /// 福田: on either list, each organisation once.
    @Test(.timeLimit(.minutes(60)))
    func organisationsOnEitherList() async throws {
        let town = try await TownHall(Registrar.town, on: "2022-07-28")
        // 151 on the first, 90 on the second, of which 18 on both: 223.
        for number in 0..<151 {
            try await self.enter(number, on: "abnormal_listing", since: "2021-06-01", in: town)
        }
        for number in 133..<223 {
            try await self.enter(number, on: "serious_listing", since: "2022-03-01", in: town)
        }
        #expect(
            try await self.figure(FiguresQuery("abnormal_listing"), "on_either", in: town) == "223")
        self.isPublished("002_", "223家社会组织纳入异常和严重失信名录")
    }

    /// 泉州: 97.85 % of all, 97.15 % of the city's own.
    @Test(.timeLimit(.minutes(60)))
    func shareThatReported() async throws {
        var plan = Registrar.town
        plan.add(.init("县民政局", "xmzj", duties: ["registrar_office"]), of: .secondOfficer)
        let town = try await TownHall(plan, on: "2024-01-08")
        try await self.round(
            239, of: 246, by: .officer, "区民政局", in: town)
        try await self.round(80, of: 80, by: .secondOfficer, "县民政局", in: town)
        let report = try await town.engine.reports.figures(
            FiguresQuery("annual_round", per: .office))
        #expect(report.told("reported") == "319/326")
        let own = report.parts.first { $0.code == "qmzj" }?.figures.first { $0.name == "reported" }
        #expect(own?.numerator == 239 && own?.denominator == 246)
        // In hundredths of a percent, rounded.
        func share(_ part: Int, _ all: Int) -> Int { (part * 20_000 + all) / (2 * all) }
        #expect(share(319, 326) == 97_85 && share(239, 246) == 97_15)
        self.isPublished("000_", "97.85%", "市本级97.15%")
    }

    /// A round of so many organisations, of which so many have reported in time.
    private func round(
        _ reported: Int, of count: Int, by who: Who, _ office: String, in town: TownHall
    ) async throws {
        let id = try await town.open(
            "annual_round", by: who,
            [
                "year": "2023", "title": "2023年度年报",
                "office_code": .text(office),
            ],
            roles: ["registrar": office]
        ).caseID
        try await town.file(id, "notice", by: who)
        let organisations = (0..<count).map { number in
            Value.record([
                "party_code": "\(office)\(number)", "party_name": "会\(number)",
                "org_type": "association",
            ])
        }
        try await town.act(
            id, "start", by: who,
            ["organisations": .list(organisations), "counted_from": "2024-01-01"])
        for child in try await town.engine.cases.view(id).children.prefix(reported) {
            for paper in ["report", "accounts"] {
                try await town.file(child.row.id, paper, by: who)
            }
            try await town.act(child.row.id, "submit", by: who, ["unit_opinion": "no_unit"])
        }
    }

    /// 集美: 129 persons passed, 29 filed; those refused count nowhere.
    @Test(.timeLimit(.minutes(60)))
    func personsReviewedAndFiled() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        for number in 0..<45 {
            // 43 × 3 persons pass.
            let passes = number < 43
            let id = try await self.review(number, persons: 3, passes: passes, in: town)
            guard passes, number < 29 else { continue }
            try await town.file(id, "minutes", by: .officer)
            try await town.act(id, "elect", by: .officer, ["elected_on": "2025-03-03"])
            try await town.file(id, "filing_form", by: .officer)
            try await town.act(id, "file_record", by: .officer)
        }
        let query = FiguresQuery("leader_review", by: "conclude", from: year.from, to: year.to)
        #expect(try await self.figure(query, "persons", in: town) == "129/135")
        #expect(try await self.figure(query, "filed", in: town) == "29/29")
        self.isPublished("001_", "负责人审核129人次、备案29件")
    }

    private func review(
        _ number: Int, persons: Int, passes: Bool, in town: TownHall
    ) async throws -> String {
        let id = try await town.open(
            "leader_review", by: .officer,
            [
                "party_name": .text("会\(number)"), "occasion": "election",
                "persons": .list(
                    (0..<persons).map { .record(["name": "某\(number)-\($0)", "post": "理事"]) }),
            ], roles: Registrar.role
        ).caseID
        try await town.file(id, "review_form", by: .officer)
        try await town.act(id, "ask", by: .officer, ["asked": ["区政府督查室"]])
        try await town.file(id, "opinion_letter", by: .officer)
        try await town.act(
            id, "give_opinion", by: .officer,
            ["opinion_of": "区政府督查室", "opinion": passes ? "agreed" : "objected"])
        try await town.file(id, "bar_check", by: .officer)
        try await town.act(id, "check_bars", by: .officer, ["eligibility": "clear"])
        var fields: [String: Value] = ["conclusion": passes ? "passed" : "refused"]
        if !passes { fields["reason"] = "不符合任职条件" }
        try await town.act(id, "conclude", by: .leader, fields)
        return id
    }

    /// 集美: 24 and 4 deregistered in the year, 5 revoked; by the day of the decision.
    @Test(.timeLimit(.minutes(60)))
    func organisationsDeregisteredAndRevoked() async throws {
        let bureau = try await Bureau(from: "2024-10-08")
        let kinds = Array(repeating: "private_unit", count: 24) + ["association", "association"]
        // Begun in 2024, deregistered in April 2025.
        for kind in kinds + ["association", "association"] {
            try await self.deregister(kind, in: bureau, from: "2024-10-09")
        }
        // Deregistered in the year after; and given up.
        try await self.deregister("private_unit", in: bureau, from: "2025-08-01")
        let idle = try await self.dissolving("association", in: bureau)
        try await bureau.town.act(idle, "give_up", by: .officer, ["reason": "继续活动"])
        for (count, from) in [(5, "2024-12-02"), (2, "2025-11-10")] {
            for number in 0..<count {
                try await self.revoke(number, in: bureau, from: Day(stringLiteral: from))
            }
        }
        try await bureau.agenda.carryOut(until: "2026-03-02", in: bureau.town)
        let town = bureau.town
        let ended = try await town.engine.reports.figures(
            FiguresQuery("deregistration", by: "approve", from: year.from, to: year.to))
        #expect(ended.cases == 28)
        #expect(ended.told("by_org_type") == "association 4, private_unit 24")
        let revoked = try await town.engine.reports.figures(
            FiguresQuery("penalty", by: "decide", from: year.from, to: year.to))
        #expect(revoked.told("by_penalty") == "revoke_registration 5")
        self.isPublished("001_", "注销民办非企业单位24家、社会团体4家,撤销登记5家")
    }

    private func dissolving(_ kind: String, in bureau: Bureau) async throws -> String {
        try await bureau.town.open(
            "deregistration", by: .officer,
            ["party_name": "某会", "org_type": .text(kind), "cause": "voluntary"],
            roles: Registrar.role
        ).caseID
    }

    private func deregister(_ kind: String, in bureau: Bureau, from day: Day) async throws {
        bureau.follow(
            Course.deregistration, try await self.dissolving(kind, in: bureau), from: day)
    }

    private func revoke(_ number: Int, in bureau: Bureau, from day: Day) async throws {
        bureau.agenda.on(day) {
            let id = try await bureau.town.open(
                "penalty", by: .officer,
                [
                    "party_name": .text("会\(number)"), "org_type": "association",
                    "lead_found_on": .text(day.description), "source": "report",
                ], roles: Registrar.role
            ).caseID
            let ended = Value.text(day.adding(days: -120).description)
            bureau.follow(
                Course.revocation, id, from: day, ["act_ended_on": ended, "law_date": ended])
        }
    }

    /// 福田: audits of those who leave and of liquidations, of one year.
    @Test(.timeLimit(.minutes(60)))
    func auditsOfTwoKinds() async throws {
        let town = try await TownHall(Registrar.town, on: "2021-05-10")
        for (count, kind) in [(60, "departure"), (34, "liquidation"), (7, "special")] {
            for number in 0..<count { try await self.audit(number, kind, in: town) }
        }
        try await town.wait(until: "2022-02-10")
        try await self.audit(99, "departure", in: town)
        let query = FiguresQuery("audit", by: "report", from: "2021-01-01", to: "2021-12-31")
        let told = try await self.figure(query, "by_kind", in: town)
        #expect(told == "departure 60, liquidation 34, special 7")
        // The text gives the two together.
        #expect(60 + 34 == 94)
        self.isPublished("002_", "94家社会组织开展离任审计和注销清算审计")
    }

    private func audit(_ number: Int, _ kind: String, in town: TownHall) async throws {
        let id = try await town.open(
            "audit", by: .officer,
            ["party_name": .text("会\(number)"), "kind": .text(kind), "report_by": "2022-06-30"],
            roles: Registrar.role
        ).caseID
        try await town.file(id, "commission", by: .officer)
        try await town.act(id, "commission", by: .officer, ["auditor_firm": "某会计师事务所"])
        try await town.file(id, "audit_report", by: .officer)
        try await town.act(id, "report", by: .officer)
    }
}
