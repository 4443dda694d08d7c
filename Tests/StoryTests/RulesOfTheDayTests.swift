// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Which rules hold on a day: those of a linked case, of a duty that comes each year, of a text nobody has read.
@Suite struct RulesOfTheDayTests {
    private func cases(_ workflow: String, in town: TownHall) async throws -> [CaseRow] {
        var query = CaseQuery(limit: 0)
        query.workflow = workflow
        return try await town.engine.cases.list(query).map(\.row)
    }

    /// 令68 is in force since 15 October 2021: what was found before opens no case under it.
    @Test(.timeLimit(.minutes(60)))
    func nothingIsOpenedBeforeItsLaw() async throws {
        for (day, isOpened) in [("2020-03-03", false), ("2022-03-03", true)] as [(Day, Bool)] {
            let town = try await TownHall(Registrar.town, on: day)
            let id = try await town.open(
                "audit", by: .officer,
                [
                    "party_name": "某协会", "kind": "term_end",
                    "report_by": .text(day.adding(days: 30).description),
                ], roles: Registrar.role
            ).caseID
            try await town.file(id, "commission", by: .officer)
            try await town.act(id, "commission", by: .officer, ["auditor_firm": "某所"])
            try await town.file(id, "audit_report", by: .officer)
            try await town.act(id, "report", by: .officer)
            let told = try await town.unmet(id, "conclude", by: .leader, ["finding": "serious"])
            #expect(told.isEmpty == isOpened, "\(told)")
            #expect(try await self.cases("penalty", in: town).count == (isOpened ? 1 : 0))
            if !isOpened {
                #expect(told.first?.contains("in force from 2021-10-15") ?? false, "\(told)")
            }
        }
    }

    /// 福建 is in force since 26 March 2025: a case that is opened by an older one lives by the rules of its own day.
    @Test(.timeLimit(.minutes(60)))
    func aLinkedCaseLivesByTheRulesOfItsOwnDay() async throws {
        let plan = TownHall.Plan(
            place: "某区", profile: "cn-fujian",
            offices: [
                .lead: .init("区民政局", "qmzj"),
                .supervisor: .init("区政府督查室", "qdcs", duties: ["supervisor"]),
            ])
        let town = try await TownHall(plan, on: "2025-03-20")
        let id = try await town.open(
            "rectification", by: .officer,
            ["party_name": "某协会", "rectify_by": "2025-04-01"], roles: Registrar.role
        ).caseID
        try await town.file(id, "service_slip", by: .officer)
        try await town.act(id, "order", by: .officer, ["items": ["补报"]])
        #expect(try await town.engine.cases.view(id).row.profile == "cn")
        try await town.wait(until: "2025-04-10")
        try await town.act(id, "follow_up", by: .leader, ["follow_up": "penalise"])
        #expect(try await self.cases("penalty", in: town).map(\.profile) == ["cn-fujian"])
    }

    /// Offices that were entered on 30 December have no duties of the year that is over.
    @Test(.timeLimit(.minutes(60)))
    func aNewInstallationOwesNothingOfTheYearBefore() async throws {
        let plan = TownHall.Plan(
            place: "某区", profile: "cn",
            offices: [
                .lead: .init("区民政局", "qmzj", duties: ["registrar_office", "handling_unit"])
            ])
        let town = try await TownHall(plan, on: "2024-12-30")
        try await town.wait(until: "2024-12-31")
        for workflow in ["annual_round", "unit_report"] {
            #expect(try await self.cases(workflow, in: town).isEmpty)
        }
        try await town.wait(until: "2025-01-02")
        #expect(try await self.cases("annual_round", in: town).map(\.openedOn) == ["2025-01-01"])
        #expect(try await self.cases("unit_report", in: town).isEmpty)
        try await town.wait(until: "2025-07-02")
        #expect(try await self.cases("unit_report", in: town).map(\.openedOn) == ["2025-07-01"])
    }

    /// 社团条例 as amended on 20 March 2026: nobody has read it, and whoever rests on it is told, refused or not.
    @Test(.timeLimit(.minutes(60)))
    func aTextThatNobodyReadIsToldInRefusalAndAct() async throws {
        let mark = "《社会团体登记管理条例》(未核原文)"
        for (day, isUnread) in [("2026-03-19", false), ("2026-03-20", true)] as [(Day, Bool)] {
            let town = try await TownHall(Registrar.town, on: "2026-04-01")
            let penalty = try await ShortPenalty(town, ended: .text(day.description))
            try await penalty.act(
                "report", by: .officer, ["final_report"],
                [
                    "proposal": "penalise", "law_date": .text(day.description),
                    "grounds": ["unlawful_fees"], "penalties": ["warning"],
                ])
            do {
                try await town.act(
                    penalty.id, "issue_notice", by: .leader,
                    ["noticed_penalties": ["revoke_licence"], "hearing_offered": "true"])
                Issue.record("revoked by a row that has no revocation")
            } catch {
                let definition = try await town.engine.cases.view(penalty.id).definition
                let cited = error.unmet.flatMap(\.basis).map {
                    $0.cited(by: definition.laws, on: day).zh
                }
                #expect(cited.contains(mark) == isUnread, "\(cited)")
            }
            let done = try await town.act(
                penalty.id, "issue_notice", by: .leader,
                ["noticed_penalties": ["warning"], "hearing_offered": "true"])
            #expect(done.remarks.contains { $0.zh.contains(mark) } == isUnread, "\(done.remarks)")
        }
    }

    /// 民法典 71: the creditors' forty-five days lapse by themselves; a second announcement begins others.
    @Test(.timeLimit(.minutes(60)))
    func aWindowThatLapsedIsBegunAnew() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-01-06")
        let id = try await town.open(
            "deregistration", by: .officer,
            ["party_name": "某商会", "party_code": "S1", "has_unit": "false"],
            roles: Registrar.role
        ).caseID
        try await town.file(id, "resolution", by: .officer)
        try await town.act(id, "resolve", by: .officer, ["quorum": "true", "has_unit": "false"])
        try await town.act(id, "consent", by: .officer)
        try await town.act(id, "form_group", by: .officer, ["group": ["李某", "王某"]])
        func announced() async throws -> [ClockRun] {
            try await town.file(id, "creditors_notice", by: .officer)
            try await town.act(id, "announce_creditors", by: .officer)
            return try await town.engine.cases.view(id).facts.clocks.filter {
                $0.clock == "creditors"
            }
        }
        // To 20 February; announced again while it runs nothing begins anew.
        #expect(try await announced().map(\.due) == ["2025-02-20"])
        #expect(try await announced().count == 1)
        try await town.wait(until: "2025-03-03")
        let runs = try await announced()
        #expect(runs.map(\.due) == ["2025-02-20", "2025-04-17"])
        #expect(runs[0].stoppedOn == "2025-02-20" && runs[1].isOpen)
    }

    /// 民法典 202: 30 August and six months end on the last day of February, and it says why.
    @Test(.timeLimit(.minutes(60)))
    func aPeriodThatEndsOnAMonthsLastDaySaysWhy() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-27")
        for (from, isLast) in [("2018-08-28", false), ("2018-08-29", true), ("2018-08-31", true)]
            as [(Day, Bool)]
        {
            let told = try town.engine.deadlines.calculate(
                "6 months", from: from, profile: nil, pauses: [], roll: false)
            #expect(told.days.last?.day == "2019-02-28")
            #expect(told.days.contains { $0.treatment == .monthEnd } == isLast, "\(from)")
            #expect(told.monthEnd?.zh.contains("民法典") ?? false)
        }
    }
}
