// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Storage
package import WorkCalendar
internal import Workflow

// Passwords: given by administrators, changed by their owners.
extension SignIns {
    /// Gives a user a first password, which replaces what he has; he is signed out everywhere.
    ///
    /// - Returns: the password, told once, and until when it may be used.
    package func givePassword(
        to number: Int64, _ request: Engine.Request
    ) async throws(CaseworkError) -> (password: String, endsAt: Instant) {
        guard request.principal.isAdmin else {
            throw CaseworkError(
                .permission,
                Label("只有系统管理员可以发放密码", "only administrators give passwords"))
        }
        let password = Passwords.first()
        let passwords = self.engine.passwords
        let secret = try await self.engine.passwordDesk.run { try passwords.secret(of: password) }
        let now = DaemonClock.machine
        let end = now.adding(milliseconds: Int64(CaseworkLimits.firstPasswordDays) * 86_400_000)
        try await self.changed(request) { transaction in
            try PasswordGiving(transaction: transaction).give(
                CredentialRow(user: number, secret: secret, setAt: now, endsAt: end))
        }
        return (password, end)
    }

    /// Changes one's own password; other sessions of his end.
    package func changePassword(
        of token: String, from old: String, to new: String
    ) async throws(CaseworkError) {
        guard let visitor = try await self.visitor(token), visitor.row.door == .password else {
            throw Self.over(
                Label("请用密码登录后再改密码", "sign in by password to change it"))
        }
        let user = visitor.user
        let key = "change \(user.number)"
        guard !self.engine.failedSignIns.isLocked(key) else {
            throw CaseworkError(
                .permission,
                Label("原密码错误次数过多,请稍后再试", "too many wrong passwords; try again later"))
        }
        guard let credential = try await self.ask({ try $0.credential(of: user.number) }) else {
            throw Self.over(Label("密码已被收回", "the password was taken away"))
        }
        let isRight = try await self.engine.passwordDesk.run {
            try Passwords.isSame(old, as: credential.secret)
        }
        guard isRight else {
            _ = self.engine.failedSignIns.note(key)
            throw CaseworkError.invalid("old", "原密码不对", "the old password is wrong")
        }
        guard old != new else {
            throw CaseworkError.invalid(
                "password", "新密码与原密码相同", "the new password is the old one")
        }
        try Passwords.check(new, of: [user.name, user.signIn, user.login?.name ?? ""])
        let passwords = self.engine.passwords
        let secret = try await self.engine.passwordDesk.run { try passwords.secret(of: new) }
        try await self.changed(by: user) { transaction in
            // Somebody who gave him another meanwhile had a reason.
            guard try transaction.book.credential(of: user.number) == credential else {
                throw Self.over(
                    Label("密码刚刚被重发,请用新的登录", "another password was given; use that one"))
            }
            transaction.ledger.store(
                CredentialRow(user: user.number, secret: secret, setAt: DaemonClock.machine))
            for row in try transaction.book.signIns(of: user.number)
            where !row.isLink && row.digest != visitor.row.digest {
                try transaction.ledger.drop(row)
            }
        }
    }
}
