// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar
internal import Workflow

// The tables `bulk_actions` and `bulk_items`.

extension BulkRow {
    /// The columns in the order in which ``init(_:)`` reads them.
    fileprivate static let columns =
        "id, kind, parameters, reason, uid, user_name, status, started_at, ended_at"

    fileprivate init(_ row: Columns) throws {
        guard let kind = Kind(rawValue: row.text(1)), let status = Status(rawValue: row.text(6))
        else { throw StoreError.unusable("bulk action \(row.number(0)) is of an unknown kind") }
        self.init(
            id: row.number(0), kind: kind, parameters: try row.dictionary(2),
            reason: row.text(3), uid: row.numberIfAny(4), userName: row.text(5), status: status,
            startedAt: row.instant(7), endedAt: row.instantIfAny(8))
    }
}

extension BulkItem {
    /// The columns in the order in which ``init(_:)`` reads them.
    fileprivate static let columns =
        "position, case_id, title, payload, status, is_impossible, result_zh, result_en"

    fileprivate init(_ row: Columns) throws {
        guard let status = Status(rawValue: row.text(4)) else {
            throw StoreError.unusable("item \(row.int(0)) of a bulk action is of no known status")
        }
        self.init(
            position: row.int(0), caseID: row.textIfAny(1), title: row.text(2),
            payload: try row.dictionary(3), status: status, isImpossible: row.flag(5),
            result: Label(row.text(6), row.text(7)))
    }
}

extension Question {
    private static let head = "SELECT \(BulkRow.columns) FROM bulk_actions"
    fileprivate static let bulk = Question("\(head) WHERE id = ?")
    fileprivate static let bulks = Question("\(head) ORDER BY id DESC LIMIT ?")
    fileprivate static let running = Question(
        "\(head) WHERE status = 'running' ORDER BY id DESC LIMIT ?")
    fileprivate static let items = Question(
        """
        SELECT \(BulkItem.columns) FROM bulk_items
        WHERE action = ? AND position > ? ORDER BY position LIMIT ?
        """)
    fileprivate static let waitingItems = Question(
        """
        SELECT \(BulkItem.columns) FROM bulk_items
        WHERE action = ? AND position > ? AND status = 'waiting' ORDER BY position LIMIT ?
        """)
    fileprivate static let itemsByStatus = Question(
        """
        SELECT \(BulkItem.columns) FROM bulk_items
        WHERE action = ? AND position > ? AND status = ? ORDER BY position LIMIT ?
        """)
    fileprivate static let itemCounts = Question(
        "SELECT status, count(*) FROM bulk_items WHERE action = ? GROUP BY status")
}

extension SQLiteReader {
    func bulk(_ id: Int64) throws -> BulkRow? {
        try self.ask(.bulk).first({ $0.add(id) }, BulkRow.init)
    }

    func bulks(runningOnly: Bool, limit: Int) throws -> [BulkRow] {
        try self.ask(runningOnly ? .running : .bulks).rows({ $0.add(limit) }, BulkRow.init)
    }

    func bulkItems(
        of id: Int64, _ status: BulkItem.Status?, after position: Int, limit: Int
    ) throws -> [BulkItem] {
        // Those that wait have an index, which is used when the question names it.
        let isNamed = status == nil || status == .waiting
        let named: Question = status == nil ? .items : .waitingItems
        return try self.ask(isNamed ? named : .itemsByStatus).rows(
            { values in
                values.add(id)
                values.add(position)
                if !isNamed { values.add(status?.rawValue) }
                values.add(limit)
            }, BulkItem.init)
    }

    func bulkCounts(of id: Int64) throws -> [BulkItem.Status: Int] {
        let counts = try self.ask(.itemCounts).rows({ $0.add(id) }) { row in
            (BulkItem.Status(rawValue: row.text(0)), row.int(1))
        }
        return counts.reduce(into: [:]) { counts, count in
            if let status = count.0 { counts[status] = count.1 }
        }
    }
}

/// Writes bulk actions and their items.
struct BulkTables {
    private let action: Prepared
    private let item: Prepared

    init(_ db: Database) throws {
        self.action = try Prepared(
            """
            INSERT INTO bulk_actions (\(BulkRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET kind = excluded.kind,
                parameters = excluded.parameters, reason = excluded.reason, uid = excluded.uid,
                user_name = excluded.user_name, status = excluded.status,
                started_at = excluded.started_at, ended_at = excluded.ended_at
            """, on: db)
        self.item = try Prepared(
            """
            INSERT INTO bulk_items (action, \(BulkItem.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (action, position) DO UPDATE SET case_id = excluded.case_id,
                title = excluded.title, payload = excluded.payload, status = excluded.status,
                is_impossible = excluded.is_impossible, result_zh = excluded.result_zh,
                result_en = excluded.result_en
            """, on: db)
    }

    func put(_ row: BulkRow) throws {
        try self.action.run { values in
            values.add(row.id)
            values.add(row.kind.rawValue)
            values.add { $0.add(row.parameters) }
            values.add(row.reason)
            values.add(row.uid)
            values.add(row.userName)
            values.add(row.status.rawValue)
            values.add(row.startedAt)
            values.add(row.endedAt)
        }
    }

    func put(_ item: BulkItem, of action: Int64) throws {
        try self.item.run { values in
            values.add(action)
            values.add(item.position)
            values.add(item.caseID)
            values.add(item.title)
            values.add { $0.add(item.payload) }
            values.add(item.status.rawValue)
            values.add(item.isImpossible)
            values.add(item.result.zh)
            values.add(item.result.en)
        }
    }
}
