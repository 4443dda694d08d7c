// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Storage
package import WorkCalendar
internal import Workflow

// One-time links, for people without an account.
extension SignIns {
    /// What a link is for; it is not followed by that, since mail programs look at links too.
    package func link(_ token: String) async throws(CaseworkError) -> LinkView {
        let rules = self.rules
        return try await self.ask { reader in
            let row = try reader.signIn(Self.digest(token))
            guard let row, row.isLink, let errand = row.errand,
                let user = try reader.user(row.user), let found = try reader.caseRow(errand.caseID)
            else {
                throw Self.over(
                    Label("链接无效:请核对是否完整", "there is no such link; is it whole?"))
            }
            let definition = try rules.definition(found.definitionHash, reader)
            return LinkView(
                user: user, row: row, workflow: definition.labels,
                event: definition.events[errand.event]?.labels ?? Label(same: errand.event))
        }
    }

    /// Follows a link: once, before its end.
    package func follow(link token: String) async throws(CaseworkError) -> Entrance {
        let view = try await self.link(token)
        try self.requireInForce(view.user)
        let (fresh, now) = (Self.token(), DaemonClock.machine)
        let session = SignInRow(
            digest: Self.digest(fresh), user: view.user.number, door: .link,
            errand: view.row.errand, madeAt: now,
            endsAt: now.adding(milliseconds: CaseworkLimits.errandHours * 3_600_000))
        let digest = view.row.digest
        try await self.changed(by: view.user) { transaction in
            let rows = try transaction.book.signIns(of: session.user)
            guard var link = rows.first(where: { $0.digest == digest }) else {
                throw Self.over(Label("链接已收回", "the link was taken back"))
            }
            guard link.usedAt == nil else {
                throw Self.over(
                    Label(
                        "链接只能使用一次,此链接已经用过;如有需要,请发送单位重发",
                        "a link works once, and this one was used; ask whoever sent it for another")
                )
            }
            guard link.endsAt > now else {
                throw Self.over(
                    Label(
                        "链接已过期,请发送单位重发",
                        "the link has expired; ask whoever sent it for another"))
            }
            link.usedAt = now
            try transaction.ledger.store(link)
            try transaction.ledger.store(session)
        }
        return Entrance(
            token: fresh, user: view.user, endsAt: session.endsAt, mustChange: false,
            errand: session.errand)
    }

    /// Makes a link by which somebody outside does one thing in one case.
    ///
    /// - Returns: its token, told once, and until when it is good.
    package func send(
        _ command: LinkCommand, _ request: Engine.Request
    ) async throws(CaseworkError) -> (token: String, endsAt: Instant) {
        let (token, now) = (Self.token(), DaemonClock.machine)
        let days = command.days ?? CaseworkLimits.linkDays
        guard (1...CaseworkLimits.longestLinkDays).contains(days) else {
            throw CaseworkError.invalid(
                "days", "链接有效期为1至\(CaseworkLimits.longestLinkDays)天",
                "a link is good for 1 to \(CaseworkLimits.longestLinkDays) days")
        }
        let end = now.adding(milliseconds: Int64(days) * 86_400_000)
        try await self.changed(request) { transaction in
            try LinkSending(transaction: transaction).send(
                command, digest: Self.digest(token), from: now, until: end)
        }
        return (token, end)
    }
}
