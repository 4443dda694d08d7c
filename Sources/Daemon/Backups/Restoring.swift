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

    /// Whether a restore was interrupted while things were moved: then the folder is neither, and the restore must
    /// be ended.
    package static func isMoving(in data: DataPaths) throws -> Bool {
        try Files.kind(data.moving) != nil
    }

    /// Removes what a restore laid down that was interrupted before; the folder is as it was.
    package static func forgetUnfinished(in data: DataPaths) throws {
        try Files.remove(data.restoring)
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
            let present = evenSo ? nil : try self.present(in: data)
            if let present { try self.refuseToLoseLines(of: present) }
            head = try await self.prove(layingDownIn: staged, copying: true)
            if let present { try self.refuseAnotherHistory(than: present, staged) }
            Owner(ofData: data.root).give(data.restoring)
            try Files.sync(data.restoring)
        } catch {
            // Nothing was moved: the folder is as it was.
            try Files.remove(data.restoring)
            throw error
        }
        let replaced = try Restoring.swap(data, staged, at: now)
        Owner(ofData: data.root).give(data.lock)
        return Outcome(lines: head.lines, head: head.hash, replaced: replaced)
    }

    /// Lays the backup down beside it, goes through it as a daemon would find it, and removes it.
    ///
    /// - Throws: ``BackupError`` saying what is wrong with it.
    package func drill() async throws {
        let folder = (self.backup.path as NSString).deletingLastPathComponent
        let scratch = "\(folder)/\(Restoring.drilled)"
        try Files.remove(scratch)
        defer { try? Files.remove(scratch) }
        _ = try await self.prove(layingDownIn: DataPaths(scratch), copying: false)
    }

    /// Lays the backup down and goes through it.
    ///
    /// - Parameter copying: whether documents are copied, not linked: only a drill's are removed again.
    private func prove(
        layingDownIn folder: DataPaths, copying: Bool
    ) async throws -> (lines: Int64, hash: String) {
        try self.backup.layDown(in: folder.root, key: self.key, copying: copying)
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

    /// The end of the history that is there; nil where nothing can be lost.
    private func present(in data: DataPaths) throws -> SQLiteStore.HistoryEnd? {
        guard try Files.kind(data.database) != nil else { return nil }
        do {
            let present = try SQLiteStore.line(of: data.database)
            // A folder that was only just made has one line: that of the rulebook.
            return present.flatMap { $0.head.sequence > 1 ? $0 : nil }
        } catch {
            throw BackupError(
                "\(data.database) cannot be read (\(error)), so nobody can say what it holds beyond the backup",
                mend: .insist)
        }
    }

    /// Refuses a backup that ends before the present history does, and says how much before.
    private func refuseToLoseLines(of present: SQLiteStore.HistoryEnd) throws {
        let manifest = self.backup.manifest
        let lost = present.head.sequence - manifest.lines
        guard lost > 0 else { return }
        throw BackupError(
            "the backup ends at \(self.end); the data folder goes on to line \(present.head.sequence), recorded \(present.recordedAt): \(lost) lines would be lost",
            mend: .insist)
    }

    /// Refuses a backup that does not go on from the end of the present history.
    private func refuseAnotherHistory(
        than present: SQLiteStore.HistoryEnd, _ staged: DataPaths
    ) throws {
        let common = try SQLiteStore.line(present.head.sequence, of: staged.database)
        guard common?.head != present.head else { return }
        throw BackupError(
            "the data folder holds another history, of \(present.head.sequence) lines, the last recorded \(present.recordedAt); the backup ends at \(self.end)",
            mend: .insist)
    }

    /// Where the backup ends, in words.
    private var end: String {
        let moment = self.backup.manifest.recordedAt.map(\.description) ?? "never"
        return "line \(self.backup.manifest.lines), recorded \(moment)"
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
            Owner(ofData: data.root).give(aside)
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

    /// Where a drill lays a backup down, beside the backups.
    private static let drilled = ".drill"
    /// Before the moment in the name of a folder that holds what was replaced.
    private static let replaced = "replaced-"
}
