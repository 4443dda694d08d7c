// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import GRDB
package import Storage
internal import Synchronization

/// The store in one SQLite file: WAL, synchronous=FULL, foreign keys, STRICT tables.
package final class SQLiteStore: CaseStore {
    private let pool: DatabasePool
    /// Lies here between two transactions.
    private let shelf = Mutex(CaseShelf())

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
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = StorageLimits.readers
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA foreign_keys = ON")
            try db.execute(sql: "PRAGMA cache_size = -\(StorageLimits.pageCacheKiB)")
        }
        do {
            try SQLiteStore.refuseForeignFile(path)
            self.pool = try DatabasePool(path: path, configuration: configuration)
            let migrator = Migrations.migrator
            try self.pool.read { db in
                if try migrator.hasBeenSuperseded(db) {
                    throw StoreError.unusable(
                        "the database was written by a newer cased; install that version or newer")
                }
            }
            try migrator.migrate(self.pool)
            // After the pool is made: making it turns the writer down to NORMAL.
            try self.pool.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = \(durability.rawValue)")
                try db.execute(sql: "PRAGMA cache_size = -\(StorageLimits.writerCacheKiB)")
                let set = try Int.fetchOne(db, sql: "PRAGMA synchronous")
                guard set == durability.level else {
                    throw StoreError.unusable(
                        "SQLite does not take synchronous = \(durability.rawValue)")
                }
            }
            try self.pool.write { db in
                try db.execute(sql: "PRAGMA application_id = \(Migrations.applicationID)")
            }
        } catch let error as DatabaseError {
            throw SQLiteStore.translated(error)
        }
    }

    /// A file that has tables but not our mark is somebody else's.
    private static func refuseForeignFile(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        try queue.read { db in
            let mark = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            if tables > 0, mark != Migrations.applicationID {
                throw StoreError.unusable("the file is the database of another program")
            }
        }
    }

    package func write<R>(_ body: (any StoreWriter) throws -> R) throws -> R {
        do {
            return try self.pool.writeWithoutTransaction { db in
                let writer = SQLiteWriter(db, self.takeShelf())
                defer {
                    writer.shelf.beginAnew()
                    self.shelf.withLock { $0 = writer.shelf }
                }
                var result: R?
                do {
                    try db.inTransaction(.immediate) {
                        result = try body(writer)
                        return .commit
                    }
                } catch {
                    writer.shelf.forgetChanges()
                    throw error
                }
                guard let result else {
                    throw StoreError.unusable("a transaction came back empty")
                }
                return result
            }
        } catch let error as DatabaseError {
            throw SQLiteStore.translated(error)
        }
    }

    /// The shelf, and an empty one in its place: two owners would copy it at each change.
    private func takeShelf() -> CaseShelf {
        self.shelf.withLock { shelf in
            defer { shelf = CaseShelf() }
            return shelf
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

    /// Closes the file; nothing can be read or written afterwards.
    package func close() throws {
        try self.pool.close()
    }

    static func translated(_ error: DatabaseError) -> any Error {
        switch error.resultCode.primaryResultCode {
        case .SQLITE_FULL: StoreError.full
        case .SQLITE_NOTADB: StoreError.unusable("the file is no SQLite database")
        case .SQLITE_CORRUPT: StoreError.unusable("the database is damaged; restore a backup")
        case .SQLITE_CANTOPEN:
            StoreError.unusable("the database cannot be opened: check its owner and rights")
        case .SQLITE_READONLY:
            StoreError.unusable("the database cannot be written: check its owner and rights")
        case .SQLITE_IOERR: StoreError.unusable("the disk does not answer: \(error.message ?? "")")
        default: error
        }
    }
}

/// The limits of the SQLite store, each with its reason.
enum StorageLimits {
    /// Connections that read at once: more than there are cores only wait for each other.
    static let readers = 4
    /// Page cache of a connection that reads: four stay within 16 MiB.
    static let pageCacheKiB = 4_096
    /// Page cache of the connection that writes: the leaves that a working day touches.
    static let writerCacheKiB = 24_576
    /// Values of cases that the writer keeps at hand, of about a hundred bytes each: 24 MiB.
    static let shelved = 240_000
}
