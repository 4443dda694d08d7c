// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar
internal import Workflow

// The table `notices`.

extension NoticeRow {
    /// The columns in the order in which ``init(_:)`` reads them.
    fileprivate static let columns = """
        n.id, n.kind, n.case_id, n.clock, n.run, n.due, n.step, n.office, n.recipient, n.role,
        n.day, n.given_on, n.status, n.reason, n.text_zh, n.text_en
        """

    fileprivate init(_ row: Columns) throws {
        guard let kind = Kind(rawValue: row.text(1)), let status = Status(rawValue: row.text(12)),
            let day = row.day(10), let given = row.day(11)
        else { throw StoreError.unusable("notice \(row.number(0)) is of an unknown kind") }
        var about: About?
        if let caseID = row.textIfAny(2), let due = row.day(5) {
            about = About(
                caseID: caseID, clock: row.text(3), run: row.int(4), due: due, step: row.int(6))
        }
        self.init(
            id: row.number(0), kind: kind, about: about,
            recipient: Party(office: row.textIfAny(7), name: row.text(8)), role: row.text(9),
            day: day, givenOn: given, status: status, reason: row.text(13),
            text: Label(row.text(14), row.text(15)))
    }
}

extension NoticeRow.Given {
    fileprivate init?(_ row: Columns) {
        guard let due = row.day(2), let kind = NoticeRow.Kind(rawValue: row.text(3)) else {
            return nil
        }
        self.init(
            clock: row.text(0), run: row.int(1), due: due,
            step: NoticeRow.Step(kind, row.int(4)))
    }
}

extension Question {
    private static let head = "SELECT \(NoticeRow.columns) FROM notices n"
    fileprivate static let byID = Question("\(head) WHERE id = ?")
    fileprivate static let given = Question(
        "SELECT DISTINCT clock, run, due, kind, step FROM notices WHERE case_id = ?")
    fileprivate static let withoutJob = Question(
        """
        \(head) CROSS JOIN offices o ON o.code = n.office
        LEFT JOIN jobs j ON j.kind = o.channel AND j.key = 'notice ' || n.id
        WHERE n.status = 'pending' AND n.id > ? AND o.channel <> 'manual'
            AND (j.id IS NULL OR j.state IN ('completed', 'cancelled'))
            AND NOT EXISTS (SELECT 1 FROM jobs h
                WHERE h.kind IN ('sendmail', 'spool', 'hook') AND h.key = 'notice ' || n.id
                    AND h.state = 'running')
        ORDER BY n.id LIMIT ?
        """)
    fileprivate static let pending = Question(
        "\(head) WHERE status = 'pending' AND office = ? ORDER BY id")
}

extension SQLiteReader {
    func notice(_ id: Int64) throws -> NoticeRow? {
        try self.ask(.byID).first({ $0.add(id) }, NoticeRow.init)
    }

    func notices(_ query: NoticeQuery) throws -> [NoticeRow] {
        var filter = Filter(
            "SELECT \(NoticeRow.columns) FROM notices n",
            order: "id \(query.after == nil ? "DESC" : "ASC")", limit: query.limit)
        filter.add("case_id = ?", query.caseID)
        filter.add("office = ?", query.office)
        filter.add("kind = ?", query.kind?.rawValue)
        filter.add("given_on >= ?", query.since?.description)
        filter.add("given_on <= ?", query.until?.description)
        filter.add("id > ?", query.after)
        if query.lateOnly { filter.add("given_on > day") }
        filter.add(noticesSeenBy: query.sight)
        return try self.rows(filter, NoticeRow.init)
    }

    func givenSteps(of caseID: String) throws -> Set<NoticeRow.Given> {
        Set(
            try self.ask(.given).rows({ $0.add(caseID) }, NoticeRow.Given.init)
                .compactMap(\.self))
    }

    func noticesWithoutJob(after id: Int64, limit: Int) throws -> [NoticeRow] {
        try self.ask(.withoutJob).rows(
            { values in
                values.add(id)
                values.add(limit)
            }, NoticeRow.init)
    }

    func pendingNotices(to office: String) throws -> [NoticeRow] {
        try self.ask(.pending).rows({ $0.add(office) }, NoticeRow.init)
    }
}

/// Writes notices; what a notice is about, and to whom it was given, never changes.
struct NoticesTable {
    private let upsert: Prepared

    init(_ db: Database) throws {
        self.upsert = try Prepared(
            """
            INSERT INTO notices (id, kind, case_id, clock, run, due, step, office, recipient,
                role, day, given_on, status, reason, text_zh, text_en)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET status = excluded.status, reason = excluded.reason,
                text_zh = excluded.text_zh, text_en = excluded.text_en
            """, on: db)
    }

    /// - Throws: `DatabaseError` when the step was given to this recipient, or the list to this office
    ///   that day.
    func put(_ row: NoticeRow) throws {
        try self.upsert.run { values in
            values.add(row.id)
            values.add(row.kind.rawValue)
            values.add(row.about?.caseID)
            values.add(row.about?.clock)
            values.add(row.about?.run)
            values.add(row.about?.due)
            values.add(row.about?.step ?? 0)
            values.add(row.recipient.office)
            values.add(row.recipient.name)
            values.add(row.role)
            values.add(row.day)
            values.add(row.givenOn)
            values.add(row.status.rawValue)
            values.add(row.reason)
            values.add(row.text.zh)
            values.add(row.text.en)
        }
    }
}
