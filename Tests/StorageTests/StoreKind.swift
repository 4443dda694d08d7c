// SPDX-License-Identifier: Apache-2.0
import Foundation
import Storage
import StorageMemory
import StorageSQLite

/// A kind of store that must behave as every store does; one per implementation.
enum StoreKind: String, CaseIterable, Sendable {
    case sqlite, memory

    /// A new, empty store.
    func make() throws -> any CaseStore {
        switch self {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory
                .appending(path: "cased-store-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let path = folder.appending(path: "cased.sqlite").path(percentEncoded: false)
            return try SQLiteStore(path: path, durability: .normal)
        case .memory: return MemoryStore()
        }
    }

    /// A new store that holds something of everything.
    func filled() throws -> any CaseStore {
        let store = try self.make()
        try store.write(StoreRows.something)
        return store
    }
}
