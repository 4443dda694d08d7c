// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar
internal import Workflow

// Jobs and notices.
extension SQLiteWriter {
    func put(_ subject: JobSubject, stamp: String, dueAt: Instant?, now: Instant) throws {
        try self.run(
            """
            INSERT INTO jobs (kind, key, case_id, stamp, state, due_at, attempt, token, error,
                made_at, ended_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 0, '', ?7, ?8)
            ON CONFLICT (kind, key) DO UPDATE SET stamp = excluded.stamp, state = excluded.state,
                due_at = excluded.due_at, attempt = 0, token = token + 1, leased_until = NULL,
                error = '', ended_at = excluded.ended_at
            """,
            [
                subject.kind.rawValue, subject.key, subject.caseID, stamp,
                (dueAt == nil ? JobState.completed : .scheduled).rawValue,
                (dueAt ?? now).milliseconds, now.milliseconds,
                dueAt == nil ? now.milliseconds : nil,
            ])
    }

    func cancel(_ subject: JobSubject, now: Instant) throws {
        try self.run(
            """
            UPDATE jobs SET state = 'cancelled', token = token + 1, leased_until = NULL,
                ended_at = ?
            WHERE kind = ? AND key = ?
                AND state IN ('scheduled', 'retryable', 'running', 'discarded')
            """, [now.milliseconds, subject.kind.rawValue, subject.key])
    }

    func cancelSending(to office: String, now: Instant) throws {
        try self.run(
            """
            UPDATE jobs SET state = 'cancelled', token = token + 1, leased_until = NULL,
                ended_at = ?1
            WHERE kind IN ('sendmail', 'spool', 'hook') AND stamp = ?2
                AND state IN ('scheduled', 'retryable')
            """, [now.milliseconds, office])
    }

    func showNotices(to office: String) throws {
        try self.run(
            "UPDATE notices SET status = 'shown' WHERE office = ? AND status = 'pending'",
            [office])
    }

    func claim(_ kind: JobKind, limit: Int, now: Instant, lease: Instant) throws -> [JobRow] {
        guard limit > 0, try !self.pausedJobs().contains(kind) else { return [] }
        // A case whose jobs fill the front must not hide the others behind it.
        let waiting = try self.rows(
            """
            SELECT id, case_id, due_at FROM jobs j
            WHERE kind = ? AND state IN ('scheduled', 'retryable') AND due_at <= ?
                AND NOT EXISTS (SELECT 1 FROM jobs r
                    WHERE r.case_id = j.case_id AND r.state = 'running' AND r.kind = j.kind)
            ORDER BY due_at, id LIMIT ?
            """, [kind.rawValue, now.milliseconds, limit * 4]
        ).map { row -> (id: Int64, caseID: String?, dueAt: Int64) in
            (row["id"], row["case_id"], row["due_at"])
        }
        var cases: Set<String> = []
        var claimed: [JobRow] = []
        // Time does its work in order: what belongs to a later moment waits for the earlier one.
        let moment = kind == .clock ? waiting.first?.dueAt : nil
        for (id, caseID, dueAt) in waiting where claimed.count < limit {
            if let moment, dueAt > moment { break }
            if let caseID, !cases.insert(caseID).inserted { continue }
            let taken = try self.rows(
                """
                UPDATE jobs SET state = 'running', attempt = attempt + 1, token = token + 1,
                    leased_until = ?
                WHERE id = ? RETURNING *
                """, [lease.milliseconds, id]
            ).map(SQLiteReader.job)
            claimed += taken
        }
        return claimed
    }

    func settle(
        _ id: Int64, token: Int64, _ state: JobState, dueAt: Instant?, error: String, now: Instant
    ) throws -> Bool {
        try self.run(
            """
            UPDATE jobs SET state = ?, due_at = coalesce(?, due_at), error = ?,
                leased_until = NULL, ended_at = ?,
                attempt = CASE WHEN ?1 = 'scheduled' THEN 0 ELSE attempt END
            WHERE id = ? AND state = 'running' AND token = ?
            """,
            [
                state.rawValue, dueAt?.milliseconds, error, state.isLive ? nil : now.milliseconds,
                id, token,
            ])
        return self.db.changesCount == 1
    }

    func release(_ id: Int64, token: Int64) throws {
        try self.run(
            """
            UPDATE jobs SET state = CASE attempt WHEN 1 THEN 'scheduled' ELSE 'retryable' END,
                attempt = attempt - 1, token = token + 1, leased_until = NULL
            WHERE id = ? AND state = 'running' AND token = ?
            """, [id, token])
    }

    func lapsedJobs(before instant: Instant, limit: Int) throws -> [JobRow] {
        try self.rows(
            """
            SELECT * FROM jobs WHERE state = 'running' AND leased_until < ?
            ORDER BY leased_until, id LIMIT ?
            """, [instant.milliseconds, limit]
        ).map(SQLiteReader.job)
    }

    func lapseLeases(of kinds: Set<JobKind>) throws {
        for kind in kinds {
            try self.run(
                "UPDATE jobs SET leased_until = 0 WHERE state = 'running' AND kind = ?",
                [kind.rawValue])
        }
    }

    func setPaused(_ kind: JobKind, _ isPaused: Bool) throws {
        if isPaused {
            try self.run(
                "INSERT INTO paused_jobs (kind) VALUES (?) ON CONFLICT (kind) DO NOTHING",
                [kind.rawValue])
        } else {
            try self.run("DELETE FROM paused_jobs WHERE kind = ?", [kind.rawValue])
        }
    }

    func forgetJobs(endedBefore instant: Instant) throws {
        try self.run(
            """
            DELETE FROM jobs WHERE ended_at < ? AND state IN ('completed', 'cancelled')
                AND NOT (kind = 'clock' AND EXISTS (SELECT 1 FROM clock_runs r
                    WHERE r.case_id = jobs.case_id AND r.is_open = 1
                        AND jobs.key = r.case_id || ' ' || r.clock || ' ' || r.run))
            """, [instant.milliseconds])
    }

    func insert(_ row: NoticeRow) throws -> Int64 {
        try self.run(
            """
            INSERT INTO notices (kind, case_id, clock, run, due, step, office, recipient, role,
                day, given_on, status, reason, text_zh, text_en)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                row.kind.rawValue, row.about?.caseID, row.about?.clock, row.about?.run,
                row.about?.due.description, row.about?.step ?? 0, row.recipient.office,
                row.recipient.name, row.role, row.day.description, row.givenOn.description,
                row.status.rawValue, row.reason, row.text.zh, row.text.en,
            ])
        return self.db.lastInsertedRowID
    }

    func update(_ row: NoticeRow) throws {
        try self.run(
            "UPDATE notices SET status = ?, reason = ? WHERE id = ?",
            [row.status.rawValue, row.reason, row.id])
    }
}
