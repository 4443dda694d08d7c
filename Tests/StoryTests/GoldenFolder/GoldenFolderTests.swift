// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// The chain that an earlier version wrote holds and goes on; a year is written the same way each time.
@Suite(.serialized) struct GoldenFolderTests {
    /// Lives a new year and keeps it, when that is asked for (see ``GoldenFolder``).
    @Test(.enabled(if: GoldenFolder.isToBeMade), .timeLimit(.minutes(30)))
    func newGoldenFolder() async throws {
        let rules = [TownHall.shippedFiles, try MigrationStory.changedFiles()]
        let began = ContinuousClock.now
        let year = try await TownLife.year(rules: rules)
        let status = try await year.town.engine.health.status()
        print(
            "\(year.deeds.count) deeds, \(year.refused) refused, \(status.counts), "
                + "\(status.head.sequence) lines, \(began.duration(to: .now))")
        #expect(try await year.town.engine.health.verify().problems.isEmpty)
        try await GoldenFolder.present.keep(year)
    }

    /// Nothing is wrong with what was written; and the town lives on over it: people act, time
    /// passes, what is written then follows on what was written before.
    @Test(.timeLimit(.minutes(30)))
    func goldenFolderIsWholeAndIsContinued() async throws {
        try await GoldenFolder.first.withDatabase { file in
            let town = try await TownHall(continuing: file, on: TownLife.lastDay)
            let before = try await town.engine.health.verify()
            #expect(before.problems.isEmpty, "\(before.problems)")
            #expect(before.lines == Int64(try GoldenFolder.first.text("history.txt").lines.count))
            let pace = TownLife.Pace(stride: 4, openings: 2, turns: 20, cases: 1_000)
            let life = TownLife(town, seed: TownLife.seed + 1, pace: pace)
            try await life.live(until: TownLife.lastDay.adding(days: 50))
            let after = try await town.engine.health.verify()
            #expect(after.problems.isEmpty, "\(after.problems)")
            #expect(life.deeds.count { $0.kind == .act } > 50 && after.lines > before.lines + 100)
            // Nothing that was said before is said otherwise now.
            let history = try await HistoryText.lines(of: town.engine)
            #expect(history.starts(with: try GoldenFolder.first.text("history.txt").lines))
        }
    }

    /// The older version had the party's code in the fields alone.
    @Test(.timeLimit(.minutes(30)))
    func casesOfThatYearAreFoundByTheirParty() async throws {
        try await GoldenFolder.first.withDatabase { file in
            let town = try await TownHall(continuing: file, on: TownLife.lastDay)
            var query = CaseQuery(limit: 10_000)
            var heads: [CaseHead] = []
            repeat {
                let page = try await town.engine.cases.list(query)
                heads += page
                query.after = page.last?.row.id
                if page.isEmpty { break }
            } while true
            let codes = heads.compactMap { $0.row.fields["party_code"]?.text }
            #expect(codes.count > 20)
            #expect(heads.compactMap(\.row.party) == codes)
            #expect(heads.allSatisfy { $0.row.party == $0.definition.party($0.row.fields) })
        }
    }

    /// The same deeds, by the rules of that year, leave the same history.
    @Test(.timeLimit(.minutes(30)))
    func sameYearLivedTodayIsWrittenTheSame() async throws {
        let rules = try await GoldenFolder.present.withDatabase { file in
            let town = try await TownHall(continuing: file, on: TownLife.lastDay)
            var rules: [[String: String]] = []
            for installed in try await town.engine.rulebooks.all().reversed() {
                rules.append(try await town.engine.rulebooks.installed(installed.id).files)
            }
            return rules
        }
        let town = try await TownHall(TownLife.plan, on: TownLife.firstDay, livingBy: rules[0])
        for deed in try Deed.read(try GoldenFolder.present.text("deeds.jsonl")) {
            // Time does its work in the morning, before people come.
            let day = try #require(Day(deed.day))
            if day > town.engine.today { try await town.wait(until: day) }
            do {
                try await deed.carryOut(in: town, rules: rules)
            } catch {
                Issue.record("\(try deed.line()): \(error)")
            }
        }
        try await town.wait(until: TownLife.lastDay)
        let then = try GoldenFolder.present.text("history.txt").lines
        let now = try await HistoryText.lines(of: town.engine)
        for (old, new) in zip(then, now).filter({ $0 != $1 }).prefix(10) {
            Issue.record("written then: \(old)\nwritten now:  \(new)")
        }
        #expect(then.count == now.count)
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }
}

extension String {
    fileprivate var lines: [String] { self.split(separator: "\n").map(String.init) }
}
