// SPDX-License-Identifier: Apache-2.0

/// A person's standing in an office: what he may do there.
package struct Standing: Hashable, Sendable {
    /// The office.
    package var office: String
    /// The role of the rulebook he holds there.
    package var role: String

    /// A standing.
    package init(office: String, role: String) {
        self.office = office
        self.role = role
    }
}

extension WorkflowDefinition {
    /// The roles somebody with these standings has in a case whose roles are held so.
    package func actingRoles(
        _ standings: [Standing], holders: [String: Party]
    ) -> Set<String> {
        var roles: Set<String> = []
        for role in self.roles.items {
            let mine = standings.filter { $0.role == role.name }
            switch role.binding {
            case .ofCase, .ofParent:
                if let office = holders[role.name]?.office,
                    mine.contains(where: { $0.office == office })
                {
                    roles.insert(role.name)
                }
            case .within(let outer):
                if let office = holders[outer]?.office,
                    mine.contains(where: { $0.office == office })
                {
                    roles.insert(role.name)
                }
            case .directory:
                if !mine.isEmpty { roles.insert(role.name) }
            case .outside:
                break
            }
        }
        return roles
    }
}
