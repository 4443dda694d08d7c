// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage

// The table `case_marks`.

extension Question {
    fileprivate static let marked = Question(
        "SELECT case_id FROM case_marks WHERE kind = ? AND mark = ? ORDER BY case_id")
}

extension SQLiteReader {
    func caseIDs(marked kind: CaseMark.Kind, _ text: String) throws -> [String] {
        try self.ask(.marked).rows({ values in
            values.add(kind.rawValue)
            values.add(text)
        }) { $0.text(0) }
    }
}

/// Writes marks.
struct MarksTable {
    private let insertion: Prepared
    private let deletion: Prepared

    init(_ db: Database) throws {
        self.insertion = try Prepared(
            """
            INSERT INTO case_marks (kind, mark, case_id) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING
            """, on: db)
        self.deletion = try Prepared(
            "DELETE FROM case_marks WHERE kind = ? AND mark = ? AND case_id = ?", on: db)
    }

    func put(_ mark: CaseMark, isHeld: Bool) throws {
        try (isHeld ? self.insertion : self.deletion).run { values in
            values.add(mark.kind.rawValue)
            values.add(mark.text)
            values.add(mark.caseID)
        }
    }
}
