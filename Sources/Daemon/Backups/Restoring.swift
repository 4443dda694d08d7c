// SPDX-License-Identifier: Apache-2.0
internal import Casework
internal import FileStore
internal import Foundation
internal import Storage
internal import StorageSQLite
package import WorkCalendar

/// Puts a backup in the place of a data folder, or shows that it could be.
///
/// It is laid down beside what is there, on the same disk, and gone through, before anything is moved. What
/// it replaces stays, in a folder of its own. Nobody else works on the folder meanwhile: whoever calls it
/// holds its lock.
package struct Restoring {
    private let backup: Backup
    private let key: String?

    /// Restores a backup.
    ///
    /// - Parameter key: the file with the secret key, for a sealed one.
    package init(_ backup: Backup, key: String?) {
        self.backup = backup
        self.key = key
    }

    /// Removes what a restore laid down that was interrupted before anything was moved; the folder is as it was.
    ///
    /// - Returns: false when it was interrupted while things were moved: then it must be ended.
    package static func isEndedOrForgotten(in data: DataPaths) throws -> Bool {
        guard try Files.kind(data.moving) == nil else { return false }
        try Files.remove(data.restoring)
        try Files.remove(data.copying)
        return true
    }

    /// What came of it.
    package struct Outcome: Sendable {
        /// Lines of the history that is in force now.
        package let lines: Int64
        /// The last line's hash.
        package let head: String
        /// Where what was replaced lies; nil where nothing was there.
        package let replaced: String?
    }

    /// Puts the backup in force.
    ///
    /// - Parameters:
    ///   - evenSo: although the present history goes on beyond the backup's.
    ///   - now: the moment that the folder of what is replaced is named by.
    /// - Throws: ``BackupError`` when the backup is not whole, or lines would be lost.
    package func putInForce(
        in data: DataPaths, evenSo: Bool, at now: Instant
    ) async throws -> Outcome {
        let staged = DataPaths(data.restoring + "/data")
        try Files.remove(data.restoring)
        try Files.make(folder: data.restoring)
        let head: (lines: Int64, hash: String)
        do {
            if !evenSo { try self.refuseToGoBack(data) }
            head = try await self.prove(layingDownIn: staged)
            Owner(of: data.root).give(data.restoring)
            try Files.sync(data.restoring)
        } catch {
            // Nothing was moved: the folder is as it was.
            try Files.remove(data.restoring)
            throw error
        }
        let replaced = try Restoring.swap(data, staged, at: now)
        Owner(of: data.root).give(data.lock)
        return Outcome(lines: head.lines, head: head.hash, replaced: replaced)
    }

    /// Lays the backup down in an empty folder, goes through it as a daemon would find it, and removes it.
    ///
    /// - Throws: ``BackupError`` saying what is wrong with it.
    package func drill(in scratch: String) async throws {
        try Files.remove(scratch)
        defer { try? Files.remove(scratch) }
        _ = try await self.prove(layingDownIn: DataPaths(scratch))
    }

    /// Lays the backup down and goes through it.
    private func prove(
        layingDownIn folder: DataPaths
    ) async throws -> (lines: Int64, hash: String) {
        try self.backup.layDown(in: folder.root, key: self.key)
        let proof: FolderProof
        do {
            proof = try await FolderProof.of(
                database: folder.database, documents: folder.documents)
        } catch let error as StoreError {
            throw BackupError("\(self.backup.path): \(error)")
        }
        let (manifest, check) = (self.backup.manifest, proof.check)
        // What was wrong when the backup was made was told then, and is no reason to have nothing.
        let told = Set(manifest.faults)
        if let problem = proof.problems.first(where: { !told.contains($0) }),
            manifest.faults.count <= BackupLimits.faultsKept
        {
            throw BackupError("\(self.backup.path): \(problem)")
        }
        let head = Chain.hex(check.head.hash)
        guard check.lines == manifest.lines, head == manifest.head else {
            throw BackupError(
                "\(self.backup.path): its history ends at line \(check.lines) (\(head)), its manifest says \(manifest.lines) (\(manifest.head))"
            )
        }
        return (check.lines, head)
    }

    /// Refuses what would lose lines that only the present folder has, and says how many.
    private func refuseToGoBack(_ data: DataPaths) throws {
        guard try Files.kind(data.database) != nil else { return }
        let manifest = self.backup.manifest
        let present: SQLiteStore.HistoryEnd?
        let common: SQLiteStore.HistoryEnd?
        do {
            present = try SQLiteStore.line(of: data.database)
            common = try SQLiteStore.line(manifest.lines, of: data.database)
        } catch {
            throw BackupError(
                "\(data.database) cannot be read (\(error)), so nobody can say what it holds beyond the backup",
                mend: .insist)
        }
        // A folder that was only just made has one line: that of the rulebook.
        guard let present, present.head.sequence > 1 else { return }
        let (lines, last) = (present.head.sequence, present.recordedAt)
        let backed = "line \(manifest.lines), recorded \(manifest.recordedAt ?? "never")"
        if lines > manifest.lines, let common, Chain.hex(common.head.hash) == manifest.head {
            throw BackupError(
                "the backup ends at \(backed); the data folder goes on to line \(lines), recorded \(last): \(lines - manifest.lines) lines would be lost",
                mend: .insist)
        }
        guard lines <= manifest.lines, try self.continues(present) else {
            throw BackupError(
                "the data folder holds another history, of \(lines) lines, the last recorded \(last); the backup ends at \(backed)",
                mend: .insist)
        }
    }

    /// Whether the backup's history goes on from the end of the present one.
    ///
    /// A sealed one is not opened for that: its end tells it only when it is the same.
    private func continues(_ present: SQLiteStore.HistoryEnd) throws -> Bool {
        let manifest = self.backup.manifest
        if present.head.sequence == manifest.lines {
            return Chain.hex(present.head.hash) == manifest.head
        }
        guard !manifest.isSealed else { return true }
        let copy = try VerifiedCopy(of: "\(self.backup.path)/\(BackupParts.database)")
        return try SQLiteStore.line(present.head.sequence, of: copy.database)?.head == present.head
    }

    /// Moves what is there aside and the backup into its place.
    ///
    /// While this goes on a mark is there, and no daemon starts.
    private static func swap(
        _ data: DataPaths, _ staged: DataPaths, at now: Instant
    ) throws -> String? {
        let own = [data.lock, data.restoring].map { ($0 as NSString).lastPathComponent }
        let present = try Files.names(data.root).filter {
            !own.contains($0) && !$0.hasPrefix(Restoring.replaced)
        }
        try DurableFile.write([], to: data.moving, mode: Files.fileMode)
        try DurableFile.sync(folder: data.restoring)
        let aside = "\(data.root)/\(Restoring.replaced)\(Backup.name(at: now).dropFirst(6))"
        if !present.isEmpty {
            try Files.make(folder: aside)
            Owner(of: data.root).give(aside)
            // The note of backups is about the folder, not about what it holds.
            for name in present where name != (data.note as NSString).lastPathComponent {
                try Files.move("\(data.root)/\(name)", to: "\(aside)/\(name)")
            }
        }
        for name in try Files.names(staged.root) {
            try Files.move("\(staged.root)/\(name)", to: "\(data.root)/\(name)")
        }
        // Both folders name everything before the mark goes.
        if !present.isEmpty { try DurableFile.sync(folder: aside) }
        try DurableFile.sync(folder: data.root)
        try Files.remove(data.restoring)
        try DurableFile.sync(folder: data.root)
        return present.isEmpty ? nil : aside
    }

    /// Before the moment in the name of a folder that holds what was replaced.
    private static let replaced = "replaced-"
}
