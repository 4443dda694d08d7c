// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Rulebook
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// The clock under which letters must be out: in every workflow that sends, also when the sending ends the case.
///
/// Days counted by hand; 4 April 2025 is 清明.
@Suite struct LettersClockTests {
    private static let informant: [String: Value] = [
        "party_name": "某协会", "received_on": "2025-03-03", "content": "线索", "informant": "张某",
        "nameless": "false",
    ]

    /// A tip that was refused on Monday 10 March 2025: the act ends the case.
    private func refused() async throws -> (town: TownHall, id: String) {
        let town = try await TownHall(Registrar.town, on: "2025-03-10")
        let id = try await town.open(
            "tip", by: .officer, Self.informant, roles: Registrar.role
        ).caseID
        let done = try await town.act(id, "refuse", by: .leader, ["reason": "不属本机关"])
        #expect(done.state == "not_accepted")
        return (town, id)
    }

    /// Until when the informant must be told.
    private func run(_ id: String, in town: TownHall) async throws -> ClockRun? {
        try await town.engine.cases.view(id).facts.run(of: "telling")
    }

    private func letters(_ id: String, in town: TownHall) async throws -> [DeliveryRow] {
        try await town.engine.cases.view(id).deliveries
    }

    @Test(.timeLimit(.minutes(60)))
    func aLetterThatTheLastActMakesHasALimitAndReminders() async throws {
        let (town, id) = try await self.refused()
        // Three working days from Monday: Thursday 13 March.
        #expect(try await self.run(id, in: town)?.due == "2025-03-13")
        #expect(try await self.run(id, in: town)?.isOpen == true)
        try await town.wait(until: "2025-03-20")
        let late = try await town.engine.deadlines.due(
            until: nil, office: "区民政局", overdueOnly: true, windows: false, limit: 0)
        #expect(late.rows.contains { $0.row.id == id && $0.run.clock == "telling" })
        let told = try await town.engine.jobs.notices(NoticeQuery(limit: 500)).rows.filter {
            $0.about?.clock == "telling" && $0.about?.caseID == id
        }
        // The day before, one and three working days after; with the last the leader.
        #expect(
            told.map { $0.givenOn.description + " \($0.kind)" }.sorted() == [
                "2025-03-12 warning", "2025-03-14 chase", "2025-03-18 chase",
                "2025-03-18 escalation",
            ], "\(told)")
        let letter = try #require(try await self.letters(id, in: town).first)
        try await town.tick(letter.id, by: .officer)
        let after = try #require(try await self.run(id, in: town))
        #expect(
            after.stoppedOn == "2025-03-20" && !after.wasInTime && after.holder?.office == "qmzj")
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// A tick by mistake is taken back: the letter waits as before.
    ///
    /// An act that is taken back takes its letter along.
    @Test(.timeLimit(.minutes(60)))
    func whatIsTakenBackWaitsAgainOrNotAtAll() async throws {
        let (town, id) = try await self.refused()
        let letter = try #require(try await self.letters(id, in: town).first)
        try await town.wait(until: "2025-03-11")
        try await town.tick(letter.id, by: .officer)
        #expect(try await self.run(id, in: town)?.stoppedOn == "2025-03-11")
        try await town.annul(id, "deliver")
        let again = try #require(try await self.run(id, in: town))
        #expect(again.isOpen && again.run == 1 && again.due == "2025-03-13" && again.holder == nil)
        #expect(try await town.engine.health.verify().problems.isEmpty)
        try await town.annul(id, "refuse")
        #expect(try await self.run(id, in: town) == nil)
        #expect(try await town.engine.cases.view(id).row.state == "registered")
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// Of the letters of two acts the older ones bind; when they are out, the later ones have their own day.
    @Test(.timeLimit(.minutes(60)))
    func eachActsLettersHaveTheirOwnDay() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-10")
        let id = try await town.open(
            "tip", by: .officer, Self.informant, roles: Registrar.role
        ).caseID
        try await town.act(id, "accept", by: .officer)
        try await town.wait(until: "2025-03-12")
        try await town.file(id, "transfer_letter", by: .officer)
        try await town.act(
            id, "transfer", by: .officer, ["reason": "属他地", "transferred_to": "邻区民政局"])
        #expect(try await self.run(id, in: town)?.due == "2025-03-13")
        let letters = try await self.letters(id, in: town)
        #expect(letters.map(\.kind) == ["acceptance", "transfer", "passed_on"])
        try await town.wait(until: "2025-03-13")
        try await town.tick(letters[0].id, by: .officer)
        // From the transfer on Wednesday 12 March: Monday the 17th.
        let second = try #require(try await self.run(id, in: town))
        #expect(second.run == 2 && second.startedOn == "2025-03-12" && second.due == "2025-03-17")
        // What goes to the other office has a limit of its own, and ends no other.
        try await town.tick(letters[1].id, by: .officer)
        #expect(try await town.due("sending", of: id) == "2025-03-17")
        #expect(try await self.run(id, in: town)?.isOpen == true)
        // One that could not be delivered waits still.
        try await town.tick(letters[2].id, by: .officer, as: .failed, note: "退回")
        #expect(try await self.run(id, in: town)?.isOpen == true)
        try await town.tick(letters[2].id, by: .officer, as: .otherwise, note: "当面送交")
        #expect(try await self.run(id, in: town)?.stoppedOn == "2025-03-13")
        let runs = try await town.engine.cases.view(id).facts.clocks.filter {
            $0.clock == "telling"
        }
        #expect(runs.map(\.wasInTime) == [true, true])
    }

    /// 信访工作条例 23: told in writing within fifteen days of the receipt, not three working days after the acceptance.
    ///
    /// Received on Monday 3 March: Tuesday the 18th, though accepted on the 17th; what is no petition has until
    /// Thursday the 20th.
    @Test(.timeLimit(.minutes(60)), arguments: ["accept", "refuse"])
    func aPetitionersLetterIsOutWithinTheFifteenDays(_ event: String) async throws {
        for (isPetition, due) in [("true", "2025-03-18"), ("false", "2025-03-20")] as [(Value, Day)]
        {
            let town = try await TownHall(Registrar.town, on: "2025-03-04")
            let fields = Self.informant.merging(["as_petition": isPetition]) { $1 }
            let id = try await town.open("tip", by: .officer, fields, roles: Registrar.role).caseID
            try await town.wait(until: "2025-03-17")
            try await town.act(
                id, event, by: event == "accept" ? .officer : .leader,
                event == "accept" ? [:] : ["reason": "不属本机关"])
            #expect(try await self.run(id, in: town)?.due == due)
        }
    }

    /// Who was told of the acceptance in time is told of a later transfer as of anything.
    @Test(.timeLimit(.minutes(60)))
    func aTransferAfterTheAcceptanceIsNotLateAtOnce() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-04")
        let fields = Self.informant.merging(["as_petition": "true"]) { $1 }
        let id = try await town.open("tip", by: .officer, fields, roles: Registrar.role).caseID
        try await town.act(id, "accept", by: .officer)
        try await town.send(id, by: .officer)
        try await town.wait(until: "2025-04-07")
        try await town.file(id, "transfer_letter", by: .officer)
        try await town.act(
            id, "transfer", by: .officer, ["reason": "属他地", "transferred_to": "邻区民政局"])
        #expect(try await self.run(id, in: town)?.due == "2025-04-10")
    }

    /// The body that assigns and the office that answers each have a limit for what they write; who gives the
    /// matter away keeps his letters, and the next one is not held to them.
    @Test(.timeLimit(.minutes(60)))
    func eachOfficeHasALimitForWhatItWrites() async throws {
        let item = try await Suggestion.received()
        // From Monday 3 March three working days: Thursday the 6th.
        #expect(try await item.run("assigner_sending").due == "2025-03-06")
        #expect(try await item.view().facts.run(of: "sending") == nil)
        try await item.town.wait(until: "2025-03-04")
        try await item.file("extension_request")
        let longer: [String: Value] = ["reason": "情况复杂", "extended_to": "2025-08-27"]
        try await item.act("request_extension", by: .lead, longer)
        try await item.act("extend", by: .lead, longer)
        #expect(try await item.run("sending").due == "2025-03-07")
        #expect(try await item.run("assigner_sending").startedOn == "2025-03-03")
        func late(_ office: String) async throws -> [String] {
            try await item.town.engine.deadlines.due(
                until: nil, office: office, overdueOnly: true, windows: false, limit: 0
            ).rows.map(\.run.clock)
        }
        try await item.town.wait(until: "2025-03-10")
        #expect(try await late("市民政局") == ["sending"])
        #expect(try await late("市人大代工委") == ["assigner_sending"])
        try await item.act(
            "reassign", by: .assigner, ["reason": "职能划转"], roles: ["lead": "市教育局"])
        #expect(try await late("市教育局").isEmpty)
        let waiting = try await item.town.engine.deliveries.list(
            of: nil, pendingOnly: true, by: "市民政局", limit: 0)
        #expect(waiting.map(\.row.kind) == ["extension", "extension"])
        let ours = try await item.view().deliveries.filter { $0.kind != "extension" }
        for letter in ours { try await item.town.tick(letter.id, by: .assigner) }
        let run = try await item.run("assigner_sending")
        #expect(run.stoppedOn == "2025-03-10" && run.holder?.office == "rdgw")
        #expect(try await item.town.engine.health.verify().problems.isEmpty)
    }

    /// A part's letter stays with the office that wrote it when the whole is given to another: neither on the
    /// other's list nor under a limit of his, until the giving away is taken back.
    @Test(.timeLimit(.minutes(60)))
    func aPartsLetterStaysWithWhoWroteItWhenTheWholeGoes() async throws {
        var plan = Suggestion.town
        plan.add(.init("市人大代工委", "rdgw"), of: .corrector)
        let item = try await Suggestion.received(in: plan, coHandlers: ["市财政局"])
        let town = item.town
        try await item.act("ask_co_handlers", by: .lead)
        let task = try #require(try await item.children("co_handling").first?.id)
        func limit() async throws -> ClockRun? {
            try await town.engine.cases.view(task).facts.run(of: "sending")
        }
        #expect(try await limit()?.due == "2025-03-06")
        func owed(_ office: String) async throws -> [String] {
            try await town.engine.deadlines.due(
                until: "2025-03-31", office: office, overdueOnly: false, windows: false, limit: 0
            ).rows.filter { $0.row.id == task && $0.run.clock == "sending" }.map(\.run.clock)
        }
        #expect(try await owed("市民政局") == ["sending"])
        try await item.act(
            "reassign", by: .assigner, ["reason": "职能划转"], roles: ["lead": "市教育局"])
        #expect(try await limit()?.isOpen != true)
        #expect(try await owed("市教育局").isEmpty)
        let waiting = try await town.engine.deliveries.list(
            of: task, pendingOnly: true, by: "市民政局", limit: 0)
        #expect(waiting.map(\.row.kind) == ["task"])
        #expect(try await town.engine.health.verify().problems.isEmpty)

        try await town.annul(item.id, "reassign")
        let again = try #require(try await limit())
        #expect(again.isOpen && again.due == "2025-03-06")
        #expect(try await owed("市民政局") == ["sending"])
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// A reminder of the supervision office is nobody's duty; a notice of its own neither.
    @Test(.timeLimit(.minutes(60)))
    func whatTheSupervisionOfficeWritesHoldsNobodyElse() async throws {
        let item = try await Suggestion.received()
        try await item.town.send(item.id, by: .assigner)
        try await item.act("chase", by: .supervisor)
        #expect(
            try await item.view().facts.clocks.filter { $0.isOpen }.map(\.clock).allSatisfy {
                !$0.hasSuffix("sending")
            })
        try await item.answer()
        try await item.act("rate", by: .supervisor, ["rating": "dissatisfied"])
        let letters = try await item.view().deliveries.filter { $0.kind == "notice" }
        #expect(letters.allSatisfy { $0.sender == "dcs" } && !letters.isEmpty)
        #expect(
            try await item.view().facts.clocks.filter { $0.isOpen }.map(\.clock).allSatisfy {
                !$0.hasSuffix("sending")
            })
    }

    /// Nobody to write to, no letter, no clock.
    @Test(.timeLimit(.minutes(60)))
    func whereNobodyIsWrittenToNoClockRuns() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-10")
        var fields = Self.informant
        fields["informant"] = nil
        fields["nameless"] = "true"
        let id = try await town.open("tip", by: .officer, fields, roles: Registrar.role).caseID
        try await town.act(id, "refuse", by: .leader, ["reason": "不属本机关"])
        #expect(try await self.run(id, in: town) == nil)
    }

    /// A case that is taken back as a whole owes no letter.
    @Test(.timeLimit(.minutes(60)))
    func aVoidCaseOwesNoLetter() async throws {
        let (town, id) = try await self.refused()
        try await town.annul(id, "open")
        try await town.wait(until: "2025-03-20")
        let late = try await town.engine.deadlines.due(
            until: nil, office: "区民政局", overdueOnly: true, windows: false, limit: 0)
        #expect(late.rows.isEmpty)
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// Every kind of letter of every shipped workflow has a limit, but those that an act of service hands over
    /// itself, one whose act has a clock of its own, and reminders, which are written again.
    @Test func everyKindOfLetterHasALimitOrAReason() throws {
        let rulebook = try Rulebook.load(ShippedRulebook.files)
        let served: Set<String> = [
            "abnormal_listing notice", "serious_listing notice", "illegal_ban prior_notice",
            "illegal_ban decision", "penalty prior_notice", "penalty decision",
            "penalty no_penalty", "penalty demand", "rectification order",
            "simple_penalty decision", "simple_penalty demand",
        ]
        // 浙江2016 10: its clock is that of the acceptance, which the letter ends.
        let within: Set<String> = ["proposal acceptance"]
        let reminders: Set<String> = [
            "annual_report chase", "co_handling chase", "commitment chase",
            "commitment rating_reminder", "directive chase", "dormant_cleanup overdue",
            "leader_review chase", "motion chase", "party_branch chase", "proposal chase",
            "registration_part chase",
            "weighty_matter chase",
        ]
        let handedOn: Set<String> = ["co_handling late_opinion", "directive task"]
        var without: Set<String> = []
        for name in rulebook.workflowNames {
            let definition = try #require(
                rulebook.workflow(
                    name, profile: "cn",
                    parent: rulebook.workflow(name, profile: "cn")?.definition.parents.first)
            ).definition
            for kind in definition.deliveries.items where kind.clocks.isEmpty {
                without.insert("\(name) \(kind.name)")
            }
        }
        #expect(without == served.union(within).union(reminders).union(handedOn))
    }
}
