// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar

/// Every change that an earlier version stored is read as what it is, and would be stored the same.
@Suite struct StoredChangeTests {
    private struct Told: Error {}

    @Test(.timeLimit(.minutes(60))) func everyStoredChangeIsReadAndStoredTheSame() async throws {
        try await GoldenFolder.first.withDatabase { file in
            let town = try await TownHall(continuing: file, on: TownLife.lastDay)
            let last = try await town.engine.health.status().head.sequence
            var rows: [ChangeRow] = []
            do {
                try await town.engine.cases.watch(nil, after: 0) { page in
                    rows += page.lines.flatMap(\.row.changes)
                    if page.reached >= last { throw Told() }
                }
            } catch is Told {}
            var kinds: Set<String> = []
            for row in rows {
                #expect(ChangeRow(row.change, seal: row.seal) == row)
                switch row.change {
                case .field(let name, _, _):
                    #expect(!name.contains(" ") && !name.hasPrefix("#"), "not read: \(row)")
                    kinds.insert("field")
                case .role: kinds.insert("role")
                case .lines: kinds.insert("lines")
                case .happenedOn: kinds.insert("happened on")
                case .redated: kinds.insert("redated")
                case .then: kinds.insert("then")
                case .clock: kinds.insert("clock")
                case .due: kinds.insert("due")
                case .draw: kinds.insert("draw")
                case .delivery: kinds.insert("delivery")
                case .deputised: kinds.insert("deputised")
                case .door: kinds.insert("door")
                }
            }
            #expect(rows.count > 1_000)
            // The year holds all kinds but days of the daemon's own that moved with a correction.
            let expected: Set = [
                "field", "role", "lines", "happened on", "then", "clock", "due", "draw", "delivery",
            ]
            #expect(kinds.isSuperset(of: expected), "\(expected.subtracting(kinds))")
        }
    }
}
