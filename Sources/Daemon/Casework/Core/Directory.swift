// SPDX-License-Identifier: Apache-2.0
internal import Storage

/// The offices and users as the writer knows them: all of them, for a town has few.
struct Directory {
    private(set) var offices: [String: OfficeRow] = [:]
    private(set) var users: [Int64: UserRow] = [:]
    /// Name or alias → codes, in order.
    private var codes: [String: [String]] = [:]
    /// Name → uids, in order.
    private var uids: [String: [Int64]] = [:]
    /// By code.
    private(set) var inOrder: [OfficeRow] = []

    init(offices: [OfficeRow], users: [UserRow]) {
        for office in offices { self.add(office) }
        self.inOrder = offices.sorted { $0.code < $1.code }
        for user in users { self.store(user) }
    }

    /// The codes of offices called so: the one with this code, else those with this name or alias.
    func codes(called name: String) -> [String] {
        self.offices[name] == nil ? self.codes[name] ?? [] : [name]
    }

    /// The uids of users with this name.
    func uids(called name: String) -> [Int64] { self.uids[name] ?? [] }

    mutating func store(_ office: OfficeRow) {
        if let before = self.offices[office.code] {
            for name in [before.name] + before.aliases {
                self.codes[name]?.removeAll { $0 == office.code }
            }
        }
        self.add(office)
        self.inOrder = self.offices.values.sorted { $0.code < $1.code }
    }

    private mutating func add(_ office: OfficeRow) {
        self.offices[office.code] = office
        for name in Set([office.name] + office.aliases) {
            self.codes[name] = ((self.codes[name] ?? []) + [office.code]).sorted()
        }
    }

    mutating func store(_ user: UserRow) {
        if let before = self.users[user.uid] {
            self.uids[before.name]?.removeAll { $0 == user.uid }
        }
        self.users[user.uid] = user
        self.uids[user.name] = ((self.uids[user.name] ?? []) + [user.uid]).sorted()
    }
}
