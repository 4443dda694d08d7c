// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Writes a case as it now stands after something was taken back or corrected.
struct Rewriting: Decision {
    let transaction: Transaction

    /// Writes the case as it now stands.
    func rewrite(
        _ loaded: LoadedCase, _ outcome: Replayed, _ rows: [ChangeRow], event: String,
        _ reason: String, _ forOffice: String?
    ) throws -> CommandResult {
        let definition = loaded.definition
        let facts: CaseFacts
        var moved: [Fact] = []
        switch outcome {
        case .stands(let standing, _, let redated): (facts, moved) = (standing, redated)
        case .conflict(let fact, let unmet):
            let label = definition.events[fact.event]?.labels ?? Label(same: fact.event)
            let isItself = rows.contains { $0.change == .lines([fact.sequence]) }
            throw CaseworkError(
                .refused,
                isItself
                    ? Label(
                        "〈\(label.zh)〉(第\(fact.sequence)行)不能这样更正",
                        "‹\(label.en)› (line \(fact.sequence)) cannot be corrected to that")
                    : Label(
                        "〈\(label.zh)〉(第\(fact.sequence)行)将不成立;请先更正或撤销它",
                        "‹\(label.en)› (line \(fact.sequence)) would no longer be possible; mend or annul that first"
                    ), unmet: unmet, laws: definition.laws, day: self.today(definition))
        }
        try loaded.surroundings.check()
        var after = loaded
        after.facts = facts
        after.facts.version = loaded.row.version + 1
        after.row.version = loaded.row.version + 1
        after.row.state = facts.state
        after.row.isFinal = definition.states[facts.state]?.isFinal ?? false
        after.row.take(facts.fields, roles: facts.roles, by: definition)
        do {
            try self.ledger.update(after.row, previousVersion: loaded.row.version)
        } catch StoreError.naturalKeyTaken(let key) {
            throw try self.recording.taken(key)
        }
        try self.marking.mark(after, before: loaded.row, isLive: true)
        let head = LineHead(
            event: event, happenedOn: self.today(definition), mode: .live, note: reason,
            forOffice: forOffice)
        var line = try self.lines.line(about: loaded, head)
        line.version = after.row.version
        line.from = loaded.row.state
        line.to = facts.state == loaded.row.state ? nil : facts.state
        line.changes = rows + self.consequences(of: facts, loaded, moved)
        try self.ledger.append(line)
        after.facts = facts
        try self.runs.storeClocks(facts.clocks, before: loaded.facts.clocks, after)
        try self.runs.settleParts(of: after, before: loaded.facts.roles)
        var result = CommandResult()
        result.remarks = try self.readdress(loaded, facts.fields)
        result.take(after)
        result.previousState = loaded.row.state
        result.sequence = line.sequence
        result.transition = event
        return result
    }

    /// What still waits for somebody whose name was put right goes out under the right one.
    ///
    /// What was sent stays as it went; what goes to an office of the directory is found by its code.
    private func readdress(
        _ loaded: LoadedCase, _ fields: [String: Value]
    ) throws -> [Label] {
        var names: [String: String] = [:]
        for (field, value) in loaded.facts.fields {
            let (before, after) = (value.texts, fields[field]?.texts ?? [])
            guard before.count == after.count else { continue }
            // A name that stands there still, in another place, was not put right.
            for (was, now) in zip(before, after)
            where was != now && !after.contains(was) && !now.isEmpty {
                names[was] = now
            }
        }
        guard !names.isEmpty else { return [] }
        var remarks: [Label] = []
        for var delivery in try self.book.deliveries(of: loaded.row.id)
        where delivery.status == .pending && delivery.recipient.office == nil {
            guard let name = names[delivery.recipient.name] else { continue }
            delivery.recipient.name = name
            try self.ledger.papers.update(delivery)
            let kind =
                loaded.definition.deliveries[delivery.kind]?.labels ?? Label(same: delivery.kind)
            remarks.append(
                Label("待送的〈\(kind.zh)〉改送\(name)", "‹\(kind.en)›, not sent yet, now goes to \(name)")
            )
        }
        return remarks
    }

    /// What else is different now: fields, roles, due dates, days of the daemon's own acts.
    private func consequences(
        of facts: CaseFacts, _ loaded: LoadedCase, _ moved: [Fact]
    ) -> [ChangeRow] {
        var rows = loaded.machine.changes(from: loaded.facts.fields, to: facts.fields).map {
            change -> ChangeRow in
            ChangeRow(
                .then(change.field, before: change.before, after: change.after),
                seal: self.lines.seal(of: change, loaded.definition))
        }
        rows += self.lines.roleChanges(
            from: loaded.row.roles,
            to: facts.roles.filter { loaded.definition.roles[$0.key]?.binding == .ofCase })
        if !moved.isEmpty {
            let days = moved.reduce(into: [Int64: Day]()) { $0[$1.sequence] = $1.happenedOn }
            rows.append(ChangeRow(.redated(days)))
        }
        for name in loaded.definition.clocks.names {
            let (before, after) = (loaded.facts.run(of: name), facts.run(of: name))
            if before?.due != after?.due || before?.isOpen != after?.isOpen {
                rows.append(
                    ChangeRow(
                        .clock(name, before: before.map(\.mark), after: after.map(\.mark))))
            }
        }
        return rows
    }
}

extension ClockRun {
    /// As a change in a history line.
    fileprivate var mark: HistoryChange.ClockMark {
        HistoryChange.ClockMark(due: self.due, stopped: self.isOpen ? nil : .some(self.stoppedOn))
    }
}
