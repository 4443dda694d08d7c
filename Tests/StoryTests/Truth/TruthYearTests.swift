// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Foundation
import Testing
import TownHall
import Witness
import WorkCalendar

/// One truth about late, about letters and about papers, in a year of which nobody knows how it goes.
///
/// Every workflow is opened; acts are annulled and corrected, offices changed, cases merged, papers and
/// ticks taken back. After each deed everything that says something is compared (``TruthWitness``).
@Suite struct TruthYearTests {
    private static let plan: TownHall.Plan = {
        var plan = TownLife.plan
        plan.add(.init("市财政局", "czj", duties: ["handling_unit"]), of: .factotum)
        plan.add(.init("市教育局", "jyj", duties: ["handling_unit"]), of: .coHandler)
        return plan
    }()

    /// One year each time; twelve where there is time (`CASED_LONG`).
    private static let seeds: [UInt64] = Array(
        1...(ProcessInfo.processInfo.environment["CASED_LONG"] == nil ? 1 : 12))

    @Test(.timeLimit(.minutes(60)), arguments: Self.seeds)
    func everybodySaysTheSame(seed: UInt64) async throws {
        let town = try await TownHall(Self.plan, on: "2025-01-06")
        let life = TownLife(
            town, seed: 20_250_600 + seed,
            pace: TownLife.Pace(
                stride: 3, openings: 2, turns: 8, cases: 120, mishaps: 2,
                errands: [.suggestion, .penalty], errandCount: 30),
            hands: TownLife.Hands(leads: ["mzj", "czj"], coHandler: "jyj"))
        let witness = TruthWitness(town)
        life.watcher = witness
        try await life.live(until: "2026-01-12")
        print("seed \(seed): \(life.deeds.count) deeds, \(life.refused) refused, \(witness.seen)")
        for lie in witness.lies.prefix(20) { Issue.record("seed \(seed): \(lie)") }
        #expect(witness.lies.isEmpty, "seed \(seed): \(witness.lies.count)")
        for what in Self.mustBeSeen { #expect(witness.seen[what, default: 0] > 0, "\(what)") }
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// What a year must have had for its truth to say anything.
    private static let mustBeSeen = [
        "late duties", "late duties of offices", "resting runs", "windows", "morning lists",
        "runs that had ended", "acts that papers decide", "events that lack papers",
        "waiting letters",
    ]
}
