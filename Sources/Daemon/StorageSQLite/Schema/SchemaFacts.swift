// SPDX-License-Identifier: Apache-2.0
internal import GRDB

/// What the schema says that questions depend on; read once when the file is opened.
struct SchemaFacts: Sendable {
    /// Field of a case → the conditions under which its index is used; the last one takes the value.
    private let fields: [String: [String]]

    /// - Throws: `DatabaseError`.
    init(_ db: Database) throws {
        let indexes = try Prepared(
            "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'cases'", on: db
        ).rows { $0.text(0) }
        self.fields = indexes.reduce(into: [:]) { fields, sql in
            guard let (field, conditions) = SchemaFacts.field(of: sql) else { return }
            fields[field] = conditions
        }
    }

    /// How to ask for a field of a case so that its index is used; nil when it has none.
    ///
    /// SQLite uses the index of an expression, and a partial one, only when they stand in the question.
    func conditions(on field: String) -> [String]? { self.fields[field] }

    /// Reads `CREATE INDEX … ON cases (fields ->> '$.FIELD') WHERE CONDITION`.
    private static func field(of sql: String) -> (field: String, conditions: [String])? {
        guard let head = sql.firstRange(of: "ON cases (fields ->> '$.") else { return nil }
        let rest = sql[head.upperBound...]
        guard let end = rest.firstRange(of: "')") else { return nil }
        let field = String(rest[..<end.lowerBound])
        let condition = rest.firstRange(of: " WHERE ").map { [String(rest[$0.upperBound...])] }
        return (field, (condition ?? []) + ["fields ->> '$.\(field)' = ?"])
    }
}
