// SPDX-License-Identifier: Apache-2.0
internal import Backups
internal import Foundation
internal import Storage
internal import StorageSQLite

/// The data folder: made when new, locked while a daemon works on it.
struct DataFolder: ~Copyable {
    /// Its path.
    let path: String
    private let lock: Int32

    /// Opens and locks the folder.
    ///
    /// - Parameter restoring: whether it is opened to put a backup in its place, also once more after that was
    ///   interrupted.
    /// - Throws: ``StartError/data(_:)`` when it cannot be made or written,
    ///   ``StartError/locked(_:)`` when another daemon has it.
    init(path: String, restoring: Bool = false) throws(StartError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw StartError.data(
                "the data folder \(path) cannot be made: \(error.localizedDescription) make it, or give another with --data-dir"
            )
        }
        guard access(path, R_OK | W_OK | X_OK) == 0 else {
            throw StartError.data(
                "the data folder \(path) cannot be read and written by this user (uid \(getuid())): \(DataFolder.reason()); check its owner and rights"
            )
        }
        let descriptor = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StartError.data(
                "the data folder \(path) cannot be written: \(DataFolder.reason())")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StartError.locked(
                "another cased works on the data folder \(path); stop it first, or give another folder with --data-dir"
            )
        }
        do {
            let data = DataPaths(path)
            guard try restoring || !Restoring.isMoving(in: data) else {
                throw BackupError(
                    "a backup is being put in the place of \(path), and that was not ended; run cased restore again, with the same backup"
                )
            }
            if !restoring { try Restoring.forgetUnfinished(in: data) }
        } catch {
            close(descriptor)
            throw StartError.data("\(error)")
        }
        self.path = path
        self.lock = descriptor
    }

    deinit {
        close(self.lock)
    }

    /// Opens the store in it.
    func store(durability: SQLiteStore.Durability) throws(StartError) -> SQLiteStore {
        do {
            return try SQLiteStore(path: DataPaths(self.path).database, durability: durability)
        } catch StoreError.unusable(let reason) {
            throw StartError.data("\(DataPaths(self.path).database): \(reason)")
        } catch {
            throw StartError.data("\(DataPaths(self.path).database): \(error)")
        }
    }

    private static func reason() -> String {
        String(cString: strerror(errno))
    }
}
