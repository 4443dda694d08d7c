// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage

// The tables `users`, `memberships` and `delegations`.

extension UserRow {
    /// The columns in the order in which ``init(_:_:)`` reads them.
    fileprivate static let columns = """
        number, name, login_uid, login, sign_in, mail, telephone, valid_from, valid_until, status
        """

    fileprivate init(_ row: Columns, _ memberships: [MembershipRow]) {
        let name = row.text(3)
        self.init(
            number: row.number(0), name: row.text(1), memberships: memberships,
            login: row.numberIfAny(2).map { Login(uid: $0, name: name) })
        self.signIn = row.text(4)
        self.mail = row.text(5)
        self.telephone = row.text(6)
        self.validFrom = row.day(7)
        self.validUntil = row.day(8)
        self.status = Status(rawValue: row.text(9)) ?? .disabled
    }
}

extension DelegationRow {
    /// The columns in the order in which ``init(_:)`` reads them.
    fileprivate static let columns = "id, grantor, deputy, office, role, since, until, ended_on"

    fileprivate init(_ row: Columns) throws {
        guard let since = row.day(5), let until = row.day(6) else {
            throw StoreError.unusable("delegation \(row.number(0)) has no period")
        }
        self.init(
            id: row.number(0), from: row.number(1), to: row.number(2), since: since, until: until)
        self.office = row.textIfAny(3)
        self.role = row.textIfAny(4)
        self.endedOn = row.day(7)
    }
}

extension Question {
    fileprivate static let user = Question(
        "SELECT \(UserRow.columns) FROM users WHERE number = ?")
    fileprivate static let userOfUID = Question(
        "SELECT \(UserRow.columns) FROM users WHERE login_uid = ?")
    fileprivate static let users = Question(
        "SELECT \(UserRow.columns) FROM users ORDER BY number")
    fileprivate static let usersCalled = Question(
        "SELECT number FROM users WHERE name = ? ORDER BY number")
    fileprivate static let memberships = Question(
        """
        SELECT office, role, kind, reach FROM memberships WHERE number = ?
        ORDER BY office, role, kind
        """)
    fileprivate static let delegations = Question(
        "SELECT \(DelegationRow.columns) FROM delegations ORDER BY id")
}

extension SQLiteReader {
    func user(_ number: Int64) throws -> UserRow? {
        try self.ask(.user).first({ $0.add(number) }, self.user)
    }

    func user(ofUID uid: Int64) throws -> UserRow? {
        try self.ask(.userOfUID).first({ $0.add(uid) }, self.user)
    }

    func users() throws -> [UserRow] {
        try self.ask(.users).rows { try self.user($0) }
    }

    private func user(_ row: Columns) throws -> UserRow {
        let number = row.number(0)
        let memberships = try self.ask(.memberships).rows({ $0.add(number) }) { row in
            MembershipRow(
                office: row.text(0), role: row.text(1),
                kind: StandingKind(rawValue: row.text(2)) ?? .member,
                reach: Reach(rawValue: row.text(3)) ?? .own)
        }
        return UserRow(row, memberships)
    }

    func userNumbers(called name: String) throws -> [Int64] {
        try self.ask(.usersCalled).rows({ $0.add(name) }) { $0.number(0) }
    }

    func delegations() throws -> [DelegationRow] {
        try self.ask(.delegations).rows { try DelegationRow($0) }
    }
}

/// Writes users with their rights, and who acts for whom.
struct UsersTables {
    private let user: Prepared
    private let memberships: (deletion: Prepared, insertion: Prepared)
    private let delegation: Prepared

    init(_ db: Database) throws {
        self.user = try Prepared(
            """
            INSERT INTO users (\(UserRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (number) DO UPDATE SET name = excluded.name,
                login_uid = excluded.login_uid, login = excluded.login,
                sign_in = excluded.sign_in, mail = excluded.mail,
                telephone = excluded.telephone, valid_from = excluded.valid_from,
                valid_until = excluded.valid_until, status = excluded.status
            """, on: db)
        self.memberships = (
            try Prepared("DELETE FROM memberships WHERE number = ?", on: db),
            try Prepared(
                """
                INSERT INTO memberships (number, office, role, kind, reach)
                    VALUES (?, ?, ?, ?, ?)
                """, on: db)
        )
        self.delegation = try Prepared(
            """
            INSERT INTO delegations (\(DelegationRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET ended_on = excluded.ended_on
            """, on: db)
    }

    /// - Throws: `DatabaseError` when he is to belong to an office that is not there, or is known by
    ///   what another one is known by.
    func put(_ row: UserRow) throws {
        try self.user.run { values in
            values.add(row.number)
            values.add(row.name)
            values.add(row.login?.uid)
            values.add(row.login?.name ?? "")
            values.add(row.signIn)
            values.add(row.mail)
            values.add(row.telephone)
            values.add(row.validFrom)
            values.add(row.validUntil)
            values.add(row.status.rawValue)
        }
        try self.memberships.deletion.run { $0.add(row.number) }
        for membership in Set(row.memberships) {
            try self.memberships.insertion.run { values in
                values.add(row.number)
                values.add(membership.office)
                values.add(membership.role)
                values.add(membership.kind.rawValue)
                values.add(membership.reach.rawValue)
            }
        }
    }

    func put(_ row: DelegationRow) throws {
        try self.delegation.run { values in
            values.add(row.id)
            values.add(row.from)
            values.add(row.to)
            values.add(row.office)
            values.add(row.role)
            values.add(row.since)
            values.add(row.until)
            values.add(row.endedOn)
        }
    }
}
