// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage

// Offices, users and their rights.
extension SQLiteReader {
    func officeCodes(called name: String) throws -> [String] {
        if try self.row("SELECT 1 FROM offices WHERE code = ?", [name]) != nil { return [name] }
        return try self.rows(
            "SELECT DISTINCT office FROM office_names WHERE name = ? ORDER BY office", [name]
        ).map { $0["office"] }
    }

    func offices() throws -> [OfficeRow] {
        try self.rows("SELECT * FROM offices ORDER BY code").map(self.office)
    }

    func office(_ row: Row) throws -> OfficeRow {
        let code: String = row["code"]
        let aliases = try self.rows(
            "SELECT name FROM office_names WHERE office = ? AND kind = 'alias' ORDER BY name",
            [code]
        ).map { $0["name"] as String }
        return OfficeRow(
            code: code, name: row["name"], aliases: aliases, place: row["place"],
            profile: row["profile"], duties: try JSONColumn.value(row["duties"]),
            numberCode: row["number_code"], channel: Channel(rawValue: row["channel"]) ?? .manual,
            address: row["address"])
    }

    func user(_ uid: Int64) throws -> UserRow? {
        try self.rows("SELECT uid, name FROM users WHERE uid = ?", [uid]).first(self.user)
    }

    func userIDs(called name: String) throws -> [Int64] {
        try self.rows("SELECT uid FROM users WHERE name = ? ORDER BY uid", [name])
            .map { $0["uid"] }
    }

    func users() throws -> [UserRow] {
        try self.rows("SELECT uid, name FROM users ORDER BY uid").map(self.user)
    }

    private func user(_ row: Row) throws -> UserRow {
        let uid: Int64 = row["uid"]
        let memberships = try self.rows(
            "SELECT office, role, kind FROM memberships WHERE uid = ? ORDER BY office, role, kind",
            [uid]
        ).map { row in
            MembershipRow(
                office: row["office"], role: row["role"],
                kind: row["kind"] == "entry" ? .entry : .member)
        }
        return UserRow(uid: uid, name: row["name"], memberships: memberships)
    }
}
