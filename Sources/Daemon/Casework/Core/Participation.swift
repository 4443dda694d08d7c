// SPDX-License-Identifier: Apache-2.0
package import Storage
package import WorkCalendar
package import Workflow

extension CaseworkReader {
    /// In what roles outside a user takes part in a case on a day: to which he was admitted, and in which an
    /// office of the case knows him by the name that it gives.
    ///
    /// Only as long as the case names whom he is: a name that was corrected takes nobody along.
    package func parts(
        of user: Int64, in row: CaseRow, by definition: WorkflowDefinition, on day: Day
    ) throws -> [ParticipantRow] {
        let own = try self.participants(of: row.id).filter { $0.user == user }
        let admitted = own.filter { part in
            part.holds(on: day)
                && definition.named(outside: part.role, in: row.fields).contains(part.name)
        }
        // Whoever was admitted or dismissed takes part as that says.
        let known = try self.partsByName(of: user, in: row, by: definition, on: day).filter {
            part in
            !own.contains { $0.role == part.role }
        }
        return admitted + known
    }

    /// Who takes part by the name that a case gives.
    package func partsByName(
        in row: CaseRow, by definition: WorkflowDefinition, on day: Day
    ) throws -> [ParticipantRow] {
        let names = Set(
            definition.roles.items.flatMap { definition.named(outside: $0.name, in: row.fields) })
        return try names.sorted().flatMap { try self.userNumbers(called: $0) }.unique.flatMap {
            try self.partsByName(of: $0, in: row, by: definition, on: day)
        }
    }

    /// How many of a name the offices of a case know in a role, on a day.
    package func count(
        called name: String, knownAs role: String, in row: CaseRow, on day: Day
    ) throws -> Int {
        let offices = Set(row.roles.values.compactMap(\.office))
        return try self.userNumbers(called: name).filter { number in
            guard let user = try self.user(number), user.isInForce(on: day) else { return false }
            return !user.offices(knowingAs: role).isDisjoint(with: offices)
        }.count
    }

    /// Two of one name whom an office knows are told apart by nobody: neither takes part by it.
    private func partsByName(
        of number: Int64, in row: CaseRow, by definition: WorkflowDefinition, on day: Day
    ) throws -> [ParticipantRow] {
        guard let user = try self.user(number), user.isKnownOutside, user.isInForce(on: day) else {
            return []
        }
        let offices = Set(row.roles.values.compactMap(\.office))
        return try definition.roles.items.map(\.name).filter { role in
            guard let known = definition.outside(role)?.knownAs,
                !user.offices(knowingAs: known).isDisjoint(with: offices),
                definition.named(outside: role, in: row.fields).contains(user.name)
            else { return false }
            return try self.count(called: user.name, knownAs: known, in: row, on: day) == 1
        }.map { role in
            ParticipantRow(
                caseID: row.id, role: role, user: number, name: user.name,
                isRepresentative: false, since: row.openedOn ?? day, sequence: 0)
        }
    }
}

extension StoreReader {
    /// Cases in which an office has a role and in whose words a name stands.
    func cases(of office: String, naming name: String) throws -> [CaseRow] {
        var query = CaseQuery(limit: CaseworkLimits.listed)
        (query.office, query.text) = (office, name)
        var found: [CaseRow] = []
        while true {
            let rows = try self.cases(query)
            found += rows
            guard rows.count == query.limit, let last = rows.last else { return found }
            query.after = last.id
        }
    }
}

extension WorkflowDefinition {
    /// What fields of an event say that name who puts it, when these parts put it themselves.
    package func spoken(_ event: String, by parts: [ParticipantRow]) -> [String: String] {
        let taken = self.events[event].map { $0.takes + $0.mayTake } ?? []
        return taken.compactMap { self.fields[$0] }.reduce(into: [:]) { spoken, field in
            let part = field.restrictions.within.flatMap { whole in
                parts.first { self.outside($0.role)?.names(whole) ?? false }
            }
            spoken[field.name] = part?.name
        }
    }
}

extension UserRow {
    /// The offices that know him as somebody outside in a role.
    package func offices(knowingAs role: String) -> Set<String> {
        Set(
            self.memberships.filter { $0.kind == .outside && $0.role == role }.map(\.office))
    }

    /// Whether any office knows him as somebody outside.
    package var isKnownOutside: Bool { self.memberships.contains { $0.kind == .outside } }
}

extension Transaction {
    /// In what roles outside whoever speaks takes part in a case.
    package func parts(in loaded: LoadedCase) throws -> [ParticipantRow] {
        guard let principal, principal.isToldOf(loaded.row.id) else { return [] }
        return try self.book.parts(
            of: principal.number, in: loaded.row, by: loaded.definition,
            on: self.today(loaded.definition))
    }

    /// What somebody outside does himself he does today, in nobody else's name.
    package func requireToday(_ day: Day?, isRecord: Bool, _ definition: WorkflowDefinition) throws
    {
        guard isRecord || day.map({ $0 != self.today(definition) }) ?? false else { return }
        throw CaseworkError.invalid(
            "on", "本人办理的事项以提交当日为准,不能补记日期",
            "what you do yourself counts from the day on which you do it; it cannot be dated otherwise"
        )
    }
}
