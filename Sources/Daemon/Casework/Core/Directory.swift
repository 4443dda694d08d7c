// SPDX-License-Identifier: Apache-2.0
internal import Storage

/// The offices and users as the writer knows them: all of them, for a town has few.
struct Directory {
    private(set) var offices: [String: OfficeRow] = [:]
    private(set) var users: [Int64: UserRow] = [:]
    /// Name or alias → codes, in order.
    private var codes: [String: [String]] = [:]
    /// Name → numbers, in order.
    private var numbers: [String: [Int64]] = [:]
    /// The system's uid → number.
    private var ofUIDs: [Int64: Int64] = [:]
    private(set) var delegations: [DelegationRow] = []
    /// By code.
    private(set) var inOrder: [OfficeRow] = []

    init(_ reader: any DirectoryReading) throws {
        self.delegations = try reader.delegations()
        let offices = try reader.offices()
        for office in offices { self.add(office) }
        self.inOrder = offices.sorted { $0.code < $1.code }
        for user in try reader.users() { self.store(user) }
    }

    /// The codes of offices called so: the one with this code, else those with this name or alias.
    func codes(called name: String) -> [String] {
        self.offices[name] == nil ? self.codes[name] ?? [] : [name]
    }

    /// The numbers of users with this name.
    func numbers(called name: String) -> [Int64] { self.numbers[name] ?? [] }

    /// Who is known by a uid of the system.
    func user(ofUID uid: Int64) -> UserRow? { self.ofUIDs[uid].flatMap { self.users[$0] } }

    mutating func store(_ office: OfficeRow) {
        if let before = self.offices[office.code] {
            for name in before.names {
                self.codes[name]?.removeAll { $0 == office.code }
            }
        }
        self.add(office)
        self.inOrder = self.offices.values.sorted { $0.code < $1.code }
    }

    private mutating func add(_ office: OfficeRow) {
        self.offices[office.code] = office
        for name in Set(office.names) {
            self.codes[name] = ((self.codes[name] ?? []) + [office.code]).sorted()
        }
    }

    mutating func store(_ user: UserRow) {
        if let before = self.users[user.number] {
            self.numbers[before.name]?.removeAll { $0 == user.number }
            if let uid = before.login?.uid { self.ofUIDs[uid] = nil }
        }
        self.users[user.number] = user
        self.numbers[user.name] = ((self.numbers[user.name] ?? []) + [user.number]).sorted()
        if let uid = user.login?.uid { self.ofUIDs[uid] = user.number }
    }

    mutating func store(_ delegation: DelegationRow) {
        self.delegations.removeAll { $0.id == delegation.id }
        self.delegations.append(delegation)
    }
}

extension OfficeRow {
    /// All that it is and was called.
    package var names: [String] { [self.name] + self.aliases + self.formerNames.map(\.name) }
}
