// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar
internal import Workflow

// The tables `history` and `personal_values`.

extension HistoryRow {
    /// The columns in the order in which ``init(_:_:)`` reads them.
    fileprivate static let columns = """
        sequence, case_id, version, happened_on, recorded_at, mode, actor_office, actor_name, role,
        entered_by, entered_by_name, event, transition, from_state, to_state, changes, note,
        request_id, basis, previous_hash, hash
        """

    fileprivate init(_ row: Columns, personal: (StoredChange, Int) throws -> ChangeRow) throws {
        let stored: [StoredChange] = try row.json(15)
        let basis = row.text(18)
        self.init(
            sequence: row.number(0), caseID: row.textIfAny(1),
            version: row.numberIfAny(2).map(Int.init), happenedOn: row.day(3),
            recordedAt: row.instant(4), mode: row.mode(5), actorOffice: row.textIfAny(6),
            actorName: row.text(7), role: row.textIfAny(8), enteredBy: row.numberIfAny(9),
            enteredByName: row.text(10), event: row.text(11), transition: row.text(12),
            from: row.textIfAny(13), to: row.textIfAny(14),
            changes: try stored.enumerated().map { position, change in
                change.d == nil
                    ? ChangeRow(field: change.f, before: change.b, after: change.a)
                    : try personal(change, position)
            }, note: row.text(16), requestID: row.text(17),
            basis: basis.isEmpty
                ? [] : basis.split(separator: ";").map { String($0.drop { $0 == " " }) })
        self.previousHash = row.bytes(19)
        self.hash = row.bytes(20)
    }
}

extension Fact {
    fileprivate static let columns = """
        sequence, event, transition, happened_on, from_state, to_state, changes, entered_by, mode,
        actor_name = entered_by_name
        """

    fileprivate init(_ row: Columns) throws {
        let changes: [StoredChange] = try row.json(6)
        self.init(
            sequence: row.number(0), event: row.text(1), transition: row.text(2),
            happenedOn: row.day(3), from: row.textIfAny(4), to: row.textIfAny(5),
            changes: [:], enteredBy: row.textIfAny(7),
            persons: Fact.persons(enteredBy: row.textIfAny(7), isInPerson: row.flag(9)),
            mode: row.mode(8))
        for change in changes { self.take(stored: change.f, after: change.a) }
    }
}

extension Question {
    fileprivate static let facts = Question(
        """
        SELECT \(Fact.columns) FROM history
        WHERE case_id = ? AND version IS NOT NULL ORDER BY version
        """)
    fileprivate static let personalValues = Question(
        """
        SELECT p.sequence, h.changes ->> ('$[' || p.position || '].f'), p.after
        FROM personal_values p JOIN history h ON h.sequence = p.sequence WHERE h.case_id = ?
        ORDER BY p.sequence, p.position
        """)
    fileprivate static let personalValue = Question(
        "SELECT salt, before, after FROM personal_values WHERE sequence = ? AND position = ?")
    fileprivate static let lines = Question(
        "SELECT \(HistoryRow.columns) FROM history WHERE sequence > ? ORDER BY sequence LIMIT ?")
    fileprivate static let linesOfCase = Question(
        """
        SELECT \(HistoryRow.columns) FROM history WHERE case_id = ? AND sequence > ?
        ORDER BY sequence LIMIT ?
        """)
    fileprivate static let head = Question(
        "SELECT sequence, hash FROM history ORDER BY sequence DESC LIMIT 1")
}

extension SQLiteReader {
    func facts(of id: String) throws -> [Fact] {
        try self.ask(.facts).rows({ $0.add(id) }, Fact.init)
    }

    func personalValues(of id: String) throws -> [Int64: [String: Value?]] {
        var values: [Int64: [String: Value?]] = [:]
        let found = try self.ask(.personalValues).rows({ $0.add(id) }) { row in
            (
                line: row.number(0), field: row.textIfAny(1),
                after: try row.jsonIfAny(2, as: Value.self)
            )
        }
        for (line, field, after) in found {
            guard let field else { continue }
            values[line, default: [:]][field] = .some(after)
        }
        return values
    }

    func history(of id: String?, after sequence: Int64, limit: Int) throws -> [HistoryRow] {
        try self.ask(id == nil ? .lines : .linesOfCase).rows({ values in
            if let id { values.add(id) }
            values.add(sequence)
            values.add(limit)
        }) { row in
            try HistoryRow(row) { try self.personal($0, line: row.number(0), position: $1) }
        }
    }

    /// What is gone was erased: the seal's digest is left.
    private func personal(
        _ change: StoredChange, line: Int64, position: Int
    ) throws -> ChangeRow {
        let digest = change.d ?? ""
        let known = try self.ask(.personalValue).first({ values in
            values.add(line)
            values.add(position)
        }) { row in
            ChangeRow(
                field: change.f, before: try row.jsonIfAny(1), after: try row.jsonIfAny(2),
                seal: .init(salt: row.bytes(0), digest: digest))
        }
        return known
            ?? ChangeRow(
                field: change.f, before: nil, after: nil, seal: .init(salt: [], digest: digest))
    }

    func chainHead() throws -> ChainHead {
        try self.ask(.head).first { ChainHead(sequence: $0.number(0), hash: $0.bytes(1)) }
            ?? ChainHead(sequence: 0, hash: Chain.origin)
    }
}

/// Writes lines of the chain.
struct HistoryTable {
    private let insertion: Prepared
    private let personal: Prepared
    private let erasure: Prepared
    private let rows: Prepared
    private let db: Database

    init(_ db: Database) throws {
        self.db = db
        self.erasure = try Prepared(
            """
            DELETE FROM personal_values
            WHERE sequence IN (SELECT sequence FROM history WHERE case_id = ?)
            """, on: db)
        self.rows = try Prepared(
            """
            UPDATE bulk_items SET payload = '{}', result_zh = '', result_en = ''
            WHERE case_id = ? AND (status <> 'waiting'
                OR action IN (SELECT id FROM bulk_actions WHERE ended_at IS NOT NULL))
            """, on: db)
        self.insertion = try Prepared(
            """
            INSERT INTO history (\(HistoryRow.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, on: db)
        self.personal = try Prepared(
            """
            INSERT INTO personal_values (sequence, position, salt, before, after)
            VALUES (?, ?, ?, ?, ?)
            """, on: db)
    }

    /// Erases what a case's lines say in personal fields, in the file too: what SQLite frees it overwrites.
    func erase(personalOf id: String) throws {
        try self.db.execute(sql: "PRAGMA secure_delete = ON")
        try self.erasure.run { $0.add(id) }
        // Rows of lists said the same.
        try self.rows.run { $0.add(id) }
    }

    /// - Throws: `DatabaseError` when the line's number, hash, or version of its case stands already.
    func append(_ row: HistoryRow) throws {
        try self.insertion.run { values in
            values.add(row.sequence)
            values.add(row.caseID)
            values.add(row.version)
            values.add(row.happenedOn)
            values.add(row.recordedAt)
            values.add(row.mode.rawValue)
            values.add(row.actorOffice)
            values.add(row.actorName)
            values.add(row.role)
            values.add(row.enteredBy)
            values.add(row.enteredByName)
            values.add(row.event)
            values.add(row.transition)
            values.add(row.from)
            values.add(row.to)
            values.add { $0.add(row.changes) }
            values.add(row.note)
            values.add(row.requestID)
            values.add(row.basis.joined(separator: "; "))
            values.add(blob: row.previousHash)
            values.add(blob: row.hash)
        }
        for (position, change) in row.changes.enumerated() {
            guard let seal = change.seal else { continue }
            try self.personal.run { values in
                values.add(row.sequence)
                values.add(position)
                values.add(blob: seal.salt)
                values.add(change.before)
                values.add(change.after)
            }
        }
    }
}

extension Binder {
    /// Binds a field's value as JSON, or NULL.
    fileprivate mutating func add(_ value: Value?) {
        if let value { self.add { $0.add(value) } } else { self.addNull() }
    }
}
