// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Backups
internal import Casework
internal import CaseworkCore
internal import Foundation
internal import Storage
internal import StorageSQLite

/// `cased verify FOLDER`: proves a data folder or a backup without a daemon.
///
/// It reads a copy: not a byte of what it verifies changes, and a read-only medium will do.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Check the chain, the tables and the documents of a data folder or a backup. / 校验历史链、数据与文书"
    )

    @Argument(help: "Data folder, or backup. / 数据目录或备份") var data: String
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
        if Backup.isOne(self.data), try await self.isSealedAndTold() { return }
        let expected = try self.expect.map { try Verify.line($0, "--expect") }
        let expectedRead = try self.expectRead.map { try Verify.line($0, "--expect-read") }
        let (store, problemsOfFiles) = try await StartError.told { try await self.opened() }
        let proof = try await StartError.told {
            try await FolderProof.of(
                store.store, documents: DataPaths(self.data).documents, pages: problemsOfFiles)
        }
        let check = proof.check
        guard check.lines > 0 || !proof.problems.isEmpty else {
            throw StartError.data(
                "\(self.data) has no line of history: if it is a copy, it lacks cases.sqlite-wal; copy the whole folder"
            )
        }
        var problems = proof.problems
        if let expected { problems += try await self.missing(expected, in: store.store) }
        if let expectedRead {
            problems += try await self.missing(read: expectedRead, in: store.store)
        }
        for problem in problems { Output.line("BAD  \(problem)") }
        guard problems.isEmpty else { throw ExitCode(1) }
        Output.line("ok   \(check.lines) lines, head \(Chain.hex(check.head.hash))")
        let reads = check.reads
        Output.line("     \(reads.sequence) readings, head \(Chain.hex(reads.hash))")
    }

    /// Of a sealed backup every byte can be compared with the list of hashes, and no more: whether it is one,
    /// and that was told.
    private func isSealedAndTold() async throws -> Bool {
        let (isSealed, faults) = try await StartError.told {
            let backup = try Backup(self.data)
            return (backup.manifest.isSealed, try backup.manifest.isSealed ? backup.faults() : [])
        }
        guard isSealed else { return false }
        for fault in faults { Output.line("BAD  \(fault)") }
        guard faults.isEmpty else { throw ExitCode(1) }
        Output.line(
            "ok   \(self.data) is as it was written; it is sealed: cased drill --key looks into it")
        return true
    }

    /// A store over a copy, which lives as long as this.
    private struct CopiedStore {
        let copy: VerifiedCopy
        let store: SQLiteStore
    }

    /// Opens a copy of the database; of a backup every file is compared with the list of hashes first.
    ///
    /// - Returns: the store, and what is wrong with files and pages.
    private func opened() async throws -> (CopiedStore, [String]) {
        let path = DataPaths(self.data).database
        var problems: [String] = []
        if Backup.isOne(self.data) {
            let backup = try Backup(self.data)
            problems = try backup.faults()
        }
        let copy = try VerifiedCopy(of: path)
        guard try SQLiteStore.hasTables(copy.database) else {
            throw StartError.data(
                "\(path) holds nothing: the copy lacks cases.sqlite-wal; copy the whole folder")
        }
        problems += try SQLiteStore.faults(copy.database)
        return (
            CopiedStore(copy: copy, store: try SQLiteStore(path: copy.database)), problems
        )
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
}
