// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import GRDB
package import Storage

/// The store in one SQLite file: WAL, synchronous=FULL, foreign keys, STRICT tables.
///
/// One connection writes, some read side by side, and one reads for whoever decides.
package final class SQLiteStore: CaseStore {
    let pool: DatabasePool
    /// Used on the queue of the pool's writer only.
    private nonisolated(unsafe) var writer: SQLiteWriter?
    private let looking: DatabaseQueue
    private let log: LogKeeping
    /// Used on the queue of `looking` only.
    private nonisolated(unsafe) var looker: SQLiteLooker?

    /// How hard a commit presses on the disk.
    ///
    /// Only tests turn it down, to show that they notice.
    package enum Durability: String, Sendable {
        /// Every commit is on the disk before it is answered.
        case full = "FULL"
        /// A power cut may lose the last commits.
        case normal = "NORMAL"

        /// SQLite's number for it.
        var level: Int { self == .full ? 2 : 1 }
    }

    /// Opens the file, or makes it.
    ///
    /// - Throws: ``StoreError/unusable(_:)`` when the file is none of ours, newer than this program,
    ///   or damaged.
    package init(path: String, durability: Durability = .full) throws {
        do {
            try SQLiteStore.refuseForeignFile(path)
            self.pool = try SQLiteStore.opened(path, durability)
            let log = LogKeeping(path: path)
            self.log = log
            var configuration = SQLiteStore.configuration
            configuration.readonly = true
            self.looking = try DatabaseQueue(path: path, configuration: configuration)
            self.writer = try self.pool.writeWithoutTransaction { db in
                log.hear(db)
                // What an earlier life left in it. Where that fails now, the first batch finds and tells it.
                _ = try? db.checkpoint(.truncate)
                return try SQLiteWriter(db)
            }
            self.looker = try self.looking.unsafeRead { try SQLiteLooker($0) }
        } catch let error as DatabaseError {
            throw SQLiteStore.translated(error)
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        // An unprivileged process is refused every other one, with a line in the journal for each thread.
        configuration.qos = .default
        configuration.busyMode = .timeout(Double(StorageLimits.busySeconds))
        configuration.maximumReaderCount = StorageLimits.readers
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA foreign_keys = ON")
            // Pages of cases stay out of folders that others use, and a full one of these stops nothing.
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            try db.execute(sql: "PRAGMA cache_size = -\(StorageLimits.pageCacheKiB)")
        }
        return configuration
    }

    /// Opens the file and brings its schema up to date.
    private static func opened(_ path: String, _ durability: Durability) throws -> DatabasePool {
        let pool = try DatabasePool(path: path, configuration: SQLiteStore.configuration)
        let migrator = Migrations.migrator
        try pool.read { db in
            if try migrator.hasBeenSuperseded(db) {
                throw StoreError.unusable(
                    "the database was written by a newer cased; install that version or newer")
            }
        }
        // A step that goes through a million cases sorts what it finds.
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA cache_size = -\(StorageLimits.writerCacheKiB)")
        }
        try migrator.migrate(pool)
        // After the pool is made: making it turns the writer down to NORMAL.
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = \(durability.rawValue)")
            try db.execute(sql: "PRAGMA journal_size_limit = \(StorageLimits.keptLogBytes)")
            let set = try Int.fetchOne(db, sql: "PRAGMA synchronous")
            guard set == durability.level else {
                throw StoreError.unusable(
                    "SQLite does not take synchronous = \(durability.rawValue)")
            }
        }
        try pool.write { db in
            try db.execute(sql: "PRAGMA application_id = \(Migrations.applicationID)")
        }
        return pool
    }

    /// Whether a file is a database with anything in it; the file is only read.
    ///
    /// - Throws: ``StoreError/unusable(_:)`` when it is no database.
    package static func hasTables(_ path: String) throws -> Bool {
        do {
            return try SQLiteStore.outline(path).tables > 0
        } catch let error as DatabaseError {
            throw SQLiteStore.translated(error)
        }
    }

    /// A file that has tables but not our mark is somebody else's.
    private static func refuseForeignFile(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let (mark, tables) = try SQLiteStore.outline(path)
        if tables > 0, mark != Migrations.applicationID {
            throw StoreError.unusable("the file is the database of another program")
        }
    }

    /// Whose a file is, and how much its schema holds.
    private static func outline(_ path: String) throws -> (mark: Int32, tables: Int) {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        return try queue.read { db in
            (
                try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            )
        }
    }

    package func write(_ changes: [Change]) throws {
        var isCommitting = false
        var began = ContinuousClock.now
        do {
            try self.pool.writeWithoutTransaction { db in
                guard let writer = self.writer else {
                    throw StoreError.unusable("the store is closed")
                }
                try db.inTransaction(.immediate) {
                    for change in changes { try writer.carryOut(change) }
                    isCommitting = true
                    began = .now
                    return .commit
                }
            }
            if !changes.isEmpty { self.log.synced(in: began.duration(to: .now)) }
        } catch let error as DatabaseError {
            // The log may hold the whole of it, and the disk may have it.
            if isCommitting, error.resultCode.primaryResultCode == .SQLITE_IOERR {
                throw StoreError.uncertain(
                    "the disk does not confirm what was written: \(error.message ?? "")")
            }
            throw SQLiteStore.translated(error)
        }
    }

    package func look<R>(_ body: (any StoreReader) throws -> R) throws -> R {
        do {
            return try self.looking.unsafeRead { _ in
                guard let looker = self.looker else {
                    throw StoreError.unusable("the store is closed")
                }
                return try looker.look(body)
            }
        } catch let error as DatabaseError {
            throw SQLiteStore.translated(error)
        }
    }

    package func read<R: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> R
    ) async throws -> R {
        do {
            return try await self.pool.read { db in try body(SQLiteReader(db)) }
        } catch let error as DatabaseError {
            throw SQLiteStore.translated(error)
        }
    }

    package func wordsBehind() async throws -> Int {
        do {
            return try await self.pool.read { db in try SQLiteReader(db).wordsBehind() }
        } catch let error as DatabaseError {
            throw SQLiteStore.translated(error)
        }
    }

    package func tendWords() async throws {
        do {
            try await self.pool.write { db in try SQLiteReader(db).tendWords() }
        } catch let error as DatabaseError {
            throw SQLiteStore.translated(error)
        }
    }

    package func vitals() -> StoreVitals { self.log.vitals }

    @discardableResult
    package func checkpoint() throws -> Bool {
        guard self.log.isDue() else { return false }
        do {
            try self.pool.writeWithoutTransaction { try self.log.checkpoint($0) }
            return true
        } catch let error as DatabaseError {
            throw SQLiteStore.translated(error)
        }
    }

    package func forgetLog() throws {
        // Who reads for long holds it up: then it goes by itself, later.
        _ = try? self.pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
    }

    /// Closes the file; nothing can be read or written afterwards.
    ///
    /// All is in the one file then: whoever copies it without its log has everything.
    package func close() throws {
        self.looking.unsafeRead { _ in self.looker = nil }
        try self.looking.close()
        _ = try? self.pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        self.pool.writeWithoutTransaction { _ in self.writer = nil }
        try self.pool.close()
    }

    package func told(_ error: any Error) -> any Error {
        (error as? DatabaseError).map(SQLiteStore.translated) ?? error
    }

    static func translated(_ error: DatabaseError) -> any Error {
        switch error.resultCode.primaryResultCode {
        case .SQLITE_FULL: StoreError.full
        case .SQLITE_NOTADB: StoreError.unusable("the file is no SQLite database")
        case .SQLITE_CORRUPT:
            // SQLite says so too when a disk fails to give what it has.
            StoreError.unusable(
                "the database cannot be read: it is damaged, or the disk does not answer; verify it, and restore a backup if it is damaged"
            )
        case .SQLITE_CANTOPEN:
            StoreError.unusable(
                "a file of the database cannot be opened: check owner and rights, and how many files may be open"
            )
        case .SQLITE_READONLY:
            StoreError.unusable("the database cannot be written: check its owner and rights")
        case .SQLITE_IOERR: StoreError.unusable("the disk does not answer: \(error.message ?? "")")
        case .SQLITE_CONSTRAINT:
            StoreError.unusable("the tables do not take it: \(error.message ?? "")")
        default: StoreError.unusable("SQLite answers: \(error)")
        }
    }
}
