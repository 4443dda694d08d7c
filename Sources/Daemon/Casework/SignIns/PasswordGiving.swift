// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import Workflow

/// Gives first passwords, and ends sessions.
struct PasswordGiving: Decision {
    let transaction: Transaction

    func give(_ row: CredentialRow) throws -> CommandResult {
        try self.requireAdmin()
        guard let user = try self.book.user(row.user), user.status == .active else {
            throw CaseworkError(
                .notFound,
                Label("名录中没有可用的用户\(row.user)", "there is no active user \(row.user)"),
                remedy: .addUser(uid: row.user))
        }
        guard !user.signIn.isEmpty || !(user.login?.name ?? "").isEmpty else {
            throw CaseworkError(
                .refused,
                Label(
                    "\(user.name)没有登录名:请先登记",
                    "\(user.name) has no name to sign in by; enter one first"))
        }
        let before = try self.book.credential(of: row.user)
        self.ledger.store(row)
        _ = try self.end(sessionsOf: row.user)
        // Not the password: that there is one.
        return try self.directoryLine(
            HistoryLine.password, about: String(row.user),
            before: before.map { .text($0.endsAt == nil ? "own" : "first") }, after: .text("first"))
    }

    /// Ends a user's sessions and links that were not used.
    func end(sessionsOf number: Int64) throws -> CommandResult {
        var result = CommandResult()
        let rows = try self.book.signIns(of: number).filter { $0.usedAt == nil }
        for row in rows { try self.ledger.drop(row) }
        result.made = [Int64(rows.count { !$0.isLink })]
        return result
    }
}
