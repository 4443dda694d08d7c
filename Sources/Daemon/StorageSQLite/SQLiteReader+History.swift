// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar
internal import Workflow

/// A change as it stands in the history's column; personal values stand in a table of their own.
struct StoredChange {
    /// The field.
    var f: String
    /// Before.
    var b: Value?
    /// After.
    var a: Value?
    /// The salted digest, for personal fields.
    var d: String?
}

// The history, the answers given, and counts.
extension SQLiteReader {
    func lines(of id: String) throws -> [Fact] {
        let known = try self.facts(of: id)
        let personal = try self.rows(
            """
            SELECT p.sequence, p.position, p.after, h.changes FROM personal_values p
            JOIN history h ON h.sequence = p.sequence WHERE h.case_id = ?
            """, [id]
        ).map { row -> (sequence: Int64, position: Int, after: String?, changes: String) in
            (row["sequence"], row["position"], row["after"], row["changes"])
        }
        var values: [Int64: [String: Value?]] = [:]
        for (sequence, position, after, text) in personal {
            let changes: [StoredChange] = try JSONColumn.value(text)
            guard changes.indices.contains(position) else { continue }
            values[sequence, default: [:]][changes[position].f] = .some(
                try after.map { try JSONColumn.value($0) })
        }
        return known.map { fact in
            var fact = fact
            fact.changes.merge(values[fact.sequence] ?? [:]) { $1 }
            return fact
        }
    }

    func history(of id: String?, after sequence: Int64, limit: Int) throws -> [HistoryRow] {
        let condition = id == nil ? "" : "case_id = ? AND"
        var arguments: StatementArguments = id.map { [$0] } ?? []
        arguments += [sequence, limit]
        return try self.rows(
            "SELECT * FROM history WHERE \(condition) sequence > ? ORDER BY sequence LIMIT ?",
            arguments
        ).map(self.historyRow)
    }

    private func historyRow(_ row: Row) throws -> HistoryRow {
        let stored: [StoredChange] = try JSONColumn.value(row["changes"])
        let sequence: Int64 = row["sequence"]
        let changes = try stored.enumerated().map { position, change in
            guard let digest = change.d else {
                return ChangeRow(field: change.f, before: change.b, after: change.a)
            }
            return try self.personal(change.f, digest, sequence, position)
        }
        let basis: String = row["basis"]
        var line = HistoryRow(
            sequence: sequence, caseID: row["case_id"], version: row["version"],
            happenedOn: SQLiteReader.day(row["happened_on"]),
            recordedAt: Instant(milliseconds: row["recorded_at"]),
            mode: row["mode"] == "record" ? .record : .live, actorOffice: row["actor_office"],
            actorName: row["actor_name"], role: row["role"], enteredBy: row["entered_by"],
            enteredByName: row["entered_by_name"], event: row["event"],
            transition: row["transition"], from: row["from_state"], to: row["to_state"],
            changes: changes, note: row["note"], requestID: row["request_id"],
            basis: basis.isEmpty
                ? []
                : basis.split(separator: ";").map {
                    String($0.drop { $0 == " " })
                })
        line.previousHash = SQLiteReader.bytes(row["previous_hash"])
        line.hash = SQLiteReader.bytes(row["hash"])
        return line
    }

    private func personal(
        _ field: String, _ digest: String, _ sequence: Int64, _ position: Int
    ) throws -> ChangeRow {
        let row = try self.row(
            "SELECT salt, before, after FROM personal_values WHERE sequence = ? AND position = ?",
            [sequence, position])
        guard let row else {
            return ChangeRow(
                field: field, before: nil, after: nil, seal: .init(salt: [], digest: digest))
        }
        let before: String? = row["before"]
        let after: String? = row["after"]
        return ChangeRow(
            field: field, before: try before.map { try JSONColumn.value($0) },
            after: try after.map { try JSONColumn.value($0) },
            seal: .init(salt: SQLiteReader.bytes(row["salt"]), digest: digest))
    }

    static func bytes(_ value: DatabaseValue) -> [UInt8] {
        switch value.storage {
        case .blob(let data): Array(data)
        default: []
        }
    }

    func chainHead() throws -> ChainHead {
        let row = try self.row("SELECT sequence, hash FROM history ORDER BY sequence DESC LIMIT 1")
        return row.map { ChainHead(sequence: $0["sequence"], hash: SQLiteReader.bytes($0["hash"])) }
            ?? ChainHead(sequence: 0, hash: Chain.origin)
    }

    func answer(user: Int64, requestID: String) throws -> StoredAnswer? {
        try self.rows(
            "SELECT payload_hash, answer FROM requests WHERE user = ? AND request_id = ?",
            [user, requestID]
        ).first {
            StoredAnswer(
                payloadHash: SQLiteReader.bytes($0["payload_hash"]),
                answer: SQLiteReader.bytes($0["answer"]))
        }
    }

    func setting(_ key: String) throws -> String? {
        try self.row("SELECT value FROM settings WHERE key = ?", [key])?["value"]
    }

    func definitionContent(_ hash: String) throws -> String? {
        try self.row("SELECT content FROM definitions WHERE hash = ?", [hash])?["content"]
    }

    func definitionHashes() throws -> [String] {
        try self.rows("SELECT hash FROM definitions ORDER BY hash").map { $0["hash"] }
    }

    func counts(today: Day) throws -> StoreCounts {
        var counts = StoreCounts()
        func count(_ sql: String, _ arguments: StatementArguments = []) throws -> Int64 {
            try self.row(sql, arguments)?[0] ?? 0
        }
        counts.cases = try count("SELECT count(*) FROM cases")
        counts.openCases = try count("SELECT count(*) FROM cases WHERE is_final = 0")
        counts.overdue = try count(
            """
            SELECT count(*) FROM clock_runs
            WHERE is_open = 1 AND is_duty = 1 AND is_paused = 0 AND due < ?
            """,
            [today.description])
        counts.quarantined = try count("SELECT count(*) FROM cases WHERE is_quarantined = 1")
        counts.pendingDeliveries = try count(
            "SELECT count(*) FROM deliveries WHERE status = 'pending'")
        counts.failedDeliveries = try count(
            "SELECT count(*) FROM deliveries WHERE status = 'failed'")
        return counts
    }
}
