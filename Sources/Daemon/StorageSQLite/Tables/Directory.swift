// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage

// The tables `offices`, `office_names`, `users` and `memberships`.

extension OfficeRow {
    /// The columns in the order in which ``init(_:aliases:)`` reads them.
    fileprivate static let columns =
        "code, name, place, profile, duties, number_code, channel, address, since"

    fileprivate init(_ row: Columns, aliases: [String]) throws {
        self.init(
            code: row.text(0), name: row.text(1), aliases: aliases, place: row.text(2),
            profile: row.text(3), duties: try row.json(4), numberCode: row.text(5),
            channel: Channel(rawValue: row.text(6)) ?? .manual, address: row.text(7),
            since: row.day(8))
    }
}

extension Question {
    fileprivate static let office = Question(
        "SELECT \(OfficeRow.columns) FROM offices WHERE code = ?")
    fileprivate static let offices = Question(
        "SELECT \(OfficeRow.columns) FROM offices ORDER BY code")
    fileprivate static let aliases = Question(
        "SELECT name FROM office_names WHERE office = ? AND kind = 'alias' ORDER BY name")
    fileprivate static let isOffice = Question("SELECT 1 FROM offices WHERE code = ?")
    fileprivate static let officesCalled = Question(
        "SELECT DISTINCT office FROM office_names WHERE name = ? ORDER BY office")
    fileprivate static let user = Question("SELECT uid, name FROM users WHERE uid = ?")
    fileprivate static let users = Question("SELECT uid, name FROM users ORDER BY uid")
    fileprivate static let usersCalled = Question(
        "SELECT uid FROM users WHERE name = ? ORDER BY uid")
    fileprivate static let memberships = Question(
        "SELECT office, role, kind FROM memberships WHERE uid = ? ORDER BY office, role, kind")
}

extension SQLiteReader {
    func office(_ code: String) throws -> OfficeRow? {
        try self.ask(.office).first({ $0.add(code) }, self.office)
    }

    func offices() throws -> [OfficeRow] {
        try self.ask(.offices).rows { try self.office($0) }
    }

    private func office(_ row: Columns) throws -> OfficeRow {
        let code = row.text(0)
        let aliases = try self.ask(.aliases).rows({ $0.add(code) }) { $0.text(0) }
        return try OfficeRow(row, aliases: aliases)
    }

    func officeCodes(called name: String) throws -> [String] {
        let isCode = try self.ask(.isOffice).first({ $0.add(name) }) { _ in true } ?? false
        if isCode { return [name] }
        return try self.ask(.officesCalled).rows({ $0.add(name) }) { $0.text(0) }
    }

    func user(_ uid: Int64) throws -> UserRow? {
        try self.ask(.user).first({ $0.add(uid) }, self.user)
    }

    func users() throws -> [UserRow] {
        try self.ask(.users).rows { try self.user($0) }
    }

    private func user(_ row: Columns) throws -> UserRow {
        let uid = row.number(0)
        let memberships = try self.ask(.memberships).rows({ $0.add(uid) }) { row in
            MembershipRow(
                office: row.text(0), role: row.text(1),
                kind: StandingKind(rawValue: row.text(2)) ?? .member)
        }
        return UserRow(uid: uid, name: row.text(1), memberships: memberships)
    }

    func userIDs(called name: String) throws -> [Int64] {
        try self.ask(.usersCalled).rows({ $0.add(name) }) { $0.number(0) }
    }
}

/// Writes the directory: an office with its names, a user with his rights.
struct DirectoryTables {
    private let office: Prepared
    private let names: (deletion: Prepared, insertion: Prepared)
    private let user: Prepared
    private let memberships: (deletion: Prepared, insertion: Prepared)

    init(_ db: Database) throws {
        self.office = try Prepared(
            """
            INSERT INTO offices (\(OfficeRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (code) DO UPDATE SET name = excluded.name, place = excluded.place,
                profile = excluded.profile, duties = excluded.duties,
                number_code = excluded.number_code, channel = excluded.channel,
                address = excluded.address
            """, on: db)
        self.names = (
            try Prepared("DELETE FROM office_names WHERE office = ?", on: db),
            try Prepared(
                "INSERT INTO office_names (office, name, kind) VALUES (?, ?, ?)", on: db)
        )
        self.user = try Prepared(
            """
            INSERT INTO users (uid, name) VALUES (?, ?)
            ON CONFLICT (uid) DO UPDATE SET name = excluded.name
            """, on: db)
        self.memberships = (
            try Prepared("DELETE FROM memberships WHERE uid = ?", on: db),
            try Prepared(
                "INSERT INTO memberships (uid, office, role, kind) VALUES (?, ?, ?, ?)", on: db)
        )
    }

    func put(_ row: OfficeRow) throws {
        try self.office.run { values in
            values.add(row.code)
            values.add(row.name)
            values.add(row.place)
            values.add(row.profile)
            values.add { $0.add(row.duties) }
            values.add(row.numberCode)
            values.add(row.channel.rawValue)
            values.add(row.address)
            values.add(row.since)
        }
        try self.names.deletion.run { $0.add(row.code) }
        func add(_ name: String, _ kind: String) throws {
            try self.names.insertion.run { values in
                values.add(row.code)
                values.add(name)
                values.add(kind)
            }
        }
        try add(row.name, "name")
        for alias in Set(row.aliases).subtracting([row.name]).sorted() { try add(alias, "alias") }
    }

    /// - Throws: `DatabaseError` when he is to belong to an office that is not there.
    func put(_ row: UserRow) throws {
        try self.user.run { values in
            values.add(row.uid)
            values.add(row.name)
        }
        try self.memberships.deletion.run { $0.add(row.uid) }
        for membership in Set(row.memberships) {
            try self.memberships.insertion.run { values in
                values.add(row.uid)
                values.add(membership.office)
                values.add(membership.role)
                values.add(membership.kind.rawValue)
            }
        }
    }
}
