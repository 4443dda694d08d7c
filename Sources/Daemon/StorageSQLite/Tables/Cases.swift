// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import GRDBSQLite
internal import Storage
internal import WorkCalendar
internal import Workflow

// The tables `cases`, `case_numbers`, `case_links` and `letters`.

extension CaseRow {
    /// The columns in the order in which ``init(_:)`` reads them.
    static let columns = """
        case_id, workflow, definition_hash, profile, state, is_final, version, parent, fields,
        roles, opened_on, recorded_at, mode, natural_key, title, is_quarantined, not_given,
        party, is_void
        """
    static let columnCount: CInt = 19

    init(_ row: Columns) throws {
        self.init(
            id: row.text(0), workflow: row.text(1), definitionHash: row.text(2),
            profile: row.text(3), state: row.text(4), isFinal: row.flag(5), version: row.int(6),
            parent: row.textIfAny(7), fields: try row.dictionary(8),
            roles: try row.dictionary(9), openedOn: row.day(10), recordedAt: row.instant(11),
            mode: row.mode(12), naturalKey: row.textIfAny(13), title: row.text(14),
            isQuarantined: row.flag(15), notGiven: try row.json(16), party: row.textIfAny(17),
            isVoid: row.flag(18))
    }
}

extension Columns {
    /// Live, or entered for the record.
    func mode(_ index: CInt) -> CaseFacts.Mode { self.text(index) == "record" ? .record : .live }
}

extension Question {
    fileprivate static let byID = Question(
        "SELECT \(CaseRow.columns) FROM cases WHERE case_id = ?")
    fileprivate static let children = Question(
        "SELECT \(CaseRow.columns) FROM cases WHERE parent = ? AND is_void = 0 ORDER BY id")
    fileprivate static let linked = Question(
        """
        SELECT \(CaseRow.columns) FROM cases WHERE is_void = 0 AND case_id IN
            (SELECT opened FROM case_links WHERE opener = ?1
            UNION SELECT opener FROM case_links WHERE opened = ?1)
        ORDER BY id
        """)
    fileprivate static let byNaturalKey = Question(
        "SELECT case_id FROM cases WHERE natural_key = ?")
    // The plus keeps SQLite from the index of the workflow, which gives all of its cases in order.
    fileprivate static let byTitle = Question(
        "SELECT case_id FROM cases WHERE title = ? AND +workflow = ? AND is_void = 0 ORDER BY id")
    fileprivate static let byLetter = Question("SELECT case_id FROM letters WHERE digest = ?")
    fileprivate static let live = Question(
        """
        SELECT case_id FROM cases WHERE is_final = 0 AND is_quarantined = 0 AND id >
            coalesce((SELECT id FROM cases WHERE case_id = ?), 0)
        ORDER BY id LIMIT ?
        """)
    fileprivate static let number = Question(
        "SELECT last FROM case_numbers WHERE prefix = ? AND year = ?")
}

extension SQLiteReader {
    func caseRow(_ id: String) throws -> CaseRow? {
        try self.ask(.byID).first({ $0.add(id) }, CaseRow.init)
    }

    func children(of id: String) throws -> [CaseRow] {
        try self.ask(.children).rows({ $0.add(id) }, CaseRow.init)
    }

    func linked(with id: String) throws -> [CaseRow] {
        try self.ask(.linked).rows({ $0.add(id) }, CaseRow.init)
    }

    func cases(
        with field: String, _ value: String, in workflows: [String]
    ) throws -> [CaseRow] {
        var filter = Filter("SELECT \(CaseRow.columns) FROM cases", order: "id", limit: -1)
        filter.add("fields ->> ? = ?", all: ["$." + field, value])
        filter.add("workflow IN", anyOf: workflows)
        filter.add("is_quarantined = 0 AND is_void = 0")
        return try self.rows(filter, CaseRow.init)
    }

    func cases(ofParty code: String, in workflows: [String]) throws -> [CaseRow] {
        var filter = Filter("SELECT \(CaseRow.columns) FROM cases", order: "id", limit: -1)
        filter.add("party = ?", code)
        filter.add("+workflow IN", anyOf: workflows)
        filter.add("is_quarantined = 0 AND is_void = 0")
        return try self.rows(filter, CaseRow.init)
    }

    func cases(_ query: CaseQuery, running: RunningQuery?) throws -> [CaseRow] {
        if let text = query.text, !text.isEmpty {
            return try self.cases(query, running: running, withWordsOf: text)
        }
        let filter = try self.filter(
            query, running: running, isNarrow: self.isNarrow(query.sight))
        return try self.rows(filter, CaseRow.init)
    }

    func number(of query: CaseQuery, running: RunningQuery?) throws -> Int {
        var all = query
        (all.text, all.after, all.limit) = (nil, nil, -1)
        let filter = try self.filter(
            all, running: running, isNarrow: self.isNarrow(all.sight),
            head: "SELECT count(*) FROM cases", order: "1")
        return try self.rows(filter) { $0.int(0) }.first ?? 0
    }

    /// A question for cases.
    ///
    /// - Parameters:
    ///   - pieces: papers are read of cases only that these find; nil: of all.
    ///   - head: what it selects from where; the table `cases` stands in it by its name.
    func filter(
        _ query: CaseQuery, running: RunningQuery?, isNarrow: Bool, pieces: String? = nil,
        head: String = "SELECT \(CaseRow.columns) FROM cases", order: String = "id DESC"
    ) throws -> Filter {
        var filter = Filter(head, order: order, limit: query.limit)
        filter.add("workflow = ?", query.workflow)
        filter.add("state = ?", query.state)
        if !query.includesVoid { filter.add("is_void = 0") }
        if query.openOnly { filter.add("is_final = 0") }
        filter.add("opened_on >= ?", query.openedFrom?.description)
        filter.add("opened_on <= ?", query.openedTo?.description)
        let offices = query.office.map { query.predecessors.union([$0]).sorted() } ?? []
        if !offices.isEmpty || query.role != nil {
            let marks = Filter.marks(offices)
            var conditions: [String] = offices.isEmpty ? [] : ["value ->> 'office' IN (\(marks))"]
            if query.role != nil { conditions.append("key = ?") }
            filter.add(
                """
                EXISTS (SELECT 1 FROM json_each(roles)
                    WHERE \(conditions.joined(separator: " AND ")))
                """, all: offices + [query.role].compactMap { $0 })
        }
        for wanted in query.fields { filter.add(anyOf: wanted) }
        // Before the texts, which are read row by row.
        filter.add(seenBy: query.sight, isNarrow: isNarrow)
        if let running { try self.add(running, to: &filter) }
        if let text = query.text {
            filter.add(
                holding: text, butIn: query.unsearched, orInPapers: query.paperText, among: pieces)
        }
        filter.add("id < (SELECT id FROM cases WHERE case_id = ?)", query.after)
        return filter
    }

    func caseID(naturalKey: String) throws -> String? {
        try self.ask(.byNaturalKey).first({ $0.add(naturalKey) }) { $0.text(0) }
    }

    func caseIDs(workflow: String, title: String) throws -> [String] {
        try self.ask(.byTitle).rows({ values in
            values.add(title)
            values.add(workflow)
        }) { $0.text(0) }
    }

    func caseID(letterDigest: String) throws -> String? {
        try self.ask(.byLetter).first({ $0.add(letterDigest) }) { $0.text(0) }
    }

    func liveCaseIDs(after id: String?, limit: Int) throws -> [String] {
        try self.ask(.live).rows({ values in
            values.add(id)
            values.add(limit)
        }) { $0.text(0) }
    }

    func lastCaseNumber(prefix: String, year: Int) throws -> Int {
        try self.ask(.number).first({ values in
            values.add(prefix)
            values.add(year)
        }) { $0.int(0) } ?? 0
    }
}

/// Writes cases, and what finds a case by something else than its id.
struct CasesTable {
    private let insertion: Prepared
    private let move: Prepared
    private let change: Prepared
    private let number: Prepared
    private let link: Prepared
    private let letter: Prepared
    private let freedLetter: Prepared
    private let db: Database

    init(_ db: Database) throws {
        self.db = db
        self.insertion = try Prepared(
            """
            INSERT INTO cases (\(CaseRow.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, on: db)
        // Most acts leave alone what stands in indexes and tallies; named here, it would be written anew.
        self.move = try Prepared(
            """
            UPDATE cases SET state = ?3, version = ?4, fields = ?5
            WHERE case_id = ?1 AND version = ?2 AND is_final = ?6 AND is_quarantined = ?7
                AND definition_hash = ?8 AND roles = ?9 AND natural_key IS ?10 AND title = ?11
                AND not_given = ?12 AND party IS ?13 AND is_void = ?14
            """, on: db)
        self.change = try Prepared(
            """
            UPDATE cases SET state = ?3, version = ?4, fields = ?5, is_final = ?6,
                is_quarantined = ?7, definition_hash = ?8, roles = ?9, natural_key = ?10,
                title = ?11, not_given = ?12, party = ?13, is_void = ?14
            WHERE case_id = ?1 AND version = ?2
            """, on: db)
        self.number = try Prepared(
            """
            INSERT INTO case_numbers (prefix, year, last) VALUES (?, ?, ?)
            ON CONFLICT (prefix, year) DO UPDATE SET last = excluded.last
            """, on: db)
        self.link = try Prepared(
            "INSERT INTO case_links (opener, opened, sequence) VALUES (?, ?, ?)", on: db)
        self.letter = try Prepared(
            "INSERT INTO letters (digest, case_id) VALUES (?, ?)", on: db)
        self.freedLetter = try Prepared(
            """
            DELETE FROM letters WHERE digest = ?
                AND (SELECT is_void FROM cases c WHERE c.case_id = letters.case_id)
            """, on: db)
    }

    /// - Throws: ``StoreError/naturalKeyTaken(_:)``.
    func insert(_ row: CaseRow) throws {
        try self.refusingTakenKey(of: row) {
            try self.insertion.run { values in
                values.add(row.id)
                values.add(row.workflow)
                values.add(row.definitionHash)
                values.add(row.profile)
                values.add(row.state)
                values.add(row.isFinal)
                values.add(row.version)
                values.add(row.parent)
                values.add { $0.add(row.fields) }
                values.add { $0.add(row.roles) }
                values.add(row.openedOn)
                values.add(row.recordedAt)
                values.add(row.mode.rawValue)
                values.add(row.naturalKey)
                values.add(row.title)
                values.add(row.isQuarantined)
                values.add { $0.add(row.notGiven) }
                values.add(row.party)
                values.add(row.isVoid)
            }
        }
    }

    /// - Throws: ``StoreError/versionConflict``, ``StoreError/naturalKeyTaken(_:)``.
    func update(_ row: CaseRow, previousVersion: Int) throws {
        try self.refusingTakenKey(of: row) {
            for update in [self.move, self.change] {
                try update.run { self.bind(row, previousVersion, to: &$0) }
                if sqlite3_changes(self.db.sqliteConnection) == 1 { return }
            }
            throw StoreError.versionConflict
        }
    }

    private func bind(_ row: CaseRow, _ previousVersion: Int, to values: inout Binder) {
        values.add(row.id)
        values.add(previousVersion)
        values.add(row.state)
        values.add(row.version)
        values.add { $0.add(row.fields) }
        values.add(row.isFinal)
        values.add(row.isQuarantined)
        values.add(row.definitionHash)
        values.add { $0.add(row.roles) }
        values.add(row.naturalKey)
        values.add(row.title)
        values.add { $0.add(row.notGiven) }
        values.add(row.party)
        values.add(row.isVoid)
    }

    private func refusingTakenKey(of row: CaseRow, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as DatabaseError
            where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE
            && error.message?.hasSuffix("cases.natural_key") == true
        {
            throw StoreError.naturalKeyTaken(row.naturalKey ?? "")
        }
    }

    func number(prefix: String, year: Int, last: Int) throws {
        try self.number.run { values in
            values.add(prefix)
            values.add(year)
            values.add(last)
        }
    }

    /// - Throws: `DatabaseError` when the two are linked, or one of them is not there.
    func link(opener: String, opened: String, sequence: Int64) throws {
        try self.link.run { values in
            values.add(opener)
            values.add(opened)
            values.add(sequence)
        }
    }

    /// - Throws: `DatabaseError` when the letter has become a case already, which was not in error.
    func letter(digest: String, caseID: String) throws {
        try self.freedLetter.run { $0.add(digest) }
        try self.letter.run { values in
            values.add(digest)
            values.add(caseID)
        }
    }
}
