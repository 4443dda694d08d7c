// SPDX-License-Identifier: Apache-2.0
internal import GRDB

// The fifth step: the party's code has a column.
extension Migrations {
    /// Which field holds the code, the rulebook says; until now one field had an index of its own, and
    /// which one stands in that index.
    static func parties(_ db: Database) throws {
        try db.execute(sql: "ALTER TABLE cases ADD COLUMN party TEXT")
        let indexes = try Prepared(
            "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = 'cases_party'", on: db
        ).rows { $0.text(0) }
        for path in indexes.compactMap(Migrations.indexedPath) {
            try db.execute(
                sql: """
                    UPDATE cases SET party = fields ->> ?1 WHERE json_type(fields, ?1) = 'text'
                    """, arguments: [path])
        }
        try db.execute(
            sql: """
                DROP INDEX cases_party;
                CREATE INDEX cases_party ON cases (party) WHERE party IS NOT NULL;
                """)
    }

    /// The path in `CREATE INDEX … ON cases (fields ->> 'PATH') …`.
    private static func indexedPath(_ sql: String) -> String? {
        guard let head = sql.firstRange(of: "ON cases (fields ->> '"),
            let end = sql[head.upperBound...].firstRange(of: "')")
        else { return nil }
        return String(sql[head.upperBound..<end.lowerBound])
    }
}
