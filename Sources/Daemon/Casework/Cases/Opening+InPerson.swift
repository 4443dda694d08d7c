// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import Workflow

// Somebody outside opens a case himself, at an office that knows him.
extension Opening {
    /// Whoever has no right to open in an office but is known to one as somebody outside who may: the office takes
    /// the role in which it opens – where no office opens such cases, the first that an office holds –, he stands in
    /// the field that names him, and the case begins at its beginning, today.
    func openInPerson(
        _ command: inout OpenCaseCommand, _ roles: inout [String: Party],
        _ definition: WorkflowDefinition
    ) throws {
        guard let principal, let user = principal.user, (command.forOffice ?? "").isEmpty,
            !principal.opensInOffice(definition)
        else { return }
        let role = definition.opening.by.first {
            definition.outside($0) != nil && !user.offices(knowingAs: $0).isEmpty
        }
        let receiving = (definition.opening.by.map(definition.holderRole) + definition.roles.names)
            .first { definition.roles[$0]?.binding == .ofCase }
        guard let role, let receiving else { return }
        try self.take(&roles, at: receiving, offices: user.offices(knowingAs: role), definition)
        try self.requireBeginning(command, definition)
        try self.name(user, as: role, in: &command.fields, definition)
        self.transaction.opensAs = role
        self.transaction.actsOutside = true
    }

    private func take(
        _ roles: inout [String: Party], at receiving: String, offices: Set<String>,
        _ definition: WorkflowDefinition
    ) throws {
        let label = definition.roles[receiving]?.labels ?? Label(same: receiving)
        let names = try offices.sorted().map { try self.book.office($0)?.name ?? $0 }
        if roles[receiving] == nil, offices.count == 1, let code = offices.first {
            roles[receiving] = Party(office: code, name: names[0])
        }
        guard let office = roles[receiving]?.office, offices.contains(office) else {
            throw CaseworkError.invalid(
                "role", "请指明〈\(label.zh)〉,您可以向其提出的单位:\(names.joined(separator: "、"))",
                "name the ‹\(label.en)›; you may put it to: \(names.joined(separator: ", "))")
        }
        for other in roles.keys.sorted() where other != receiving {
            let label = definition.roles[other]?.labels ?? Label(same: other)
            throw CaseworkError.invalid(
                "role", "〈\(label.zh)〉由\(roles[receiving]?.name ?? "")确定,不由您指定",
                "the ‹\(label.en)› is named by \(roles[receiving]?.name ?? ""), not by you")
        }
        if let office = try self.book.office(office) {
            try self.transaction.requireWorking(office, receiving)
        }
    }

    private func requireBeginning(
        _ command: OpenCaseCommand, _ definition: WorkflowDefinition
    ) throws {
        let isMidway = command.at != nil || !command.facts.isEmpty
        try self.transaction.requireToday(
            command.happenedOn, isRecord: command.isRecord || isMidway, definition)
    }

    /// He is who is named, or one of them.
    private func name(
        _ user: UserRow, as role: String, in fields: inout [String: Value],
        _ definition: WorkflowDefinition
    ) throws {
        let named = definition.named(outside: role, in: fields)
        guard !named.contains(where: { Folding.key($0) == Folding.key(user.name) }) else { return }
        guard
            let field = definition.outside(role)?.namedBy.compactMap({ definition.fields[$0] })
                .first
        else { return }
        guard named.isEmpty else {
            throw CaseworkError.invalid(
                field.name, "〈\(field.labels.zh)〉中没有您本人(\(user.name))",
                "‹\(field.labels.en)› does not name you, \(user.name)")
        }
        fields[field.name] =
            if case .list = field.type { .list([.text(user.name)]) } else { .text(user.name) }
    }
}
