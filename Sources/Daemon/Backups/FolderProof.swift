// SPDX-License-Identifier: Apache-2.0
package import Casework
internal import CaseworkCore
internal import FileStore
internal import Storage
package import StorageSQLite

/// What was found when a database and its documents were gone through without a daemon.
package struct FolderProof: Sendable {
    /// What the chain and the tables told.
    package let check: ChainCheck
    /// What is wrong, in sentences for administrators: pages, chain, tables, documents.
    package let problems: [String]
    /// Documents that cases have on file, by their SHA-256: whose they are.
    let named: [String: String]

    /// Goes through a database that may be opened, since it is a copy, and compares each document on file
    /// with its hash.
    ///
    /// - Parameter documents: the folder they lie in; nil where they are looked at elsewhere.
    /// - Throws: ``StoreError/unusable(_:)`` when it cannot be opened: no database, or of a newer program.
    package static func of(database: String, documents: String?) async throws -> FolderProof {
        // Pages first: what SQLite finds broken says more than what breaks on the way through it.
        let pages = try SQLiteStore.faults(database)
        let store = try SQLiteStore(path: database)
        defer { try? store.close() }
        return try await FolderProof.of(store, documents: documents, pages: pages)
    }

    /// Goes through a store that is open.
    package static func of(
        _ store: SQLiteStore, documents: String?, pages: [String] = []
    ) async throws -> FolderProof {
        let check = try await store.read { try ChainCheck.run($0) }
        let named = try await store.read { try $0.filedContents() }
        var problems = pages + check.problems
        if let documents {
            let folder = DocumentFolder(reading: documents)
            for (sha256, whose) in named.sorted(by: { $0.value < $1.value }) {
                if let fault = try folder.fault(sha256) { problems.append("\(whose): \(fault)") }
            }
        }
        return FolderProof(check: check, problems: problems, named: named)
    }
}
