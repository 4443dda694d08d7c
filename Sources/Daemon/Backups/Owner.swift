// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// Whose files are in a data folder: what root lays down there must be the daemon's.
package struct Owner {
    /// The user that the daemon runs as where the folder does not tell.
    private static let daemon = "cased"

    private let uid: uid_t
    private let gid: gid_t

    /// The owner of a folder; where that is root, or there is none yet, the user `cased`, if there is one.
    package init(of folder: String) {
        var status = stat()
        if lstat(folder, &status) == 0, status.st_uid != 0 {
            (self.uid, self.gid) = (status.st_uid, status.st_gid)
        } else if let user = getpwnam(Owner.daemon) {
            (self.uid, self.gid) = (user.pointee.pw_uid, user.pointee.pw_gid)
        } else {
            (self.uid, self.gid) = (getuid(), getgid())
        }
    }

    /// Gives a path and what is below it to the owner; whoever is not root owns what he makes.
    package func give(_ path: String) {
        guard geteuid() == 0 else { return }
        lchown(path, self.uid, self.gid)
        guard (try? Files.kind(path)) == S_IFDIR else { return }
        for name in (try? Files.names(path)) ?? [] { self.give("\(path)/\(name)") }
    }
}
