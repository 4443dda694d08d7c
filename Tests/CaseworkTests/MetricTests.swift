// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Figures for a monitoring system: their form, and that they count what is there.
@Suite(.timeLimit(.minutes(60))) struct MetricTests {
    /// The values by name and labels.
    private static func values(_ town: TownHall) async throws -> [String: Double] {
        let text = try await town.engine.health.metrics([]).map(\.text).joined()
        var values: [String: Double] = [:]
        var typed: Set<Substring> = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("# TYPE ") { typed.insert(line.split(separator: " ")[2]) }
            guard !line.hasPrefix("#") else { continue }
            let place = try #require(line.lastIndex(of: " "))
            let name = String(line[..<place])
            // Each is described before it is told, and told once.
            #expect(typed.contains(name.prefix { $0 != "{" }), "\(line)")
            #expect(values[name] == nil, "\(line)")
            let number = Double(String(line[line.index(after: place)...]))
            let value = try #require(number, "\(line)")
            values[name] = value
        }
        return values
    }

    @Test func labelsAreEscapedAndWholeNumbersPlain() {
        #expect(
            Metric("a_bytes", "How much", 3).text
                == "# HELP a_bytes How much\n# TYPE a_bytes gauge\na_bytes 3\n")
        #expect(
            Metric("b_total", "Some", 0.5, kind: .counter).text.hasSuffix(
                "# TYPE b_total counter\nb_total 0.5\n"))
    }

    @Test func deadlinesStandByOfficeAndDaysLeft() async throws {
        // The reply is due on 2025-07-01, the signing on 2025-04-08 by the plan of a suggestion.
        let item = try await Suggestion.received()
        let town = item.town
        try await town.wait(until: "2025-04-25")
        let board = try await town.engine.deadlines.due(
            until: nil, office: "mzj", overdueOnly: false, windows: false, limit: 100)
        var counted: [String: Double] = [:]
        for row in board.rows {
            let due = try #require(row.run.due)
            let left = due.days(since: "2025-04-25")
            let name =
                left < 0
                ? "overdue" : left <= 3 ? "0-3" : left <= 7 ? "4-7" : left <= 30 ? "8-30" : "31+"
            counted[name, default: 0] += 1
        }
        #expect(!counted.isEmpty)
        let values = try await Self.values(town)
        for name in ["overdue", "0-3", "4-7", "8-30", "31+"] {
            let key = "cased_deadlines{office=\"mzj\",days_left=\"\(name)\"}"
            #expect(values[key] == counted[name] ?? 0, "\(name)")
        }
        #expect(values["cased_cases_open"] == 1)
        #expect(values["cased_read_only"] == 0)
        let lines = try await town.engine.health.status().head.sequence
        #expect(values["cased_history_lines"] == Double(lines))
        #expect(values["cased_sync_seconds{quantile=\"0.5\"}"].map { $0 > 0 } ?? false)
        let commits = try #require(values["cased_commit_seconds{quantile=\"1\"}"])
        #expect(commits >= values["cased_commit_seconds{quantile=\"0.5\"}"] ?? .infinity)
    }
}
