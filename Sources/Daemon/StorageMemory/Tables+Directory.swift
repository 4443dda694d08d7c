// SPDX-License-Identifier: Apache-2.0
internal import Storage

/// Offices and users.
struct DirectoryTable: Sendable {
    fileprivate(set) var offices = SortedRows<Exact, OfficeRow>()
    fileprivate var users = SortedRows<Int64, UserRow>()

    mutating func store(_ row: OfficeRow) throws {
        try Tables.demand(
            (1...64).contains(row.code.unicodeScalars.count), "\(row.code) is no office's code")
        try Tables.demand(!row.name.isEmpty, "office \(row.code) has no name")
        try Tables.demand(
            [.manual, .spool].contains(row.channel) || !row.address.isEmpty,
            "office \(row.code) has no address for its channel")
        var row = row
        let others = Set(row.aliases.map(Exact.init)).subtracting([Exact(row.name)])
        row.aliases = others.sorted().map(\.text)
        self.offices[Exact(row.code)] = row
    }

    mutating func store(_ row: UserRow) throws {
        try Tables.demand(row.uid >= 0, "\(row.uid) is no uid")
        try Tables.demand(!row.name.isEmpty, "user \(row.uid) has no name")
        for membership in row.memberships {
            try Tables.demand(
                self.offices.contains(Exact(membership.office)),
                "there is no office \(membership.office)")
            try Tables.demand(!membership.role.isEmpty, "user \(row.uid) has a right to no role")
        }
        var row = row
        row.memberships = Set(row.memberships).sorted { $0.place < $1.place }
        self.users[row.uid] = row
    }
}

extension MembershipRow {
    fileprivate var place: Pair<Exact, Pair<Exact, Exact>> {
        Pair(Exact(self.office), Pair(Exact(self.role), Exact(self.kind.rawValue)))
    }
}

extension Tables {
    func office(_ code: String) -> OfficeRow? { self.directory.offices[Exact(code)] }

    func officeCodes(called name: String) -> [String] {
        if self.office(name) != nil { return [name] }
        let name = Exact(name)
        return self.directory.offices.all.lazy.map(\.row).filter { row in
            Exact(row.name) == name || row.aliases.contains { Exact($0) == name }
        }.map(\.code)
    }

    func offices() -> [OfficeRow] { self.directory.offices.all.map(\.row) }

    func user(_ uid: Int64) -> UserRow? { self.directory.users[uid] }

    func userIDs(called name: String) -> [Int64] {
        let name = Exact(name)
        return self.directory.users.all.lazy.map(\.row).filter { Exact($0.name) == name }
            .map(\.uid)
    }

    func users() -> [UserRow] { self.directory.users.all.map(\.row) }
}
