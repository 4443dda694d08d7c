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

    private func run(_ id: String, in town: TownHall) async throws -> ClockRun? {
        try await town.engine.cases.view(id).facts.run(of: "sending")
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
        #expect(late.rows.contains { $0.row.id == id && $0.run.clock == "sending" })
        let told = try await town.engine.jobs.notices(NoticeQuery(limit: 500)).rows.filter {
            $0.about?.clock == "sending" && $0.about?.caseID == id
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
        #expect(letters.map(\.kind) == ["acceptance", "transfer", "transfer"])
        try await town.wait(until: "2025-03-13")
        try await town.tick(letters[0].id, by: .officer)
        // From the transfer on Wednesday 12 March: Monday the 17th.
        let second = try #require(try await self.run(id, in: town))
        #expect(second.run == 2 && second.startedOn == "2025-03-12" && second.due == "2025-03-17")
        try await town.tick(letters[1].id, by: .officer)
        #expect(try await self.run(id, in: town)?.isOpen == true)
        // One that could not be delivered waits still.
        try await town.tick(letters[2].id, by: .officer, as: .failed, note: "退回")
        #expect(try await self.run(id, in: town)?.isOpen == true)
        try await town.tick(letters[2].id, by: .officer, as: .otherwise, note: "当面送交")
        #expect(try await self.run(id, in: town)?.stoppedOn == "2025-03-13")
        let runs = try await town.engine.cases.view(id).facts.clocks.filter {
            $0.clock == "sending"
        }
        #expect(runs.map(\.wasInTime) == [true, true])
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
    /// itself, those that several offices write, and reminders, which are written again.
    @Test func everyKindOfLetterHasALimitOrAReason() throws {
        let rulebook = try Rulebook.load(ShippedRulebook.files)
        let served: Set<String> = [
            "abnormal_listing notice", "serious_listing notice", "illegal_ban prior_notice",
            "illegal_ban decision", "penalty prior_notice", "penalty decision",
            "penalty no_penalty", "penalty demand", "rectification order",
            "simple_penalty decision", "simple_penalty demand",
        ]
        let several: Set<String> = [
            "assignment", "reference", "handler_notice", "extension", "notice", "acceptance",
        ]
        let within = Set(several.flatMap { ["proposal \($0)", "motion \($0)"] })
            .subtracting(["motion acceptance"])
        let reminders: Set<String> = [
            "annual_report chase", "co_handling chase", "commitment chase",
            "commitment rating_reminder", "directive chase", "dormant_cleanup overdue",
            "leader_review chase", "party_branch chase", "registration_part chase",
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
            for kind in definition.deliveries.items where kind.clock == nil {
                without.insert("\(name) \(kind.name)")
            }
        }
        #expect(without == served.union(within).union(reminders).union(handedOn))
    }
}
