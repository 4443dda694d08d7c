// SPDX-License-Identifier: Apache-2.0
package import Storage
internal import Synchronization

/// The store in memory: for tests and simulation.
///
/// Nothing of it outlives the process.
package final class MemoryStore: CaseStore {
    private let tables = Mutex(Tables())
    /// Held by whoever writes; those who read do not wait for it.
    private let turn = Mutex(())

    /// An empty store.
    package init() {}

    package func write(_ changes: [Change]) throws {
        try self.turn.withLock { _ in
            var next = self.snapshot
            for change in changes { try next.carryOut(change) }
            self.tables.withLock { $0 = next }
        }
    }

    package func look<R>(_ body: (any StoreReader) throws -> R) throws -> R {
        try body(self.snapshot)
    }

    package func read<R: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> R
    ) async throws -> R {
        try body(self.snapshot)
    }

    private var snapshot: Tables { self.tables.withLock { $0 } }
}
