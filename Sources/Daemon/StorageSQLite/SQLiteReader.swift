// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Reads within one snapshot or transaction.
///
/// A class so that a writer can be one too.
class SQLiteReader: StoreReader {
    let db: Database

    init(_ db: Database) {
        self.db = db
    }

    static let caseColumns = """
        case_id, workflow, definition_hash, profile, state, is_final, version, parent, fields,
        roles, opened_on, recorded_at, mode, natural_key, title, is_quarantined, not_given
        """

    /// What a statement answers, to be read row by row; it is prepared once for the connection.
    func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> Rows {
        Rows(
            cursor: try Row.fetchCursor(
                self.db.cachedStatement(sql: sql), arguments: arguments))
    }

    /// The first row, copied.
    func row(_ sql: String, _ arguments: StatementArguments = []) throws -> Row? {
        try Row.fetchOne(self.db.cachedStatement(sql: sql), arguments: arguments)
    }

    func caseRow(_ id: String) throws -> CaseRow? {
        try self.rows(
            "SELECT \(SQLiteReader.caseColumns) FROM cases WHERE case_id = ?", [id]
        ).first(SQLiteReader.caseRow)
    }

    func children(of id: String) throws -> [CaseRow] {
        try self.rows(
            "SELECT \(SQLiteReader.caseColumns) FROM cases WHERE parent = ? ORDER BY id", [id]
        ).map(SQLiteReader.caseRow)
    }

    func cases(_ query: CaseQuery) throws -> [CaseRow] {
        var conditions = ["1"]
        var arguments: [(any DatabaseValueConvertible)?] = []
        if let workflow = query.workflow {
            conditions.append("workflow = ?")
            arguments.append(workflow)
        }
        if let state = query.state {
            conditions.append("state = ?")
            arguments.append(state)
        }
        if query.openOnly { conditions.append("is_final = 0") }
        if let office = query.office {
            conditions.append(
                "EXISTS (SELECT 1 FROM json_each(roles) WHERE value ->> 'office' = ?)")
            arguments.append(office)
        }
        if let text = query.text {
            conditions.append(
                "(instr(case_id, ?) OR instr(title, ?) OR EXISTS (SELECT 1 FROM json_tree(fields) WHERE type = 'text' AND instr(atom, ?)))"
            )
            arguments += [text, text, text]
        }
        if let after = query.after {
            conditions.append("id < (SELECT id FROM cases WHERE case_id = ?)")
            arguments.append(after)
        }
        arguments.append(query.limit)
        return try self.rows(
            "SELECT \(SQLiteReader.caseColumns) FROM cases WHERE "
                + conditions.joined(separator: " AND ") + " ORDER BY id DESC LIMIT ?",
            StatementArguments(arguments)
        ).map(SQLiteReader.caseRow)
    }

    func caseID(naturalKey: String) throws -> String? {
        try self.row("SELECT case_id FROM cases WHERE natural_key = ?", [naturalKey])?["case_id"]
    }

    func caseIDs(workflow: String, title: String) throws -> [String] {
        try self.rows(
            "SELECT case_id FROM cases WHERE title = ? AND workflow = ? ORDER BY id",
            [title, workflow]
        ).map { $0["case_id"] }
    }

    func caseID(letterDigest: String) throws -> String? {
        try self.row("SELECT case_id FROM letters WHERE digest = ?", [letterDigest])?["case_id"]
    }

    static func caseRow(_ row: Row) throws -> CaseRow {
        CaseRow(
            id: row["case_id"], workflow: row["workflow"],
            definitionHash: row["definition_hash"], profile: row["profile"], state: row["state"],
            isFinal: row["is_final"], version: row["version"], parent: row["parent"],
            fields: try JSONColumn.values(row["fields"]),
            roles: try JSONColumn.values(row["roles"]),
            openedOn: SQLiteReader.day(row["opened_on"]),
            recordedAt: Instant(milliseconds: row["recorded_at"]),
            mode: row["mode"] == "record" ? .record : .live, naturalKey: row["natural_key"],
            title: row["title"], isQuarantined: row["is_quarantined"],
            notGiven: try JSONColumn.value(row["not_given"]))
    }

    static func day(_ text: String?) -> Day? {
        text.flatMap { Day($0) }
    }

    func documents(of id: String) throws -> [DocumentRow] {
        try self.rows("SELECT * FROM documents WHERE case_id = ? ORDER BY id", [id]).map { row in
            DocumentRow(
                id: row["id"], caseID: row["case_id"], kind: row["kind"], name: row["name"],
                size: row["size"], sha256: row["sha256"],
                addedOn: SQLiteReader.day(row["added_on"]), addedBy: row["added_by"],
                sequence: row["sequence"])
        }
    }

    func deliveries(of id: String) throws -> [DeliveryRow] {
        try self.rows("SELECT * FROM deliveries WHERE case_id = ? ORDER BY id", [id])
            .map(SQLiteReader.delivery)
    }

    func deliveries(pendingOnly: Bool, after id: Int64, limit: Int) throws -> [DeliveryRow] {
        let condition = pendingOnly ? "AND status IN ('pending', 'failed')" : ""
        return try self.rows(
            "SELECT * FROM deliveries WHERE id > ? \(condition) ORDER BY id LIMIT ?", [id, limit]
        ).map(SQLiteReader.delivery)
    }

    func delivery(_ id: Int64) throws -> DeliveryRow? {
        try self.rows("SELECT * FROM deliveries WHERE id = ?", [id]).first(SQLiteReader.delivery)
    }

    static func delivery(_ row: Row) -> DeliveryRow {
        DeliveryRow(
            id: row["id"], caseID: row["case_id"], kind: row["kind"],
            recipient: Party(office: row["office"], name: row["recipient"]),
            copies: row["copies"],
            status: DeliveryStatus(rawValue: row["status"]) ?? .pending,
            madeOn: SQLiteReader.day(row["made_on"]) ?? Day(number: 0),
            sentOn: SQLiteReader.day(row["sent_on"]),
            acknowledgedOn: SQLiteReader.day(row["acknowledged_on"]), sequence: row["sequence"],
            reason: row["reason"])
    }

    func clocks(of id: String) throws -> [ClockRun] {
        try self.watchedRuns(of: id).map(\.run)
    }

    /// The runs of a case, in the order in which they began.
    func watchedRuns(of id: String) throws -> [WatchedRun] {
        try self.rows(
            "SELECT case_id, data, due_since, is_silent FROM clock_runs WHERE case_id = ?", [id]
        ).map(SQLiteReader.watched).sorted(by: WatchedRun.isEarlier)
    }

    func facts(of id: String) throws -> [Fact] {
        try self.rows(
            """
            SELECT sequence, event, transition, happened_on, from_state, to_state, changes,
                entered_by, mode
            FROM history WHERE case_id = ? AND version IS NOT NULL ORDER BY version
            """, [id]
        ).map { row in
            let changes: [StoredChange] = try JSONColumn.value(row["changes"])
            let enteredBy: Int64? = row["entered_by"]
            return Fact(
                sequence: row["sequence"], event: row["event"], transition: row["transition"],
                happenedOn: SQLiteReader.day(row["happened_on"]), from: row["from_state"],
                to: row["to_state"],
                changes: changes.reduce(into: [:]) { $0[$1.f] = .some($1.a) },
                enteredBy: enteredBy.map(String.init),
                mode: row["mode"] == "record" ? .record : .live)
        }
    }

    func watchedRun(_ caseID: String, _ clock: String, _ run: Int) throws -> WatchedRun? {
        try self.rows(
            """
            SELECT case_id, data, due_since, is_silent FROM clock_runs
            WHERE case_id = ? AND clock = ? AND run = ?
            """, [caseID, clock, run]
        ).first(SQLiteReader.watched)
    }

    func office(_ code: String) throws -> OfficeRow? {
        try self.rows("SELECT * FROM offices WHERE code = ?", [code]).first(self.office)
    }

    func dueLines(_ query: DueQuery) throws -> [DueLine] {
        var conditions = ["r.is_open = 1", "r.due IS NOT NULL", "c.is_quarantined = 0"]
        var arguments: [(any DatabaseValueConvertible)?] = []
        if let until = query.until {
            conditions.append("r.due <= ?")
            arguments.append(until.description)
        }
        if let before = query.before {
            conditions.append("r.due < ?")
            arguments.append(before.description)
        }
        if !query.includesPaused { conditions.append("r.is_paused = 0") }
        if !query.includesWindows { conditions.append("r.is_duty = 1") }
        arguments.append(query.limit)
        return try self.rows(
            """
            SELECT c.case_id, c.title, c.definition_hash, c.parent, c.roles, r.clock, r.due
            FROM clock_runs r JOIN cases c ON c.case_id = r.case_id
            WHERE \(conditions.joined(separator: " AND "))
            ORDER BY r.due, r.case_id, r.clock LIMIT ?
            """, StatementArguments(arguments)
        ).compactMap { row in
            guard let due = SQLiteReader.day(row["due"]) else { return nil }
            return DueLine(
                caseID: row["case_id"], title: row["title"],
                definitionHash: row["definition_hash"], parent: row["parent"],
                roles: try JSONColumn.values(row["roles"]), clock: row["clock"], due: due)
        }
    }
}
