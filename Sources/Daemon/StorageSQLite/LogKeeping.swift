// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import GRDB
internal import GRDBSQLite
internal import Storage
internal import Synchronization

/// Keeps SQLite's log (WAL) short, in place of SQLite, which says nothing when that fails.
final class LogKeeping: Sendable {
    private struct State {
        /// Pages at the last attempt.
        var tried = 0
        /// No attempt before.
        var notBefore: ContinuousClock.Instant?
        /// When whoever writes waited for readers last.
        var waited: ContinuousClock.Instant?
        var syncs: [Duration] = []
    }

    /// Written by SQLite's hook after each commit, read by whoever checkpoints: both on the writer's
    /// queue; atomic since a hook is a C function that gets a pointer.
    private let pages = Atomic<Int>(0)
    private let state = Mutex(State())
    private let path: String

    /// Keeping of a database's log.
    init(path: String) { self.path = path + "-wal" }

    /// Hears of each commit of the connection that writes; SQLite then checkpoints no more by itself.
    ///
    /// The connection must not outlive this value.
    func hear(_ db: Database) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        _ = sqlite3_wal_hook(
            db.sqliteConnection,
            { context, _, _, pages in
                guard let context else { return SQLITE_OK }
                Unmanaged<LogKeeping>.fromOpaque(context).takeUnretainedValue()
                    .pages.store(Int(pages), ordering: .relaxed)
                return SQLITE_OK
            }, context)
    }

    /// Notes how long a commit waited for the disk.
    func synced(in duration: Duration) {
        self.state.withLock { state in
            state.syncs.append(duration)
            if state.syncs.count > StorageLimits.timedCommits { state.syncs.removeFirst() }
        }
    }

    /// What is told of it.
    var vitals: StoreVitals {
        var vitals = StoreVitals()
        vitals.syncs = self.state.withLock { $0.syncs }
        let attributes = try? FileManager.default.attributesOfItem(atPath: self.path)
        vitals.logBytes = (attributes?[.size] as? NSNumber)?.int64Value ?? 0
        return vitals
    }

    /// Whether it is time for a checkpoint.
    func isDue(at now: ContinuousClock.Instant = .now) -> Bool {
        let pages = self.pages.load(ordering: .relaxed)
        guard pages >= StorageLimits.checkpointPages else { return false }
        return self.state.withLock { state in
            if let notBefore = state.notBefore, now < notBefore { return false }
            // A log that started anew has fewer.
            if pages < state.tried { state.tried = 0 }
            return state.tried == 0 || pages >= state.tried + StorageLimits.checkpointAgain
        }
    }

    /// Brings pages to their places, as far as readers let it; of a long log, all.
    func checkpoint(_ db: Database, at now: ContinuousClock.Instant = .now) throws {
        let pages = self.pages.load(ordering: .relaxed)
        do {
            try db.checkpoint(.passive)
            self.state.withLock { $0.tried = pages }
        } catch {
            self.state.withLock { $0.notBefore = now.advanced(by: StorageLimits.afterFailure) }
            throw error
        }
        guard pages >= StorageLimits.longLog else { return }
        let mayWait = self.state.withLock { state -> Bool in
            if let waited = state.waited, now - waited < StorageLimits.betweenWaits {
                return false
            }
            state.waited = now
            return true
        }
        guard mayWait else { return }
        sqlite3_busy_timeout(db.sqliteConnection, CInt(StorageLimits.waitForReaders))
        defer { sqlite3_busy_timeout(db.sqliteConnection, CInt(StorageLimits.busySeconds * 1_000)) }
        do {
            try db.checkpoint(.truncate)
            self.pages.store(0, ordering: .relaxed)
            self.state.withLock { $0.tried = 0 }
        } catch let error as DatabaseError where error.resultCode.primaryResultCode == .SQLITE_BUSY
        {
            // Somebody reads for long: another time.
        }
    }
}
