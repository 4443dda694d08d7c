// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar
internal import Workflow

// The table `deliveries`.

extension DeliveryRow {
    /// The columns in the order in which ``init(_:)`` reads them.
    fileprivate static let columns = """
        d.id, d.case_id, d.kind, d.office, d.recipient, d.copies, d.status, d.made_on, d.sent_on,
        d.acknowledged_on, d.sequence, d.reason, d.sender
        """

    fileprivate init(_ row: Columns) throws {
        guard let status = DeliveryStatus(rawValue: row.text(6)), let madeOn = row.day(7) else {
            throw StoreError.unusable("delivery \(row.number(0)) is of an unknown status")
        }
        self.init(
            id: row.number(0), caseID: row.text(1), kind: row.text(2),
            recipient: Party(office: row.textIfAny(3), name: row.text(4)), copies: row.int(5),
            status: status, madeOn: madeOn, sentOn: row.day(8), acknowledgedOn: row.day(9),
            sequence: row.number(10), reason: row.text(11), sender: row.textIfAny(12))
    }
}

extension Question {
    private static let head = "SELECT \(DeliveryRow.columns) FROM deliveries d"
    fileprivate static let ofCase = Question("\(head) WHERE case_id = ? ORDER BY id")
    fileprivate static let byID = Question("\(head) WHERE id = ?")
    fileprivate static let all = Question("\(head) WHERE id > ? ORDER BY id LIMIT ?")
    // Two lists, each with its index: together they would go through every delivery there was.
    fileprivate static let open = Question(
        """
        SELECT * FROM (SELECT * FROM (\(head) WHERE status = 'pending' AND id > ?1
                ORDER BY id LIMIT ?2)
            UNION ALL SELECT * FROM (\(head) WHERE status = 'failed' AND id > ?1
                ORDER BY id LIMIT ?2))
        ORDER BY id LIMIT ?2
        """)
    fileprivate static let carried = Question(
        """
        \(head) LEFT JOIN offices o ON o.code = d.office
        WHERE d.status = 'pending' AND coalesce(o.channel, 'manual') = 'manual'
        ORDER BY d.id LIMIT ?
        """)
    fileprivate static let failed = Question(
        "\(head) WHERE status = 'failed' ORDER BY id LIMIT ?")
    fileprivate static let withoutJob = Question(
        """
        \(head) CROSS JOIN offices o ON o.code = d.office
        LEFT JOIN jobs j ON j.kind = o.channel AND j.key = 'letter ' || d.id
        WHERE d.status = 'pending' AND d.id > ? AND o.channel <> 'manual'
            AND (j.id IS NULL OR j.state IN ('completed', 'cancelled'))
            AND NOT EXISTS (SELECT 1 FROM jobs h
                WHERE h.kind IN ('sendmail', 'spool', 'hook') AND h.key = 'letter ' || d.id
                    AND h.state = 'running')
        ORDER BY d.id LIMIT ?
        """)
}

extension SQLiteReader {
    func deliveries(of id: String) throws -> [DeliveryRow] {
        try self.ask(.ofCase).rows({ $0.add(id) }, DeliveryRow.init)
    }

    func delivery(_ id: Int64) throws -> DeliveryRow? {
        try self.ask(.byID).first({ $0.add(id) }, DeliveryRow.init)
    }

    func deliveries(pendingOnly: Bool, after id: Int64, limit: Int) throws -> [DeliveryRow] {
        try self.ask(pendingOnly ? .open : .all).rows(
            { values in
                values.add(id)
                values.add(limit)
            }, DeliveryRow.init)
    }

    func carriedDeliveries(limit: Int) throws -> [DeliveryRow] {
        try self.ask(.carried).rows({ $0.add(limit) }, DeliveryRow.init)
    }

    func failedDeliveries(limit: Int) throws -> [DeliveryRow] {
        try self.ask(.failed).rows({ $0.add(limit) }, DeliveryRow.init)
    }

    func deliveriesWithoutJob(after id: Int64, limit: Int) throws -> [DeliveryRow] {
        try self.ask(.withoutJob).rows(
            { values in
                values.add(id)
                values.add(limit)
            }, DeliveryRow.init)
    }
}

/// Writes deliveries; whose a delivery is, and of which kind, never changes.
struct DeliveriesTable {
    private let upsert: Prepared

    init(_ db: Database) throws {
        self.upsert = try Prepared(
            """
            INSERT INTO deliveries (id, case_id, kind, office, recipient, copies, status, made_on,
                sent_on, acknowledged_on, sequence, reason, sender)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET office = excluded.office,
                recipient = excluded.recipient, copies = excluded.copies,
                status = excluded.status, made_on = excluded.made_on,
                sent_on = excluded.sent_on, acknowledged_on = excluded.acknowledged_on,
                sequence = excluded.sequence, reason = excluded.reason,
                sender = excluded.sender
            """, on: db)
    }

    func put(_ row: DeliveryRow) throws {
        try self.upsert.run { values in
            values.add(row.id)
            values.add(row.caseID)
            values.add(row.kind)
            values.add(row.recipient.office)
            values.add(row.recipient.name)
            values.add(row.copies)
            values.add(row.status.rawValue)
            values.add(row.madeOn)
            values.add(row.sentOn)
            values.add(row.acknowledgedOn)
            values.add(row.sequence)
            values.add(row.reason)
            values.add(row.sender)
        }
    }
}
