// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Foundation

/// The file system behind a path.
enum FileSystem {
    /// How much of it is left to this user (statvfs(3)).
    static func space(at path: String) throws -> DiskSpace {
        var told = statvfs()
        guard statvfs(path, &told) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        let block = Int64(told.f_frsize)
        return DiskSpace(
            free: Int64(clamping: told.f_bavail) * block,
            size: Int64(clamping: told.f_blocks) * block)
    }
}
