// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// A rulebook that was installed.
package struct InstalledRulebook: Sendable {
    /// Its number, from 1.
    package var id: Int64
    /// The hash of its files.
    package var hash: String
    /// Its files by relative path.
    package var files: [String: String]
    /// When.
    package var installedAt: Instant

    /// A rulebook.
    package init(id: Int64, hash: String, files: [String: String], installedAt: Instant) {
        self.id = id
        self.hash = hash
        self.files = files
        self.installedAt = installedAt
    }
}

/// Reads the definitions pinned, and the settings.
package protocol RulesReading {
    /// The content a case has pinned.
    func definitionContent(_ hash: String) throws -> String?
    /// A setting.
    func setting(_ key: String) throws -> String?
}

/// Lists the rulebooks that were installed.
package protocol RulebookListing {
    /// A rulebook installed earlier; the last one without a number.
    func installedRulebook(_ id: Int64?) throws -> InstalledRulebook?
    /// Every rulebook installed, newest first, without its files.
    func installedRulebooks() throws -> [InstalledRulebook]
    /// The hash of every content that was pinned, in order.
    func definitionHashes() throws -> [String]
}
