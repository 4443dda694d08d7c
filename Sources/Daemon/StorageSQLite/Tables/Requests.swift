// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar

// The table `requests`: answers kept for requests that may be repeated.

extension Question {
    fileprivate static let answer = Question(
        "SELECT payload_hash, answer FROM requests WHERE user = ? AND request_id = ?")
}

extension SQLiteReader {
    func answer(user: Int64, requestID: String) throws -> StoredAnswer? {
        try self.ask(.answer).first({ values in
            values.add(user)
            values.add(requestID)
        }) { StoredAnswer(payloadHash: $0.bytes(0), answer: $0.bytes(1)) }
    }
}

/// Writes answers.
struct RequestsTable {
    private let insertion: Prepared
    private let deletion: Prepared

    init(_ db: Database) throws {
        self.insertion = try Prepared(
            """
            INSERT INTO requests (user, request_id, payload_hash, answer, recorded_at)
            VALUES (?, ?, ?, ?, ?)
            """, on: db)
        self.deletion = try Prepared("DELETE FROM requests WHERE recorded_at < ?", on: db)
    }

    /// - Throws: `DatabaseError` when the user's request has an answer already.
    func keep(
        _ answer: StoredAnswer, user: Int64, requestID: String, at instant: Instant
    ) throws {
        try self.insertion.run { values in
            values.add(user)
            values.add(requestID)
            values.add(blob: answer.payloadHash)
            values.add(blob: answer.answer)
            values.add(instant)
        }
    }

    func forget(before instant: Instant) throws {
        try self.deletion.run { $0.add(instant) }
    }
}
