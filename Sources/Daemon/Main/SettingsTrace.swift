// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Foundation
internal import Logging
internal import Storage
internal import StorageSQLite

/// Tells in the log which settings are others than at the last start: their names, never what they say.
struct SettingsTrace {
    let store: SQLiteStore
    let logger: Logger

    /// Compares with what was noted, and notes what holds now; a new folder has nothing to be told.
    func tell(_ settings: Settings) throws {
        let now = settings.values
        let noted = try self.store.look { try $0.setting(Setting.settings) }
        let before = try noted.map {
            try JSONDecoder().decode([String: String].self, from: Data($0.utf8))
        }
        guard before != now else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(now), as: UTF8.self)
        try self.store.decide { $1.set(Setting.settings, to: text) }
        guard let before else { return }
        let changed = Set(before.keys).union(now.keys).filter { before[$0] != now[$0] }.sorted()
        self.logger.notice(
            "settings are others than at the last start",
            metadata: [
                "event": "settings_changed", "about": "\(changed.joined(separator: ","))",
            ])
    }
}
