// SPDX-License-Identifier: Apache-2.0
package import Storage
package import Workflow

/// Who speaks, as the directory knows him: the peer of the connection, or who is signed in at the page.
///
/// There is no other identity.
package struct Principal: Sendable {
    /// His number; of somebody whom the directory does not know, the uid of his process.
    package var number: Int64
    /// Root, or in the administrators' group.
    package var isAdmin: Bool
    /// His entry in the directory; nil for somebody unknown.
    package var user: UserRow?
    /// What he may do today.
    package var rights: [Right]
    /// By which door he came in; nil where the connection is his own.
    package var door: Door?
    /// What alone he may do, and the only case he is told of: he came by a link.
    package var errand: Errand?

    /// A peer.
    package init(number: Int64, isAdmin: Bool, user: UserRow?, rights: [Right]) {
        self.number = number
        self.isAdmin = isAdmin
        self.user = user
        self.rights = rights
    }

    /// Somebody who has no role in any case: what he is told may be told to a whole office.
    package static let withoutRole = Principal(
        number: -1, isAdmin: false, user: nil, rights: [])

    /// Whether anything but the daemon's being alive is his business.
    package var isKnown: Bool {
        self.isAdmin || self.user != nil
    }

    /// His name, for the history.
    package var name: String {
        self.user?.name ?? (self.isAdmin ? "admin(\(self.number))" : "uid \(self.number)")
    }

    /// Whether he may be told of a case at all, whatever his roles in it: whoever came by a link is told of one.
    package func isToldOf(_ caseID: String) -> Bool {
        self.errand.map { $0.caseID == caseID } ?? true
    }

    /// Codes of the offices in which he has a role.
    package var offices: Set<String> { Set(self.rights.map(\.office)) }

    /// What he may do: by all his rights, or, when he names an office, by those in it.
    package func standings(for office: String?) -> [Right] {
        guard let office else { return self.rights }
        return self.rights.filter { $0.office == office }
    }

    /// He as somebody who acts in a case by some of his rights.
    package func actor(
        by rights: [Right], in definition: WorkflowDefinition, holders: [String: Party]
    ) -> StepActor {
        let roles = definition.actingRoles(rights.map(\.standing), holders: holders)
        var others: [String: Set<String>] = [:]
        // Mostly each right is his own, and it is his act.
        if !rights.allSatisfy(\.isInPerson) {
            for role in roles {
                guard let right = rights.right(to: role, of: definition, holders: holders),
                    !right.isInPerson
                else {
                    continue
                }
                others[role] = Set(
                    right.deputised.map { [String($0.number), String(self.number)] } ?? [])
            }
        }
        return StepActor(user: String(self.number), roles: roles, others: others)
    }
}
