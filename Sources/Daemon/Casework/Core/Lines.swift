// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Storage
package import WorkCalendar
package import Workflow

/// What a history line says beside the move itself.
package struct LineHead {
    package var event: String
    package var happenedOn: Day?
    package var mode: CaseFacts.Mode
    package var note = ""
    package var forOffice: String?

    /// A line's head.
    package init(
        event: String, happenedOn: Day?, mode: CaseFacts.Mode, note: String = "",
        forOffice: String? = nil
    ) {
        self.event = event
        self.happenedOn = happenedOn
        self.mode = mode
        self.note = note
        self.forOffice = forOffice
    }
}

/// Builds the lines of the history: who acted in law, who entered it, what changed.
///
/// Personal values are sealed here.
package struct Lines: Decision {
    package let transaction: Transaction

    package init(_ transaction: Transaction) {
        self.transaction = transaction
    }

    package func line(
        of move: Move, from before: LoadedCase, to after: LoadedCase, _ head: LineHead
    ) throws -> HistoryRow {
        let isOpening = move.transition == nil
        let changes =
            move.changes.map { self.sealed($0, after.definition) }
            + self.roleChanges(from: isOpening ? [:] : before.row.roles, to: after.row.roles)
            + move.draws.map(self.row)
        let who = try self.attribution(
            after, by: move.transition?.by ?? after.definition.opening.by, head, outsideIn: before)
        return HistoryRow(
            sequence: move.facts.history.last?.sequence ?? 0, caseID: after.row.id,
            version: after.row.version,
            happenedOn: head.happenedOn, recordedAt: self.now, mode: head.mode,
            actorOffice: who.office, actorName: who.name, role: who.role,
            enteredBy: self.principal?.number, enteredByName: self.principal?.name ?? "cased",
            event: head.event, transition: move.transitionID, from: move.from,
            to: move.transition == nil ? move.facts.state : move.transition?.to,
            changes: changes + who.deputised + self.door, note: head.note,
            requestID: self.principal == nil ? "" : self.requestID,
            basis: move.basis.map(\.stored))
    }

    package func line(about loaded: LoadedCase, _ head: LineHead) throws -> HistoryRow {
        let roles = loaded.definition.roles.names
        let who = try self.attribution(loaded, by: roles, head)
        return HistoryRow(
            sequence: try self.book.nextSequence(), caseID: loaded.row.id, version: nil,
            happenedOn: head.happenedOn,
            recordedAt: self.now, mode: head.mode, actorOffice: who.office, actorName: who.name,
            role: who.role, enteredBy: self.principal?.number,
            enteredByName: self.principal?.name ?? "cased", event: head.event,
            changes: who.deputised + self.door, note: head.note, requestID: self.requestID)
    }

    /// A line about a case that the daemon writes by itself, or that needs no role.
    package func line(
        about loaded: LoadedCase, _ event: String, changes: [ChangeRow] = [], note: String
    ) throws -> HistoryRow {
        let who = self.principal?.name ?? "cased"
        return HistoryRow(
            sequence: try self.book.nextSequence(), caseID: loaded.row.id, version: nil,
            happenedOn: self.today(loaded.definition), recordedAt: self.now, mode: .live,
            actorOffice: nil, actorName: who, role: "system", enteredBy: self.principal?.number,
            enteredByName: who, event: event, changes: changes + self.door, note: note,
            requestID: self.requestID)
    }

    /// A line about the directory, the rules, the jobs.
    package func line(
        _ event: String, about: String, before: Value?, after: Value?, note: String = ""
    ) throws -> HistoryRow {
        let zone = self.rules.nationalZone
        return HistoryRow(
            sequence: try self.book.nextSequence(), caseID: nil, version: nil,
            happenedOn: zone.day(of: self.now),
            recordedAt: self.now, mode: .live, actorOffice: nil,
            actorName: self.principal?.name ?? "cased", role: nil,
            enteredBy: self.principal?.number, enteredByName: self.principal?.name ?? "cased",
            event: event,
            changes: [ChangeRow(.field(about, before: before, after: after))] + self.door,
            note: note, requestID: self.requestID)
    }

    /// By which door whoever speaks came in; nothing of who has a connection of his own.
    private var door: [ChangeRow] {
        self.principal?.door.map { [ChangeRow(.door($0))] } ?? []
    }

    /// Who holds the case's roles is part of its history.
    package func roleChanges(from before: [String: Party], to after: [String: Party]) -> [ChangeRow]
    {
        Set(before.keys).union(after.keys).sorted().compactMap { role in
            before[role] == after[role]
                ? nil
                : ChangeRow(.role(role, before: before[role], after: after[role]))
        }
    }

    /// A draw, so that anybody can make it again: seed, size and digest of the pool, the sample.
    private func row(_ draw: Draw) -> ChangeRow {
        let pool = draw.candidates.map(\.line).joined(separator: "\n")
        return ChangeRow(
            .draw(
                HistoryChange.DrawRecord(
                    into: draw.into, pool: draw.pool, seed: draw.seed,
                    candidates: draw.candidates.count,
                    digest: Chain.hex(Array(SHA256.hash(data: Array(pool.utf8)))),
                    drawn: draw.drawn.count)))
    }

    /// A personal field's change is sealed: the chain covers a salted digest.
    package func sealed(_ change: FieldChange, _ definition: WorkflowDefinition) -> ChangeRow {
        ChangeRow(
            .field(change.field, before: change.before, after: change.after),
            seal: self.seal(of: change, definition))
    }

    /// The seal of a personal field's change; nil for what everybody may see.
    package func seal(
        of change: FieldChange, _ definition: WorkflowDefinition
    ) -> ChangeRow.Seal? {
        guard definition.fields[change.field]?.isPersonal ?? false else { return nil }
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let digest = Chain.digest(salt: salt, before: change.before, after: change.after)
        return ChangeRow.Seal(salt: salt, digest: digest)
    }

    /// Who acts in law: the office whose role it is, and the person; or somebody outside for whom a
    /// clerk enters.
    ///
    /// - Parameter before: the case as whoever takes part in it from outside acted in it: his own act may end that.
    package func attribution(
        _ loaded: LoadedCase, by roles: [String], _ head: LineHead,
        outsideIn before: LoadedCase? = nil
    ) throws -> Attribution {
        if self.transaction.actsOutside {
            let parts = try self.transaction.parts(in: before ?? loaded)
            if let part = parts.first(where: { roles.contains($0.role) }) ?? parts.first {
                return Attribution(part, self.principal?.name ?? part.name)
            }
        }
        if let party = loaded.definition.events[head.event]?.onBehalfOf {
            return Attribution(name: loaded.nameOutside(as: party) ?? party, role: party)
        }
        guard let principal else { return Attribution(name: "cased", role: "system") }
        let standings = principal.standings(for: try self.officeCode(head.forOffice))
        for role in roles {
            guard
                let right = standings.right(
                    to: role, of: loaded.definition, holders: loaded.facts.roles)
            else { continue }
            let day = head.happenedOn ?? self.today(loaded.definition)
            let office = try self.book.office(right.office)?.name(on: day) ?? right.office
            return Attribution(right, office, principal)
        }
        return Attribution(office: standings.first?.office, name: principal.name)
    }
}

/// Who acts in law, as a line says it.
package struct Attribution {
    package var office: String?
    package var name: String
    package var role: String?
    /// That it is done for somebody absent.
    fileprivate var deputised: [ChangeRow] = []

    fileprivate init(office: String? = nil, name: String, role: String? = nil) {
        self.office = office
        self.name = name
        self.role = role
    }

    /// Somebody outside does it himself.
    fileprivate init(_ part: ParticipantRow, _ name: String) {
        self.role = part.role
        self.name = part.isRepresentative ? "\(part.name)(\(name))" : part.name
    }

    fileprivate init(_ right: Right, _ office: String, _ principal: Principal) {
        self.office = right.office
        self.role = right.role
        self.name = right.kind == .member ? principal.name : office
        guard let absent = right.deputised else { return }
        self.name = absent.name
        self.deputised = [ChangeRow(.deputised(absent.number))]
    }
}

extension [Right] {
    /// By which of them somebody acts in a role of a case: in person before for somebody absent, and only
    /// then by what he may enter for an office.
    package func right(
        to role: String, of definition: WorkflowDefinition, holders: [String: Party]
    ) -> Right? {
        let matching = self.filter { right in
            definition.actingRoles([right.standing], holders: holders).contains(role)
        }
        return matching.first(where: \.isInPerson) ?? matching.first { $0.kind == .member }
            ?? matching.first
    }
}

extension LoadedCase {
    /// What the case calls somebody who acts outside; nil when no field of it names him.
    fileprivate func nameOutside(as role: String) -> String? {
        self.definition.outside(role)?.namedBy.lazy.compactMap { self.facts.fields[$0]?.line }.first
    }
}
