// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Casework
internal import CaseworkCore
internal import FileStore
internal import Foundation
internal import Storage
internal import StorageSQLite

/// `cased verify DATA`: proves the history without a daemon.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the history's chain and the documents of a data folder. / 校验历史链与文书")

    @Argument(help: "Data folder.") var data: String

    func run() async throws {
        let path = DataFolder.database(self.data)
        guard FileManager.default.fileExists(atPath: path) else {
            throw StartError.data("\(path) does not exist; name a data folder of cased")
        }
        let store: SQLiteStore
        do {
            store = try SQLiteStore(path: path)
        } catch StoreError.unusable(let reason) {
            throw StartError.data("\(path): \(reason)")
        }
        let check = try await store.read { try ChainCheck.run($0) }
        let missing = try await self.missingDocuments(store)
        for problem in check.problems + missing { Output.line("BAD  \(problem)") }
        guard check.problems.isEmpty, missing.isEmpty else {
            throw ExitCode(1)
        }
        Output.line("ok   \(check.lines) lines, head \(Chain.hex(check.head.hash))")
    }

    /// Documents whose content is gone or changed.
    private func missingDocuments(_ store: SQLiteStore) async throws -> [String] {
        let folder = try DocumentFolder(path: DataFolder.documents(self.data))
        return try await store.read { reader in
            var problems: [String] = []
            var query = CaseQuery(limit: CaseworkLimits.listed)
            while true {
                let cases = try reader.cases(query)
                for row in cases {
                    for document in try reader.documents(of: row.id) {
                        guard let sha256 = document.sha256 else { continue }
                        let fault = try folder.fault(sha256)
                        if let fault { problems.append("\(row.id) \(document.kind): \(fault)") }
                    }
                }
                guard let last = cases.last, cases.count == CaseworkLimits.listed else {
                    return problems
                }
                query.after = last.id
            }
        }
    }
}
