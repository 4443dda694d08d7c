// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Offices, users and rights: each change is a line of the same chain.
struct DirectoryChanges: Decision {
    let transaction: Transaction

    /// Adds an office, or amends it.
    ///
    /// - Parameter keepsChannel: no channel was given: a known office keeps its own.
    func add(_ office: OfficeRow, keepsChannel: Bool) throws -> CommandResult {
        try self.requireAdmin()
        let isCode = office.code.utf8.allSatisfy {
            (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 45
        }
        guard isCode, !office.code.isEmpty, office.code.utf8.count <= 64 else {
            throw CaseworkError.invalid(
                "code", "单位代码用字母、数字和连字符,如 qz-mzj",
                "a code has letters, digits and hyphens, such as qz-mzj")
        }
        guard !office.name.isEmpty else {
            throw CaseworkError.invalid("name", "单位名称不能为空", "an office needs a name")
        }
        let profiles = self.rules.rulebook.profileNames
        guard office.profile.isEmpty || profiles.contains(office.profile) else {
            throw CaseworkError.noProfile(office.profile, known: profiles)
        }
        let duties = self.rules.rulebook.duties
        for duty in office.duties where !duties.contains(duty) {
            let known = duties.sorted().joined(separator: ", ")
            throw CaseworkError.invalid(
                "duty", "没有职责“\(duty)”;职责有:\(known)",
                "there is no duty “\(duty)”; there are: \(known)")
        }
        for name in [office.name] + office.aliases {
            let others = try self.book.officeCodes(called: name).filter { $0 != office.code }
            guard others.isEmpty else {
                throw CaseworkError(
                    .exists,
                    Label(
                        "“\(name)”已是单位\(others[0])的名称",
                        "“\(name)” is a name of office \(others[0]) already"))
            }
        }
        let before = try self.book.office(office.code)
        var office = before.map { $0.amended(by: office, keepsChannel: keepsChannel) } ?? office
        if before == nil { office.since = self.rules.nationalZone.day(of: self.now) }
        try self.checkChannel(of: office)
        try self.ledger.store(office)
        // Duties that its offices have each year are opened at once.
        try self.ledger.jobs.put(.daily, stamp: "", dueAt: self.now, now: self.now)
        if let before, before.channel != office.channel {
            try self.sending.reroute(to: office)
        }
        return try self.directoryLine(
            "office", about: office.code,
            before: before.map { .text($0.summary) }, after: .text(office.summary))
    }

    private func checkChannel(of office: OfficeRow) throws {
        let needsAddress = office.channel == .sendmail || office.channel == .hook
        if needsAddress, office.address.isEmpty {
            throw CaseworkError.invalid(
                "address", "渠道 \(office.channel.rawValue) 需要地址",
                "the channel \(office.channel.rawValue) needs an address",
                remedy: .supply(.address))
        }
        let isMail = office.address.split(separator: "@").count == 2
        // ASCII: what else a mail host takes is its own affair (RFC 6531), and seldom.
        let isClean = office.address.unicodeScalars.allSatisfy {
            (33...126).contains($0.value) && !"<>,;\"".unicodeScalars.contains($0)
        }
        if office.channel == .sendmail, !isMail || !isClean || office.address.hasPrefix("-") {
            throw CaseworkError.invalid(
                "address", "“\(office.address)”不是邮件地址",
                "“\(office.address)” is no mail address")
        }
    }

    func add(_ user: UserRow) throws -> CommandResult {
        try self.requireAdmin()
        guard user.uid >= 0, user.uid < Int64(UInt32.max) else {
            throw CaseworkError.invalid("uid", "uid 应为非负整数", "a uid is a number from 0 up")
        }
        guard !user.name.isEmpty else {
            throw CaseworkError.invalid("name", "用户姓名不能为空", "a user needs a name")
        }
        for membership in user.memberships { try self.check(membership) }
        let before = try self.book.user(user.uid)
        var user = user
        // Adding somebody again adds to his rights; only revoke takes any away.
        user.memberships = ((before?.memberships ?? []) + user.memberships).unique
        try self.ledger.store(user)
        return try self.directoryLine(
            "user", about: String(user.uid),
            before: before.map { .text($0.summary) }, after: .text(user.summary))
    }

    /// Gives a user a right, or takes it away.
    func change(
        _ uid: Int64, _ membership: MembershipRow, grant: Bool
    ) throws -> CommandResult {
        try self.requireAdmin()
        try self.check(membership)
        guard var user = try self.book.user(uid) else {
            throw CaseworkError(
                .notFound,
                Label("没有用户 uid \(uid)", "there is no user with uid \(uid)"),
                remedy: .addUser(uid: uid))
        }
        let before = user.summary
        if grant {
            if !user.memberships.contains(membership) { user.memberships.append(membership) }
        } else {
            user.memberships.removeAll { $0 == membership }
        }
        try self.ledger.store(user)
        return try self.directoryLine(
            "user", about: String(uid), before: .text(before), after: .text(user.summary))
    }

    private func check(_ membership: MembershipRow) throws {
        guard try self.book.office(membership.office) != nil else {
            throw CaseworkError(
                .notFound,
                Label(
                    "没有单位代码“\(membership.office)”",
                    "there is no office with the code “\(membership.office)”"))
        }
        let roles = self.rules.rulebook.roles
        guard roles[membership.role] != nil, membership.role != "system" else {
            let known = roles.keys.filter { $0 != "system" }.sorted().joined(separator: ", ")
            throw CaseworkError.invalid(
                "role", "没有角色“\(membership.role)”;角色有:\(known)",
                "there is no role “\(membership.role)”; there are: \(known)")
        }
    }

    private func requireAdmin() throws {
        guard self.principal?.isAdmin ?? true else {
            throw CaseworkError(
                .permission,
                Label(
                    "只有系统管理员(root、cased-admin 组或守护进程自身的用户)可以更改名录",
                    "only administrators (root, the group cased-admin, the daemon's own user) may change the directory"
                )
            )
        }
    }
}

extension OfficeRow {
    /// The office with what is newly given; what is not given stays, a former name stays an alias.
    func amended(by new: OfficeRow, keepsChannel: Bool) -> OfficeRow {
        var office = new
        if keepsChannel { office.channel = self.channel }
        // A mail address is no name of a hook.
        if new.address.isEmpty, office.channel == self.channel { office.address = self.address }
        office.aliases =
            (self.aliases + (self.name == new.name ? [] : [self.name]) + new.aliases).unique
        office.place = new.place.isEmpty ? self.place : new.place
        office.profile = new.profile.isEmpty ? self.profile : new.profile
        office.duties = (self.duties + new.duties).unique
        office.numberCode = new.numberCode.isEmpty ? self.numberCode : new.numberCode
        office.since = self.since
        return office
    }

    /// As one line of the history.
    var summary: String {
        let parts =
            [self.name] + self.aliases.map { "aka \($0)" } + self.duties.map { "duty \($0)" }
        let channel = self.channel == .manual ? "" : "\(self.channel.rawValue) \(self.address)"
        return (parts + [self.place, self.profile, self.numberCode, channel])
            .filter { !$0.isEmpty }
            .joined(separator: "; ")
    }
}

extension UserRow {
    /// As one line of the history.
    var summary: String {
        ([self.name]
            + self.memberships.map {
                "\($0.office):\($0.role)\($0.kind == .entry ? " (entry)" : "")"
            })
            .joined(separator: "; ")
    }
}
