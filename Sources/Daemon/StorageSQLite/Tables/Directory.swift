// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar

// The tables `offices` and `office_names`.

extension OfficeRow {
    /// The columns in the order in which ``init(_:)`` reads them.
    fileprivate static let columns = """
        code, name, place, profile, duties, number_code, channel, address, since, upper, closed_on,
        successor
        """

    /// An office without its other names.
    fileprivate init(_ row: Columns) throws {
        self.init(
            code: row.text(0), name: row.text(1), aliases: [], place: row.text(2),
            profile: row.text(3), duties: try row.json(4), numberCode: row.text(5),
            channel: Channel(rawValue: row.text(6)) ?? .manual, address: row.text(7),
            since: row.day(8))
        self.upper = row.textIfAny(9)
        let successor = row.textIfAny(11)
        self.closing = row.day(10).map { Closing(on: $0, successor: successor) }
    }
}

extension Question {
    fileprivate static let office = Question(
        "SELECT \(OfficeRow.columns) FROM offices WHERE code = ?")
    fileprivate static let offices = Question(
        "SELECT \(OfficeRow.columns) FROM offices ORDER BY code")
    fileprivate static let names = Question(
        """
        SELECT name, until FROM office_names WHERE office = ? AND kind <> 'name'
        ORDER BY until, name
        """)
    fileprivate static let isOffice = Question("SELECT 1 FROM offices WHERE code = ?")
    fileprivate static let officesCalled = Question(
        "SELECT DISTINCT office FROM office_names WHERE name = ? ORDER BY office")
}

extension SQLiteReader {
    func office(_ code: String) throws -> OfficeRow? {
        try self.ask(.office).first({ $0.add(code) }, self.office)
    }

    func offices() throws -> [OfficeRow] {
        try self.ask(.offices).rows { try self.office($0) }
    }

    private func office(_ row: Columns) throws -> OfficeRow {
        var office = try OfficeRow(row)
        let code = office.code
        let names = try self.ask(.names).rows({ $0.add(code) }) { ($0.text(0), $0.day(1)) }
        for (name, until) in names {
            if let until {
                office.formerNames.append(.init(name: name, until: until))
            } else {
                office.aliases.append(name)
            }
        }
        return office
    }

    func officeCodes(called name: String) throws -> [String] {
        let isCode = try self.ask(.isOffice).first({ $0.add(name) }) { _ in true } ?? false
        if isCode { return [name] }
        return try self.ask(.officesCalled).rows({ $0.add(name) }) { $0.text(0) }
    }
}

/// Writes offices with their names.
struct OfficesTables {
    private let office: Prepared
    private let names: (deletion: Prepared, insertion: Prepared)

    init(_ db: Database) throws {
        self.office = try Prepared(
            """
            INSERT INTO offices (\(OfficeRow.columns))
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (code) DO UPDATE SET name = excluded.name, place = excluded.place,
                profile = excluded.profile, duties = excluded.duties,
                number_code = excluded.number_code, channel = excluded.channel,
                address = excluded.address, upper = excluded.upper,
                closed_on = excluded.closed_on, successor = excluded.successor
            """, on: db)
        self.names = (
            try Prepared("DELETE FROM office_names WHERE office = ?", on: db),
            try Prepared(
                "INSERT INTO office_names (office, name, kind, until) VALUES (?, ?, ?, ?)", on: db)
        )
    }

    /// - Throws: `DatabaseError` when it is to stand below an office, or be followed by one, that is not
    ///   there.
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
            values.add(row.upper)
            values.add(row.closing?.on)
            values.add(row.closing?.successor)
        }
        try self.names.deletion.run { $0.add(row.code) }
        func add(_ name: String, _ kind: String, until: Day? = nil) throws {
            try self.names.insertion.run { values in
                values.add(row.code)
                values.add(name)
                values.add(kind)
                values.add(until?.description ?? "")
            }
        }
        try add(row.name, "name")
        for alias in Set(row.aliases).subtracting([row.name]).sorted() { try add(alias, "alias") }
        for former in row.formerNames { try add(former.name, "former", until: former.until) }
    }
}
