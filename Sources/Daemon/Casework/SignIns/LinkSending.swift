// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Somebody outside is to do one thing in one case by himself.
package struct LinkCommand: Sendable {
    /// The case.
    package var caseID: String
    /// The event, by code or label.
    package var event: String
    /// Who: his number.
    package var user: Int64
    /// For how many days; nil for the usual.
    package var days: Int?
    /// In the name of this office.
    package var forOffice: String?

    /// A link to be made.
    package init(
        caseID: String, event: String, user: Int64, days: Int? = nil, forOffice: String? = nil
    ) {
        self.caseID = caseID
        self.event = event
        self.user = user
        self.days = days
        self.forOffice = forOffice
    }
}

/// Sends links: a line of the case's history.
struct LinkSending: Decision {
    let transaction: Transaction

    func send(
        _ command: LinkCommand, digest: String, from now: Instant, until end: Instant
    ) throws -> CommandResult {
        let loaded = try self.named(command.caseID)
        let what = Label("发送一次性链接", "send a link")
        try self.requirePart(in: loaded, for: command.forOffice, what)
        let today = self.today(loaded.definition)
        let event = try Wording(loaded.definition, today: today).event(command.event)
        guard let user = try self.book.user(command.user), user.isInForce(on: today) else {
            throw CaseworkError(
                .notFound,
                Label("名录中没有有效的用户\(command.user)", "there is no user \(command.user) in force"),
                remedy: .addUser(uid: command.user))
        }
        // As he will read it: by the rules now in force.
        let parts = try self.book.parts(
            of: user.number, in: loaded.row,
            by: try self.transaction.visibility.present(loaded.row), on: today)
        guard !parts.isEmpty else {
            throw CaseworkError(
                .refused,
                Label(
                    "\(user.name)不是\(loaded.row.id)的参加人:请先登记其参加",
                    "\(user.name) takes no part in \(loaded.row.id); let him take part first"))
        }
        let roles = Set(parts.map(\.role))
        let isOwn = loaded.definition.transitions.contains {
            $0.event == event && !roles.isDisjoint(with: $0.by)
        }
        guard isOwn else {
            let label = loaded.definition.events[event]?.labels ?? Label(same: event)
            throw CaseworkError(
                .refused,
                Label(
                    "〈\(label.zh)〉不是\(user.name)本人可以办理的事项",
                    "‹\(label.en)› is nothing that \(user.name) does himself"))
        }
        let row = SignInRow(
            digest: digest, user: user.number, door: .link,
            errand: Errand(caseID: loaded.row.id, event: event), isLink: true,
            madeAt: now, endsAt: end)
        var line = try self.lines.line(
            about: loaded,
            LineHead(
                event: HistoryLine.link, happenedOn: today, mode: .live,
                forOffice: command.forOffice))
        line.changes.append(
            ChangeRow(
                .field("link", before: nil, after: .text("\(event) \(user.number) \(user.name)"))))
        try self.ledger.append(line)
        try self.ledger.store(row)
        var result = CommandResult()
        result.take(loaded)
        result.previousState = loaded.row.state
        result.sequence = line.sequence
        return result
    }
}
