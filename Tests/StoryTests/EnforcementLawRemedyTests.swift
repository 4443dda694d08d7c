// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// 行政复议法 30, 62–69, 73, 78 and 行政诉讼法 45: what a reconsideration comes to, and by when.
@Suite struct EnforcementLawRemedyTests {
    /// A warning that was served on 6 January 2025 and published, and reconsideration asked for.
    private func attacked() async throws -> ShortPenalty {
        let town = try await TownHall(Registrar.town, on: "2025-01-06")
        let penalty = try await ShortPenalty(town)
        try await penalty.served(ShortPenalty.warning)
        try await penalty.act(
            "publicise", by: .officer, ["public_version"], ["public_url": "mzj.example.cn"])
        try await penalty.act("seek_review", by: .officer)
        try await town.file(penalty.id, "review_papers", by: .officer)
        return penalty
    }

    /// The decision goes on; where it is not as it was shown, it is taken down (行政处罚法 48).
    @Test(
        .timeLimit(.minutes(60)),
        arguments: [
            ("upheld", false), ("rejected", false), ("ordered", false),
            ("partly_annulled", true), ("unlawful", true), ("mediated", true), ("changed", true),
        ])
    func everyEndOfAReconsiderationCanBeEntered(_ end: String, takesDown: Bool) async throws {
        let penalty = try await self.attacked()
        try await penalty.act("review_decided", by: .officer, [], ["remedy": .text(end)])
        #expect(try await penalty.town.state(of: penalty.id) == "executing")
        #expect(try await penalty.town.due("suit_after_review", of: penalty.id) == "2025-01-21")
        let withdrawal = try await penalty.town.due("publicity_withdrawal", of: penalty.id)
        #expect((withdrawal != nil) == takesDown)
    }

    /// 行政诉讼法解释 57, 58, 156: an application that was withdrawn or not taken leaves the six months to sue as
    /// they were, and the authority's three months begin at their end; while it is pending nobody sues beside it.
    @Test(
        .timeLimit(.minutes(60)),
        arguments: [
            ("withdrawn", true), ("not_accepted", true), ("withdrawn", false),
            ("not_accepted", false),
        ])
    func anApplicationThatCameToNothingLeavesTheTimeToSue(
        _ end: String, isSued: Bool
    ) async throws {
        let penalty = try await self.attacked()
        let (town, id) = (penalty.town, penalty.id)
        #expect(try await town.unmet(id, "sue", by: .officer) != [])
        try await town.wait(until: "2025-02-05")
        try await penalty.act("review_decided", by: .officer, [], ["remedy": .text(end)])
        // Six months from 6 January: Sunday 6 July, rolled to Monday.
        #expect(try await town.due("suit", of: id) == "2025-07-07")
        #expect(try await town.due("suit_after_review", of: id) == nil)
        try await town.wait(until: "2025-03-10")
        #expect(try await town.unmet(id, "seek_review", by: .officer) != [])
        guard !isSued else {
            try await penalty.act("sue", by: .officer)
            return
        }
        // Nobody sues: three months for the court from the end of the time to sue, a public holiday or not.
        try await town.wait(until: "2025-07-08")
        #expect(try await town.due("court_window", of: id) == "2025-10-07")
    }

    /// What was decided about the act ends the six months: fifteen days from the decision, however many were left.
    @Test(.timeLimit(.minutes(60)))
    func aDecisionEndsTheTimeToSueDirectly() async throws {
        let penalty = try await self.attacked()
        try await penalty.act("review_decided", by: .officer, [], ["remedy": "upheld"])
        try await penalty.town.wait(until: "2025-01-22")
        #expect(try await penalty.town.unmet(penalty.id, "sue", by: .officer) != [])
        #expect(try await penalty.town.due("court_window", of: penalty.id) == "2025-04-21")
    }

    /// 行政诉讼法 69, 70, 73, 74, 75, 77: what a court comes to; without a reconsideration before it.
    @Test(
        .timeLimit(.minutes(60)),
        arguments: [
            ("upheld", "executing", false), ("rejected", "executing", false),
            ("not_accepted", "executing", false), ("ordered", "executing", false),
            ("withdrawn", "executing", false), ("partly_annulled", "executing", true),
            ("unlawful", "executing", true), ("mediated", "executing", true),
            ("changed", "executing", true), ("annulled", "to_decide", true),
            ("void", "to_decide", true),
        ])
    func everyEndOfASuitCanBeEntered(_ end: String, state: String, takesDown: Bool) async throws {
        let town = try await TownHall(Registrar.town, on: "2025-01-06")
        let penalty = try await ShortPenalty(town)
        try await penalty.served(ShortPenalty.warning)
        try await penalty.act(
            "publicise", by: .officer, ["public_version"], ["public_url": "mzj.example.cn"])
        try await penalty.act("sue", by: .officer)
        try await penalty.act("judged", by: .officer, ["review_papers"], ["remedy": .text(end)])
        #expect(try await town.state(of: penalty.id) == state)
        let withdrawal = try await town.due("publicity_withdrawal", of: penalty.id)
        #expect((withdrawal != nil) == takesDown)
        #expect(
            try await town.unmet(penalty.id, "judged", by: .officer, ["remedy": "upheld"]) != [])
    }

    @Test(.timeLimit(.minutes(60)))
    func whatIsVoidIsDecidedAnew() async throws {
        let penalty = try await self.attacked()
        try await penalty.act("review_decided", by: .officer, [], ["remedy": "void"])
        #expect(try await penalty.town.state(of: penalty.id) == "to_decide")
    }

    /// Asked for on Monday 6 January: accepted by silence on the 13th; sixty days from then.
    @Test(.timeLimit(.minutes(60)))
    func theTimeToDecideRunsFromTheAcceptance() async throws {
        let penalty = try await self.attacked()
        let (town, id) = (penalty.town, penalty.id)
        #expect(try await town.due("review_decision", of: id) == nil)
        try await town.wait(until: "2025-01-14")
        #expect(try await town.due("review_decision", of: id) == "2025-03-14")
        let tooLong = try await town.unmet(
            id, "review_extended", by: .officer, ["extended_to": "2025-04-15"])
        #expect(tooLong != [])
        try await penalty.act(
            "review_extended", by: .officer, [], ["extended_to": "2025-04-11"])
        // Nothing comes by Friday 11 April: fifteen days, to Saturday the 26th, to Sunday the 27th,
        // which is worked (五一调休).
        try await town.wait(until: "2025-04-12")
        #expect(try await town.due("suit_after_review", of: id) == "2025-04-27")
        try await town.wait(until: "2025-04-28")
        #expect(try await town.unmet(id, "sue", by: .officer) != [])
    }

    @Test(.timeLimit(.minutes(60)))
    func whoWasNotAnsweredSuesInFifteenDays() async throws {
        let penalty = try await self.attacked()
        try await penalty.act("review_accepted", by: .officer)
        #expect(try await penalty.town.due("review_decision", of: penalty.id) == "2025-03-07")
        #expect(try await penalty.town.unmet(penalty.id, "sue", by: .officer) != [])
        try await penalty.town.wait(until: "2025-03-20")
        try await penalty.act("sue", by: .officer)
    }

    /// 行政复议法 78: what the reconsideration body changed, it enforces.
    @Test(.timeLimit(.minutes(60)))
    func whatTheReconsiderationBodyChangedIsNotTakenToCourtHere() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-01-06")
        let penalty = try await ShortPenalty(town)
        try await penalty.served([
            "penalties": ["warning", "confiscate", "fine"], "gains": "10000", "fine": "30000",
        ])
        try await penalty.act("seek_review", by: .officer)
        try await penalty.act(
            "review_decided", by: .officer, ["review_papers"],
            ["remedy": "changed", "fine": "20000"])
        try await town.wait(until: "2025-02-10")
        try await penalty.act(
            "serve_demand", by: .officer, ["demand", "service_slip"],
            ["method": "in_person", "demanded": "20000"])
        try await town.wait(until: "2025-02-26")
        try await town.file(penalty.id, "court_application", by: .leader)
        #expect(try await town.unmet(penalty.id, "apply_court", by: .leader) == ["any"])
    }

    /// On the spot, too: reconsideration first, and the court when it says nothing.
    @Test(.timeLimit(.minutes(60)))
    func onTheSpotTooSilenceOpensTheCourt() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-03-03")
        let id = try await town.open(
            "simple_penalty", by: .officer,
            ["party_name": "某协会", "party_kind": "organisation", "org_type": "association"],
            roles: Registrar.role
        ).caseID
        try await town.act(id, "tell", by: .officer, ["officers": Registrar.officers])
        try await town.act(id, "hear", by: .officer)
        try await town.file(id, "record", by: .officer)
        try await town.act(
            id, "decide", by: .officer,
            [
                "grounds": ["unlawful_fees"], "penalties": ["warning"], "facts": "违规收费",
                "committed_on": "2025-03-03", "place": "某路1号", "form_number": "1号",
            ])
        try await town.act(id, "seek_review", by: .officer)
        // Accepted by silence on Monday the 10th; sixty days to Friday 9 May.
        try await town.wait(until: "2025-05-10")
        #expect(try await town.due("review_decision", of: id) == "2025-05-09")
        #expect(try await town.due("suit_after_review", of: id) == "2025-05-26")
        try await town.act(id, "sue", by: .officer)
    }
}
