// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import Workflow

extension DirectoryReading {
    /// The user whom somebody named: by number, login, sign-in name, or by a name that only one bears.
    func user(named text: String) throws -> UserRow {
        try Self.requireName(text)
        if let number = Int64(text) {
            let user = try self.user(number)
            if let user, user.status != .removed { return user }
            // The account of somebody who is gone may be another's by now.
            if let other = try self.user(ofUID: number) ?? user { return other }
        }
        let users = try self.users()
        let known = users.filter { $0.login?.name == text || $0.signIn == text }
        if let user = known.first { return user }
        let called = users.filter { $0.name == text }
        let present = called.filter { $0.status != .removed }
        let found = present.isEmpty ? called : present
        guard let user = found.first else {
            throw CaseworkError(
                .notFound,
                Label("用户名录中没有“\(text)”", "there is no user “\(text)” in the directory"),
                remedy: .addUser(name: text))
        }
        guard found.count == 1 else {
            let numbers = found.map { String($0.number) }.joined(separator: ", ")
            throw CaseworkError.invalid(
                "who", "有多名用户叫“\(text)”,请用编号:\(numbers)",
                "several users are called “\(text)”; use a number: \(numbers)")
        }
        return user
    }

    /// The user who is or was called so: whoever is gone did what he did, and a number is his for ever.
    func userEver(named text: String) throws -> UserRow {
        try Self.requireName(text)
        if let number = Int64(text), let user = try self.user(number) { return user }
        let found = try self.users().filter { $0.name == text }
        guard found.count > 1 else { return try self.user(named: text) }
        func numbers(gone: String) -> String {
            found.map { "\($0.number)" + ($0.status == .removed ? gone : "") }
                .joined(separator: ", ")
        }
        throw CaseworkError.invalid(
            "who", "有多名用户叫“\(text)”,请用编号:\(numbers(gone: "(已注销)"))",
            "several users are or were called “\(text)”; use a number: \(numbers(gone: " (removed)"))"
        )
    }

    /// An account without a sign-in name is not called by no name.
    private static func requireName(_ text: String) throws {
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw CaseworkError.invalid("who", "未写明人员", "nobody is named")
        }
    }
}
