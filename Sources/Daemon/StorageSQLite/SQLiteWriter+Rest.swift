// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import GRDB
internal import Storage
internal import WorkCalendar
internal import Workflow

// Papers, letters, the directory, the rulebook, answers and settings.
extension SQLiteWriter {
    func file(_ row: DocumentRow) throws -> Int64 {
        defer { self.shelf.change(row.caseID) { $0.documents = nil } }
        let waiting = try self.row(
            """
            SELECT id FROM documents WHERE case_id = ? AND kind = ? AND sha256 IS NULL
            ORDER BY id LIMIT 1
            """, [row.caseID, row.kind])
        if let id: Int64 = waiting?["id"] {
            try self.run(
                """
                UPDATE documents SET name = ?, size = ?, sha256 = ?, added_on = ?, added_by = ?,
                    sequence = ?
                WHERE id = ?
                """,
                [
                    row.name, row.size, row.sha256, row.addedOn?.description, row.addedBy,
                    row.sequence, id,
                ])
            return id
        }
        try self.insertDocument(row)
        return self.db.lastInsertedRowID
    }

    func callFor(_ row: DocumentRow) throws {
        try self.insertDocument(row)
        self.shelf.change(row.caseID) { $0.documents = nil }
    }

    private func insertDocument(_ row: DocumentRow) throws {
        try self.run(
            """
            INSERT INTO documents (case_id, kind, name, size, sha256, added_on, added_by, sequence)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                row.caseID, row.kind, row.name, row.size, row.sha256, row.addedOn?.description,
                row.addedBy, row.sequence,
            ])
    }

    func insert(_ row: DeliveryRow) throws -> Int64 {
        try self.run(
            """
            INSERT INTO deliveries (case_id, kind, office, recipient, copies, status, made_on,
                sent_on, acknowledged_on, sequence, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                row.caseID, row.kind, row.recipient.office, row.recipient.name, row.copies,
                row.status.rawValue, row.madeOn.description, row.sentOn?.description,
                row.acknowledgedOn?.description, row.sequence, row.reason,
            ])
        self.shelf.change(row.caseID) { $0.deliveries = nil }
        return self.db.lastInsertedRowID
    }

    func update(_ row: DeliveryRow) throws {
        try self.run(
            """
            UPDATE deliveries SET status = ?, sent_on = ?, acknowledged_on = ?, reason = ?
            WHERE id = ?
            """,
            [
                row.status.rawValue, row.sentOn?.description, row.acknowledgedOn?.description,
                row.reason, row.id,
            ])
        self.shelf.change(row.caseID) { $0.deliveries = nil }
    }

    func store(_ row: OfficeRow) throws {
        defer { self.shelf.offices.removeAll(keepingCapacity: true) }
        try self.run(
            """
            INSERT INTO offices (code, name, place, profile, duties, number_code, channel, address)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (code) DO UPDATE SET name = excluded.name, place = excluded.place,
                profile = excluded.profile, duties = excluded.duties,
                number_code = excluded.number_code, channel = excluded.channel,
                address = excluded.address
            """,
            [
                row.code, row.name, row.place, row.profile, JSONColumn.text(row.duties),
                row.numberCode, row.channel.rawValue, row.address,
            ])
        try self.run("DELETE FROM office_names WHERE office = ?", [row.code])
        try self.run(
            "INSERT INTO office_names (name, office, kind) VALUES (?, ?, 'name')",
            [row.name, row.code])
        for alias in Set(row.aliases).subtracting([row.name]).sorted() {
            try self.run(
                "INSERT INTO office_names (name, office, kind) VALUES (?, ?, 'alias')",
                [alias, row.code])
        }
    }

    func store(_ row: UserRow) throws {
        try self.run(
            """
            INSERT INTO users (uid, name) VALUES (?, ?)
            ON CONFLICT (uid) DO UPDATE SET name = excluded.name
            """, [row.uid, row.name])
        try self.run("DELETE FROM memberships WHERE uid = ?", [row.uid])
        for membership in Set(row.memberships) {
            try self.run(
                "INSERT INTO memberships (uid, office, role, kind) VALUES (?, ?, ?, ?)",
                [row.uid, membership.office, membership.role, membership.kind.rawValue])
        }
    }

    func keep(definition content: String, hash: String) throws {
        try self.run(
            "INSERT INTO definitions (hash, content) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING",
            [hash, content])
    }

    func install(rulebook files: [String: String], hash: String, at instant: Instant) throws {
        try self.run(
            "INSERT INTO rulebooks (hash, files, installed_at) VALUES (?, ?, ?)",
            [hash, JSONColumn.text(files), instant.milliseconds])
    }

    func keep(
        _ answer: StoredAnswer, user: Int64, requestID: String, at instant: Instant
    ) throws {
        try self.run(
            """
            INSERT INTO requests (user, request_id, payload_hash, answer, recorded_at)
            VALUES (?, ?, ?, ?, ?)
            """,
            [
                user, requestID, Data(answer.payloadHash), Data(answer.answer),
                instant.milliseconds,
            ])
    }

    func forgetAnswers(before instant: Instant) throws {
        try self.run("DELETE FROM requests WHERE recorded_at < ?", [instant.milliseconds])
    }

    func keep(letterDigest: String, caseID: String) throws {
        try self.run(
            "INSERT INTO letters (digest, case_id) VALUES (?, ?)", [letterDigest, caseID])
    }

    func set(_ key: String, to value: String) throws {
        try self.run(
            """
            INSERT INTO settings (key, value) VALUES (?, ?)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value
            """, [key, value])
    }

    func nextCaseNumber(prefix: String, year: Int) throws -> Int {
        let row = try self.row(
            """
            INSERT INTO case_numbers (prefix, year, last) VALUES (?, ?, 1)
            ON CONFLICT (prefix, year) DO UPDATE SET last = last + 1 RETURNING last
            """, [prefix, year])
        guard let number: Int = row?["last"] else {
            throw StoreError.unusable("no case number could be drawn")
        }
        return number
    }
}
