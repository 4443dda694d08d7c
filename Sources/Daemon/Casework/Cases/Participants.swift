// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Logging
package import Storage
package import WorkCalendar
package import Workflow

/// Somebody outside is to take part in a case himself.
package struct ParticipantCommand: Sendable {
    /// The case.
    package var caseID: String
    /// His number.
    package var user: Int64
    /// The role outside; nil where the workflow has one only.
    package var role: String?
    /// Whom the case names, for whom he speaks; nil for himself.
    package var speaksFor: String?
    /// The first day; nil for today.
    package var since: Day?
    /// The last day; nil for no end.
    package var until: Day?
    /// By what he was admitted: a letter of authority, an application.
    package var note: String
    /// In the name of this office.
    package var forOffice: String?

    /// Somebody is to take part.
    package init(
        caseID: String, user: Int64, role: String? = nil, speaksFor: String? = nil,
        since: Day? = nil, until: Day? = nil, note: String = "", forOffice: String? = nil
    ) {
        self.caseID = caseID
        self.user = user
        self.role = role
        self.speaksFor = speaksFor
        self.since = since
        self.until = until
        self.note = note
        self.forOffice = forOffice
    }
}

/// Who takes part in a case, with what is needed to read it.
package struct ParticipantsView: Sendable {
    /// A participant.
    package struct Item: Sendable {
        /// The row.
        package var row: ParticipantRow
        /// His name in the directory.
        package var userName: String
        /// What his role is called.
        package var role: Label
        /// Whether it holds today, as the case now stands.
        package var holds: Bool
    }

    /// All of them.
    package var items: [Item]
}

extension Cases {
    /// Lets somebody outside take part in a case himself.
    package func admit(
        _ command: ParticipantCommand, _ request: Engine.Request
    ) async throws(CaseworkError) -> CommandResult {
        try await self.perform(request) { try Admitting(transaction: $0).admit(command) }
    }

    /// Ends that somebody takes part in a case.
    package func dismiss(
        _ command: ParticipantCommand, _ request: Engine.Request
    ) async throws(CaseworkError) -> CommandResult {
        try await self.perform(request) { try Admitting(transaction: $0).dismiss(command) }
    }

    /// Who takes or took part in a case; to one of them only he himself is told.
    package func participants(_ id: String) async throws(CaseworkError) -> ParticipantsView {
        let now = self.clock.now
        let viewer = self.viewer
        return try await self.look(admittingParticipants: true) { reader, visibility in
            let row = try visibility.row(id)
            let kept = try visibility.kept(in: row)
            visibility.tell(id, kept)
            let definition = try visibility.present(row)
            let today = CivilZone(definition.timeZone).day(of: now)
            var rows = try reader.participants(of: id)
            rows += try reader.partsByName(in: row, by: definition, on: today).filter { part in
                !rows.contains { ($0.role, $0.user) == (part.role, part.user) }
            }
            if kept.outside != nil, case .person(let person, _) = viewer {
                rows.removeAll { $0.user != person.number }
            }
            return ParticipantsView(
                items: try rows.map { part in
                    let user = try reader.user(part.user)
                    let present = try reader.parts(
                        of: part.user, in: row, by: definition, on: today)
                    var shown = part
                    shown.name = kept.shown(part.name)
                    let name = user?.name ?? "\(part.user)"
                    // By his number anybody finds him in the directory.
                    if kept.shown(name) != name || shown.name != part.name { shown.user = 0 }
                    return ParticipantsView.Item(
                        row: shown, userName: kept.shown(name),
                        role: definition.roles[part.role]?.labels ?? Label(same: part.role),
                        holds: present.contains(part) && user?.isInForce(on: today) ?? false)
                })
        }
    }
}

/// Admits people outside to cases, and ends it: a line of the case's history.
struct Admitting: Decision {
    let transaction: Transaction

    private static let what = Label("登记参加人", "let somebody take part")

    func admit(_ command: ParticipantCommand) throws -> CommandResult {
        let loaded = try self.named(command.caseID)
        try self.requirePart(in: loaded, for: command.forOffice, Self.what)
        let user = try self.user(command.user)
        let role = try self.role(command, loaded)
        try self.requireReading(whoIs: role, in: loaded)
        let name = try self.named(command.speaksFor ?? user.name, as: role, in: loaded)
        let today = self.today(loaded.definition)
        let since = command.since ?? today
        if let until = command.until, until < since {
            throw CaseworkError.invalid(
                "until", "止于\(until),早于其始\(since)",
                "ends on \(until), before it begins on \(since)")
        }
        return try self.store(
            ParticipantRow(
                caseID: loaded.row.id, role: role, user: user.number, name: name,
                isRepresentative: name != user.name, since: since, until: command.until,
                sequence: 0), loaded, command)
    }

    func dismiss(_ command: ParticipantCommand) throws -> CommandResult {
        let loaded = try self.named(command.caseID)
        try self.requirePart(in: loaded, for: command.forOffice, Self.what)
        var command = command
        command.role = try command.role.map {
            try Wording(loaded.definition, today: self.today(loaded.definition)).role($0)
        }
        // As he reads it by, whatever the case has pinned.
        let present = try self.transaction.visibility.present(loaded.row)
        let parts = try self.book.parts(
            of: command.user, in: loaded.row, by: present, on: self.today(loaded.definition))
        let rows = try self.book.participants(of: loaded.row.id).filter {
            $0.user == command.user && $0.endedOn == nil
        }
        guard var row = (rows + parts).first(where: { command.role ?? $0.role == $0.role }) else {
            throw CaseworkError(
                .notFound,
                Label(
                    "\(command.user)不是\(loaded.row.id)的参加人",
                    "\(command.user) takes no part in \(loaded.row.id)"),
                remedy: .look(at: .state(of: loaded.row.id)))
        }
        row.endedOn = self.today(loaded.definition)
        return try self.store(row, loaded, command)
    }

    private func store(
        _ row: ParticipantRow, _ loaded: LoadedCase, _ command: ParticipantCommand
    ) throws -> CommandResult {
        let before = try self.book.participants(of: row.caseID).first {
            $0.role == row.role && $0.user == row.user
        }
        var row = row
        row.sequence = before?.sequence ?? 0
        var result = CommandResult()
        result.take(loaded)
        result.previousState = loaded.row.state
        if row == before {
            result.isUnchanged = true
            return result
        }
        var line = try self.lines.line(
            about: loaded,
            LineHead(
                event: HistoryLine.participant, happenedOn: self.today(loaded.definition),
                mode: .live,
                note: command.note, forOffice: command.forOffice))
        line.changes.append(
            ChangeRow(
                .field(
                    HistoryLine.participant, before: before.map { .text($0.summary) },
                    after: .text(row.summary))))
        row.sequence = line.sequence
        try self.ledger.append(line)
        try self.ledger.store(row)
        result.sequence = line.sequence
        return result
    }

    /// Whoever opened a case himself takes part in it.
    func admitOpener(of after: LoadedCase, as role: String?, _ sequence: Int64) throws {
        guard let role, let user = self.principal?.user else { return }
        let named = after.definition.named(outside: role, in: after.row.fields)
        guard let name = named.first(where: { Folding.key($0) == Folding.key(user.name) }) else {
            return
        }
        try self.ledger.store(
            ParticipantRow(
                caseID: after.row.id, role: role, user: user.number, name: name,
                isRepresentative: false, since: self.today(after.definition), sequence: sequence))
    }

    /// Whoever takes part in a case himself, and by his act opened one that stands by itself, takes part in
    /// that one, where it names him in the same role.
    func admitOpener(of opened: LoadedCase, by opener: LoadedCase) throws {
        guard self.transaction.actsOutside else { return }
        for part in try self.transaction.parts(in: opener) {
            try self.admitOpener(
                of: opened, as: part.role, opened.facts.history.last?.sequence ?? 0)
        }
    }

    private func user(_ number: Int64) throws -> UserRow {
        guard let user = try self.book.user(number), user.status != .removed else {
            throw CaseworkError(
                .notFound,
                Label("没有用户\(number)", "there is no user \(number)"),
                remedy: .addUser(uid: number))
        }
        return user
    }

    /// The role that was named, or the only one that is outside.
    private func role(_ command: ParticipantCommand, _ loaded: LoadedCase) throws -> String {
        let outside = loaded.definition.roles.items.filter {
            !(loaded.definition.outside($0.name)?.namedBy ?? []).isEmpty
        }
        if let word = command.role {
            let vocabulary = NamedList(outside).vocabulary
            let name = try vocabulary.name(word, at: Remedy.Term("role", Label("角色", "role")))
            if outside.contains(where: { $0.name == name }) { return name }
        }
        if command.role == nil, outside.count == 1 { return outside[0].name }
        let known = outside.map {
            Label("\($0.name)(\($0.labels.zh))", "\($0.name) (\($0.labels.en))")
        }.joined
        let label = loaded.definition.labels
        throw CaseworkError.invalid(
            "role",
            outside.isEmpty
                ? "〈\(label.zh)〉没有单位以外的参加人" : "参加人的角色应为:\(known.zh)",
            outside.isEmpty
                ? "nobody outside takes part in a ‹\(label.en)›" : "the role is one of: \(known.en)"
        )
    }

    /// Whoever does not read whom a case names admits nobody as him: he would learn who it is.
    private func requireReading(whoIs role: String, in loaded: LoadedCase) throws {
        let kept = try self.transaction.visibility.kept(in: loaded.row)
        let names = loaded.definition.outside(role)?.namedBy ?? []
        guard let field = names.first(where: { kept.fields[$0] != nil }) else { return }
        let label = loaded.definition.fields[field]?.labels ?? Label(same: field)
        throw CaseworkError(
            .permission,
            Label(
                "\(loaded.row.id)的〈\(label.zh)〉对您保密,不能由您登记参加人",
                "‹\(label.en)› of \(loaded.row.id) is kept from you: you cannot let anybody take part as such"
            ))
    }

    /// Whom the case names, in its own spelling.
    private func named(
        _ name: String, as role: String, in loaded: LoadedCase
    ) throws -> String {
        let named = loaded.definition.named(outside: role, in: loaded.facts.fields)
        if let found = named.first(where: { Folding.key($0) == Folding.key(name) }) { return found }
        let label = loaded.definition.roles[role]?.labels ?? Label(same: role)
        let list = named.joined(separator: "、")
        throw CaseworkError.invalid(
            "speaks_for",
            "\(loaded.row.id)的\(label.zh)中没有“\(name)”;有:\(list)。代理人请注明代表谁",
            "\(loaded.row.id) does not name “\(name)” as \(label.en); it names: \(list). Say for whom a representative speaks"
        )
    }
}

extension ParticipantRow {
    /// As one line of the history: role, number, for whom, from when to when.
    var summary: String {
        let period =
            "\(self.since).." + (self.until.map { "\($0)" } ?? "")
            + (self.endedOn.map { " ended \($0)" } ?? "")
        return
            "\(self.role) \(self.user) \(self.isRepresentative ? "for " : "")\(self.name) \(period)"
    }
}
