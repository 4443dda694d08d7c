// SPDX-License-Identifier: Apache-2.0
internal import Dispatch
internal import Foundation
internal import GRDB
package import Storage
package import WorkCalendar

/// What is done with the file of a store from outside: copied, looked over, asked where its history ends.
extension SQLiteStore {
    /// The end of a history.
    package struct HistoryEnd: Sendable {
        /// Number and hash of the line.
        package let head: ChainHead
        /// When the line was recorded.
        package let recordedAt: Instant
    }

    /// Copies a database as it is at one moment, also while a daemon writes it (SQLite's online backup).
    ///
    /// The copy is one file, durable when this returns. The daemon goes on meanwhile; its log grows until
    /// the copy is made.
    ///
    /// - Throws: ``StoreError``.
    package static func copy(_ path: String, to target: String) throws {
        try SQLiteStore.told {
            let source = try SQLiteStore.readOnly(path)
            defer { try? source.close() }
            var configuration = Configuration()
            configuration.qos = .default
            let copy = try DatabaseQueue(path: target, configuration: configuration)
            try source.backup(to: copy)
            try copy.close()
        }
    }

    package func faults() async throws -> [String] {
        let path = self.pool.path
        return try await withCheckedThrowingContinuation { continuation in
            // It reads all there is: on a thread of its own.
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(with: Result { try SQLiteStore.faults(path) })
            }
        }
    }

    /// What SQLite itself finds wrong with a file: pages, indexes, references, conditions of tables; the first few.
    ///
    /// - Throws: ``StoreError/unusable(_:)`` when it cannot be read at all.
    package static func faults(_ path: String) throws -> [String] {
        try SQLiteStore.told {
            let queue = try SQLiteStore.readOnly(path)
            defer { try? queue.close() }
            return try queue.read { db in
                let told = try String.fetchAll(
                    db, sql: "PRAGMA integrity_check(\(StorageLimits.faultsTold))")
                let astray = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
                    .prefix(StorageLimits.faultsTold)
                    .map { row -> String in
                        let (table, parent) = (row["table"] as String?, row["parent"] as String?)
                        return
                            "a row of \(table ?? "?") names one of \(parent ?? "?") that is not there"
                    }
                return told.filter { $0 != "ok" } + astray
            }
        }
    }

    /// The line with a number, or the last one; nil where there is none.
    ///
    /// - Throws: ``StoreError/unusable(_:)`` when it cannot be read.
    package static func line(_ number: Int64? = nil, of path: String) throws -> HistoryEnd? {
        try SQLiteStore.told {
            let queue = try SQLiteStore.readOnly(path)
            defer { try? queue.close() }
            return try queue.read { db in
                guard try db.tableExists("history") else { return nil }
                let row = try Row.fetchOne(
                    db,
                    sql: """
                        SELECT sequence, hash, recorded_at FROM history
                        WHERE sequence = coalesce(?, (SELECT max(sequence) FROM history))
                        """,
                    arguments: [number])
                return row.map { row in
                    HistoryEnd(
                        head: ChainHead(
                            sequence: row["sequence"], hash: Array(row["hash"] as Data)),
                        recordedAt: Instant(milliseconds: row["recorded_at"]))
                }
            }
        }
    }

    private static func readOnly(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.qos = .default
        configuration.busyMode = .timeout(5)
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static func told<R>(_ body: () throws -> R) throws -> R {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw SQLiteStore.translated(error)
        }
    }
}
