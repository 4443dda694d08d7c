// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage

// The table `participants`.

extension ParticipantRow {
    /// The columns in the order in which ``init(_:)`` reads them.
    fileprivate static let columns =
        "case_id, role, user, name, represents, since, until, ended_on, sequence"

    fileprivate init(_ row: Columns) throws {
        guard let since = row.day(5) else {
            throw StoreError.unusable("a participant of \(row.text(0)) has no first day")
        }
        self.init(
            caseID: row.text(0), role: row.text(1), user: row.number(2), name: row.text(3),
            isRepresentative: row.flag(4), since: since, until: row.day(6), endedOn: row.day(7),
            sequence: row.number(8))
    }
}

extension Question {
    fileprivate static let participants = Question(
        "SELECT \(ParticipantRow.columns) FROM participants WHERE case_id = ? ORDER BY role, user")
    fileprivate static let participations = Question(
        "SELECT \(ParticipantRow.columns) FROM participants WHERE user = ? ORDER BY case_id, role")
}

extension SQLiteReader {
    func participants(of id: String) throws -> [ParticipantRow] {
        try self.ask(.participants).rows({ $0.add(id) }, ParticipantRow.init)
    }

    func participations(of user: Int64) throws -> [ParticipantRow] {
        try self.ask(.participations).rows({ $0.add(user) }, ParticipantRow.init)
    }
}

/// Writes who takes part.
struct ParticipantsTable {
    private let insertion: Prepared

    init(_ db: Database) throws {
        self.insertion = try Prepared(
            """
            INSERT INTO participants (\(ParticipantRow.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (case_id, role, user) DO UPDATE SET name = excluded.name,
                represents = excluded.represents, since = excluded.since, until = excluded.until,
                ended_on = excluded.ended_on, sequence = excluded.sequence
            """, on: db)
    }

    func put(_ row: ParticipantRow) throws {
        try self.insertion.run { values in
            values.add(row.caseID)
            values.add(row.role)
            values.add(row.user)
            values.add(row.name)
            values.add(row.isRepresentative)
            values.add(row.since)
            values.add(row.until)
            values.add(row.endedOn)
            values.add(row.sequence)
        }
    }
}
