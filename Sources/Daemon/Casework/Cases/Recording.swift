// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Records what the machine answered, and follows what that sets off.
struct Recording: Decision {
    let transaction: Transaction

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
        try self.marking.mark(after, before: isNew ? nil : loaded.row, isLive: head.mode == .live)
        // What follows from it in other cases is none of his.
        if isNew, depth == 0 {
            try self.admitting.admitOpener(of: after, as: self.transaction.opensAs, sequence)
        }
        try self.ledger.append(
            try self.lines.line(of: move, from: loaded, to: after, head))
        try self.runs.storeClocks(
            move.facts.clocks, before: loaded.facts.clocks, after,
            isSilent: head.mode == .record)
        if !isNew {
            try self.runs.scheduleWindows(after, from: loaded.facts.state)
            try self.runs.settleParts(of: after, before: loaded.facts.roles)
        }
        try self.storePapers(move, after, sequence, head)
        try self.following.followOpens(move, after, head, depth: depth)
        try self.following.followLinks(move, after)
        try self.following.followTells(move, after, head, depth: depth)
        if !move.deliveries.isEmpty {
            after = try self.following.tryDeliveryTriggers(after, on: head.happenedOn, depth: depth)
        }
        if let parent = after.row.parent {
            try self.following.tryChildTriggers(
                parent, child: after.definition.name, on: head.happenedOn, depth: depth)
        }
        try self.following.tryLinkTriggers(after, on: head.happenedOn, depth: depth)
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
        after.row.take(move.facts.fields, roles: move.facts.roles, by: definition)
        do {
            if isNew {
                try self.ledger.insert(after.row)
            } else {
                try self.ledger.update(after.row, previousVersion: previousVersion)
            }
        } catch StoreError.naturalKeyTaken(let key) {
            throw try self.taken(key)
        } catch StoreError.versionConflict {
            throw CaseworkError(
                .version,
                Label("案件\(after.row.id)已被他人更新", "case \(after.row.id) was changed meanwhile"))
        }
    }

    /// What is said where another case has the key: which, as far as whoever enters it sees that one.
    func taken(_ key: String) throws -> CaseworkError {
        let id = try self.book.caseID(naturalKey: key) ?? "?"
        let other = try self.transaction.visibility.name(of: id)
        return CaseworkError(
            .exists,
            Label(
                "该件已存在:\(other.zh)(\(NaturalKey.readable(key)))",
                "this matter exists already: \(other.en) (\(NaturalKey.readable(key)))"))
    }

    private func storePapers(
        _ move: Move, _ after: LoadedCase, _ sequence: Int64, _ head: LineHead
    ) throws {
        for kind in move.produces {
            let call = DocumentRow(
                caseID: after.row.id, kind: kind, name: "", size: nil, sha256: nil,
                addedOn: head.happenedOn, addedBy: self.principal?.name ?? "cased",
                sequence: sequence, called: sequence)
            if after.facts.isFiledAhead(kind, of: move.transition, by: after.definition) {
                try self.ledger.papers.claim(
                    call, filedAfter: after.facts.round(of: move.transition))
            } else {
                try self.ledger.papers.callFor(call)
            }
        }
        let day = head.happenedOn ?? self.today(after.definition)
        for order in move.deliveries {
            let id = try self.ledger.papers.insert(
                DeliveryRow(
                    caseID: after.row.id, kind: order.kind, recipient: order.recipient,
                    copies: order.copies, status: .pending, madeOn: day, sequence: sequence,
                    sender: try self.sender(of: order, move, after, head)))
            if let office = try order.recipient.office.flatMap(self.book.office) {
                try self.sending.send(.delivery(id), to: office, caseID: after.row.id)
            }
        }
    }

    /// The office that must send a delivery: the one its kind names, the one that acted, the case's.
    private func sender(
        of order: DeliveryOrder, _ move: Move, _ after: LoadedCase, _ head: LineHead
    ) throws -> String? {
        let definition = after.definition
        let holders = after.facts.roles
        if let role = definition.deliveries[order.kind]?.sender,
            let office = holders[definition.holderRole(of: role)]?.office
        {
            return office
        }
        let named = try self.transaction.officeCode(head.forOffice)
        let mine = self.principal?.standings(for: named) ?? []
        let acted = (move.transition?.by ?? []).lazy.compactMap { role in
            // Where nobody holds the role in the case, the directory says who has it.
            let holder = holders[definition.holderRole(of: role)]?.office
            return mine.first { $0.role == role && $0.office == holder ?? $0.office }?.office
        }.first
        return acted ?? definition.home(holders)
    }

    /// Sets a case aside, loudly, and writes down why.
    func quarantine(_ loaded: LoadedCase, _ reason: String) throws {
        try self.ledger.quarantine(loaded.row.id)
        let daemon = Transaction(self.book, rules: self.rules, now: self.now)
        try self.ledger.append(Lines(daemon).line(about: loaded, "quarantine", note: reason))
    }
}
