// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar
internal import Workflow

// The table `clock_runs`.

extension WatchedRun {
    /// The columns in the order in which ``init(_:at:)`` reads them; the run itself is in `data`.
    fileprivate static let columns = "r.case_id, r.data, r.due_since, r.is_silent, r.is_duty"
    fileprivate static let columnCount: CInt = 5

    fileprivate init(_ row: Columns, at first: CInt = 0) throws {
        self.init(
            caseID: row.text(first), run: try row.json(first + 1), dueSince: row.day(first + 2),
            isSilent: row.flag(first + 3), isDuty: row.flag(first + 4))
    }
}

extension DueLine {
    fileprivate static let columns = """
        \(WatchedRun.columns), r.due, c.title, c.workflow, c.state, c.definition_hash, c.parent,
        c.roles
        """

    fileprivate init(_ row: Columns) throws {
        let first = WatchedRun.columnCount
        guard let due = row.day(first) else {
            throw StoreError.unusable("a due date of case \(row.text(0)) is no day")
        }
        self.init(
            title: row.text(first + 1), workflow: row.text(first + 2), state: row.text(first + 3),
            definitionHash: row.text(first + 4), parent: row.textIfAny(first + 5),
            roles: try row.dictionary(first + 6), watched: try WatchedRun(row), due: due)
    }
}

extension Question {
    fileprivate static let runs = Question(
        "SELECT \(WatchedRun.columns) FROM clock_runs r WHERE case_id = ?")
    fileprivate static let runsWithoutJob = Question(
        """
        SELECT \(WatchedRun.columns)
        FROM clock_runs r JOIN cases c ON c.case_id = r.case_id
        LEFT JOIN jobs j ON j.kind = 'clock'
            AND j.key = r.case_id || ' ' || r.clock || ' ' || r.run
        WHERE r.is_open = 1 AND r.is_paused = 0 AND r.due IS NOT NULL
            AND c.is_quarantined = 0
            AND (j.id IS NULL OR j.stamp <> r.due OR j.state = 'cancelled')
        ORDER BY r.due, r.case_id, r.clock LIMIT ?
        """)
}

extension SQLiteReader {
    func watchedRuns(of id: String) throws -> [WatchedRun] {
        try self.ask(.runs).rows({ $0.add(id) }) { try WatchedRun($0) }
            .sorted(by: WatchedRun.isEarlier)
    }

    func dueLines(_ query: DueQuery) throws -> [DueLine] {
        let sees = query.sight.map { $0.byAll.isEmpty && $0.byPlace.isEmpty } ?? false
        let isNarrow = try sees && self.isNarrow(query.sight, below: self.narrowDue())
        // CROSS JOIN: SQLite goes through the runs, in the order of their index; or from the few cases that
        // somebody sees to their runs.
        let tables =
            isNarrow ? "cases c CROSS JOIN clock_runs r" : "clock_runs r CROSS JOIN cases c"
        var filter = Filter(
            "SELECT \(DueLine.columns) FROM \(tables)",
            order: "r.due, r.case_id, r.clock", limit: query.limit)
        filter.add("c.case_id = r.case_id")
        filter.add("c.is_quarantined = 0")
        filter.add("r.is_open = 1")
        filter.add("r.due IS NOT NULL")
        filter.add("r.due <= ?", query.until?.description)
        filter.add("r.due < ?", query.before?.description)
        if !query.includesPaused { filter.add("r.is_paused = 0") }
        if !query.includesWindows { filter.add("r.is_duty = 1") }
        filter.add(seenBy: query.sight, as: "c", isNarrow: isNarrow)
        if let after = query.after {
            filter.add(
                "(r.due, r.case_id, r.clock) > (?, ?, ?)",
                all: [after.due.description, after.caseID, after.clock])
        }
        return try self.rows(filter, DueLine.init)
    }

    /// How many cases somebody's offices may have for their dates to be looked up case by case.
    private func narrowDue() throws -> Int {
        let share = try self.caseCount() / StorageLimits.narrowDueShare
        return min(
            max(StorageLimits.narrowDue, Int(share)), StorageLimits.narrowDueAtMost)
    }

    func caseIDs(
        notCountedBy versions: [String], after id: String?, limit: Int
    ) throws -> [String] {
        var filter = Filter(
            "SELECT DISTINCT case_id FROM clock_runs", order: "case_id", limit: limit)
        filter.add("is_open = 1")
        filter.add("calendar NOT IN", anyOf: versions)
        filter.add("case_id > ?", id ?? "")
        return try self.rows(filter) { $0.text(0) }
    }

    func runsWithoutJob(limit: Int) throws -> [WatchedRun] {
        try self.ask(.runsWithoutJob).rows({ $0.add(limit) }) { try WatchedRun($0) }
    }
}

/// Writes clock runs.
struct ClockRunsTable {
    private let move: Prepared
    private let upsert: Prepared
    private let deletion: Prepared
    private let db: Database

    init(_ db: Database) throws {
        self.db = db
        self.move = try Prepared(
            """
            UPDATE clock_runs SET due = ?4, is_duty = ?6, expiry_handled = ?7, is_paused = ?8,
                calendar = ?9, data = ?10, due_since = ?11, is_silent = ?12
            WHERE case_id = ?1 AND clock = ?2 AND run = ?3 AND is_open = ?5
            """, on: db)
        self.upsert = try Prepared(
            """
            INSERT INTO clock_runs (case_id, clock, run, due, is_open, is_duty, expiry_handled,
                is_paused, calendar, data, due_since, is_silent)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (case_id, clock, run) DO UPDATE SET due = excluded.due,
                is_open = excluded.is_open, is_duty = excluded.is_duty,
                expiry_handled = excluded.expiry_handled, is_paused = excluded.is_paused,
                calendar = excluded.calendar, data = excluded.data,
                due_since = excluded.due_since, is_silent = excluded.is_silent
            """, on: db)
        self.deletion = try Prepared(
            "DELETE FROM clock_runs WHERE case_id = ? AND clock = ? AND run = ?", on: db)
    }

    /// A run that stays open, or closed, keeps its place in the index of open ones.
    ///
    /// - Throws: `DatabaseError` when the clock has another open run.
    func put(_ watched: WatchedRun) throws {
        try self.move.run { self.bind(watched, to: &$0) }
        if self.db.changesCount > 0 { return }
        try self.upsert.run { self.bind(watched, to: &$0) }
    }

    private func bind(_ watched: WatchedRun, to values: inout Binder) {
        let run = watched.run
        values.add(watched.caseID)
        values.add(run.clock)
        values.add(run.run)
        values.add(run.due)
        values.add(run.isOpen)
        values.add(watched.isDuty)
        values.add(run.expiryHandled)
        values.add(run.isPaused)
        values.add(run.calendar ?? "")
        values.add { $0.add(run) }
        values.add(watched.dueSince)
        values.add(watched.isSilent)
    }

    func drop(caseID: String, clock: String, run: Int) throws {
        try self.deletion.run { values in
            values.add(caseID)
            values.add(clock)
            values.add(run)
        }
    }
}
