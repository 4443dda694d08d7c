// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import Casework
internal import Logging
internal import Rulebook
internal import Storage
internal import StorageSQLite
package import WorkCalendar

// Rules that change under a town's cases, and a daemon that starts again over its store.
extension TownHall {
    /// The files of the shipped rulebook, for a test to change.
    package static var shippedFiles: [String: String] { ShippedRulebook.files }

    /// What installing these files would do.
    package func preview(_ files: [String: String]) async throws -> RulesPreview {
        try await self.engine.rulebooks.preview(try TownHall.rulebook(of: files))
    }

    /// Puts these files in force, here or in the daemon as it was started again.
    ///
    /// - Returns: the number under which they can be rolled back to.
    @discardableResult
    package func install(
        _ files: [String: String], reason: String, event: String = "install",
        in engine: Engine? = nil
    ) async throws -> Int64 {
        try await (engine ?? self.engine).rulebooks.install(
            try TownHall.rulebook(of: files), reason: reason, event: event, self.adminRequest)
    }

    /// Puts rules in force that were installed before.
    package func rollBack(
        to number: Int64, reason: String, in engine: Engine? = nil
    ) async throws {
        let earlier = try await self.engine.rulebooks.installed(number)
        try await self.install(earlier.files, reason: reason, event: "rollback", in: engine)
    }

    /// Puts a content into the store under a hash, its own or not, as anybody can with the tools of a
    /// database.
    package func plant(_ content: String, under hash: String) throws {
        let store = try SQLiteStore(path: self.storePath, durability: .normal)
        try store.write([.definition(hash: hash, content: content)])
    }

    /// Puts a rulebook into the store under a hash, without a line that tells of it.
    package func plant(rulebook files: [String: String], under hash: String) throws {
        let store = try SQLiteStore(path: self.storePath, durability: .normal)
        let number = try store.look { try $0.lastNumber(in: .rulebooks) + 1 }
        try store.write([
            .rulebook(
                InstalledRulebook(
                    id: number, hash: hash, files: files, installedAt: self.engine.clock.now))
        ])
    }

    /// Erases what is personal of a case, without a line that tells of it.
    package func erase(personalOf id: String) throws {
        let store = try SQLiteStore(path: self.storePath, durability: .normal)
        try store.write([.erase(caseID: id)])
    }

    /// Begins to move every live case to the rules in force; nothing is carried out yet.
    @discardableResult
    package func migrate(reason: String, in engine: Engine? = nil) async throws -> Int64 {
        try await (engine ?? self.engine).bulk.migrate(
            workflow: nil, reason: reason, self.adminRequest)
    }

    /// The daemon as its next start makes it: another engine over the same file, with the rules the
    /// file has, at the same simulated time.
    ///
    /// - Parameter writes: after so many transactions it dies in the middle of the next; nil for one
    ///   that lives.
    package func restarted(
        dyingAfter writes: Int? = nil, at day: Day? = nil, inRealTime isReal: Bool = false
    ) async throws -> Engine {
        let store = MortalStore(
            try SQLiteStore(path: self.storePath, durability: .normal), writes: writes)
        let installed = try await store.read { try $0.installedRulebook(nil) }
        let rulebook = try installed.map { try Rulebook.reload($0.files) }
        return Engine(
            store: store, documents: NoDocuments(),
            rules: RuleStore(rulebook ?? self.engine.rules.rulebook),
            clock: DaemonClock(
                simulatedFrom: isReal
                    ? nil : day.map(self.engine.time.morning) ?? self.engine.clock.now),
            logger: Logger(label: "town") { _ in SwiftLogNoOpLogHandler() })
    }
}
