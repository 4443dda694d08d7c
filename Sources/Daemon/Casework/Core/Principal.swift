// SPDX-License-Identifier: Apache-2.0
package import Storage
internal import Workflow

/// Who speaks: the peer of the connection, as the directory knows him.
///
/// There is no other identity.
package struct Principal: Sendable {
    /// The uid of the peer's process.
    package var uid: Int64
    /// Root, or in the administrators' group.
    package var isAdmin: Bool
    /// His entry in the directory; nil for an unknown uid.
    package var user: UserRow?

    /// A peer.
    package init(uid: Int64, isAdmin: Bool, user: UserRow?) {
        self.uid = uid
        self.isAdmin = isAdmin
        self.user = user
    }

    /// Somebody who has no role in any case: what he is told may be told to a whole office.
    package static let withoutRole = Principal(uid: -1, isAdmin: false, user: nil)

    /// Whether anything but the daemon's being alive is his business.
    package var isKnown: Bool {
        self.isAdmin || self.user != nil
    }

    /// His name, for the history.
    package var name: String {
        self.user?.name ?? (self.isAdmin ? "admin(\(self.uid))" : "uid \(self.uid)")
    }

    /// Codes of the offices in which he has a role.
    package var offices: Set<String> { Set((self.user?.memberships ?? []).map(\.office)) }

    /// What he may do: by membership, or, when he names an office, what he may enter for it.
    package func standings(for office: String?) -> [MembershipRow] {
        let all = self.user?.memberships ?? []
        guard let office else { return all }
        return all.filter { $0.office == office }
    }
}
