// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Synchronization

/// Who administers: root, the user the daemon runs as (the data are his), and the members of the
/// group `cased-admin`.
package final class AdminGroup: Sendable {
    /// The administrators' group.
    package static let admins = "cased-admin"
    /// The group of the process that hands messages over.
    package static let couriers = "cased-courier"

    private struct Known {
        var isAdmin: Bool
        var at: Int
    }

    private let known = Mutex<[UInt32: Known]>([:])
    private let name: String

    /// Asks the system's user database.
    package init(_ name: String) { self.name = name }

    /// Whether the uid is in the group, or may do everything anyway.
    func contains(_ uid: UInt32) -> Bool {
        if uid == 0 || uid == geteuid() { return true }
        let now = time(nil)
        if let known = self.known.withLock({ $0[uid] }),
            now - known.at < ServiceLimits.membershipSeconds
        {
            return known.isAdmin
        }
        let isAdmin = self.isMember(uid)
        self.known.withLock { known in
            if known.count >= ServiceLimits.remembered { known.removeAll() }
            known[uid] = Known(isAdmin: isAdmin, at: now)
        }
        return isAdmin
    }

    private func isMember(_ uid: UInt32) -> Bool {
        var group = Glibc.group()
        var user = passwd()
        var groupFound: UnsafeMutablePointer<Glibc.group>?
        var userFound: UnsafeMutablePointer<passwd>?
        var groupText = [CChar](repeating: 0, count: 65_536)
        var userText = [CChar](repeating: 0, count: 16_384)
        guard getgrnam_r(self.name, &group, &groupText, groupText.count, &groupFound) == 0,
            groupFound != nil,
            getpwuid_r(uid, &user, &userText, userText.count, &userFound) == 0, userFound != nil
        else { return false }
        var count: Int32 = 256
        var groups = [gid_t](repeating: 0, count: Int(count))
        guard getgrouplist(user.pw_name, user.pw_gid, &groups, &count) >= 0 else { return false }
        return groups.prefix(Int(count)).contains(group.gr_gid)
    }
}
