// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Workflow

// The ninth step: keys and parties' codes in one form, whatever blanks, widths or case they were
// written with.
extension Migrations {
    private static let separator: Character = "\u{1f}"

    /// Two cases that turn out to be one matter keep their keys as they are: neither is lost.
    static func keys(_ db: Database) throws {
        let rows = try Prepared("SELECT id, natural_key, party FROM cases", on: db).rows { row in
            (id: row.number(0), key: row.textIfAny(1), party: row.textIfAny(2))
        }
        for row in rows {
            let key = row.key.map(Migrations.folded)
            let party = row.party.map(Folding.key)
            guard key != row.key || party != row.party else { continue }
            try db.execute(
                sql: "UPDATE cases SET party = ? WHERE id = ?", arguments: [party, row.id])
            try db.execute(
                sql: "UPDATE OR IGNORE cases SET natural_key = ? WHERE id = ?",
                arguments: [key, row.id])
        }
    }

    /// The workflow's name, and each part in its form.
    private static func folded(_ key: String) -> String {
        let parts = key.split(separator: Migrations.separator, omittingEmptySubsequences: false)
        return
            (parts.prefix(1).map(String.init) + parts.dropFirst().map { Folding.key(String($0)) })
            .joined(separator: String(Migrations.separator))
    }
}
