// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import Workflow

// Links, undone acts, moved cases, bulk actions.
extension SQLiteWriter {
    func pin(_ id: String, definitionHash: String) throws {
        try self.run(
            "UPDATE cases SET definition_hash = ? WHERE case_id = ?", [definitionHash, id])
        self.shelf.change(id) { $0.row?.definitionHash = definitionHash }
    }

    func drop(_ runs: [ClockRun], of id: String) throws {
        for run in runs {
            try self.run(
                "DELETE FROM clock_runs WHERE case_id = ? AND clock = ? AND run = ?",
                [id, run.clock, run.run])
            self.shelf.change(id) { known in
                known.runs?.removeAll { $0.run.clock == run.clock && $0.run.run == run.run }
            }
        }
    }

    func link(_ opener: String, _ opened: String, sequence: Int64) throws {
        try self.run(
            "INSERT INTO case_links (opener, opened, sequence) VALUES (?, ?, ?)",
            [opener, opened, sequence])
    }

    func withdrawCalls(of id: String, sequence: Int64) throws {
        try self.run(
            "DELETE FROM documents WHERE case_id = ? AND sequence = ? AND sha256 IS NULL",
            [id, sequence])
        self.shelf.change(id) { $0.documents = nil }
    }

    func insert(_ row: BulkRow, items: [BulkItem]) throws -> Int64 {
        try self.run(
            """
            INSERT INTO bulk_actions (kind, parameters, reason, uid, user_name, status, started_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                row.kind.rawValue, JSONColumn.text(row.parameters), row.reason, row.uid,
                row.userName, row.status.rawValue, row.startedAt.milliseconds,
            ])
        let id = self.db.lastInsertedRowID
        for item in items {
            try self.run(
                """
                INSERT INTO bulk_items (action, position, case_id, title, payload, status,
                    result_zh, result_en)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    id, item.position, item.caseID, item.title, JSONColumn.text(item.payload),
                    item.status.rawValue, item.result.zh, item.result.en,
                ])
        }
        return id
    }

    func update(_ item: BulkItem, of id: Int64) throws {
        try self.run(
            """
            UPDATE bulk_items SET status = ?, result_zh = ?, result_en = ?, case_id = ?
            WHERE action = ? AND position = ?
            """,
            [
                item.status.rawValue, item.result.zh, item.result.en, item.caseID, id,
                item.position,
            ])
    }

    func begin(bulk id: Int64, at instant: Instant) throws {
        try self.run(
            """
            UPDATE bulk_actions SET status = 'running', started_at = ?
            WHERE id = ? AND status = 'planned'
            """, [instant.milliseconds, id])
    }

    func end(bulk id: Int64, _ status: BulkRow.Status, at instant: Instant) throws {
        try self.run(
            "UPDATE bulk_actions SET status = ?, ended_at = ? WHERE id = ? AND status <> 'done'",
            [status.rawValue, instant.milliseconds, id])
    }
}
