// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import Synchronization

/// A store whose machine loses its power: after some batches the next one is lost before it is
/// committed, and nothing can be written any more.
final class MortalStore: CaseStore {
    /// The power is off.
    struct Dead: Error {}

    private let store: any CaseStore
    private let left: Mutex<Int?>

    /// A store that dies after so many writes; nil for one that does not.
    init(_ store: any CaseStore, writes: Int?) {
        self.store = store
        self.left = Mutex(writes)
    }

    func write(_ changes: [Change]) throws {
        let isLast = self.left.withLock { left -> Bool in
            guard let now = left else { return false }
            left = now - 1
            return now <= 0
        }
        if isLast { throw Dead() }
        try self.store.write(changes)
    }

    func look<R>(_ body: (any StoreReader) throws -> R) throws -> R {
        try self.store.look(body)
    }

    func read<R: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> R
    ) async throws -> R {
        try await self.store.read(body)
    }
}
