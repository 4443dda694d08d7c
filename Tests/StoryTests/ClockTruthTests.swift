// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// What the format says of clocks, and what a clock then is: pauses and extensions, what has run
/// out, dates that are set anew.
///
/// The days were reckoned by hand.
@Suite struct ClockTruthTests {
    /// A penalty case that is being investigated; its ninety days began on 3 March 2025.
    private func investigated(
        on day: Day = "2025-03-03"
    ) async throws -> (town: TownHall, id: String) {
        let town = try await TownHall(Registrar.town, on: day)
        let id = try await town.open(
            "penalty", by: .officer,
            ["party_name": "某协会", "lead_found_on": "2025-03-03", "source": "report"],
            roles: Registrar.role
        ).caseID
        try await town.file(id, "filing_form", by: .officer)
        try await town.act(
            id, "file", by: .leader,
            [
                "act_ended_on": "2024-09-30", "own_jurisdiction": "true", "penalisable": "true",
                "org_type": "association",
            ])
        try await town.act(id, "appoint", by: .leader, ["officers": Registrar.officers])
        #expect(try await self.run("decision", of: id, in: town).due == "2025-06-01")
        return (town, id)
    }

    private func run(_ clock: String, of id: String, in town: TownHall) async throws -> ClockRun {
        let view = try await town.engine.cases.view(id)
        return try #require(view.facts.clocks.last { $0.clock == clock })
    }

    private func extend(_ id: String, to day: String, in town: TownHall) async throws {
        try await town.act(
            id, "extend", by: .leader, ["reason": "案情复杂", "extended_to": .text(day)])
    }

    private func pause(_ id: String, from: Day, to: Day, in town: TownHall) async throws {
        try await town.wait(until: from)
        try await town.act(id, "commission_appraisal", by: .officer, ["appraiser": "某鉴定所"])
        try await town.wait(until: to)
        try await town.file(id, "appraisal_report", by: .officer)
        try await town.act(id, "appraisal_done", by: .officer)
    }

    // 行政处罚法 60: ninety days, and no day twice.
    @Test(.timeLimit(.minutes(60)))
    func daysOfTwoPausesCountOnceOnAnExtendedClockToo() async throws {
        let (town, id) = try await self.investigated()
        try await self.extend(id, to: "2025-06-05", in: town)
        try await town.wait(until: "2025-03-10")
        try await town.act(id, "commission_appraisal", by: .officer, ["appraiser": "某鉴定所"])
        try await town.wait(until: "2025-03-12")
        try await town.file(id, "crime_report", by: .officer)
        try await town.act(id, "suspect_crime", by: .officer, ["reason": "涉嫌犯罪"])
        try await town.act(
            id, "rule_on_transfer", by: .leader, ["transfer_ruling": "approved"])
        try await town.wait(until: "2025-03-18")
        try await town.act(id, "take_back", by: .leader, ["reason": "不构成犯罪"])
        try await town.wait(until: "2025-03-20")
        try await town.file(id, "appraisal_report", by: .officer)
        try await town.act(id, "appraisal_done", by: .officer)
        // 10 to 19 March: ten days.
        #expect(try await self.run("decision", of: id, in: town).due == "2025-06-15")
    }

    @Test(.timeLimit(.minutes(60)))
    func pauseAfterTheLastDayFreesNothingOfAnExtendedClock() async throws {
        let (town, id) = try await self.investigated()
        try await self.extend(id, to: "2025-06-20", in: town)
        try await self.pause(id, from: "2025-07-01", to: "2025-08-20", in: town)
        #expect(try await self.run("decision", of: id, in: town).due == "2025-06-20")
        try await town.act(id, "end_case", by: .leader, ["reason": "违法事实不能成立"])
        let run = try await self.run("decision", of: id, in: town)
        #expect(run.due == "2025-06-20" && !run.wasInTime)
    }

    @Test(.timeLimit(.minutes(60)))
    func whatHasRunOutIsNeitherPausedNorExtended() async throws {
        let (town, id) = try await self.investigated()
        try await town.wait(until: "2025-06-10")
        await #expect(throws: CaseworkError.self) {
            try await self.extend(id, to: "2025-06-28", in: town)
        }
        try await town.act(id, "commission_appraisal", by: .officer, ["appraiser": "某鉴定所"])
        let board = try await town.engine.deadlines.due(
            until: nil, office: nil, overdueOnly: true, windows: false, limit: 100)
        #expect(board.rows.map(\.run.clock).contains("decision"))
        await #expect(throws: CaseworkError.self) {
            try await self.extend(id, to: "2025-06-28", in: town)
        }
        #expect(try await self.run("decision", of: id, in: town).due == "2025-06-01")
    }

    /// A pause that the law allows is late nowhere: not on the board, not in the counts, not in a list.
    @Test(.timeLimit(.minutes(60)))
    func whatRestsIsLateNowhere() async throws {
        let (town, id) = try await self.investigated()
        try await town.wait(until: "2025-03-10")
        try await town.act(id, "commission_appraisal", by: .officer, ["appraiser": "某鉴定所"])
        try await town.wait(until: "2025-07-14")
        let board = try await town.engine.deadlines.due(
            until: nil, office: nil, overdueOnly: false, windows: false, limit: 100)
        let row = try #require(board.rows.first { $0.run.clock == "decision" })
        #expect(row.status == .paused && row.light == .paused)
        let told = try await town.engine.deadlines.explain(id, clock: nil).clocks
        #expect(told.first { $0.run.clock == "decision" }?.light == .paused)
        let running = try await town.engine.deadlines.explain(id, clock: nil, openOnly: true)
        #expect(running.clocks.map(\.run) == told.map(\.run).filter(\.isOpen))
        // What has ended shows none.
        let ended = told.filter { !$0.run.isOpen }
        #expect(!ended.isEmpty && ended.allSatisfy { $0.light == nil && $0.daysLeft == nil })
        // 10 March to 13 July: 126 days after 1 June.
        #expect(row.dueIfResumed == "2025-10-05")
        #expect(board.overdue == 0)
        #expect(try await town.engine.health.status().counts.overdue == 0)
        let late = try await town.engine.deadlines.due(
            until: nil, office: nil, overdueOnly: true, windows: false, limit: 100)
        #expect(late.rows.isEmpty && late.total == 0)
    }

    /// A run that an act ends keeps the date it had.
    @Test(.timeLimit(.minutes(60)))
    func orderingAgainDoesNotMakeAnOverdueTermOneThatWasKept() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await town.open(
            "rectification", by: .officer,
            ["party_name": "某协会", "rectify_by": "2025-04-01"], roles: Registrar.role
        ).caseID
        try await town.file(id, "service_slip", by: .officer)
        try await town.act(id, "order", by: .officer, ["items": ["补报"]])
        try await town.wait(until: "2025-04-20")
        try await town.act(
            id, "order_again", by: .leader, ["rectify_by": "2025-09-01", "reason": "继续整改"])
        let runs = try await town.engine.cases.view(id).facts.clocks.filter { $0.clock == "term" }
        try #require(runs.count == 2)
        #expect(runs[0].due == "2025-04-01" && !runs[0].wasInTime)
        #expect(runs[1].due == "2025-09-01")
    }

    /// A suggestion that was assigned on 3 March 2025, with a date in the notice.
    private func assigned(
        replyBy: Value?, to day: Day = "2025-03-03"
    ) async throws -> (town: TownHall, id: String) {
        let town = try await TownHall(WaiverStory.town, on: day)
        let id = try await town.open(
            "proposal", by: .assigner,
            [
                "assembly": "某市人大", "session": "四次", "number": "7", "title": "建议",
                "proposers": ["李某"], "session_closed_on": "2025-02-20",
            ]
        ).caseID
        try await town.act(id, "accept", by: .assigner)
        var fields: [String: Value] = ["mode": "sole"]
        fields["reply_by"] = replyBy
        try await town.act(
            id, "assign", by: .assigner, fields, roles: ["lead": "市民政局"])
        try await town.act(id, "sign_for", by: .lead)
        return (town, id)
    }

    @Test(.timeLimit(.minutes(60)))
    func theDayOfAnExtensionBinds() async throws {
        let (town, id) = try await self.assigned(replyBy: "2025-04-10")
        #expect(try await self.run("reply", of: id, in: town).due == "2025-04-10")
        try await town.file(id, "extension_request", by: .lead)
        let fields: [String: Value] = ["reason": "情况复杂", "extended_to": "2025-05-12"]
        try await town.act(id, "request_extension", by: .lead, fields)
        try await town.act(id, "extend", by: .lead, fields)
        #expect(try await self.run("reply", of: id, in: town).due == "2025-05-12")
    }

    /// 民法典 203: also what an extension sets.
    @Test(.timeLimit(.minutes(60)))
    func extensionToARestDayRollsAsTheRuleDoes() async throws {
        let (town, id) = try await self.assigned(replyBy: nil)
        try await town.file(id, "extension_request", by: .lead)
        let sunday: [String: Value] = ["reason": "情况复杂", "extended_to": "2025-06-29"]
        try await town.act(id, "request_extension", by: .lead, sunday)
        try await town.act(id, "extend", by: .lead, sunday)
        #expect(try await self.run("reply", of: id, in: town).due == "2025-06-30")
    }

    /// What was given back is not assigned to the same office by saying nothing.
    @Test(.timeLimit(.minutes(60)))
    func anAssignmentNamesTheLeadOfficeEachTime() async throws {
        let (town, id) = try await self.assigned(replyBy: nil)
        try await town.file(id, "return_request", by: .lead)
        try await town.act(
            id, "request_return", by: .lead, ["reason": "非本单位职责", "proposed_office": "czj"])
        try await town.act(id, "grant_return", by: .assigner)
        let error = await #expect(throws: CaseworkError.self) {
            try await town.act(id, "assign", by: .assigner, ["mode": "sole"])
        }
        #expect(error?.unmet.map(\.code) == ["role"])
        try await town.act(
            id, "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市财政局"])
    }

    /// Nothing happened in a case before it was opened.
    @Test(.timeLimit(.minutes(60)))
    func noActIsOlderThanItsCase() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-04")
        let id = try await town.open(
            "tip", by: .officer,
            ["party_name": "某协会", "received_on": "2025-03-01", "content": "线索"],
            roles: Registrar.role
        ).caseID
        try await town.act(id, "accept", by: .officer)
        let error = await #expect(throws: CaseworkError.self) {
            try await town.act(id, "check", by: .officer, on: "2024-01-01")
        }
        #expect(error?.unmet.map(\.code).contains("date") ?? false)
    }

    /// The date that is set anew is counted by the calendar that is known on that day.
    @Test(.timeLimit(.minutes(60)))
    func aDateSetAnewIsCountedByTheCalendarOfThatDay() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-07-01")
        let id = try await town.open(
            "audit", by: .officer,
            ["party_name": "某协会", "kind": "term_end", "report_by": "2025-08-01"],
            roles: Registrar.role
        ).caseID
        try await town.file(id, "commission", by: .officer)
        try await town.act(id, "commission", by: .officer, ["auditor_firm": "某会计师事务所"])
        #expect(try await self.run("report", of: id, in: town).due == "2025-08-01")
        try await town.wait(until: "2026-01-20")
        try await town.act(
            id, "prolong", by: .leader, ["report_by": "2026-02-16", "reason": "补充审计"])
        // 春节 from 15 to 23 February 2026, as announced on 2025-11-04.
        #expect(try await self.run("report", of: id, in: town).due == "2026-02-24")
    }

    /// Correcting something else does not count a run that is over by a calendar of today.
    @Test(.timeLimit(.minutes(60)))
    func aRunThatIsOverKeepsItsCalendarWhenSomethingElseIsCorrected() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-07-01")
        let id = try await town.open(
            "audit", by: .officer,
            ["party_name": "某协会", "kind": "term_end", "report_by": "2025-08-01"],
            roles: Registrar.role
        ).caseID
        try await town.file(id, "commission", by: .officer)
        try await town.act(id, "commission", by: .officer, ["auditor_firm": "某会计师事务所"])
        try await town.wait(until: "2025-07-20")
        try await town.act(
            id, "prolong", by: .leader, ["report_by": "2025-09-15", "reason": "补充审计"])
        try await town.wait(until: "2025-09-01")
        try await town.file(id, "audit_report", by: .officer)
        try await town.act(id, "report", by: .officer)
        let before = try await self.run("report", of: id, in: town)
        // The holidays of 2026 are known since 4 November 2025.
        try await town.wait(until: "2025-12-01")
        try await town.correct(id, "commission", ["auditor_firm": "另一会计师事务所"])
        #expect(try await self.run("report", of: id, in: town) == before)
    }

    /// Who has answered is not reminded of his time to object.
    @Test(.timeLimit(.minutes(60)))
    func nobodyIsRemindedOfWhatHeCannotDoAnyMore() async throws {
        let (town, id) = try await self.assigned(replyBy: nil, to: "2025-03-27")
        try await town.file(id, "contact_record", by: .lead)
        try await town.act(id, "contact", by: .lead, ["contact_kind": "visit"])
        try await town.act(
            id, "draft", by: .clerk,
            [
                "reply_type": "A", "disclosure": "public", "contact_person": "联系人",
                "contact_phone": "0000",
            ])
        try await town.act(id, "review_draft", by: .lead, ["review_result": "passed"])
        try await town.act(id, "sign", by: .leader, ["signer": "局长"])
        try await town.act(id, "answer", by: .lead, ["letter_number": "民函〔2025〕9号"])
        try await town.wait(until: "2025-04-07")
        var query = NoticeQuery(limit: 100)
        query.caseID = id
        let notices = try await town.engine.jobs.notices(query).rows
        #expect(!notices.contains { $0.about?.clock == "objection" })
    }
}
