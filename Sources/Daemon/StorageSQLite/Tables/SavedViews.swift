// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage

// The table `saved_views`.

extension SavedViewRow {
    /// The columns in the order in which ``init(_:)`` reads them.
    fileprivate static let columns = "owner, name, office, words"

    fileprivate init(_ row: Columns) throws {
        self.init(
            owner: row.number(0), name: row.text(1), office: row.textIfAny(2),
            words: try row.dictionary(3))
    }
}

extension Question {
    fileprivate static let savedViews = Question(
        "SELECT \(SavedViewRow.columns) FROM saved_views WHERE owner = ? ORDER BY name")
    fileprivate static let sharedViews = Question(
        "SELECT \(SavedViewRow.columns) FROM saved_views WHERE office = ? ORDER BY owner, name")
}

extension SQLiteReader {
    func savedViews(of owner: Int64) throws -> [SavedViewRow] {
        try self.ask(.savedViews).rows({ $0.add(owner) }, SavedViewRow.init)
    }

    func savedViews(sharedWith office: String) throws -> [SavedViewRow] {
        try self.ask(.sharedViews).rows({ $0.add(office) }, SavedViewRow.init)
    }
}

/// Writes what users saved.
struct SavedViewsTable {
    private let insertion: Prepared
    private let removal: Prepared

    init(_ db: Database) throws {
        self.insertion = try Prepared(
            """
            INSERT INTO saved_views (\(SavedViewRow.columns)) VALUES (?, ?, ?, ?)
            ON CONFLICT (owner, name) DO UPDATE SET office = excluded.office, words = excluded.words
            """, on: db)
        self.removal = try Prepared(
            "DELETE FROM saved_views WHERE owner = ? AND name = ?", on: db)
    }

    func put(_ row: SavedViewRow) throws {
        try self.insertion.run { values in
            values.add(row.owner)
            values.add(row.name)
            values.add(row.office)
            values.add { $0.add(row.words) }
        }
    }

    func drop(of owner: Int64, _ name: String) throws {
        try self.removal.run { values in
            values.add(owner)
            values.add(name)
        }
    }
}
