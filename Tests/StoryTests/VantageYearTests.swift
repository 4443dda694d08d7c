// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Foundation
import Rulebook
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// A town's days, one after the other: what every figure of every workflow said on a day's evening is what it says
/// of that day later, whatever was entered, annulled, corrected, taken back or sent since.
@Suite struct VantageYearTests {
    /// Every day is lived; so many evenings, spread over them, are asked for again.
    private static let (days, asked) =
        ProcessInfo.processInfo.environment["CASED_E2E"] == nil ? (60, 12) : (200, 200)

    @Test(.timeLimit(.minutes(240)))
    func whatWasToldOnAnEveningIsToldOfItLater() async throws {
        let first: Day = "2025-03-03"
        let town = try await TownHall(TownLife.plan, on: first)
        let life = TownLife(
            town, seed: 29, pace: TownLife.Pace(stride: 1, openings: 3, cases: 120, mishaps: 2))
        var kept: [(day: Day, told: [String: String])] = []
        for step in 1...Self.days {
            try await life.live(until: first.adding(days: step))
            // The daemon does what fell due by what was entered on the day, as it would within the second.
            try await town.wait(until: life.today)
            let isAsked = step % (Self.days / Self.asked) == 0
            if isAsked { kept.append((life.today, try await self.told(town, Vantage()))) }
        }
        #expect(kept.count == Self.asked)
        // Days on which nothing changed prove little.
        #expect(Set(kept.map { "\($0.told)" }).count > Self.asked / 2)
        try await town.wait(until: life.today.adding(days: 1))
        for (day, told) in kept {
            let later = try await self.told(town, Vantage(knownOn: day))
            for name in Set(told.keys).union(later.keys).sorted() where told[name] != later[name] {
                Issue.record(
                    "\(day) \(name): told \(told[name] ?? "nothing"), later \(later[name] ?? "nothing")"
                )
            }
        }
    }

    /// Workflow and figure → what it says.
    private func told(_ town: TownHall, _ vantage: Vantage) async throws -> [String: String] {
        var told: [String: String] = [:]
        for workflow in town.engine.rules.rulebook.workflowNames {
            var query = FiguresQuery(workflow)
            query.vantage = vantage
            let view = try await town.engine.reports.figures(query)
            told[workflow] = "\(view.cases) of \(view.cutOff), \(view.unread) unread"
            for figure in view.figures {
                let groups = figure.groups.map { "\($0.value) \($0.count)" }.sorted()
                told["\(workflow) \(figure.name)"] =
                    "\(figure.numerator.map(String.init) ?? "-")/\(figure.denominator) \(groups)"
            }
        }
        return told
    }
}
