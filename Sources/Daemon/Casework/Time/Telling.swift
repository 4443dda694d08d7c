// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Tells offices that a date is near or past.
struct Telling: Decision {
    let transaction: Transaction

    /// Gives a step's notice to everybody who holds one of the roles, once each.
    ///
    /// Where nobody holds one, the office that answers for the case is told.
    ///
    /// - Parameter byDelivery: offices that get a delivery about it anyway, with its number.
    func tell(
        _ roles: [String], _ step: ClockStep, _ run: ClockRun, _ loaded: LoadedCase,
        byDelivery: [String: Int64] = [:]
    ) throws {
        guard let due = run.due, let kind = step.kind.notice else { return }
        var told = false
        for role in roles {
            for party in loaded.parties(of: role) {
                try self.give(kind, step, due, run, loaded, to: party, as: role, byDelivery)
                told = true
            }
        }
        guard !told else { return }
        let home = loaded.definition.home(loaded.facts.roles)
        let name = try home.flatMap(self.book.office)?.name
        let label = roles.first.flatMap { loaded.definition.roles[$0]?.labels.zh } ?? "-"
        try self.give(
            kind, step, due, run, loaded, to: Party(office: home, name: name ?? label),
            as: roles.first ?? "", byDelivery)
    }

    private func give(
        _ kind: NoticeRow.Kind, _ step: ClockStep, _ due: Day, _ run: ClockRun,
        _ loaded: LoadedCase, to party: Party, as role: String, _ byDelivery: [String: Int64]
    ) throws {
        let today = self.today(loaded.definition)
        let office = try party.office.flatMap(self.book.office).map(self.book.present)
        // What an office did that has ended, its successor is told of.
        let party =
            office.map { $0.code == party.office ? party : Party(office: $0.code, name: $0.name) }
            ?? party
        let delivery = office.flatMap { byDelivery[$0.code] }
        let isSent = office.map { $0.channel.job != nil && delivery == nil } ?? false
        let words = NoticeWords(
            kind: kind, number: step.kind.number + 1, due: due, day: step.day, today: today,
            clock: loaded.definition.clocks[run.clock]?.labels ?? Label(same: run.clock),
            caseID: loaded.row.id, title: try self.transaction.titleForAll(loaded.row).oneLine)
        let row = NoticeRow(
            kind: kind, about: run.about(due, step.kind.number, loaded.row.id), recipient: party,
            role: role, day: step.day, givenOn: today,
            status: isSent ? .pending : .shown, reason: delivery.map { "letter \($0)" } ?? "",
            text: words.text)
        let id = try self.ledger.papers.insert(row)
        if let office, isSent { try self.sending.send(.notice(id), to: office) }
    }

    /// Gives an office its list of a morning, once.
    func give(_ digest: Digest) throws {
        var query = NoticeQuery(limit: 1)
        query.office = digest.office.code
        query.kind = .digest
        query.since = digest.today
        guard try self.book.wholeStore().notices(query).isEmpty else { return }
        // A list that did not go out in its time is not worth reading any more.
        query.since = nil
        query.limit = CaseworkLimits.oldDigests
        for var old in try self.book.wholeStore().notices(query) where old.status == .pending {
            old.status = .shown
            self.ledger.papers.update(old)
            try self.sending.stopSending(.notice(old.id))
        }
        let id = try self.ledger.papers.insert(
            NoticeRow(
                kind: .digest, about: nil,
                recipient: Party(office: digest.office.code, name: digest.office.name), role: "",
                day: digest.today, givenOn: digest.today,
                status: digest.office.channel.job == nil ? .shown : .pending, text: digest.text))
        try self.sending.send(.notice(id), to: digest.office)
    }
}

extension LoadedCase {
    /// Who holds a role: the offices of the place that have it as a duty, else who was named.
    func parties(of role: String) -> [Party] {
        if case .directory = self.definition.roles[role]?.binding {
            return self.surroundings.offices(withDuty: role)
        }
        return self.facts.roles[self.definition.holderRole(of: role)].map { [$0] } ?? []
    }
}

extension ClockRun {
    func about(_ due: Day, _ step: Int, _ caseID: String) -> NoticeRow.About {
        NoticeRow.About(caseID: caseID, clock: self.clock, run: self.run, due: due, step: step)
    }
}
