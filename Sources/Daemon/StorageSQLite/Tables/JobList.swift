// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar

// The list of jobs: a page of it must not cost more when there are a million.
extension SQLiteReader {
    func jobs(_ query: JobQuery) throws -> [JobRow] {
        let states = query.states.isEmpty ? Set(JobState.allCases) : query.states
        if query.caseID != nil { return try self.jobsOfCase(query, states) }
        let ended = try self.endedJobs(query, states.filter { !$0.isLive })
        guard ended.count < query.limit else { return ended }
        let live = try self.liveJobs(query, states.filter(\.isLive))
        return Array((ended + live).prefix(query.limit))
    }

    /// Jobs of the query's kind.
    ///
    /// Where there are few they are found by kind and sorted; where there are many the index of their
    /// state gives them in order. SQLite knows no numbers; a plus sign keeps it from the kind's index.
    private func filter(_ query: JobQuery, order: String) throws -> Filter {
        var filter = Filter(
            "SELECT \(JobRow.columns) FROM jobs j", order: order, limit: query.limit)
        guard let kind = query.kind else { return filter }
        let counts = try self.jobCounts()[kind] ?? [:]
        let isMany = counts.values.reduce(0, +) > StorageLimits.sortedJobs
        filter.add(isMany ? "+kind = ?" : "kind = ?", kind.rawValue)
        return filter
    }

    private func jobsOfCase(_ query: JobQuery, _ states: Set<JobState>) throws -> [JobRow] {
        var filter = Filter(
            "SELECT \(JobRow.columns) FROM jobs j",
            order: "ended_at IS NULL, ended_at DESC, due_at, id", limit: query.limit)
        filter.add("case_id = ?", query.caseID)
        filter.add("+kind = ?", query.kind?.rawValue)
        filter.add("state IN", anyOf: states.map(\.rawValue).sorted())
        return try self.rows(filter, JobRow.init)
    }

    private func endedJobs(_ query: JobQuery, _ states: Set<JobState>) throws -> [JobRow] {
        guard !states.isEmpty else { return [] }
        var filter = try self.filter(query, order: "ended_at DESC, due_at, id")
        filter.add("ended_at IS NOT NULL")
        if states == [.discarded] {
            filter.add("state = 'discarded'")
        } else {
            filter.add("state IN", anyOf: states.map(\.rawValue).sorted())
        }
        return try self.rows(filter, JobRow.init)
    }

    /// Each kind's and each state's next ones: each has an index by time, all together have none.
    private func liveJobs(_ query: JobQuery, _ states: Set<JobState>) throws -> [JobRow] {
        var found: [JobRow] = []
        for state in [JobState.running, .retryable] where states.contains(state) {
            var filter = try self.filter(query, order: "due_at, id")
            // In the text: only then SQLite sees that the index of the state serves.
            filter.add("state = '\(state.rawValue)'")
            found += try self.rows(filter, JobRow.init)
        }
        if states.contains(.scheduled) {
            for kind in query.kind.map({ [$0] }) ?? JobKind.allCases {
                var filter = Filter(
                    "SELECT \(JobRow.columns) FROM jobs j", order: "due_at, id",
                    limit: query.limit)
                filter.add("kind = ?", kind.rawValue)
                filter.add("state IN ('scheduled', 'retryable')")
                filter.add("state = 'scheduled'")
                found += try self.rows(filter, JobRow.init)
            }
        }
        return found.sorted { ($0.dueAt, $0.id) < ($1.dueAt, $1.id) }
    }
}
