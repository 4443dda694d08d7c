// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar
internal import Workflow

// Jobs, notices, and what they must be repaired from.
extension SQLiteReader {
    func job(_ id: Int64) throws -> JobRow? {
        try self.rows("SELECT * FROM jobs WHERE id = ?", [id]).first(SQLiteReader.job)
    }

    func job(of subject: JobSubject) throws -> JobRow? {
        try self.rows(
            "SELECT * FROM jobs WHERE kind = ? AND key = ?", [subject.kind.rawValue, subject.key]
        ).first(SQLiteReader.job)
    }

    static func job(_ row: Row) throws -> JobRow {
        guard let kind = JobKind(rawValue: row["kind"]),
            let state = JobState(rawValue: row["state"])
        else { throw StoreError.unusable("a job of an unknown kind") }
        let (lease, ended): (Int64?, Int64?) = (row["leased_until"], row["ended_at"])
        return JobRow(
            id: row["id"], subject: JobSubject(kind, row["key"], caseID: row["case_id"]),
            stamp: row["stamp"], state: state, dueAt: Instant(milliseconds: row["due_at"]),
            attempt: row["attempt"], token: row["token"],
            leasedUntil: lease.map(Instant.init(milliseconds:)), error: row["error"],
            madeAt: Instant(milliseconds: row["made_at"]),
            endedAt: ended.map(Instant.init(milliseconds:)))
    }

    func jobs(_ query: JobQuery) throws -> [JobRow] {
        var conditions = ["1"]
        var arguments: [(any DatabaseValueConvertible)?] = []
        if !query.states.isEmpty {
            let names = query.states.map(\.rawValue).sorted()
            let marks = Array(repeating: "?", count: names.count).joined(separator: ", ")
            conditions.append("state IN (\(marks))")
            arguments += names
        }
        if let kind = query.kind {
            conditions.append("kind = ?")
            arguments.append(kind.rawValue)
        }
        if let caseID = query.caseID {
            conditions.append("case_id = ?")
            arguments.append(caseID)
        }
        arguments.append(query.limit)
        return try self.rows(
            "SELECT * FROM jobs WHERE \(conditions.joined(separator: " AND "))"
                + " ORDER BY ended_at IS NULL, ended_at DESC, due_at, id LIMIT ?",
            StatementArguments(arguments)
        ).map(SQLiteReader.job)
    }

    func runningJobs(limit: Int) throws -> [JobRow] {
        try self.rows(
            "SELECT * FROM jobs WHERE state = 'running' ORDER BY leased_until LIMIT ?", [limit]
        ).map(SQLiteReader.job)
    }

    func nextJob(of kinds: Set<JobKind>) throws -> Instant? {
        var earliest: Int64?
        for kind in kinds.subtracting(try self.pausedJobs()) {
            let row = try self.row(
                """
                SELECT min(due_at) AS next FROM jobs
                WHERE kind = ? AND state IN ('scheduled', 'retryable')
                """, [kind.rawValue])
            let next: Int64? = row?["next"]
            if let next { earliest = min(earliest ?? next, next) }
        }
        return earliest.map(Instant.init(milliseconds:))
    }

    func jobCounts() throws -> [JobKind: [JobState: Int]] {
        try self.rows("SELECT kind, state, count(*) AS n FROM jobs GROUP BY kind, state")
            .reduce(into: [:]) { counts, row in
                if let kind = JobKind(rawValue: row["kind"]),
                    let state = JobState(rawValue: row["state"])
                {
                    counts[kind, default: [:]][state] = row["n"]
                }
            }
    }

    func pausedJobs() throws -> Set<JobKind> {
        Set(
            try self.rows("SELECT kind FROM paused_jobs").compactMap {
                JobKind(rawValue: $0["kind"])
            })
    }

    static func watched(_ row: Row) throws -> WatchedRun {
        WatchedRun(
            caseID: row["case_id"], run: try JSONColumn.value(row["data"]),
            dueSince: SQLiteReader.day(row["due_since"]), isSilent: row["is_silent"])
    }

    func runsWithoutJob(limit: Int) throws -> [WatchedRun] {
        try self.rows(
            """
            SELECT r.case_id, r.data, r.due_since, r.is_silent
            FROM clock_runs r JOIN cases c ON c.case_id = r.case_id
            LEFT JOIN jobs j ON j.kind = 'clock'
                AND j.key = r.case_id || ' ' || r.clock || ' ' || r.run
            WHERE r.is_open = 1 AND r.is_paused = 0 AND r.due IS NOT NULL
                AND c.is_quarantined = 0
                AND (j.id IS NULL OR j.stamp <> r.due OR j.state = 'cancelled')
            ORDER BY r.due, r.case_id, r.clock LIMIT ?
            """, [limit]
        ).map(SQLiteReader.watched)
    }

    func jobsWithoutRun(limit: Int) throws -> [JobRow] {
        try self.rows(
            """
            SELECT j.* FROM jobs j
            WHERE j.kind = 'clock' AND j.state IN ('scheduled', 'retryable', 'running')
                AND NOT EXISTS (SELECT 1 FROM clock_runs r WHERE r.case_id = j.case_id
                    AND r.is_open = 1 AND r.is_paused = 0 AND r.due IS NOT NULL
                    AND j.key = r.case_id || ' ' || r.clock || ' ' || r.run)
            ORDER BY j.id LIMIT ?
            """, [limit]
        ).map(SQLiteReader.job)
    }

    func deliveriesWithoutJob(limit: Int) throws -> [DeliveryRow] {
        try self.rows(
            """
            SELECT d.* FROM deliveries d JOIN offices o ON o.code = d.office
            LEFT JOIN jobs j ON j.kind = o.channel AND j.key = 'letter ' || d.id
            WHERE d.status = 'pending' AND o.channel <> 'manual'
                AND (j.id IS NULL OR j.state IN ('completed', 'cancelled'))
                AND NOT EXISTS (SELECT 1 FROM jobs h
                    WHERE h.kind IN ('sendmail', 'spool', 'hook') AND h.key = 'letter ' || d.id
                        AND h.state = 'running')
            ORDER BY d.id LIMIT ?
            """, [limit]
        ).map(SQLiteReader.delivery)
    }

    func carriedDeliveries(limit: Int) throws -> [DeliveryRow] {
        try self.rows(
            """
            SELECT d.* FROM deliveries d LEFT JOIN offices o ON o.code = d.office
            WHERE d.status = 'pending' AND coalesce(o.channel, 'manual') = 'manual'
            ORDER BY d.id LIMIT ?
            """, [limit]
        ).map(SQLiteReader.delivery)
    }

    func failedDeliveries(limit: Int) throws -> [DeliveryRow] {
        try self.rows(
            "SELECT * FROM deliveries WHERE status = 'failed' ORDER BY id LIMIT ?", [limit]
        ).map(SQLiteReader.delivery)
    }

    func noticesWithoutJob(limit: Int) throws -> [NoticeRow] {
        try self.rows(
            """
            SELECT n.* FROM notices n JOIN offices o ON o.code = n.office
            LEFT JOIN jobs j ON j.kind = o.channel AND j.key = 'notice ' || n.id
            WHERE n.status = 'pending' AND o.channel <> 'manual'
                AND (j.id IS NULL OR j.state IN ('completed', 'cancelled'))
                AND NOT EXISTS (SELECT 1 FROM jobs h
                    WHERE h.kind IN ('sendmail', 'spool', 'hook') AND h.key = 'notice ' || n.id
                        AND h.state = 'running')
            ORDER BY n.id LIMIT ?
            """, [limit]
        ).map(SQLiteReader.notice)
    }

    func notice(_ id: Int64) throws -> NoticeRow? {
        try self.rows("SELECT * FROM notices WHERE id = ?", [id]).first(SQLiteReader.notice)
    }

    func notices(_ query: NoticeQuery) throws -> [NoticeRow] {
        var conditions = ["1"]
        var arguments: [(any DatabaseValueConvertible)?] = []
        func add(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            conditions.append(condition)
            arguments.append(value)
        }
        add("case_id = ?", query.caseID)
        add("office = ?", query.office)
        add("kind = ?", query.kind?.rawValue)
        add("given_on >= ?", query.since?.description)
        add("given_on <= ?", query.until?.description)
        add("id > ?", query.after)
        if query.lateOnly { conditions.append("given_on > day") }
        arguments.append(query.limit)
        return try self.rows(
            "SELECT * FROM notices WHERE \(conditions.joined(separator: " AND "))"
                + " ORDER BY id \(query.after == nil ? "DESC" : "ASC") LIMIT ?",
            StatementArguments(arguments)
        ).map(SQLiteReader.notice)
    }

    func givenSteps(
        of caseID: String, _ clock: String, _ run: Int, due: Day
    ) throws -> Set<NoticeRow.Step> {
        Set(
            try self.rows(
                """
                SELECT DISTINCT kind, step FROM notices
                WHERE case_id = ? AND clock = ? AND run = ? AND due = ?
                """, [caseID, clock, run, due.description]
            ).compactMap { row in
                NoticeRow.Kind(rawValue: row["kind"]).map { NoticeRow.Step($0, row["step"]) }
            })
    }

    private static func notice(_ row: Row) throws -> NoticeRow {
        guard let kind = NoticeRow.Kind(rawValue: row["kind"]),
            let status = NoticeRow.Status(rawValue: row["status"]),
            let day = SQLiteReader.day(row["day"]), let given = SQLiteReader.day(row["given_on"])
        else { throw StoreError.unusable("a notice of an unknown kind") }
        let caseID: String? = row["case_id"]
        let about = caseID.flatMap { caseID -> NoticeRow.About? in
            guard let due = SQLiteReader.day(row["due"]) else { return nil }
            return NoticeRow.About(
                caseID: caseID, clock: row["clock"], run: row["run"], due: due, step: row["step"])
        }
        return NoticeRow(
            id: row["id"], kind: kind, about: about,
            recipient: Party(office: row["office"], name: row["recipient"]), role: row["role"],
            day: day, givenOn: given, status: status, reason: row["reason"],
            text: Label(row["text_zh"], row["text_en"]))
    }
}
