// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar

// The tables `documents` and `document_texts`.

extension DocumentRow {
    /// The columns in the order in which ``init(_:)`` reads them.
    fileprivate static let columns =
        "id, case_id, kind, name, size, sha256, added_on, added_by, sequence, withdrawn, called, erased"

    fileprivate init(_ row: Columns) {
        self.init(
            id: row.number(0), caseID: row.text(1), kind: row.text(2), name: row.text(3),
            size: row.numberIfAny(4), sha256: row.textIfAny(5), addedOn: row.day(6),
            addedBy: row.text(7), sequence: row.number(8), withdrawn: row.numberIfAny(9),
            called: row.numberIfAny(10), erased: row.numberIfAny(11))
    }
}

extension Question {
    fileprivate static let documents = Question(
        "SELECT \(DocumentRow.columns) FROM documents WHERE case_id = ? ORDER BY id")
    fileprivate static let named = Question(
        """
        SELECT 1 WHERE EXISTS (SELECT 1 FROM documents WHERE sha256 = ? AND erased IS NULL)
            OR EXISTS (SELECT 1 FROM bulk_actions
                WHERE ended_at IS NULL AND instr(parameters, ?) > 0)
        """)
    fileprivate static let holding = Question(
        """
        SELECT d.id FROM documents d CROSS JOIN document_texts t ON t.document_id = d.id
        WHERE d.case_id = ? AND d.withdrawn IS NULL AND instr(t.text, ?)
        """)
}

extension SQLiteReader {
    func documents(of id: String) throws -> [DocumentRow] {
        try self.ask(.documents).rows({ $0.add(id) }, DocumentRow.init)
    }

    func documents(of id: String, holding text: String) throws -> [Int64] {
        try self.ask(.holding).rows(
            { values in
                values.add(id)
                values.add(text)
            }) { $0.number(0) }
    }

    func unnamed(_ contents: [String]) throws -> [String] {
        try contents.filter { content in
            try self.ask(.named).first(
                { values in
                    values.add(content)
                    values.add(content)
                }) { _ in true } == nil
        }
    }
}

/// Writes documents; whose a document is, and of which kind, never changes.
struct DocumentsTable {
    private let upsert: Prepared
    private let deletion: Prepared
    private let text: Prepared
    private let textDeletion: Prepared

    init(_ db: Database) throws {
        self.text = try Prepared(
            "INSERT OR REPLACE INTO document_texts (document_id, text) VALUES (?, ?)", on: db)
        self.textDeletion = try Prepared(
            "DELETE FROM document_texts WHERE document_id = ?", on: db)
        self.upsert = try Prepared(
            """
            INSERT INTO documents (\(DocumentRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, size = excluded.size,
                sha256 = excluded.sha256, added_on = excluded.added_on,
                added_by = excluded.added_by, sequence = excluded.sequence,
                withdrawn = excluded.withdrawn, called = excluded.called,
                erased = excluded.erased
            """, on: db)
        self.deletion = try Prepared(
            "DELETE FROM documents WHERE id = ? AND sha256 IS NULL", on: db)
    }

    func put(_ row: DocumentRow) throws {
        try self.upsert.run { values in
            values.add(row.id)
            values.add(row.caseID)
            values.add(row.kind)
            values.add(row.name)
            values.add(row.size)
            values.add(row.sha256)
            values.add(row.addedOn)
            values.add(row.addedBy)
            values.add(row.sequence)
            values.add(row.withdrawn)
            values.add(row.called)
            values.add(row.erased)
        }
    }

    func keep(_ text: String?, of id: Int64) throws {
        guard let text else { return try self.textDeletion.run { $0.add(id) } }
        try self.text.run { values in
            values.add(id)
            values.add(text)
        }
    }

    /// What is on file stays.
    func drop(_ id: Int64) throws {
        try self.deletion.run { $0.add(id) }
    }
}
