// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Crypto
internal import Logging
package import Storage
internal import Synchronization
package import WorkCalendar
package import Workflow

/// Signing in, for who has no connection of his own: passwords, sessions, one-time links.
///
/// A token is told once, to the page; its SHA-256 is kept. Times follow the computer's clock, since they are
/// agreed with browsers.
package struct SignIns: Room {
    package let engine: Engine
    package let viewer: Viewer

    /// Somebody who has just come in.
    package struct Entrance: Sendable {
        /// What he shows from now on.
        package var token: String
        /// Who he is.
        package var user: UserRow
        /// Until when.
        package var endsAt: Instant
        /// His password is a first one: until it is changed he can do nothing else.
        package var mustChange: Bool
        /// What he came for by a link.
        package var errand: Errand?
    }

    /// Who shows a token.
    package struct Visitor: Sendable {
        /// His entry in the directory.
        package var user: UserRow
        /// What he may do today; nothing for who came by a link.
        package var rights: [Right]
        /// His session.
        package var row: SignInRow
        /// His password is a first one.
        package var mustChange: Bool
    }

    /// What a link is for, as it is told before it is followed.
    package struct LinkView: Sendable {
        /// Whom it was sent to.
        package var user: UserRow
        /// The link.
        package var row: SignInRow
        /// What the case's workflow and the event are called.
        package var workflow: Label
        package var event: Label
    }

    /// A digest of a token, as it is kept.
    package static func digest(_ token: String) -> String {
        Chain.hex(Array(SHA256.hash(data: Array(token.utf8))))
    }

    /// 32 random bytes, in letters that an address can hold.
    static func token() -> String {
        var generator = SystemRandomNumberGenerator()
        return Chain.hex((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    static func over(_ sentence: Label) -> CaseworkError {
        CaseworkError(.signedOut, sentence)
    }

    // MARK: Who it is

    /// Who shows a token; nil for one that is not or no more good.
    package func visitor(_ token: String) async throws(CaseworkError) -> Visitor? {
        let today = self.rules.nationalZone.day(of: self.clock.now)
        return try await self.ask { reader in
            guard let row = try reader.signIn(Self.digest(token)), !row.isLink,
                row.endsAt > DaemonClock.machine, let user = try reader.user(row.user)
            else { return nil }
            // By whichever door he came: a first password is no way around it.
            let credential = row.door == .password ? try reader.credential(of: user.number) : nil
            return Visitor(
                user: user,
                rights: row.errand == nil ? try reader.rights(of: user, on: today) : [],
                row: row, mustChange: credential?.endsAt != nil)
        }
    }

    // MARK: Coming in

    /// Signs somebody in by his password.
    ///
    /// What is wrong with a name, a password, or both is told in the same words and after the same time.
    ///
    /// - Throws: ``CaseworkError`` with the code `signed_out`.
    package func signIn(
        _ name: String, _ password: String
    ) async throws(CaseworkError) -> Entrance {
        let name = name.trimmed
        let key = name.lowercased()
        guard !self.engine.failedSignIns.isLocked(key) else {
            throw Self.over(
                Label(
                    "登录失败次数过多,请\(CaseworkLimits.signInLockMinutes)分钟后再试,或请系统管理员重发密码",
                    "too many tries failed; try again in \(CaseworkLimits.signInLockMinutes) minutes, or ask an administrator for a password"
                ))
        }
        let found = try await self.ask { reader -> (UserRow, CredentialRow)? in
            guard let user = try reader.user(signingInAs: name),
                let credential = try reader.credential(of: user.number)
            else { return nil }
            return (user, credential)
        }
        let secret = found?.1.secret ?? self.engine.nobodysSecret
        let isRight =
            try await self.engine.passwordDesk.run { try Passwords.isSame(password, as: secret) }
        guard let (user, credential) = found, isRight else {
            self.failed(key, found?.0)
            throw Self.over(
                Label(
                    "登录名或密码不对", "the sign-in name or the password is wrong"))
        }
        self.engine.failedSignIns.forget(key)
        if let end = credential.endsAt, end <= DaemonClock.machine {
            throw Self.over(
                Label(
                    "初始密码已过期,请系统管理员重发",
                    "this first password has expired; ask an administrator for another"))
        }
        return try await self.enter(user, by: .password, mustChange: credential.endsAt != nil)
    }

    private func failed(_ key: String, _ user: UserRow?) {
        let isLocked = self.engine.failedSignIns.note(key)
        self.engine.signs.refused(
            Signs.Refusal(
                isLocked ? "sign_in_locked" : "sign_in_failed", by: user?.number ?? -1,
                call: "Sessions/SignIn"))
    }

    /// Signs somebody in of whom a trusted proxy says who he is.
    package func signIn(subject: String) async throws(CaseworkError) -> Entrance {
        guard let user = try await self.ask({ try $0.user(signingInAs: subject.trimmed) }) else {
            throw Self.over(
                Label(
                    "名录中没有登录名“\(subject)”,请系统管理员登记",
                    "nobody in the directory signs in as “\(subject)”; an administrator must enter him"
                ))
        }
        return try await self.enter(user, by: .proxy)
    }

    private func enter(
        _ user: UserRow, by door: Door, mustChange: Bool = false
    ) async throws(CaseworkError) -> Entrance {
        try self.requireInForce(user)
        let (token, now) = (Self.token(), DaemonClock.machine)
        let row = SignInRow(
            digest: Self.digest(token), user: user.number, door: door, madeAt: now,
            endsAt: now.adding(milliseconds: CaseworkLimits.sessionHours * 3_600_000))
        try await self.changed(by: user) { try $0.ledger.store(row) }
        return Entrance(token: token, user: user, endsAt: row.endsAt, mustChange: mustChange)
    }

    func requireInForce(_ user: UserRow) throws(CaseworkError) {
        guard !user.isInForce(on: self.rules.nationalZone.day(of: self.clock.now)) else { return }
        throw Self.over(
            Label(
                "您的用户已停用或不在有效期内,请联系系统管理员",
                "you are disabled in the directory, or not in it today; ask an administrator"))
    }

    func changed(
        by user: UserRow, door: Door? = nil,
        _ body: @escaping @Sendable (Transaction) throws -> Void
    ) async throws(CaseworkError) {
        var principal = Principal(number: user.number, isAdmin: false, user: user, rights: [])
        principal.door = door
        try await self.changed(
            Engine.Request(principal: principal, id: "", payload: [])
        ) {
            try body($0)
            return CommandResult()
        }
    }

    @discardableResult
    func changed(
        _ request: Engine.Request,
        _ body: @escaping @Sendable (Transaction) throws -> CommandResult
    ) async throws(CaseworkError) -> CommandResult {
        defer { self.engine.generation.add(1, ordering: .releasing) }
        return try await self.perform(request, .shared, body)
    }

    // MARK: Going out

    /// Signs somebody out: here, or wherever he is signed in.
    package func signOut(
        _ token: String, everywhere: Bool
    ) async throws(CaseworkError) {
        guard let visitor = try await self.visitor(token) else { return }
        try await self.changed(by: visitor.user) { transaction in
            // Whoever came by a link ends that alone: a link may be found by another.
            let all = everywhere && visitor.row.errand == nil
            for row in try transaction.book.signIns(of: visitor.user.number)
            where !row.isLink && (all || row.digest == visitor.row.digest) {
                try transaction.ledger.drop(row)
            }
        }
    }

    /// Signs a user out wherever he is signed in, and takes back links that were not used: for administrators,
    /// and for himself.
    ///
    /// - Returns: how many sessions ended.
    package func end(
        sessionsOf number: Int64, _ request: Engine.Request
    ) async throws(CaseworkError) -> Int {
        let ended = try await self.changed(request) { transaction in
            let changes = PasswordGiving(transaction: transaction)
            if transaction.principal?.number != number { try changes.requireAdmin() }
            return try changes.end(sessionsOf: number)
        }
        return Int(ended.made.first ?? 0)
    }

    /// Sessions that are good, and links that were not used: all for administrators, one's own for others.
    package func rows(
        of number: Int64?
    ) async throws(CaseworkError) -> [(row: SignInRow, user: UserRow)] {
        var asked = number
        if case .person(let person, _) = self.viewer, !person.isAdmin { asked = person.number }
        let only = asked
        return try await self.ask { reader in
            let users = try reader.users().filter { $0.number == only ?? $0.number }
            return try users.flatMap { user in
                try reader.signIns(of: user.number).filter {
                    $0.endsAt > DaemonClock.machine && $0.usedAt == nil
                }.map { ($0, user) }
            }.sorted { $0.0.madeAt < $1.0.madeAt }
        }
    }
}

extension StoreReader {
    /// Who signs in under a name: his sign-in name, or his account's.
    fileprivate func user(signingInAs name: String) throws -> UserRow? {
        guard !name.isEmpty else { return nil }
        let users = try self.users().filter { $0.status != .removed }
        let found = users.filter { $0.signIn == name }
        if found.count == 1 { return found[0] }
        let accounts = users.filter { $0.login?.name == name }
        return found.isEmpty && accounts.count == 1 ? accounts[0] : nil
    }
}
