// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// What the law says of a penalty that is served.
///
/// The court after a deferral, two penalties in three
/// years, remedies and the archive, gains. The days were reckoned by hand.
@Suite struct EnforcementLawTests {
    /// Three times the gains of 10 000, and the gains with it.
    private static let fine: [String: Value] = [
        "penalties": ["warning", "confiscate", "fine"], "gains": "10000", "fine": "30000",
    ]

    private func town(_ day: Day = "2025-01-06") async throws -> TownHall {
        try await TownHall(Registrar.town, on: day)
    }

    // MARK: 行政处罚法 72(2)

    /// Where payment was deferred, the three months to go to court run from the end of the deferral.
    @Test(.timeLimit(.minutes(60)))
    func afterADeferralTheTimeToGoToCourtRunsFromItsEnd() async throws {
        let town = try await self.town()
        let penalty = try await ShortPenalty(town)
        try await penalty.served(EnforcementLawTests.fine)
        try await penalty.act(
            "defer_payment", by: .leader, ["deferral_application"],
            ["deferred_to": "2025-10-15", "reason": "经济困难"])
        // The time to sue ends on 6 July, a Sunday: on the 7th. The deferral still runs.
        try await town.wait(until: "2025-10-15")
        #expect(try await town.due("court_window", of: penalty.id) == nil)
        try await town.wait(until: "2025-10-17")
        #expect(try await town.due("court_window", of: penalty.id) == "2026-01-15")
        try await penalty.act(
            "serve_demand", by: .officer, ["demand", "service_slip"],
            ["method": "in_person", "demanded": "30000"])
        try await town.wait(until: "2025-11-10")
        try await penalty.act("apply_court", by: .leader, ["court_application"])
    }

    /// A deferral that ends before the time to sue changes nothing of the later end.
    @Test(.timeLimit(.minutes(60)))
    func aShortDeferralLeavesTheCourtToTheEndOfTheTimeToSue() async throws {
        let town = try await self.town()
        let penalty = try await ShortPenalty(town)
        try await penalty.served(EnforcementLawTests.fine)
        try await penalty.act(
            "defer_payment", by: .leader, ["deferral_application"],
            ["deferred_to": "2025-03-14", "reason": "经济困难"])
        try await town.wait(until: "2025-07-07")
        #expect(try await town.due("court_window", of: penalty.id) == nil)
        try await town.wait(until: "2025-07-08")
        #expect(try await town.due("court_window", of: penalty.id) == "2025-10-07")
    }

    /// Both end on one day: the window is begun all the same.
    @Test(.timeLimit(.minutes(60)))
    func aDeferralToTheLastDayToSueBeginsTheWindowOnThatDay() async throws {
        let town = try await self.town()
        let penalty = try await ShortPenalty(town)
        try await penalty.served(EnforcementLawTests.fine)
        try await penalty.act(
            "defer_payment", by: .leader, ["deferral_application"],
            ["deferred_to": "2025-07-07", "reason": "经济困难"])
        try await town.wait(until: "2025-07-08")
        #expect(try await town.due("court_window", of: penalty.id) == "2025-10-07")
    }

    // MARK: 三年内两次以上受到警告或者不满5万元罚款

    private func annul(_ penalty: ShortPenalty) async throws {
        try await penalty.act("seek_review", by: .officer)
        try await penalty.act(
            "review_decided", by: .officer, ["review_papers"], ["remedy": "annulled"])
    }

    @Test(.timeLimit(.minutes(60)))
    func aWarningThatWasAnnulledIsNotTheFirstOfTwo() async throws {
        let town = try await self.town()
        let first = try await ShortPenalty(town)
        try await first.served(ShortPenalty.warning)
        try #require(try await first.opened("abnormal_listing").count == 1)
        try await town.wait(until: "2025-02-20")
        try await self.annul(first)
        try await town.wait(until: "2025-06-03")
        let second = try await ShortPenalty(town)
        try await second.served(ShortPenalty.warning)
        #expect(try await second.opened("serious_listing").isEmpty)
        #expect(try await second.opened("abnormal_listing").count == 1)
    }

    @Test(.timeLimit(.minutes(60)))
    func twoStandingWarningsInThreeYearsAreTwo() async throws {
        let town = try await self.town()
        try await ShortPenalty(town).served(ShortPenalty.warning)
        try await town.wait(until: "2025-06-03")
        let second = try await ShortPenalty(town)
        try await second.served(ShortPenalty.warning)
        #expect(try await second.opened("serious_listing").count == 1)
        #expect(try await second.opened("abnormal_listing").isEmpty)
    }

    /// What was decided and never handed over was not received.
    @Test(.timeLimit(.minutes(60)))
    func aDecisionThatWasNotServedDoesNotCount() async throws {
        let town = try await self.town()
        let first = try await ShortPenalty(town)
        try await first.proposed(ShortPenalty.warning)
        try await first.act("decide", by: .leader, [], ["decision_number": "1号"])
        try await town.wait(until: "2025-01-08")
        let second = try await ShortPenalty(town)
        try await second.served(ShortPenalty.warning)
        #expect(try await second.opened("serious_listing").isEmpty)
        #expect(try await second.opened("abnormal_listing").count == 1)
    }

    /// From 50 000 yuan on a fine is a ground of its own, none of the two light ones.
    @Test(.timeLimit(.minutes(60)))
    func aLargeFineIsNoneOfTheTwo() async throws {
        let town = try await self.town()
        try await ShortPenalty(town).served([
            "penalties": ["confiscate", "fine"], "gains": "20000", "fine": "60000",
        ])
        try await town.wait(until: "2025-06-03")
        let second = try await ShortPenalty(town)
        try await second.served(ShortPenalty.warning)
        #expect(try await second.opened("serious_listing").isEmpty)
        #expect(try await second.opened("abnormal_listing").count == 1)
    }

    // MARK: remedies and the archive

    private func closed(_ penalty: ShortPenalty) async throws {
        try await penalty.act(
            "publicise", by: .officer, ["public_version"], ["public_url": "mzj.example.cn"])
        try await penalty.act("enter_credit", by: .officer)
        try await penalty.act("close", by: .leader, ["closing_form"])
    }

    /// 行政复议法 20, 行政诉讼法 46: served on 6 January, six months to sue, to Monday 7 July.
    @Test(.timeLimit(.minutes(60)))
    func noCaseIsArchivedWhileItsRemediesRun() async throws {
        let town = try await self.town()
        let penalty = try await ShortPenalty(town)
        try await penalty.served(ShortPenalty.warning)
        try await self.closed(penalty)
        #expect(try await town.due("archiving", of: penalty.id) == nil)
        try await town.wait(until: "2025-03-07")
        #expect(
            try await town.unmet(penalty.id, "archive", by: .registrarsClerk, Registrar.onPaper)
                == ["any"])
        try await penalty.act("seek_review", by: .officer)
        try await penalty.act(
            "review_decided", by: .officer, ["review_papers"], ["remedy": "upheld"])
        #expect(
            try await town.unmet(penalty.id, "archive", by: .registrarsClerk, Registrar.onPaper)
                == ["any"])
        // Fifteen days from the 7th end on Saturday the 22nd: on Monday the 24th.
        try await town.wait(until: "2025-03-25")
        #expect(try await town.due("archiving", of: penalty.id) == "2025-04-23")
        try await penalty.act("archive", by: .registrarsClerk, [], Registrar.onPaper)
    }

    @Test(.timeLimit(.minutes(60)))
    func archivingIsAskedForWhenNobodySued() async throws {
        let town = try await self.town()
        let penalty = try await ShortPenalty(town)
        try await penalty.served(ShortPenalty.warning)
        try await self.closed(penalty)
        try await town.wait(until: "2025-07-08")
        #expect(try await town.due("archiving", of: penalty.id) == "2025-08-06")
        try await penalty.act("archive", by: .registrarsClerk, [], Registrar.onPaper)
    }

    @Test(.timeLimit(.minutes(60)))
    func archivingIsAskedForWhenTheCourtHasDecided() async throws {
        let town = try await self.town()
        let penalty = try await ShortPenalty(town)
        try await penalty.served(ShortPenalty.warning)
        try await self.closed(penalty)
        try await penalty.act("sue", by: .officer)
        #expect(
            try await town.unmet(penalty.id, "archive", by: .registrarsClerk, Registrar.onPaper)
                != [])
        try await town.wait(until: "2025-05-06")
        try await penalty.act("judged", by: .officer, ["review_papers"], ["remedy": "upheld"])
        #expect(try await town.due("archiving", of: penalty.id) == "2025-06-05")
        try await penalty.act("archive", by: .registrarsClerk, [], Registrar.onPaper)
    }

    // MARK: 行政处罚法 28(2), 社团登记条例 30(2)

    @Test(
        .timeLimit(.minutes(60)),
        arguments: [
            ["penalties": ["warning", "order_correction"], "gains": "221798"],
            ["penalties": ["warning", "fine"], "gains": "8000", "fine": "30000"],
            ["penalties": ["warning"], "turnover": "500"],
        ] as [[String: Value]])
    func whatWasGainedIsConfiscated(_ proposal: [String: Value]) async throws {
        let town = try await self.town()
        let penalty = try await ShortPenalty(town)
        try await penalty.proposed(proposal)
        #expect(
            try await town.unmet(penalty.id, "decide", by: .leader, ["decision_number": "1号"])
                == ["field penalties"])
    }

    /// What is to be given back to those who paid is not confiscated.
    @Test(.timeLimit(.minutes(60)))
    func whatIsToBeGivenBackIsNotConfiscated() async throws {
        let town = try await self.town()
        let penalty = try await ShortPenalty(town)
        try await penalty.proposed([
            "penalties": ["warning"], "gains": "221798", "to_be_refunded": "true",
        ])
        try await penalty.act("decide", by: .leader, [], ["decision_number": "1号"])
        #expect(try await town.state(of: penalty.id) == "decided")
    }

    /// 慈善法 109, 110: what a charity gained is confiscated, beside a warning.
    @Test(.timeLimit(.minutes(60)), arguments: ["disclosure_breach", "not_charitable"])
    func whatACharityGainedIsConfiscated(_ ground: String) async throws {
        let town = try await self.town()
        let penalty = try await ShortPenalty(town, org: "charity", ended: "2024-09-30")
        try await penalty.proposed(
            ["penalties": ["warning", "order_correction"], "gains": "221798"],
            ground: .text(ground))
        #expect(
            try await town.unmet(penalty.id, "decide", by: .leader, ["decision_number": "1号"])
                == ["field penalties"])
    }

    // MARK: 行政处罚法 37

    /// 慈善法 of 2016, 99: an act of June 2024 is judged by it.
    @Test(.timeLimit(.minutes(60)))
    func aCharitysActOfBeforeIsJudgedByTheLawOfItsDay() async throws {
        let town = try await self.town()
        let penalty = try await ShortPenalty(town, org: "charity", ended: "2024-06-30")
        try await penalty.served(
            ["penalties": ["warning"], "law_date": "2024-06-30"], ground: "disclosure_breach")
        #expect(try await town.state(of: penalty.id) == "executing")
    }
}
