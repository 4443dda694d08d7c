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

    private func filter(_ query: JobQuery, order: String) -> Filter {
        var filter = Filter(
            "SELECT \(JobRow.columns) FROM jobs j", order: order, limit: query.limit)
        filter.add("kind = ?", query.kind?.rawValue)
        return filter
    }

    private func jobsOfCase(_ query: JobQuery, _ states: Set<JobState>) throws -> [JobRow] {
        var filter = self.filter(
            query, order: "ended_at IS NULL, ended_at DESC, due_at, id")
        filter.add("case_id = ?", query.caseID)
        filter.add("state IN", anyOf: states.map(\.rawValue).sorted())
        return try self.rows(filter, JobRow.init)
    }

    private func endedJobs(_ query: JobQuery, _ states: Set<JobState>) throws -> [JobRow] {
        guard !states.isEmpty else { return [] }
        var filter = self.filter(query, order: "ended_at DESC, due_at, id")
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
        if states.contains(.running) {
            var filter = self.filter(query, order: "due_at, id")
            filter.add("state = 'running'")
            found += try self.rows(filter, JobRow.init)
        }
        if states.contains(.retryable) {
            var filter = self.filter(query, order: "due_at, id")
            filter.add("state = 'retryable'")
            found += try self.rows(filter, JobRow.init)
        }
        if states.contains(.scheduled) {
            for kind in query.kind.map({ [$0] }) ?? JobKind.allCases {
                var ofKind = query
                ofKind.kind = kind
                var filter = self.filter(ofKind, order: "due_at, id")
                filter.add("state IN ('scheduled', 'retryable')")
                filter.add("state = 'scheduled'")
                found += try self.rows(filter, JobRow.init)
            }
        }
        return found.sorted { ($0.dueAt, $0.id) < ($1.dueAt, $1.id) }
    }
}
