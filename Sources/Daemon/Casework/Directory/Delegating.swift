// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Acting for the absent (授权代办): a line of the chain when it is given, and one when it is ended.
struct Delegating: Decision {
    let transaction: Transaction

    private var today: Day { self.rules.nationalZone.day(of: self.now) }

    /// Somebody acts for another from a day until a day.
    ///
    /// Whoever is absent gives it himself, or an administrator does.
    func add(_ given: DelegationRow) throws -> CommandResult {
        try self.requireOwn(given.from)
        let (absent, deputy) = (try self.user(given.from), try self.user(given.to))
        guard absent.number != deputy.number else {
            throw CaseworkError.invalid(
                "to", "不能委托本人代办", "nobody acts for himself")
        }
        guard given.since <= given.until else {
            throw CaseworkError.invalid(
                "until", "委托止于\(given.until),早于其始\(given.since)",
                "ends on \(given.until), before it begins on \(given.since)")
        }
        guard given.since >= self.today else {
            throw CaseworkError.invalid(
                "since", "\(given.since)已过;代办不能追认,最早自今日(\(self.today))起",
                "\(given.since) is over: nothing is delegated afterwards, but from today (\(self.today)) on"
            )
        }
        guard given.until >= self.today else {
            throw CaseworkError.invalid(
                "until", "\(given.until)已过;代办不能追认",
                "\(given.until) is over: nothing is delegated afterwards")
        }
        guard deputy.status == .active else {
            throw CaseworkError(
                .refused,
                Label("\(deputy.name)已停用,不能代办", "\(deputy.name) is disabled and cannot act"))
        }
        guard absent.memberships.contains(where: given.covers) else {
            throw CaseworkError(
                .refused,
                Label(
                    "\(absent.name)没有可以委托的角色", "\(absent.name) has no such role to delegate"),
                remedy: .look(at: .ownRoles))
        }
        // To read what others have is nobody's to hand on.
        let reading = self.rules.rulebook.conventions.placeReaders
        let isLent = absent.memberships.contains { given.covers($0) && reading.contains($0.role) }
        guard !isLent || self.principal?.isAdmin ?? true else {
            throw CaseworkError(
                .permission,
                Label(
                    "审计一类的查看权只能由系统管理员委托;可指明其他角色",
                    "a right to read what others have is delegated by an administrator only; name another role"
                ))
        }
        try self.requireNew(given)
        let stored = try self.ledger.store(given)
        var result = try self.line(stored, absent, deputy, ended: false)
        result.made = [stored.id]
        return result
    }

    /// What holds already is not given again: who ended one of two would believe that nothing holds.
    private func requireNew(_ given: DelegationRow) throws {
        let same = try self.book.delegations().first { known in
            known.endedOn == nil && (known.from, known.to) == (given.from, given.to)
                && (known.role, known.office) == (given.role, given.office)
                && known.since <= given.until && given.since <= known.until
        }
        guard let same else { return }
        throw CaseworkError(
            .exists,
            Label(
                "已有同样的委托(编号\(same.id),\(same.since)至\(same.until));需要变更期限的,先将其结束",
                "the same is delegated already (number \(same.id), \(same.since) to \(same.until)); end that one first to change its days"
            ))
    }

    /// Ends a delegation before its time.
    func end(_ id: Int64) throws -> CommandResult {
        guard var row = try self.book.delegations().first(where: { $0.id == id }) else {
            throw CaseworkError(
                .notFound, Label("没有委托\(id)", "there is no delegation \(id)"))
        }
        try self.requireOwn(row.from)
        guard row.endedOn == nil, row.until >= self.today else {
            throw CaseworkError(
                .refused, Label("委托\(id)已经结束", "delegation \(id) is over already"))
        }
        row.endedOn = self.today
        try self.ledger.store(row)
        var result = try self.line(
            row, try self.user(row.from), try self.user(row.to), ended: true)
        result.made = [id]
        return result
    }

    private func line(
        _ row: DelegationRow, _ absent: UserRow, _ deputy: UserRow, ended: Bool
    ) throws -> CommandResult {
        let what = [row.office ?? "", row.role ?? ""].filter { !$0.isEmpty }
            .joined(separator: ":")
        let text =
            "\(absent.number) \(absent.name) → \(deputy.number) \(deputy.name); "
            + "\(row.since)..\(row.until)" + (what.isEmpty ? "" : "; \(what)")
        return try self.directoryLine(
            "delegate", about: String(row.id), before: ended ? .text(text) : nil,
            after: ended ? nil : .text(text))
    }

    private func requireOwn(_ number: Int64) throws {
        if self.principal?.number == number, self.principal?.user != nil { return }
        guard self.principal?.isAdmin ?? true else {
            throw CaseworkError(
                .permission,
                Label(
                    "只能委托他人代办本人的角色;他人的由系统管理员登记",
                    "one delegates one's own roles; those of others an administrator does"))
        }
    }

    private func user(_ number: Int64) throws -> UserRow {
        guard let user = try self.book.user(number), user.status != .removed else {
            throw CaseworkError(
                .notFound, Label("没有用户\(number)", "there is no user \(number)"))
        }
        return user
    }
}
