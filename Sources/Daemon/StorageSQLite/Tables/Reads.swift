// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar

// The table `reads`.

extension ReadRow {
    /// The columns in the order in which ``init(_:)`` reads them.
    fileprivate static let columns =
        "number, user, day, read_at, call, what, previous_hash, hash, for_whom"

    fileprivate init(_ row: Columns) throws {
        guard let day = row.day(2) else {
            throw StoreError.unusable("read \(row.number(0)) has no day")
        }
        self.init(
            by: row.number(1), for: ReadRow.absent(ofStored: row.text(8)),
            ReadRow.cases(ofStored: row.text(5)), call: row.text(4), day: day,
            at: row.instant(3))
        self.number = row.number(0)
        self.previousHash = row.bytes(6)
        self.hash = row.bytes(7)
    }
}

extension Question {
    fileprivate static let lastRead = Question(
        "SELECT number, hash FROM reads ORDER BY number DESC LIMIT 1")
    fileprivate static let wasRead = Question(
        "SELECT 1 FROM reads WHERE user = ? AND day = ? AND digest = ?")
}

extension SQLiteReader {
    func lastRead() throws -> ChainHead {
        try self.ask(.lastRead).first {
            ChainHead(sequence: $0.number(0), hash: $0.bytes(1))
        } ?? ChainHead(sequence: 0, hash: Chain.origin)
    }

    func wasRead(_ key: ReadRow.Key) throws -> Bool {
        try self.ask(.wasRead).first({ values in
            values.add(key.user)
            values.add(key.day)
            values.add(blob: key.digest)
        }) { $0.number(0) } != nil
    }

    func reads(_ query: ReadQuery) throws -> [ReadRow] {
        var filter = Filter(
            "SELECT \(ReadRow.columns) FROM reads",
            order: "number \(query.after == nil ? "DESC" : "ASC")", limit: query.limit)
        filter.add(
            "instr(char(10) || what, char(10) || ? || ':') > 0", query.caseID)
        filter.add("user = ?", query.user)
        filter.add("day >= ?", query.from?.description)
        filter.add("day <= ?", query.to?.description)
        filter.add("number > ?", query.after)
        filter.add("number < ?", query.before)
        return try self.rows(filter, ReadRow.init)
    }
}

/// Writes what was read; a row never changes.
struct ReadsTable {
    private let insertion: Prepared

    init(_ db: Database) throws {
        self.insertion = try Prepared(
            """
            INSERT INTO reads (number, user, day, read_at, call, what, digest, previous_hash, hash,
                for_whom)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, on: db)
    }

    /// - Throws: `DatabaseError` when the number is taken, or the same was read that day.
    func append(_ row: ReadRow) throws {
        try self.insertion.run { values in
            values.add(row.number)
            values.add(row.user)
            values.add(row.day)
            values.add(row.readAt)
            values.add(row.call)
            values.add(row.what)
            values.add(blob: row.key.digest)
            values.add(blob: row.previousHash)
            values.add(blob: row.hash)
            values.add(row.forWhom)
        }
    }
}
