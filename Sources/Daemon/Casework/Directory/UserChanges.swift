// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
package import Storage
package import WorkCalendar
internal import Workflow

/// What is told of a user; nil for what stays as it is.
package struct UserDetails: Sendable {
    package var name: String?
    package var login: UserRow.Login?
    package var signIn: String?
    package var mail: String?
    package var telephone: String?
    package var validFrom: Day??
    package var validUntil: Day??
    package var status: UserRow.Status?

    /// Nothing.
    package init() {}
}

/// Users and their rights: each change is a line of the same chain.
///
/// Mail and telephone stand in no line: they are forgotten with the user.
struct UserChanges: Decision {
    let transaction: Transaction

    /// Adds a user, or adds to one who is known by the same login or sign-in name.
    ///
    /// - Parameter isAnother: he is somebody else than a user of the same name.
    func add(
        _ details: UserDetails, _ memberships: [MembershipRow], isAnother: Bool
    ) throws -> CommandResult {
        try self.requireAdmin()
        let memberships = try memberships.map(self.asMeant)
        for membership in memberships { try self.check(membership) }
        let before = try self.known(by: details)
        if let before { try self.requireSame(before, details) }
        var user = try before ?? self.fresh(details, isAnother: isAnother)
        try self.take(details, into: &user)
        // Adding somebody again adds to his rights; only revoke takes any away.
        for membership in memberships { user.grant(membership) }
        return try self.store(user, before: before)
    }

    /// Changes what is told of a user.
    func change(_ number: Int64, _ details: UserDetails) throws -> CommandResult {
        try self.requireAdmin()
        let before = try self.user(number)
        var user = before
        guard user.status != .removed else {
            throw CaseworkError(
                .refused,
                Label(
                    "\(user.name)(编号\(number))已注销;回来的,重新添加",
                    "\(user.name) (number \(number)) was removed; who comes back is added anew"))
        }
        try self.take(details, into: &user)
        if details.status == .removed {
            user.forget()
            self.ledger.dropCredential(of: number)
            _ = try PasswordGiving(transaction: self.transaction).end(sessionsOf: number)
            for var delegation in try self.book.delegations()
            where [delegation.from, delegation.to].contains(number) && delegation.endedOn == nil {
                delegation.endedOn = self.rules.nationalZone.day(of: self.now)
                try self.ledger.store(delegation)
            }
        }
        return try self.store(user, before: before)
    }

    /// Gives a user a right, or takes it away.
    func change(
        _ number: Int64, _ membership: MembershipRow, grant: Bool
    ) throws -> CommandResult {
        try self.requireAdmin()
        let given = membership
        let membership = try self.asMeant(membership)
        try self.check(membership, isNew: grant)
        let before = try self.user(number)
        var user = before
        if grant {
            guard user.status != .removed else {
                throw CaseworkError(
                    .refused,
                    Label("\(user.name)已注销", "\(user.name) was removed"))
            }
            user.grant(membership)
        } else {
            user.memberships.removeAll { $0.isSame(as: membership) || $0.isSame(as: given) }
        }
        return try self.store(user, before: before)
    }

    private func store(_ user: UserRow, before: UserRow?) throws -> CommandResult {
        var same = CommandResult()
        same.made = [user.number]
        if user == before { return same }
        try self.ledger.store(user)
        var result = try self.directoryLine(
            HistoryLine.user, about: String(user.number),
            before: before.map { .text($0.summary) }, after: .text(user.summary))
        result.made = [user.number]
        result.remarks += try self.dutiesLacking(in: user, before: before)
        return result
    }

    /// Rights just given in offices that lack the duty by which that role's offices are found.
    private func dutiesLacking(in user: UserRow, before: UserRow?) throws -> [Label] {
        let given = user.memberships.filter { new in
            new.kind == .member && !(before?.memberships.contains { $0.isSame(as: new) } ?? false)
        }
        let byDuty = self.rules.rulebook.rolesByDuty
        return try given.map(\.standing).unique.compactMap { right in
            guard byDuty.contains(right.role), let office = try self.book.office(right.office),
                !office.duties.contains(right.role)
            else { return nil }
            let label = self.rules.rulebook.roles[right.role] ?? Label(same: right.role)
            return Label(
                "\(office.name)未登记职责“\(label.zh)”,按职责找单位的事项、提醒和案件不会到该单位;请为该单位登记该职责",
                "\(office.name) does not have the duty “\(label.en)”: what goes by duty, reminders and cases of others, does not come to it; give the office the duty"
            )
        }
    }

    private func user(_ number: Int64) throws -> UserRow {
        guard let user = try self.book.user(number) else {
            throw CaseworkError(
                .notFound,
                Label("没有用户\(number)", "there is no user \(number)"),
                remedy: .addUser(uid: number))
        }
        return user
    }

    /// The user who is known by what is told.
    private func known(by details: UserDetails) throws -> UserRow? {
        if let uid = details.login?.uid, let user = try self.book.user(ofUID: uid) { return user }
        guard let name = details.signIn, !name.isEmpty else { return nil }
        return try self.book.users().first { $0.signIn == name }
    }

    /// Whoever comes with a uid under another account's name, or under another name, is somebody else.
    private func requireSame(_ user: UserRow, _ details: UserDetails) throws {
        let (was, login) = (user.login?.name ?? "", details.login?.name ?? "")
        if user.login?.uid == details.login?.uid, !was.isEmpty, !login.isEmpty, was != login {
            throw CaseworkError(
                .exists,
                Label(
                    "uid \(details.login?.uid ?? 0) 登记的是\(user.name)(账号\(was),编号\(user.number));如已换人,先注销原用户",
                    "uid \(details.login?.uid ?? 0) is entered as that of \(user.name) (login \(was), number \(user.number)); if it is another's now, remove him first"
                ))
        }
        if let name = details.name, name != user.name {
            throw CaseworkError(
                .exists,
                Label(
                    "该账号登记的是\(user.name)(编号\(user.number)),不是\(name);更名请用更名,换人请先注销原用户",
                    "it is that of \(user.name) (number \(user.number)), not of \(name); rename him, or remove him first if it is another's now"
                ))
        }
    }

    /// A sign-in name stands for one person, however he is asked for.
    private func requireFree(_ name: String, for user: UserRow) throws {
        let other = try self.book.users().first {
            $0.number != user.number && ($0.signIn == name || $0.login?.name == name)
        }
        if let other {
            throw CaseworkError(
                .exists,
                Label("“\(name)”已属于\(other.name)", "“\(name)” is that of \(other.name)"))
        }
        guard Int64(name) == nil else {
            throw CaseworkError.invalid(
                "sign_in", "登录名不能只是数字:会与编号相混",
                "a sign-in name is no number: it would be taken for one of the directory")
        }
    }

    private func fresh(_ details: UserDetails, isAnother: Bool) throws -> UserRow {
        let name = details.name ?? ""
        let same = try self.book.userNumbers(called: name).filter {
            try self.book.user($0)?.status != .removed
        }
        if details.login == nil, !isAnother, let other = same.first {
            throw CaseworkError(
                .exists,
                Label(
                    "名录中已有\(name)(编号\(other));如确为另一人,请注明",
                    "\(name) is in the directory already (number \(other)); say so if it is somebody else"
                ), remedy: .supply(.another))
        }
        return UserRow(number: try self.freshNumber(details.login), name: name, memberships: [])
    }

    /// The uid, unless it was somebody's number before; else the next one that is no uid.
    private func freshNumber(_ login: UserRow.Login?) throws -> Int64 {
        if let uid = login?.uid, try self.book.user(uid) == nil { return uid }
        let last = try self.book.users().last?.number ?? 0
        return max(last + 1, UserRow.firstWithoutUID)
    }

    private func take(_ details: UserDetails, into user: inout UserRow) throws {
        if let name = details.name {
            try PlainName.check(name, at: "name")
            user.name = name
        }
        guard !user.name.isEmpty else {
            throw CaseworkError.invalid("name", "用户姓名不能为空", "a user needs a name")
        }
        if let login = details.login {
            guard login.uid >= 0, login.uid < Int64(UInt32.max) else {
                throw CaseworkError.invalid("uid", "uid 应为非负整数", "a uid is a number from 0 up")
            }
            if let other = try self.book.user(ofUID: login.uid), other.number != user.number {
                throw CaseworkError(
                    .exists,
                    Label(
                        "uid \(login.uid) 已属于\(other.name)(编号\(other.number))",
                        "uid \(login.uid) is that of \(other.name) (number \(other.number))"))
            }
            user.login = login
        }
        if let signIn = details.signIn {
            if !signIn.isEmpty {
                try PlainName.check(signIn, at: "sign_in")
                try self.requireFree(signIn, for: user)
            }
            user.signIn = signIn
        }
        if let mail = details.mail {
            if !mail.isEmpty { try MailAddress.check(mail, at: "mail") }
            user.mail = mail
        }
        if let telephone = details.telephone {
            if !telephone.isEmpty { try PlainName.check(telephone, at: "telephone") }
            user.telephone = telephone
        }
        if let day = details.validFrom { user.validFrom = day }
        if let day = details.validUntil { user.validUntil = day }
        if let from = user.validFrom, let until = user.validUntil, until < from {
            throw CaseworkError.invalid(
                "until", "有效期止于\(until),早于其始\(from)",
                "ends on \(until), before it begins on \(from)")
        }
        if let status = details.status { user.status = status }
    }

    private func asMeant(_ given: MembershipRow) throws -> MembershipRow {
        try self.book.meant(given, self.rules.rulebook)
    }

    private func check(_ membership: MembershipRow, isNew: Bool = true) throws {
        guard let office = try self.book.office(membership.office) else {
            throw CaseworkError(
                .notFound,
                Label(
                    "没有单位代码“\(membership.office)”",
                    "there is no office with the code “\(membership.office)”"))
        }
        if isNew { try self.transaction.requireWorking(office, "role") }
        let roles = self.rules.rulebook.roles
        guard roles[membership.role] != nil, membership.role != "system" else {
            throw self.rules.rulebook.noRole(membership.role)
        }
    }
}

extension UserRow {
    /// Has a right, as far as it is given now.
    mutating func grant(_ membership: MembershipRow) {
        let place = self.memberships.firstIndex { $0.isSame(as: membership) }
        if let place {
            self.memberships[place] = membership
        } else {
            self.memberships.append(membership)
        }
    }

    /// Keeps nothing but the number and the name.
    fileprivate mutating func forget() {
        (self.memberships, self.login, self.signIn) = ([], nil, "")
        (self.mail, self.telephone, self.validFrom, self.validUntil) = ("", "", nil, nil)
    }

    /// As one line of the history.
    var summary: String {
        let login =
            self.login.map { login in
                // A number that is the uid says it already.
                [login.name, login.uid == self.number ? "" : "uid \(login.uid)"]
                    .filter { !$0.isEmpty }.joined(separator: " ")
            } ?? ""
        let period =
            (self.validFrom.map { "from \($0) " } ?? "")
            + (self.validUntil.map { "until \($0)" } ?? "")
        let parts = [
            self.name, login.isEmpty ? "" : "login \(login)",
            self.signIn.isEmpty ? "" : "signs in as \(self.signIn)", period,
            self.status == .active ? "" : self.status.rawValue,
        ]
        return
            (parts
            + self.memberships.map { membership in
                let words = [
                    membership.kind == .member ? "" : membership.kind.rawValue,
                    membership.reach == .below ? "and below" : "",
                ].filter { !$0.isEmpty }.joined(separator: ", ")
                return "\(membership.office):\(membership.role)"
                    + (words.isEmpty ? "" : " (\(words))")
            }).filter { !$0.isEmpty }.joined(separator: "; ")
    }
}
