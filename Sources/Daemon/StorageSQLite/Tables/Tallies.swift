// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar

// The tables `tallies`, `job_tallies` and `due_tallies`, which triggers keep: counting a million rows takes seconds.

extension Question {
    fileprivate static let tallies = Question("SELECT name, number FROM tallies")
    fileprivate static let cases = Question("SELECT number FROM tallies WHERE name = 'cases'")
    fileprivate static let jobTallies = Question(
        "SELECT kind, state, number FROM job_tallies WHERE number <> 0")
    fileprivate static let overdue = Question(
        """
        SELECT coalesce(sum(number), 0) FROM due_tallies
        WHERE class = \(DueClass.duty) AND due < ?
        """)
}

extension SQLiteReader {
    func counts(today: Day) throws -> StoreCounts {
        var counts = StoreCounts()
        for (name, number) in try self.ask(.tallies).rows({ _ in }, { ($0.text(0), $0.number(1)) })
        {
            switch name {
            case "cases": counts.cases = number
            case "open cases": counts.openCases = number
            case "quarantined cases": counts.quarantined = number
            case "pending deliveries": counts.pendingDeliveries = number
            case "failed deliveries": counts.failedDeliveries = number
            default: throw StoreError.unusable("there is a tally of \(name)")
            }
        }
        counts.overdue = try self.ask(.overdue).first({ $0.add(today) }) { $0.number(0) } ?? 0
        return counts
    }

    /// How many cases there are.
    func caseCount() throws -> Int64 {
        try self.ask(.cases).first { $0.number(0) } ?? 0
    }

    func jobCounts() throws -> [JobKind: [JobState: Int]] {
        let tallies = try self.ask(.jobTallies).rows { row in
            (JobKind(rawValue: row.text(0)), JobState(rawValue: row.text(1)), row.int(2))
        }
        return tallies.reduce(into: [:]) { counts, tally in
            if let kind = tally.0, let state = tally.1 {
                counts[kind, default: [:]][state] = tally.2
            }
        }
    }
}
