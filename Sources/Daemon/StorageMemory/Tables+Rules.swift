// SPDX-License-Identifier: Apache-2.0
internal import Storage

/// Rulebooks, definitions and settings.
struct RulesTable: Sendable {
    fileprivate(set) var definitions: [String: String] = [:]
    fileprivate(set) var rulebooks = SortedRows<Int64, InstalledRulebook>()
    var settings: [String: String] = [:]

    /// Keeps a content; a hash that is known has it already.
    mutating func keep(_ content: String, hash: String) throws {
        try Tables.demand(hash.unicodeScalars.count == 64, "\(hash) is no hash of a definition")
        if self.definitions[hash] == nil { self.definitions[hash] = content }
    }

    mutating func install(_ row: InstalledRulebook) throws {
        try Tables.demand(row.hash.unicodeScalars.count == 64, "\(row.hash) is no rulebook's hash")
        self.rulebooks[row.id] = row
    }
}

extension Tables {
    func definitionContent(_ hash: String) -> String? { self.rules.definitions[hash] }

    func definitionHashes() -> [String] { self.rules.definitions.keys.sorted() }

    func installedRulebook(_ id: Int64?) -> InstalledRulebook? {
        guard let id else { return self.rules.rulebooks.last?.row }
        return self.rules.rulebooks[id]
    }

    func installedRulebooks() -> [InstalledRulebook] {
        self.rules.rulebooks.backwards().map { found in
            var row = found.row
            row.files = [:]
            return row
        }
    }

    func setting(_ key: String) -> String? { self.rules.settings[key] }
}
