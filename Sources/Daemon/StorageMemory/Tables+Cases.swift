// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Cases in order of opening, and what finds them.
struct CaseTable: Sendable {
    var rows = SortedRows<Int, CaseRow>()
    fileprivate var places = SortedRows<Exact, Int>()
    fileprivate var naturalKeys = SortedRows<Exact, String>()
    fileprivate var children = SortedRows<Pair<Exact, Int>, Nothing>()
    /// Party → places of its cases.
    fileprivate var parties = SortedRows<Pair<Exact, Int>, Nothing>()
    /// Opener and opened.
    var links = SortedRows<Pair<Exact, Exact>, Nothing>()
    /// Each link from both ends: case → place of the other.
    fileprivate var linked = SortedRows<Pair<Exact, Int>, Nothing>()
    fileprivate var letters = SortedRows<Exact, String>()
    fileprivate var numbers = SortedRows<Pair<Exact, Int>, Int>()

    subscript(id: String) -> CaseRow? { self.places[Exact(id)].flatMap { self.rows[$0] } }

    func contains(_ id: String) -> Bool { self.places.contains(Exact(id)) }

    mutating func take(number: Int, prefix: String, year: Int) throws {
        try Tables.demand(number >= 1, "case numbers begin with 1")
        self.numbers[Pair(Exact(prefix), year)] = number
    }

    /// Puts a row at its place, instead of what lay there.
    fileprivate mutating func put(_ row: CaseRow, at place: Int) throws {
        if let before = self.rows[place] {
            if let key = before.naturalKey { self.naturalKeys[Exact(key)] = nil }
            if let parent = before.parent { self.children[Pair(Exact(parent), place)] = nil }
            if let party = before.party { self.parties[Pair(Exact(party), place)] = nil }
        }
        if let key = row.naturalKey {
            guard !self.naturalKeys.contains(Exact(key)) else {
                throw StoreError.naturalKeyTaken(key)
            }
            self.naturalKeys[Exact(key)] = row.id
        }
        if let parent = row.parent { self.children[Pair(Exact(parent), place)] = Nothing() }
        if let party = row.party { self.parties[Pair(Exact(party), place)] = Nothing() }
        self.rows[place] = row
    }
}

// Changing them.
extension Tables {
    mutating func insert(_ row: CaseRow) throws {
        try Tables.demand(!self.cases.contains(row.id), "there is a case \(row.id)")
        let place = (self.cases.rows.last?.key ?? 0) + 1
        self.cases.places[Exact(row.id)] = place
        try self.check(row)
        try self.cases.put(row, at: place)
    }

    mutating func update(_ row: CaseRow, previousVersion: Int) throws {
        guard let place = self.cases.places[Exact(row.id)],
            self.cases.rows[place]?.version == previousVersion
        else { throw StoreError.versionConflict }
        try self.check(row)
        try self.cases.put(row, at: place)
    }

    private func check(_ row: CaseRow) throws {
        try Tables.demand(row.version >= 1, "versions of case \(row.id) begin with 1")
        try Tables.demand(
            self.rules.definitions[row.definitionHash] != nil,
            "there is no definition \(row.definitionHash)")
        try self.demandCase(row.parent)
    }

    mutating func link(_ opener: String, _ opened: String, _ line: Int64) throws {
        guard let from = self.cases.places[Exact(opener)],
            let to = self.cases.places[Exact(opened)]
        else { throw StoreError.unusable("no link without cases \(opener) and \(opened)") }
        try Tables.demand(from != to, "case \(opener) is not linked with itself")
        try Tables.demand(self.history.lines.contains(line), "there is no line \(line)")
        let key = Pair(Exact(opener), Exact(opened))
        try Tables.demand(!self.cases.links.contains(key), "\(opener) is linked with \(opened)")
        self.cases.links[key] = Nothing()
        self.cases.linked[Pair(Exact(opener), to)] = Nothing()
        self.cases.linked[Pair(Exact(opened), from)] = Nothing()
    }

    mutating func keep(letter digest: String, caseID: String) throws {
        try Tables.demand(digest.unicodeScalars.count == 64, "\(digest) is no digest")
        try self.demandCase(caseID)
        let earlier = self.cases.letters[Exact(digest)].flatMap { self.cases[$0] }
        try Tables.demand(earlier?.isVoid ?? true, "letter \(digest) has become a case")
        self.cases.letters[Exact(digest)] = caseID
    }
}

extension CaseQuery {
    fileprivate func takes(rolesOf row: CaseRow) -> Bool {
        guard self.office != nil || self.role != nil else { return true }
        let offices = self.office.map { self.predecessors.union([$0]) }
        return row.roles.contains { role, party in
            (self.role.map { $0 == role } ?? true)
                && (offices.map { party.office.map($0.contains) ?? false } ?? true)
        }
    }

    fileprivate func takes(dayOf row: CaseRow) -> Bool {
        guard self.openedFrom != nil || self.openedTo != nil else { return true }
        guard let day = row.openedOn else { return false }
        return (self.openedFrom.map { day >= $0 } ?? true)
            && (self.openedTo.map { day <= $0 } ?? true)
    }
}

// Reading them.
extension Tables {
    func caseRow(_ id: String) -> CaseRow? { self.cases[id] }

    func children(of id: String) -> [CaseRow] { self.parts(of: id).filter { !$0.isVoid } }

    private func parts(of id: String) -> [CaseRow] {
        self.cases.children.group(Exact(id)).compactMap { self.cases.rows[$0.key.second] }
    }

    func linked(with id: String) -> [CaseRow] {
        self.cases.linked.group(Exact(id)).compactMap { self.cases.rows[$0.key.second] }
            .filter { !$0.isVoid }
    }

    func cases(with field: String, _ value: String, in workflows: [String]) -> [CaseRow] {
        let value = Exact(value)
        return self.cases.rows.all.lazy.map(\.row).filter { row in
            !row.isQuarantined && !row.isVoid && workflows.contains(row.workflow)
                && row.fields[field]?.text.map(Exact.init) == value
        }
    }

    func cases(ofParty code: String, in workflows: [String]) -> [CaseRow] {
        self.cases.parties.group(Exact(code)).compactMap { self.cases.rows[$0.key.second] }
            .filter { !$0.isQuarantined && !$0.isVoid && workflows.contains($0.workflow) }
    }

    func cases(_ query: CaseQuery, running: RunningQuery?) throws -> [CaseRow] {
        var walk = self.cases.rows.backwards()
        if let after = query.after {
            guard let place = self.cases.places[Exact(after)] else { return [] }
            walk = self.cases.rows.backwards(before: place)
        }
        let text = query.text.map { Array($0.utf8) }
        let rows = walk.lazy.map(\.row).filter { row in
            (query.includesVoid || !row.isVoid)
                && (query.workflow.map { $0 == row.workflow } ?? true)
                && (query.state.map { $0 == row.state } ?? true)
                && !(query.openOnly && row.isFinal)
                && query.takes(rolesOf: row) && query.takes(dayOf: row)
                && query.fields.allSatisfy { $0.contains { $0.holds(in: row.fields) } }
                && (text.map { self.holds($0, row, query) } ?? true)
                && self.isSeen(row, query.sight)
        }
        guard let running else { return rows.first(query.limit) }
        var found: [CaseRow] = []
        for row in rows where query.limit < 0 || found.count < query.limit {
            if try self.runs(running, in: row) { found.append(row) }
        }
        return found
    }

    func number(of query: CaseQuery, running: RunningQuery?) throws -> Int {
        var all = query
        (all.text, all.after, all.limit) = (nil, nil, -1)
        return try self.cases(all, running: running).count
    }

    /// Whether a text lies in a case, or the same in one of its documents.
    private func holds(_ text: [UInt8], _ row: CaseRow, _ query: CaseQuery) -> Bool {
        row.holds(text, butIn: query.unsearched)
            || query.paperText.map { !self.documents(of: row.id, holding: $0).isEmpty } ?? false
    }

    /// Whether somebody sees a case; nobody's sight sees all.
    func isSeen(_ row: CaseRow, _ sight: Sight?) -> Bool {
        guard let sight else { return true }
        let parent = row.parent.flatMap { self.cases[$0] }
        let rows = [row] + [parent].compactMap { $0 } + self.parts(of: row.id)
        return sight.sees(row, involved: Set(rows.flatMap(\.roles.values).compactMap(\.office)))
    }

    func caseID(naturalKey: String) -> String? { self.cases.naturalKeys[Exact(naturalKey)] }

    func caseIDs(workflow: String, title: String) -> [String] {
        let title = Exact(title)
        return self.cases.rows.all.lazy.map(\.row).filter {
            Exact($0.title) == title && $0.workflow == workflow && !$0.isVoid
        }.map(\.id)
    }

    func caseID(letterDigest: String) -> String? { self.cases.letters[Exact(letterDigest)] }

    func liveCaseIDs(after id: String?, limit: Int) -> [String] {
        let place = id.flatMap { self.cases.places[Exact($0)] } ?? 0
        return self.cases.rows.after(place).lazy.map(\.row)
            .filter { !$0.isFinal && !$0.isQuarantined }.first(limit).map(\.id)
    }

    func lastCaseNumber(prefix: String, year: Int) -> Int {
        self.cases.numbers[Pair(Exact(prefix), year)] ?? 0
    }
}

extension CaseRow {
    /// Whether a text lies in the id, the title or a field.
    fileprivate func holds(_ part: [UInt8], butIn unsearched: Set<String>) -> Bool {
        Exact(self.id).holds(part) || Exact(self.title).holds(part)
            || self.fields.contains { !unsearched.contains($0.key) && $0.value.holds(part) }
    }
}

extension Value {
    fileprivate func holds(_ part: [UInt8]) -> Bool {
        switch self {
        case .text(let text): Exact(text).holds(part)
        case .list(let items): items.contains { $0.holds(part) }
        case .record(let parts): parts.values.contains { Exact($0).holds(part) }
        }
    }
}
