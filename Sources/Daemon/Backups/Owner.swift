// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// Whose files are in a folder: what root lays down there must be its owner's, so that the daemon and the
/// nightly backup find what root began.
package struct Owner {
    /// The user that the daemon runs as where a data folder does not tell.
    private static let daemon = "cased"

    private let uid: uid_t
    private let gid: gid_t

    /// The owner of a data folder; where that is root, or there is none yet, the user `cased`, if there is one.
    package init(ofData folder: String) {
        var status = stat()
        if stat(folder, &status) == 0, status.st_uid != 0 {
            (self.uid, self.gid) = (status.st_uid, status.st_gid)
        } else if let user = getpwnam(Owner.daemon) {
            (self.uid, self.gid) = (user.pointee.pw_uid, user.pointee.pw_gid)
        } else {
            (self.uid, self.gid) = (getuid(), getgid())
        }
    }

    /// The owner of a folder of backups.
    init(of folder: String) {
        var status = stat()
        let isThere = stat(folder, &status) == 0
        self.uid = isThere ? status.st_uid : getuid()
        self.gid = isThere ? status.st_gid : getgid()
    }

    /// Gives a path and what is below it to the owner; whoever is not root owns what he makes.
    package func give(_ path: String) {
        guard geteuid() == 0 else { return }
        lchown(path, self.uid, self.gid)
        guard (try? Files.kind(path)) == S_IFDIR else { return }
        for name in (try? Files.names(path)) ?? [] { self.give("\(path)/\(name)") }
    }
}
