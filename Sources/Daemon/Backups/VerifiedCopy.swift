// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// A copy of a database and its log, to be looked at in its place: what is verified is evidence,
/// and no byte of it changes.
///
/// `cased verify` makes one.
package final class VerifiedCopy {
    /// How often a copy is tried while a daemon writes.
    private static let attempts = 20

    private let folder: URL
    /// The database to open.
    package let database: String

    /// Copies the database with its log.
    ///
    /// - Throws: ``BackupError`` when there is none, it is empty, or it never stands still.
    package init(of path: String) throws {
        guard let size = VerifiedCopy.stamp(path)?.size else {
            throw BackupError("\(path) does not exist; name a data folder of cased")
        }
        guard size > 0 else {
            throw BackupError(
                "\(path) is empty: this is no database; copy the data folder again")
        }
        self.folder = FileManager.default.temporaryDirectory
            .appending(path: "cased-verify-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: self.folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        let copy = self.folder.appending(path: "cases.sqlite").path(percentEncoded: false)
        self.database = copy
        for _ in 0..<VerifiedCopy.attempts {
            let before = [path, path + "-wal"].map(VerifiedCopy.stamp)
            for suffix in ["", "-wal"] {
                try? FileManager.default.removeItem(atPath: copy + suffix)
                guard FileManager.default.fileExists(atPath: path + suffix) else { continue }
                try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
            }
            if [path, path + "-wal"].map(VerifiedCopy.stamp) == before { return }
            Thread.sleep(forTimeInterval: 0.1)
        }
        throw BackupError("\(path) is being written all the time", mend: .askDaemon)
    }

    deinit {
        try? FileManager.default.removeItem(at: self.folder)
    }

    private struct Stamp: Equatable {
        var size: Int64
        var changed: Date
    }

    /// What changes when a file is written; nil when there is none.
    private static func stamp(_ path: String) -> Stamp? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let attributes, let size = attributes[.size] as? NSNumber,
            let changed = attributes[.modificationDate] as? Date
        else { return nil }
        return Stamp(size: size.int64Value, changed: changed)
    }
}
