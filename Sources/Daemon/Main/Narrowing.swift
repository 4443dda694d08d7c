// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Logging
internal import Storage
internal import StorageSQLite

/// Says once, at the first start over a data folder of an earlier version, that fewer read than before.
struct Narrowing {
    let store: SQLiteStore
    let logger: Logger

    /// Says it if it was not said, and notes that it was; a new folder has nothing to be told.
    ///
    /// Asked before the rulebook of a new folder is installed.
    func say() throws {
        let (isSaid, isNew) = try self.store.look {
            (try $0.setting(Setting.narrowed) != nil, try $0.installedRulebook(nil) == nil)
        }
        guard !isSaid else { return }
        try self.store.decide { $1.set(Setting.narrowed, to: Daemon.version) }
        guard !isNew else { return }
        self.logger.notice(
            "from this version on administrators read cases only by a role in an office, and nobody without a role reads any; caseadm user grant gives one (see NEWS)",
            metadata: ["event": "reading_narrowed"])
    }
}
