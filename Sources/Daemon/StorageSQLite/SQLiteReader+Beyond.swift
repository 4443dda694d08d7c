// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import Workflow

// Cases beside a case, bulk actions, and the rulebooks installed.
extension SQLiteReader {
    private static let caseColumnsOfC = SQLiteReader.caseColumns.split(separator: ",").map {
        "c." + $0.filter { !$0.isWhitespace }
    }.joined(separator: ", ")

    func linked(with id: String) throws -> [CaseRow] {
        try self.rows(
            """
            SELECT \(SQLiteReader.caseColumnsOfC) FROM cases c WHERE case_id IN
                (SELECT opened FROM case_links WHERE opener = ?1
                UNION SELECT opener FROM case_links WHERE opened = ?1)
            ORDER BY id
            """, [id]
        ).map(SQLiteReader.caseRow)
    }

    func cases(
        with field: String, _ value: String, in workflows: [String]
    ) throws -> [CaseRow] {
        let marks = Array(repeating: "?", count: workflows.count).joined(separator: ", ")
        // The organisation's code has an index; it is used only when it stands here as text.
        let column = field == "party_code" ? "fields ->> '$.party_code'" : "fields ->> ?"
        var arguments: [(any DatabaseValueConvertible)?] = []
        if field != "party_code" { arguments.append("$." + field) }
        arguments += [value] + workflows
        return try self.rows(
            """
            SELECT \(SQLiteReader.caseColumns) FROM cases
            WHERE \(column) = ? AND workflow IN (\(marks)) AND is_quarantined = 0 ORDER BY id
            """, StatementArguments(arguments)
        ).map(SQLiteReader.caseRow)
    }

    func liveCaseIDs(after id: String?, limit: Int) throws -> [String] {
        try self.rows(
            """
            SELECT case_id FROM cases WHERE is_final = 0 AND is_quarantined = 0 AND id >
                coalesce((SELECT id FROM cases WHERE case_id = ?), 0)
            ORDER BY id LIMIT ?
            """, [id, limit]
        ).map { $0["case_id"] }
    }

    func caseIDs(
        notCountedBy versions: [String], after id: String?, limit: Int
    ) throws -> [String] {
        let marks = Array(repeating: "?", count: versions.count).joined(separator: ", ")
        var arguments: [(any DatabaseValueConvertible)?] = versions
        arguments += [id ?? "", limit]
        return try self.rows(
            """
            SELECT DISTINCT case_id FROM clock_runs
            WHERE is_open = 1 AND calendar NOT IN (\(marks)) AND case_id > ?
            ORDER BY case_id LIMIT ?
            """, StatementArguments(arguments)
        ).map { $0["case_id"] }
    }

    func bulk(_ id: Int64) throws -> BulkRow? {
        try self.rows("SELECT * FROM bulk_actions WHERE id = ?", [id]).first(SQLiteReader.bulk)
    }

    func bulks(runningOnly: Bool, limit: Int) throws -> [BulkRow] {
        let condition = runningOnly ? "WHERE status = 'running'" : ""
        return try self.rows(
            "SELECT * FROM bulk_actions \(condition) ORDER BY id DESC LIMIT ?", [limit]
        ).map(SQLiteReader.bulk)
    }

    private static func bulk(_ row: Row) throws -> BulkRow {
        let ended: Int64? = row["ended_at"]
        guard let kind = BulkRow.Kind(rawValue: row["kind"]),
            let status = BulkRow.Status(rawValue: row["status"])
        else { throw StoreError.unusable("bulk action of an unknown kind") }
        return BulkRow(
            id: row["id"], kind: kind, parameters: try JSONColumn.values(row["parameters"]),
            reason: row["reason"], uid: row["uid"], userName: row["user_name"], status: status,
            startedAt: Instant(milliseconds: row["started_at"]),
            endedAt: ended.map(Instant.init(milliseconds:)))
    }

    func bulkItems(
        of id: Int64, _ status: BulkItem.Status?, after position: Int, limit: Int
    ) throws -> [BulkItem] {
        let condition = status == nil ? "" : "AND status = ?"
        var arguments: [(any DatabaseValueConvertible)?] = [id, position]
        if let status { arguments.append(status.rawValue) }
        arguments.append(limit)
        return try self.rows(
            """
            SELECT * FROM bulk_items
            WHERE action = ? AND position > ? \(condition) ORDER BY position LIMIT ?
            """, StatementArguments(arguments)
        ).map { row in
            BulkItem(
                position: row["position"], caseID: row["case_id"], title: row["title"],
                payload: try JSONColumn.values(row["payload"]),
                status: BulkItem.Status(rawValue: row["status"]) ?? .waiting,
                result: Label(row["result_zh"], row["result_en"]))
        }
    }

    func bulkCounts(of id: Int64) throws -> [BulkItem.Status: Int] {
        try self.rows(
            "SELECT status, count(*) AS n FROM bulk_items WHERE action = ? GROUP BY status", [id]
        ).reduce(into: [:]) { counts, row in
            if let status = BulkItem.Status(rawValue: row["status"]) { counts[status] = row["n"] }
        }
    }

    func installedRulebook(_ id: Int64?) throws -> InstalledRulebook? {
        let row =
            if let id {
                try self.row("SELECT * FROM rulebooks WHERE id = ?", [id])
            } else {
                try self.row("SELECT * FROM rulebooks ORDER BY id DESC LIMIT 1")
            }
        return try row.map { row in
            InstalledRulebook(
                id: row["id"], hash: row["hash"], files: try JSONColumn.values(row["files"]),
                installedAt: Instant(milliseconds: row["installed_at"]))
        }
    }

    func installedRulebooks() throws -> [InstalledRulebook] {
        try self.rows("SELECT id, hash, installed_at FROM rulebooks ORDER BY id DESC").map { row in
            InstalledRulebook(
                id: row["id"], hash: row["hash"], files: [:],
                installedAt: Instant(milliseconds: row["installed_at"]))
        }
    }
}
