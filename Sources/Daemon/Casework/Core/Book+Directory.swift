// SPDX-License-Identifier: Apache-2.0
package import Storage

// Offices, users, rules and settings.
extension Book {
    /// All offices and users.
    func directory() throws -> Directory {
        if let known = self.layers.newest({ $0.directory }) ?? self.shelf.directory { return known }
        let reader = try self.snapshot()
        let directory = try Directory(reader)
        self.shelf.directory = directory
        return directory
    }

    package func office(_ code: String) throws -> OfficeRow? {
        try self.directory().offices[code]
    }

    package func officeCodes(called name: String) throws -> [String] {
        try self.directory().codes(called: name)
    }

    package func offices() throws -> [OfficeRow] { try self.directory().inOrder }

    package func user(_ number: Int64) throws -> UserRow? { try self.directory().users[number] }

    package func user(ofUID uid: Int64) throws -> UserRow? {
        try self.directory().user(ofUID: uid)
    }

    package func userNumbers(called name: String) throws -> [Int64] {
        try self.directory().numbers(called: name)
    }

    package func delegations() throws -> [DelegationRow] { try self.directory().delegations }

    package func users() throws -> [UserRow] {
        try self.directory().users.values.sorted { $0.number < $1.number }
    }

    package func definitionContent(_ hash: String) throws -> String? {
        try self.layers.newest { $0.definitions[hash] } ?? self.snapshot().definitionContent(hash)
    }

    package func savedViews(of owner: Int64) throws -> [SavedViewRow] {
        try self.layers.newest { $0.savedViews[owner] } ?? self.snapshot().savedViews(of: owner)
    }

    package func credential(of user: Int64) throws -> CredentialRow? {
        if let decided = self.layers.newest({ $0.credentials[user] }) { return decided }
        return try self.snapshot().credential(of: user)
    }

    package func signIns(of user: Int64) throws -> [SignInRow] {
        try self.layers.newest { $0.signIns[user] } ?? self.snapshot().signIns(of: user)
    }

    package func setting(_ key: String) throws -> String? {
        if let decided = self.layers.newest({ $0.settings[key] }) { return decided }
        if let known = self.shelf.settings[key] { return known }
        let value = try self.snapshot().setting(key)
        self.shelf.settings[key] = .some(value)
        return value
    }
}
