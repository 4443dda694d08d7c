// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar

// The tables `definitions`, `rulebooks` and `settings`.

extension Question {
    fileprivate static let definition = Question("SELECT content FROM definitions WHERE hash = ?")
    fileprivate static let definitions = Question("SELECT hash FROM definitions ORDER BY hash")
    fileprivate static let rulebook = Question(
        "SELECT id, hash, installed_at, files FROM rulebooks WHERE id = ?")
    fileprivate static let newestRulebook = Question(
        "SELECT id, hash, installed_at, files FROM rulebooks ORDER BY id DESC LIMIT 1")
    fileprivate static let rulebooks = Question(
        "SELECT id, hash, installed_at FROM rulebooks ORDER BY id DESC")
    fileprivate static let setting = Question("SELECT value FROM settings WHERE key = ?")
}

extension SQLiteReader {
    func definitionContent(_ hash: String) throws -> String? {
        try self.ask(.definition).first({ $0.add(hash) }) { $0.text(0) }
    }

    func definitionHashes() throws -> [String] {
        try self.ask(.definitions).rows { $0.text(0) }
    }

    func installedRulebook(_ id: Int64?) throws -> InstalledRulebook? {
        try self.ask(id == nil ? .newestRulebook : .rulebook).first({ values in
            if let id { values.add(id) }
        }) { row in
            InstalledRulebook(
                id: row.number(0), hash: row.text(1), files: try row.dictionary(3),
                installedAt: row.instant(2))
        }
    }

    func installedRulebooks() throws -> [InstalledRulebook] {
        try self.ask(.rulebooks).rows { row in
            InstalledRulebook(
                id: row.number(0), hash: row.text(1), files: [:], installedAt: row.instant(2))
        }
    }

    func setting(_ key: String) throws -> String? {
        try self.ask(.setting).first({ $0.add(key) }) { $0.text(0) }
    }
}

/// Writes what the rules are kept in.
struct RulesTables {
    private let definition: Prepared
    private let rulebook: Prepared
    private let setting: Prepared

    init(_ db: Database) throws {
        self.definition = try Prepared(
            "INSERT INTO definitions (hash, content) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING",
            on: db)
        self.rulebook = try Prepared(
            """
            INSERT INTO rulebooks (id, hash, files, installed_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, files = excluded.files,
                installed_at = excluded.installed_at
            """, on: db)
        self.setting = try Prepared(
            """
            INSERT INTO settings (key, value) VALUES (?, ?)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value
            """, on: db)
    }

    func keep(definition content: String, hash: String) throws {
        try self.definition.run { values in
            values.add(hash)
            values.add(content)
        }
    }

    func install(_ rulebook: InstalledRulebook) throws {
        try self.rulebook.run { values in
            values.add(rulebook.id)
            values.add(rulebook.hash)
            values.add { $0.add(rulebook.files) }
            values.add(rulebook.installedAt)
        }
    }

    func set(_ key: String, to value: String) throws {
        try self.setting.run { values in
            values.add(key)
            values.add(value)
        }
    }
}
