// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// 行政复议法 20, 行政诉讼法 46, 48: remedies and the archive.
///
/// While a period runs nothing is filed away; a remedy that is admitted after it finds the file,
/// wherever it is.
@Suite struct EnforcementLawArchiveTests {
    /// A warning served on 6 January 2025, closed, and archived when nobody had sued by Monday 7 July.
    private func archived() async throws -> ShortPenalty {
        let town = try await TownHall(Registrar.town, on: "2025-01-06")
        let penalty = try await ShortPenalty(town)
        try await penalty.served(ShortPenalty.warning)
        try await penalty.act(
            "publicise", by: .officer, ["public_version"], ["public_url": "mzj.example.cn"])
        try await penalty.act("enter_credit", by: .officer)
        try await penalty.act("close", by: .leader, ["closing_form"])
        try await town.wait(until: "2025-07-08")
        // What the procedure called for is not on file: which papers, is said, and it may go on with a reason.
        do {
            try await town.act(penalty.id, "archive", by: .registrarsClerk)
            Issue.record("archived in silence")
        } catch {
            #expect(error.unmet.map(\.about) == ["any"])
            #expect(error.unmet.first?.sentence.zh.contains("决定书") ?? false, "\(error.unmet)")
        }
        try await penalty.act("archive", by: .registrarsClerk, [], Registrar.onPaper)
        return penalty
    }

    /// Late by itself it is refused; the reconsideration body's notice is what admits it.
    @Test(.timeLimit(.minutes(60)))
    func reconsiderationThatIsAdmittedLateTakesTheFileBack() async throws {
        let penalty = try await self.archived()
        let (town, id) = (penalty.town, penalty.id)
        try await town.wait(until: "2025-07-14")
        #expect(
            try await town.unmet(id, "seek_review", by: .officer) == ["document review_notice"])
        try await penalty.act("seek_review", by: .officer, ["review_notice"])
        #expect(try await town.state(of: id) == "closed")
        #expect(try await town.due("review_acceptance", of: id) == "2025-07-21")
        #expect(try await town.unmet(id, "archive", by: .registrarsClerk, Registrar.onPaper) != [])
        try await penalty.act("review_accepted", by: .officer)
        try await penalty.act(
            "review_decided", by: .officer, ["review_papers"], ["remedy": "upheld"])
        // Fifteen days for a suit, to Tuesday the 29th: until then nothing is filed away again.
        #expect(
            try await town.unmet(id, "archive", by: .registrarsClerk, Registrar.onPaper) == ["any"])
        try await town.wait(until: "2025-07-30")
        // Thirty days from the last of them end on Thursday 28 August.
        #expect(try await town.due("archiving", of: id) == "2025-08-28")
        try await penalty.act("archive", by: .registrarsClerk, [], Registrar.onPaper)
        #expect(try await town.engine.cases.view(id).row.isFinal)
    }

    /// An annulment that comes from there does what any does: to be decided anew, taken down, no ground.
    @Test(.timeLimit(.minutes(60)))
    func suitThatIsAdmittedLateMayAnnul() async throws {
        let penalty = try await self.archived()
        let (town, id) = (penalty.town, penalty.id)
        let listed = try await penalty.opened("abnormal_listing")
        #expect(listed.count == 1)
        #expect(try await town.unmet(id, "sue", by: .officer) == ["document suit_notice"])
        try await penalty.act("sue", by: .officer, ["suit_notice"])
        #expect(try await town.state(of: id) == "closed")
        try await penalty.act("judged", by: .officer, ["review_papers"], ["remedy": "annulled"])
        #expect(try await town.state(of: id) == "to_decide")
        #expect(try await town.due("publicity_withdrawal", of: id) == "2025-07-11")
        #expect(try await town.state(of: listed[0]) == "not_listed")
    }

    /// The notice of one remedy does not admit the next.
    @Test(.timeLimit(.minutes(60)))
    func eachRemedyIsAdmittedByItsOwnNotice() async throws {
        let penalty = try await self.archived()
        let (town, id) = (penalty.town, penalty.id)
        try await penalty.act("seek_review", by: .officer, ["review_notice"])
        try await penalty.act(
            "review_decided", by: .officer, ["review_papers"], ["remedy": "rejected"])
        #expect(try await town.unmet(id, "seek_review", by: .officer) == ["any"])
        try await penalty.act("sue", by: .officer)
    }

    /// A closed case that waits for the archive needs no other way.
    @Test(.timeLimit(.minutes(60)))
    func closedCaseTakesALateRemedyWhereItStands() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-01-06")
        let penalty = try await ShortPenalty(town)
        try await penalty.served(ShortPenalty.warning)
        try await town.wait(until: "2025-07-08")
        #expect(try await town.unmet(penalty.id, "seek_review", by: .officer) == ["any"])
        #expect(try await town.unmet(penalty.id, "sue", by: .officer) == ["any"])
        try await penalty.act("sue", by: .officer, ["suit_notice"])
        #expect(try await town.state(of: penalty.id) == "executing")
    }

    /// 劝散 on 2 June 2025: sixty days to Friday 1 August, six months to Tuesday 2 December; not archived
    /// before, and attacked where it stands.
    @Test(.timeLimit(.minutes(60)))
    func whoWasPersuadedToDissolveHasItsRemedies() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-06-02")
        let id = try await self.dissolved(town)
        #expect(try await town.due("review", of: id) == "2025-08-01")
        #expect(try await town.due("suit", of: id) == "2025-12-02")
        try await town.wait(until: "2025-08-01")
        #expect(
            try await town.unmet(id, "archive", by: .registrarsClerk, Registrar.onPaper) == ["any"])
        try await town.act(id, "seek_review", by: .officer)
        #expect(try await town.state(of: id) == "dissolved")
    }

    /// Its file goes back to where it was, not among the bans.
    @Test(.timeLimit(.minutes(60)))
    func fileOfADissolvedBodyComesBackAsItWas() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-06-02")
        let id = try await self.dissolved(town)
        try await town.wait(until: "2025-12-03")
        try await town.act(id, "archive", by: .registrarsClerk, Registrar.onPaper)
        // What became of it is counted, though its file is in the archive.
        let report = try await town.engine.reports.figures(FiguresQuery("illegal_ban"))
        #expect(report.told("outcome") == "dissolved 1")
        #expect(try await town.unmet(id, "sue", by: .officer) == ["document suit_notice"])
        try await town.file(id, "suit_notice", by: .officer)
        try await town.act(id, "sue", by: .officer)
        #expect(try await town.state(of: id) == "dissolved")
        try await town.file(id, "review_papers", by: .officer)
        try await town.act(id, "judged", by: .officer, ["remedy": "annulled"])
        #expect(try await town.state(of: id) == "lifted")
        // What was annulled is not attacked again.
        try await town.act(id, "archive", by: .registrarsClerk, Registrar.onPaper)
        try await town.file(id, "review_notice", by: .officer)
        #expect(try await town.unmet(id, "seek_review", by: .officer).count == 1)
    }

    /// A minor case, told to dissolve, and dissolved on the day.
    private func dissolved(_ town: TownHall) async throws -> String {
        let id = try await town.open(
            "illegal_ban", by: .officer, ["party_name": "某研究会"], roles: Registrar.role
        ).caseID
        try await town.file(id, "filing_form", by: .officer)
        try await town.act(
            id, "file", by: .leader,
            [
                "target": "unregistered", "own_jurisdiction": "true",
                "officers": Registrar.officers,
            ])
        try await town.file(id, "record", by: .officer)
        try await town.act(id, "investigate", by: .officer)
        try await town.act(id, "assess", by: .officer, ["minor": "true"])
        try await town.file(id, "dissolution_promise", by: .officer)
        try await town.act(id, "admonish", by: .officer)
        try await town.file(id, "dissolution_record", by: .officer)
        try await town.act(id, "confirm_dissolved", by: .officer)
        return id
    }
}
