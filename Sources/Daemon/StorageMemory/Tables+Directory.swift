// SPDX-License-Identifier: Apache-2.0
internal import Storage

/// Offices and users.
struct DirectoryTable: Sendable {
    fileprivate(set) var offices = SortedRows<Exact, OfficeRow>()
    fileprivate var users = SortedRows<Int64, UserRow>()
    fileprivate(set) var delegations = SortedRows<Int64, DelegationRow>()

    mutating func store(_ row: OfficeRow) throws {
        try Tables.demand(
            (1...64).contains(row.code.unicodeScalars.count), "\(row.code) is no office's code")
        try Tables.demand(!row.name.isEmpty, "office \(row.code) has no name")
        try Tables.demand(
            [.manual, .spool].contains(row.channel) || !row.address.isEmpty,
            "office \(row.code) has no address for its channel")
        for other in [row.upper, row.closing?.successor] {
            guard let other else { continue }
            try Tables.demand(
                Exact(other) != Exact(row.code) && self.offices.contains(Exact(other)),
                "there is no other office \(other)")
        }
        try Tables.demand(
            Set(row.formerNames).count == row.formerNames.count,
            "office \(row.code) bears a former name twice")
        var row = row
        let others = Set(row.aliases.map(Exact.init)).subtracting([Exact(row.name)])
        row.aliases = others.sorted().map(\.text)
        row.formerNames.sort {
            ($0.until, Exact($0.name)) < ($1.until, Exact($1.name))
        }
        self.offices[Exact(row.code)] = row
    }

    mutating func store(_ row: UserRow) throws {
        try Tables.demand(row.number >= 0, "\(row.number) is no user's number")
        try Tables.demand(!row.name.isEmpty, "user \(row.number) has no name")
        for membership in row.memberships {
            try Tables.demand(
                self.offices.contains(Exact(membership.office)),
                "there is no office \(membership.office)")
            try Tables.demand(
                !membership.role.isEmpty, "user \(row.number) has a right to no role")
        }
        for (number, other) in self.users.all where number != row.number {
            try Tables.demand(
                other.login == nil || other.login?.uid != row.login?.uid,
                "user \(number) is known by this uid")
            try Tables.demand(
                other.signIn.isEmpty || Exact(other.signIn) != Exact(row.signIn),
                "user \(number) signs in by this name")
        }
        if let login = row.login {
            try Tables.demand((0..<Int64(UInt32.max)).contains(login.uid), "this is no uid")
        }
        var row = row
        row.memberships = Set(row.memberships).sorted { $0.place < $1.place }
        for (one, next) in zip(row.memberships, row.memberships.dropFirst()) {
            try Tables.demand(one.place != next.place, "user \(row.number) has a right twice")
        }
        self.users[row.number] = row
    }

    mutating func store(_ row: DelegationRow) throws {
        try Tables.demand(row.from != row.to, "nobody acts for himself")
        try Tables.demand(row.since <= row.until, "a delegation ends before it begins")
        try Tables.demand(row.role != "", "a delegation is for no role")
        // What was delegated stays; only its end comes.
        if var stored = self.delegations[row.id] {
            stored.endedOn = row.endedOn
            self.delegations[row.id] = stored
            return
        }
        for user in [row.from, row.to] {
            try Tables.demand(self.users.contains(user), "there is no user \(user)")
        }
        if let office = row.office {
            try Tables.demand(self.offices.contains(Exact(office)), "there is no office \(office)")
        }
        self.delegations[row.id] = row
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
            ([row.name] + row.aliases + row.formerNames.map(\.name))
                .contains { Exact($0) == name }
        }.map(\.code)
    }

    func offices() -> [OfficeRow] { self.directory.offices.all.map(\.row) }

    func user(_ number: Int64) -> UserRow? { self.directory.users[number] }

    func user(ofUID uid: Int64) -> UserRow? {
        self.directory.users.all.lazy.map(\.row).first { $0.login?.uid == uid }
    }

    func userNumbers(called name: String) -> [Int64] {
        let name = Exact(name)
        return self.directory.users.all.lazy.map(\.row).filter { Exact($0.name) == name }
            .map(\.number)
    }

    func users() -> [UserRow] { self.directory.users.all.map(\.row) }

    func delegations() -> [DelegationRow] { self.directory.delegations.all.map(\.row) }
}
