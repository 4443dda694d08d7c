// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Casework
internal import CaseworkCore
internal import FileStore
internal import Foundation
internal import Storage
internal import StorageSQLite

/// `cased verify DATA`: proves the history without a daemon.
///
/// It reads a copy: not a byte of what it verifies changes, and a read-only medium will do.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the history's chain and the documents of a data folder. / 校验历史链与文书")

    @Argument(help: "Data folder.") var data: String
    @Option(
        help: ArgumentHelp(
            "The history must have this line with this hash, as digests and manifests name it. / 须含此行",
            valueName: "LINE:HASH"))
    var expect: String?
    @Option(
        help: ArgumentHelp(
            "Of the readings too, as audit verify told it. / 查阅记录须含此条",
            valueName: "NUMBER:HASH"))
    var expectRead: String?

    func run() async throws {
        let path = DataFolder.database(self.data)
        let expected = try self.expect.map { try Verify.line($0, "--expect") }
        let expectedRead = try self.expectRead.map { try Verify.line($0, "--expect-read") }
        let copy = try VerifiedCopy(of: path)
        guard try SQLiteStore.hasTables(copy.database) else {
            throw StartError.data(
                "\(path) holds nothing: the copy lacks cases.sqlite-wal; copy the whole folder")
        }
        let store: SQLiteStore
        do {
            store = try SQLiteStore(path: copy.database)
        } catch StoreError.unusable(let reason) {
            throw StartError.data("\(path): \(reason)")
        }
        let check = try await store.read { try ChainCheck.run($0) }
        guard check.lines > 0 || !check.problems.isEmpty else {
            throw StartError.data(
                "\(path) has no line of history: if it is a copy, it lacks cases.sqlite-wal; copy the whole folder"
            )
        }
        var problems = check.problems + (try await self.missingDocuments(store))
        if let expected { problems += try await self.missing(expected, in: store) }
        if let expectedRead { problems += try await self.missing(read: expectedRead, in: store) }
        for problem in problems { Output.line("BAD  \(problem)") }
        guard problems.isEmpty else { throw ExitCode(1) }
        Output.line("ok   \(check.lines) lines, head \(Chain.hex(check.head.hash))")
        let reads = check.reads
        Output.line("     \(reads.sequence) readings, head \(Chain.hex(reads.hash))")
    }

    private static func line(
        _ text: String, _ option: String
    ) throws -> (sequence: Int64, hash: String) {
        let parts = text.split(separator: ":").map(String.init)
        guard parts.count == 2, let sequence = Int64(parts[0]), sequence > 0, parts[1].count == 64
        else {
            throw ValidationError(
                "\(option) \(text): give the line's number and its hash, as 6:0f3a… from a digest")
        }
        return (sequence, parts[1].lowercased())
    }

    /// Why the history is not the one that a line was told from: an older copy, or another history.
    private func missing(
        _ expected: (sequence: Int64, hash: String), in store: SQLiteStore
    ) async throws -> [String] {
        let found = try await store.read { reader in
            try reader.history(of: nil, after: expected.sequence - 1, limit: 1).first
        }
        guard let found, found.sequence == expected.sequence else {
            return ["line \(expected.sequence) is not there: the copy ends earlier"]
        }
        return Chain.hex(found.hash) == expected.hash
            ? [] : ["line \(expected.sequence) has another hash: this is another history"]
    }

    /// Why the readings are not those that one was told from.
    private func missing(
        read expected: (sequence: Int64, hash: String), in store: SQLiteStore
    ) async throws -> [String] {
        var query = ReadQuery(limit: 1)
        query.after = expected.sequence - 1
        let asked = query
        let found = try await store.read { try $0.reads(asked).first }
        guard let found, found.number == expected.sequence else {
            return ["reading \(expected.sequence) is not there: the copy ends earlier"]
        }
        return Chain.hex(found.hash) == expected.hash
            ? [] : ["reading \(expected.sequence) has another hash: these are other readings"]
    }

    /// Documents whose content is gone or changed.
    private func missingDocuments(_ store: SQLiteStore) async throws -> [String] {
        let folder = DocumentFolder(reading: DataFolder.documents(self.data))
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
