// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Storage

/// Says what the file system refused in a sentence for administrators.
enum FileFault {
    /// Runs what touches a path; what Foundation throws is told in the system's own words.
    static func told<R>(_ path: String, _ body: () throws -> R) throws -> R {
        do {
            return try body()
        } catch let error as CocoaError {
            throw StoreError.unusable("\(error.filePath ?? path): \(FileFault.reason(error))")
        }
    }

    /// Refuses a folder that is a link: what is written into it, or tidied away, would be somebody else's.
    static func requireFolder(_ path: String) throws(StoreError) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw .unusable(
                "\(path) is no folder of its own: remove the link, or what stands there")
        }
    }

    /// What a failed system call means: a full disk is told apart, since waiting can mend it.
    static func error(_ call: String, path: String, code: Int32) -> StoreError {
        code == ENOSPC || code == EDQUOT
            ? .full : .unusable("\(call) \(path): \(String(cString: strerror(code)))")
    }

    private static func reason(_ error: CocoaError) -> String {
        guard let posix = error.underlying as? POSIXError else { return error.localizedDescription }
        return String(cString: strerror(posix.code.rawValue))
    }
}
