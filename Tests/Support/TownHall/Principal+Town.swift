// SPDX-License-Identifier: Apache-2.0
package import Casework
package import CaseworkCore
package import Storage

extension Principal {
    /// Somebody with the rights that were given to him, and no others.
    package init(uid: Int64, isAdmin: Bool, user: UserRow?) {
        self.init(
            number: uid, isAdmin: isAdmin, user: user,
            rights: (user?.memberships ?? []).map {
                Right(office: $0.office, role: $0.role, kind: $0.kind, source: .own)
            })
    }
}

extension UserDetails {
    /// A user who is known by his uid.
    package init(name: String, uid: Int64) {
        self.init()
        self.name = name
        self.login = UserRow.Login(uid: uid, name: "")
    }
}
