// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import Workflow

/// Tells which open cases lose a person, or all hands, when a right is taken away: a question, asked of a
/// snapshot, so that nobody's command waits while cases are gone through.
struct LosingHands {
    let reader: any StoreReader
    let loader: CaseLoader

    /// What is said of it; nothing when no open case is touched.
    ///
    func remarks(_ user: UserRow, without membership: MembershipRow) throws -> [Label] {
        let office = try self.reader.office(membership.office)?.name ?? membership.office
        let isHeld = try self.reader.users().contains { other in
            other.uid != user.uid
                && other.memberships.contains { $0.standing == membership.standing }
        }
        var named: [String] = []
        var alone: [String] = []
        var label = Label(same: membership.role)
        var query = CaseQuery(limit: CaseworkLimits.listed)
        query.openOnly = true
        query.office = membership.office
        while true {
            let rows = try self.reader.cases(query)
            for row in rows where !row.isQuarantined {
                let definition = try self.loader.rules.definition(row.definitionHash, self.reader)
                label = definition.roles[membership.role]?.labels ?? label
                if self.names(row, user.uid, definition) { named.append(row.id) }
                if !isHeld, try self.needs(row, membership, definition) { alone.append(row.id) }
            }
            guard let last = rows.last, rows.count == query.limit else { break }
            query.after = last.id
        }
        var remarks: [Label] = []
        if !named.isEmpty {
            let list = named.list
            remarks.append(
                Label(
                    "以下未结案件仍以\(user.name)为承办人员:\(list.zh)",
                    "open cases still name \(user.name): \(list.en)"))
        }
        if !alone.isEmpty {
            let list = alone.list
            remarks.append(
                Label(
                    "\(office)已无人担任\(label.zh),以下未结案件无人办理:\(list.zh)",
                    "nobody in \(office) is \(label.en) any more; open cases that need one: \(list.en)"
                ))
        }
        return remarks
    }

    /// Whether a field of users names a person.
    private func names(_ row: CaseRow, _ uid: Int64, _ definition: WorkflowDefinition) -> Bool {
        definition.fields.items.contains { field in
            field.type.element == .user
                && (row.fields[field.name]?.texts.contains(String(uid)) ?? false)
        }
    }

    /// Whether something that can be done in a case now is his to do who holds the right.
    private func needs(
        _ row: CaseRow, _ membership: MembershipRow, _ definition: WorkflowDefinition
    ) throws -> Bool {
        let loaded = try self.loader.load(row, as: definition)
        let roles = definition.actingRoles([membership.standing], holders: loaded.facts.roles)
        return definition.transitions.contains { transition in
            transition.from.contains(row.state) && transition.by.contains { roles.contains($0) }
        }
    }
}

extension [String] {
    /// The first few, and how many there are.
    fileprivate var list: Label {
        let shown = self.prefix(5).joined(separator: ", ")
        return self.count <= 5
            ? Label(same: shown)
            : Label("\(shown) 等\(self.count)件", "\(shown) and others, \(self.count) in all")
    }
}
