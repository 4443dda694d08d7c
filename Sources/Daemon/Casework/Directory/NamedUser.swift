// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import Workflow

extension DirectoryReading {
    /// The user whom somebody named: by number, login, sign-in name, or by a name that only one bears.
    func user(named text: String) throws -> UserRow {
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
}
