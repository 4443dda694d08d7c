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
        try self.dueLines(query, of: self.audience(query), on: nil)
    }

    func dueList(_ query: DueQuery) throws -> DueList {
        var audience = try self.audience(query)
        let days = try self.dueDays(query, of: &audience)
        let stretch = DueStretch(of: days, for: query)
        guard let stretch else { return DueList(lines: [], days: days) }
        return DueList(lines: try self.dueLines(query, of: audience, on: stretch), days: days)
    }

    /// Lines of some casts, on some days.
    private func dueLines(
        _ query: DueQuery, of audience: Audience, on stretch: DueStretch?
    ) throws -> [DueLine] {
        let few = audience.isWhole ? nil : try self.officesOfFewCases(query)
        // CROSS JOIN: SQLite goes through the runs, in the order of their index; or from the few cases that
        // somebody sees to their runs. What is in indexes is asked first, the rows of a page alone are read.
        let tables =
            audience.isWhole
            ? "clock_runs r"
            : few == nil
                ? "clock_runs r CROSS JOIN case_casts k ON k.case_id = r.case_id"
                : """
                cases c CROSS JOIN case_casts k ON k.case_id = c.case_id
                CROSS JOIN clock_runs r ON r.case_id = c.case_id
                """
        var filter = Filter(
            "SELECT r.case_id, r.clock, r.run FROM \(tables)",
            order: "r.due, r.case_id, r.clock", limit: query.limit)
        filter.skip = stretch?.skip ?? query.skip
        filter.add("r.is_open = 1")
        filter.add("r.due IS NOT NULL")
        filter.add("r.due >= ?", query.from?.description)
        filter.add("r.due <= ?", query.until?.description)
        filter.add("r.due < ?", query.before?.description)
        if let stretch {
            filter.add("r.due >= ?", stretch.first.description)
            filter.add("r.due <= ?", stretch.last.description)
            filter.add("+r.due IN (SELECT value FROM json_each(?))", stretch.list)
        }
        if !query.includesPaused { filter.add("r.is_paused = 0") }
        if !query.includesWindows { filter.add("r.is_duty = 1") }
        if let few {
            filter.add(
                "c.id IN (SELECT case_no FROM involved WHERE office IN (\(Filter.marks(few))))",
                all: few)
        }
        if !audience.isWhole {
            filter.add(of: audience, cast: "k.cast_no", clock: "r.clock")
        }
        if let after = query.after {
            filter.add(
                "(r.due, r.case_id, r.clock) > (?, ?, ?)",
                all: [after.due.description, after.caseID, after.clock])
        }
        return try Prepared(
            """
            SELECT \(DueLine.columns) FROM (\(filter.sql)) p
            CROSS JOIN clock_runs r
                ON r.case_id = p.case_id AND r.clock = p.clock AND r.run = p.run
            CROSS JOIN cases c ON c.case_id = p.case_id
            ORDER BY r.due, r.case_id, r.clock
            """, on: self.db
        ).rows({ filter.bind(&$0) }, DueLine.init)
    }

    /// Offices whose cases are so few that their dates are looked up case by case; nil when there are none
    /// by which all that is asked for is found.
    private func officesOfFewCases(_ query: DueQuery) throws -> [String]? {
        var offices = query.holding?.offices
        if offices == nil, let sight = query.sight, sight.byAll.isEmpty, sight.byPlace.isEmpty {
            offices = sight.offices
        }
        guard let offices, !offices.isEmpty else { return nil }
        let isNarrow = try self.isNarrow(Sight(offices: offices), below: StorageLimits.narrowDue)
        return isNarrow ? offices.sorted() : nil
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
