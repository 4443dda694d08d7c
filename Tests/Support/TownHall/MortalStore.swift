// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import Synchronization

/// A store whose machine loses its power: after some transactions the next one is carried out and
/// lost before it is committed, and nothing can be written any more.
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

    func write<R>(_ body: (any StoreWriter) throws -> R) throws -> R {
        let isLast = self.left.withLock { left -> Bool in
            guard let now = left else { return false }
            left = now - 1
            return now <= 0
        }
        return try self.store.write { writer in
            let result = try body(writer)
            if isLast { throw Dead() }
            return result
        }
    }

    func read<R: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> R
    ) async throws -> R {
        try await self.store.read(body)
    }
}
