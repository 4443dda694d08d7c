// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Foundation
import Storage
import Testing
import TownHall
import Witness
import WorkCalendar
import Workflow

/// The chain that an earlier version wrote holds and goes on; a year is written the same way each time.
@Suite(.serialized) struct GoldenFolderTests {
    /// Lives a new year and keeps it, when that is asked for (see ``GoldenFolder``).
    @Test(.enabled(if: GoldenFolder.isToBeMade), .timeLimit(.minutes(60)))
    func newGoldenFolder() async throws {
        let rules = [TownHall.shippedFiles, try MigrationStory.changedFiles()]
        let began = ContinuousClock.now
        let year = try await TownLife.year(rules: rules)
        // What the last deed made due is done as well, as it is when the year is lived again.
        try await year.town.wait(until: TownLife.lastDay)
        let status = try await year.town.engine.health.status()
        print(
            "\(year.deeds.count) deeds, \(year.refused) refused, \(status.counts), "
                + "\(status.head.sequence) lines, \(began.duration(to: .now))")
        #expect(try await year.town.engine.health.verify().problems.isEmpty)
        try await GoldenFolder.present.keep(year)
    }

    /// Nothing is wrong with what was written; and the town lives on over it: people act, time
    /// passes, what is written then follows on what was written before.
    @Test(.timeLimit(.minutes(60)))
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
    @Test(.timeLimit(.minutes(60)))
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

    /// Keys that an earlier version wrote as they were typed are found in their one form; two that turn
    /// out to be the same stay, so that nothing is lost.
    @Test(.timeLimit(.minutes(60)))
    func keysOfThatYearGetTheirOneForm() async throws {
        try await GoldenFolder.first.withDatabase { file in
            let path = file.path(percentEncoded: false)
            func change(_ sql: String) throws {
                _ = try Python.run("golden_folder.py", ["change", path, sql])
            }
            func key(_ rank: Int) -> String {
                "(SELECT id FROM cases WHERE natural_key IS NOT NULL ORDER BY id LIMIT 1 OFFSET \(rank))"
            }
            let plain = "p" + "\u{1f}" + "市人大" + "\u{1f}" + "A1"
            let typed = "p" + "\u{1f}" + "市 人大" + "\u{1f}" + "ａ1"
            let twice = "p" + "\u{1f}" + "市人大 " + "\u{1f}" + "a1"
            try change("UPDATE cases SET natural_key = '\(typed)' WHERE id = \(key(0))")
            try change("UPDATE cases SET natural_key = '\(twice)' WHERE id = \(key(1))")
            let town = try await TownHall(continuing: file, on: TownLife.lastDay)
            var query = CaseQuery(limit: 10_000)
            var keys: Set<String> = []
            while true {
                let page = try await town.engine.cases.list(query)
                keys.formUnion(page.compactMap(\.row.naturalKey))
                guard let last = page.last else { break }
                query.after = last.row.id
            }
            #expect(keys.contains(plain) && !keys.contains(typed) && keys.contains(twice))
        }
    }

    /// The same deeds, by the rules of that year, leave the same history.
    @Test(.timeLimit(.minutes(60)))
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
        let more = now.dropFirst(then.count) + then.dropFirst(now.count)
        #expect(more.isEmpty, "in one of them only: \(more)")
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }
}

extension String {
    fileprivate var lines: [String] { self.split(separator: "\n").map(String.init) }
}
