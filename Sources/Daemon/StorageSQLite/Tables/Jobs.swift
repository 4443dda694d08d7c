// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar

// The tables `jobs` and `paused_jobs`.

extension JobRow {
    /// The columns in the order in which ``init(_:)`` reads them.
    static let columns = """
        j.id, j.kind, j.key, j.case_id, j.stamp, j.state, j.due_at, j.attempt, j.token,
        j.leased_until, j.error, j.made_at, j.ended_at
        """

    init(_ row: Columns) throws {
        guard let kind = JobKind(rawValue: row.text(1)),
            let subject = JobSubject(kind: kind, key: row.text(2), caseID: row.textIfAny(3)),
            let state = JobState(rawValue: row.text(5))
        else { throw StoreError.unusable("job \(row.number(0)) is of an unknown kind") }
        self.init(
            id: row.number(0), subject: subject, stamp: row.text(4), state: state,
            dueAt: row.instant(6), attempt: row.int(7), token: row.number(8),
            leasedUntil: row.instantIfAny(9), error: row.text(10), madeAt: row.instant(11),
            endedAt: row.instantIfAny(12))
    }
}

extension Question {
    private static let head = "SELECT \(JobRow.columns) FROM jobs j"
    fileprivate static let byID = Question("\(head) WHERE id = ?")
    fileprivate static let bySubject = Question("\(head) WHERE kind = ? AND key = ?")
    fileprivate static let running = Question(
        "\(head) WHERE state = 'running' ORDER BY leased_until, id LIMIT ?")
    fileprivate static let next = Question(
        """
        SELECT min(due_at) FROM jobs WHERE kind = ? AND state IN ('scheduled', 'retryable')
        """)
    fileprivate static let waiting = Question(
        """
        \(head) WHERE kind = ? AND state IN ('scheduled', 'retryable') AND due_at <= ?
            AND NOT EXISTS (SELECT 1 FROM jobs r
                WHERE r.case_id = j.case_id AND r.state = 'running' AND r.kind = j.kind)
        ORDER BY due_at, id LIMIT ?
        """)
    fileprivate static let paused = Question("SELECT kind FROM paused_jobs")
    fileprivate static let withoutRun = Question(
        """
        \(head) WHERE j.kind = 'clock' AND j.state IN ('scheduled', 'retryable', 'running')
            AND NOT EXISTS (SELECT 1 FROM clock_runs r WHERE r.case_id = j.case_id
                AND r.is_open = 1 AND r.is_paused = 0 AND r.due IS NOT NULL
                AND j.key = r.case_id || ' ' || r.clock || ' ' || r.run)
        ORDER BY j.id LIMIT ?
        """)
    fileprivate static let sending = Question(
        """
        \(head) WHERE kind IN ('sendmail', 'spool', 'hook') AND stamp = ?
            AND state IN ('scheduled', 'retryable')
        ORDER BY id
        """)
}

extension SQLiteReader {
    func job(_ id: Int64) throws -> JobRow? {
        try self.ask(.byID).first({ $0.add(id) }, JobRow.init)
    }

    func job(of subject: JobSubject) throws -> JobRow? {
        try self.ask(.bySubject).first(
            { values in
                values.add(subject.kind.rawValue)
                values.add(subject.key)
            }, JobRow.init)
    }

    func runningJobs(limit: Int) throws -> [JobRow] {
        try self.ask(.running).rows({ $0.add(limit) }, JobRow.init)
    }

    func nextJob(of kinds: Set<JobKind>) throws -> Instant? {
        try kinds.subtracting(try self.pausedJobs()).compactMap { kind in
            try self.ask(.next).first({ $0.add(kind.rawValue) }) { $0.instantIfAny(0) } ?? nil
        }.min()
    }

    func waitingJobs(of kind: JobKind, at now: Instant, limit: Int) throws -> [JobRow] {
        try self.ask(.waiting).rows(
            { values in
                values.add(kind.rawValue)
                values.add(now)
                values.add(limit)
            }, JobRow.init)
    }

    func pausedJobs() throws -> Set<JobKind> {
        Set(try self.ask(.paused).rows { JobKind(rawValue: $0.text(0)) }.compactMap(\.self))
    }

    func jobsWithoutRun(limit: Int) throws -> [JobRow] {
        try self.ask(.withoutRun).rows({ $0.add(limit) }, JobRow.init)
    }

    func sendingJobs(to office: String) throws -> [JobRow] {
        try self.ask(.sending).rows({ $0.add(office) }, JobRow.init)
    }
}

/// Writes jobs; what a job belongs to never changes, nor when it was first made.
struct JobsTable {
    private let move: Prepared
    private let change: Prepared
    private let insertion: Prepared
    private let deletion: Prepared
    private let pause: Prepared
    private let resumption: Prepared
    private let db: Database

    init(_ db: Database) throws {
        self.db = db
        self.move = try Prepared(
            """
            UPDATE jobs SET stamp = ?1, due_at = ?3, attempt = ?4, token = ?5, error = ?7
            WHERE id = ?9 AND kind = ?10 AND key = ?11 AND state = ?2 AND leased_until IS ?6
                AND ended_at IS ?8
            """, on: db)
        self.change = try Prepared(
            """
            UPDATE jobs SET stamp = ?, state = ?, due_at = ?, attempt = ?, token = ?,
                leased_until = ?, error = ?, ended_at = ?
            WHERE id = ? AND kind = ? AND key = ?
            """, on: db)
        self.insertion = try Prepared(
            """
            INSERT INTO jobs (stamp, state, due_at, attempt, token, leased_until, error, ended_at,
                id, kind, key, case_id, made_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, on: db)
        self.deletion = try Prepared(
            """
            DELETE FROM jobs WHERE ended_at < ? AND state IN ('completed', 'cancelled')
                AND NOT (kind = 'clock' AND EXISTS (SELECT 1 FROM clock_runs r
                    WHERE r.case_id = jobs.case_id AND r.is_open = 1
                        AND jobs.key = r.case_id || ' ' || r.clock || ' ' || r.run))
            """, on: db)
        self.pause = try Prepared(
            "INSERT INTO paused_jobs (kind) VALUES (?) ON CONFLICT (kind) DO NOTHING", on: db)
        self.resumption = try Prepared("DELETE FROM paused_jobs WHERE kind = ?", on: db)
    }

    /// Most changes give a job that waits another time; an update leaves the indexes of what stays alone.
    ///
    /// - Throws: `DatabaseError` when another job belongs to the same subject, or the number is another
    ///   subject's.
    func put(_ row: JobRow) throws {
        for update in [self.move, self.change] {
            try update.run { self.bind(row, to: &$0) }
            if self.db.changesCount > 0 { return }
        }
        try self.insertion.run { values in
            self.bind(row, to: &values)
            values.add(row.subject.caseID)
            values.add(row.madeAt)
        }
    }

    private func bind(_ row: JobRow, to values: inout Binder) {
        values.add(row.stamp)
        values.add(row.state.rawValue)
        values.add(row.dueAt)
        values.add(row.attempt)
        values.add(row.token)
        values.add(row.leasedUntil)
        values.add(row.error)
        values.add(row.endedAt)
        values.add(row.id)
        values.add(row.subject.kind.rawValue)
        values.add(row.subject.key)
    }

    func forget(endedBefore instant: Instant) throws {
        try self.deletion.run { $0.add(instant) }
    }

    func setPaused(_ kind: JobKind, _ isPaused: Bool) throws {
        try (isPaused ? self.pause : self.resumption).run { $0.add(kind.rawValue) }
    }
}
