// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Storage
internal import WorkCalendar
internal import Workflow

/// What a history line says beside the move itself.
struct LineHead {
    var event: String
    var happenedOn: Day?
    var mode: CaseFacts.Mode
    var note = ""
    var forOffice: String?
}

// Writing what the machine answered.
extension Transactor {
    /// Writes a move of an existing case, or a new case, and follows its consequences.
    @discardableResult
    func record(
        _ move: Move, of loaded: LoadedCase, isNew: Bool, _ head: LineHead, depth: Int
    ) throws -> LoadedCase {
        try loaded.surroundings.check()
        var after = loaded
        after.facts = move.facts
        let sequence = move.facts.history.last?.sequence ?? 0
        try self.storeRow(move, &after, isNew: isNew, head)
        try self.writer.append(try self.line(move, loaded, after, sequence, head))
        try self.storeClocks(
            move.facts.clocks, before: loaded.facts.clocks, after,
            isSilent: head.mode == .record)
        try self.storePapers(move, after, sequence, head)
        try self.followOpens(move, after, head, depth: depth)
        try self.followTells(move, after, head, depth: depth)
        if !move.deliveries.isEmpty {
            after = try self.tryDeliveryTriggers(after, on: head.happenedOn, depth: depth)
        }
        if let parent = after.row.parent {
            try self.tryChildTriggers(
                parent, child: after.definition.name, on: head.happenedOn, depth: depth)
        }
        try self.tryLinkTriggers(after, on: head.happenedOn, depth: depth)
        return after
    }

    private func storeRow(
        _ move: Move, _ after: inout LoadedCase, isNew: Bool, _ head: LineHead
    ) throws {
        let definition = after.definition
        let previousVersion = after.row.version
        after.row.state = move.facts.state
        after.row.version = move.facts.version
        after.row.isFinal = definition.states[move.facts.state]?.isFinal ?? false
        after.row.fields = move.facts.fields
        after.row.roles = move.facts.roles.filter { definition.roles[$0.key]?.binding == .ofCase }
        after.row.naturalKey = NaturalKey.of(
            move.facts.fields, definition, parent: after.row.parent)
        after.row.title = move.facts.fields[definition.titleField]?.line ?? after.row.title
        do {
            if isNew {
                try self.writer.insert(after.row)
            } else {
                try self.writer.update(after.row, previousVersion: previousVersion)
            }
        } catch StoreError.naturalKeyTaken(let key) {
            let other = try self.writer.caseID(naturalKey: key) ?? "?"
            throw CaseworkError(
                .exists,
                Label(
                    "该件已存在:\(other)(\(NaturalKey.readable(key)))",
                    "this matter exists already: \(other) (\(NaturalKey.readable(key)))"))
        } catch StoreError.versionConflict {
            throw CaseworkError(
                .version,
                Label("案件\(after.row.id)已被他人更新", "case \(after.row.id) was changed meanwhile"))
        }
    }

    private func line(
        _ move: Move, _ before: LoadedCase, _ after: LoadedCase, _ sequence: Int64,
        _ head: LineHead
    ) throws -> HistoryRow {
        let isOpening = move.transition == nil
        let changes =
            move.changes.map { self.sealed($0, after.definition) }
            + self.roleChanges(isOpening ? [:] : before.row.roles, after.row.roles)
            + move.draws.map(self.row)
        let who = try self.attribution(
            after, by: move.transition?.by ?? after.definition.opening.by, head)
        return HistoryRow(
            sequence: sequence, caseID: after.row.id, version: after.row.version,
            happenedOn: head.happenedOn, recordedAt: self.now, mode: head.mode,
            actorOffice: who.office, actorName: who.name, role: who.role,
            enteredBy: self.principal?.uid, enteredByName: self.principal?.name ?? "cased",
            event: head.event, transition: move.transitionID, from: move.from,
            to: move.transition == nil ? move.facts.state : move.transition?.to,
            changes: changes, note: head.note,
            requestID: self.principal == nil ? "" : self.requestID,
            basis: move.basis.map(\.stored))
    }

    /// Who holds the case's roles is part of its history.
    func roleChanges(_ before: [String: Party], _ after: [String: Party]) -> [ChangeRow] {
        Set(before.keys).union(after.keys).sorted().compactMap { role in
            before[role] == after[role]
                ? nil
                : ChangeRow(
                    field: HistoryLine.role + role, before: before[role]?.value,
                    after: after[role]?.value)
        }
    }

    /// A draw, so that anybody can make it again: seed, size and digest of the pool, the sample.
    private func row(_ draw: Draw) -> ChangeRow {
        let pool = draw.candidates.map(\.line).joined(separator: "\n")
        return ChangeRow(
            field: "#draw \(draw.into)", before: nil,
            after: .record([
                "pool": draw.pool, "seed": String(draw.seed),
                "candidates": String(draw.candidates.count),
                "sha256": Chain.hex(Array(SHA256.hash(data: Array(pool.utf8)))),
                "drawn": String(draw.drawn.count),
            ]))
    }

    /// A personal field's change is sealed: the chain covers a salted digest.
    func sealed(_ change: FieldChange, _ definition: WorkflowDefinition) -> ChangeRow {
        guard definition.fields[change.field]?.isPersonal ?? false else {
            return ChangeRow(field: change.field, before: change.before, after: change.after)
        }
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let digest = Chain.digest(salt: salt, before: change.before, after: change.after)
        return ChangeRow(
            field: change.field, before: change.before, after: change.after,
            seal: .init(salt: salt, digest: digest))
    }

    private func storePapers(
        _ move: Move, _ after: LoadedCase, _ sequence: Int64, _ head: LineHead
    ) throws {
        for kind in move.produces {
            try self.writer.callFor(
                DocumentRow(
                    caseID: after.row.id, kind: kind, name: "", size: nil, sha256: nil,
                    addedOn: head.happenedOn, addedBy: self.principal?.name ?? "cased",
                    sequence: sequence))
        }
        let day = head.happenedOn ?? self.today(after.definition)
        for order in move.deliveries {
            let id = try self.writer.insert(
                DeliveryRow(
                    caseID: after.row.id, kind: order.kind, recipient: order.recipient,
                    copies: order.copies, status: .pending, madeOn: day, sequence: sequence))
            if let office = try order.recipient.office.flatMap(self.writer.office) {
                try self.send("letter \(id)", to: office, caseID: after.row.id)
            }
        }
    }

    /// Who acts in law: the office whose role it is, and the person; or somebody outside for whom a
    /// clerk enters.
    func attribution(
        _ loaded: LoadedCase, by roles: [String], _ head: LineHead
    ) throws -> (office: String?, name: String, role: String?) {
        if let party = loaded.definition.events[head.event]?.onBehalfOf {
            let names = loaded.facts.fields["proposers"] ?? loaded.facts.fields["party_name"]
            return (nil, names?.line ?? party, party)
        }
        guard let principal else { return (nil, "cased", "system") }
        let standings = principal.standings(for: try self.officeCode(head.forOffice))
        for role in roles {
            let matching = standings.filter { standing in
                loaded.definition.actingRoles([standing.standing], holders: loaded.facts.roles)
                    .contains(role)
            }
            guard let standing = matching.first(where: { $0.kind == .member }) ?? matching.first
            else { continue }
            let office = try self.writer.office(standing.office)?.name ?? standing.office
            return (standing.office, standing.kind == .member ? principal.name : office, role)
        }
        return (standings.first?.office, principal.name, nil)
    }
}

extension Basis {
    /// As rulebooks write it.
    var stored: String {
        switch self {
        case .practice: "practice"
        case .byDefault: "default"
        case .article(let law, let article, let isUnread):
            ([law] + (article.isEmpty ? [] : [article]) + (isUnread ? ["unread"] : []))
                .joined(separator: " ")
        }
    }

    /// Reads what ``stored`` wrote.
    package init(stored text: String) {
        switch text {
        case "practice": self = .practice
        case "default": self = .byDefault
        default:
            var words = text.split(separator: " ").map(String.init)
            let isUnread = words.last == "unread"
            if isUnread { words.removeLast() }
            self = .article(
                law: words.first ?? "", article: words.dropFirst().joined(separator: " "),
                isUnread: isUnread)
        }
    }
}
