// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// A ban that takes property: 没收 is a penalty (行政处罚法 9), told and heard before (44, 45, 62, 63); and
/// who is served by announcement is served at its end (民事诉讼法 95).
@Suite struct EnforcementLawBanTests {
    /// Looked into, reviewed; to be decided on 2 June 2025.
    private func ready(_ town: TownHall) async throws -> String {
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
        try await town.act(
            id, "assess", by: .officer, ["minor": "false", "to_confiscate": "200000"])
        try await town.act(id, "legal_opinion", by: .legalReviewer, ["legal_result": "agree"])
        return id
    }

    private func waived(_ town: TownHall, _ id: String) async throws {
        try await town.act(
            id, "issue_notice", by: .leader,
            ["to_confiscate": "200000", "hearing_offered": "true"])
        try await town.file(id, "service_slip", by: .officer)
        try await town.act(id, "serve_notice", by: .officer, ["method": "in_person"])
        try await town.file(id, "waiver", by: .officer)
        try await town.act(id, "waive_rights", by: .officer)
        try await town.act(id, "finish_statements", by: .officer)
    }

    @Test(.timeLimit(.minutes(60)))
    func propertyIsTakenOnlyFromWhoWasToldAndHeard() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-06-02")
        let id = try await self.ready(town)
        #expect(try await town.unmet(id, "ban", by: .leader) == ["recorded finish_statements"])
        // 较大数额: the notice offers the hearing.
        let offered = try await town.unmet(
            id, "issue_notice", by: .leader, ["to_confiscate": "200000"])
        #expect(offered == ["field hearing_offered"])
        try await self.waived(town, id)
        try await town.act(id, "ban", by: .leader)
        try await town.file(id, "service_slip", by: .officer)
        try await town.act(id, "serve", by: .officer, ["method": "in_person"])
        try await town.file(id, "confiscation_list", by: .officer)
        // More than the party was told is not taken.
        let more = try await town.unmet(
            id, "confiscate", by: .officer, ["confiscated": "200001"])
        #expect(more == ["field confiscated"])
        try await town.act(id, "confiscate", by: .officer, ["confiscated": "200000"])
    }

    /// After the hearing the file is reviewed anew before anything is decided.
    @Test(.timeLimit(.minutes(60)))
    func whatAHearingShowedIsReviewedAnew() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-06-02")
        let id = try await self.ready(town)
        try await town.act(
            id, "issue_notice", by: .leader,
            ["to_confiscate": "200000", "hearing_offered": "true"])
        try await town.file(id, "service_slip", by: .officer)
        try await town.act(id, "serve_notice", by: .officer, ["method": "in_person"])
        #expect(try await town.due("hearing_request", of: id) == "2025-06-09")
        try await town.file(id, "hearing_request", by: .officer)
        try await town.act(id, "request_hearing", by: .officer)
        let hearing: [String: Value] = [
            "hearing_on": "2025-06-13", "hearing_chair": Registrar.chair,
        ]
        try await town.act(id, "schedule_hearing", by: .leader, hearing)
        try await town.act(id, "notify_hearing", by: .officer)
        try await town.wait(until: "2025-06-13")
        try await town.file(id, "hearing_record", by: .hearingChair)
        try await town.act(id, "hold_hearing", by: .hearingChair)
        try await town.act(id, "finish_statements", by: .officer)
        #expect(try await town.state(of: id) == "legal_review")
    }

    /// Announced on 2 June for sixty days: served on 1 August, and the remedies run from then.
    @Test(.timeLimit(.minutes(60)))
    func serviceByAnnouncementIsCompleteAtItsEnd() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-06-02")
        let id = try await self.ready(town)
        try await self.waived(town, id)
        try await town.act(id, "ban", by: .leader)
        try await town.file(id, "service_notice", by: .officer)
        let early = try await town.unmet(id, "announce", by: .officer)
        #expect(early == ["recorded attempt_service", "recorded attempt_service"])
        for method in ["in_person", "post"] as [Value] {
            try await town.file(id, "attempt_record", by: .officer)
            try await town.act(id, "attempt_service", by: .officer, ["method": method])
        }
        try await town.act(id, "announce", by: .officer)
        #expect(try await town.due("review", of: id) == nil)
        try await town.wait(until: "2025-08-02")
        #expect(try await town.state(of: id) == "executing")
        // Sixty days from 1 August; six months from it end on Sunday 1 February 2026.
        #expect(try await town.due("review", of: id) == "2025-09-30")
        #expect(try await town.due("suit", of: id) == "2026-02-02")
    }
}
