// SPDX-License-Identifier: Apache-2.0
package import Storage
package import WorkCalendar
internal import Workflow

/// Makes changes out of decisions, and puts them into the book; nothing else does.
///
/// Stamps what a decision cannot know: numbers of rows, links of the chain, tokens of jobs.
package struct Ledger {
    let book: Book

    /// A ledger that writes into a book.
    package init(_ book: Book) {
        self.book = book
    }

    package var jobs: JobLedger { JobLedger(book: self.book) }
    package var papers: PaperLedger { PaperLedger(book: self.book) }
    package var bulk: BulkLedger { BulkLedger(book: self.book) }

    // MARK: Cases

    /// Opens a case.
    ///
    /// - Throws: ``StoreError/naturalKeyTaken(_:)``.
    package func insert(_ row: CaseRow) throws {
        try self.claimKey(of: row, before: nil)
        self.book.layers.add(.insertCase(row)) { layer in
            layer.files[row.id] = CaseFile(new: row)
            layer.opened.append(row.id)
            layer.note(row, before: nil)
        }
    }

    /// Gives a case its new state.
    ///
    /// - Throws: ``StoreError/versionConflict`` when it no longer has `previousVersion`,
    ///   ``StoreError/naturalKeyTaken(_:)``.
    package func update(_ row: CaseRow, previousVersion: Int) throws {
        guard let before = try self.book.caseRow(row.id), before.version == previousVersion else {
            throw StoreError.versionConflict
        }
        if row.naturalKey != before.naturalKey { try self.claimKey(of: row, before: before) }
        self.book.layers.add(.updateCase(row, previousVersion: previousVersion)) { layer in
            layer.file(row.id).row = row
            layer.note(row, before: before)
        }
    }

    private func claimKey(of row: CaseRow, before: CaseRow?) throws {
        guard let key = row.naturalKey else { return }
        if let other = try self.book.caseID(naturalKey: key), other != row.id {
            throw StoreError.naturalKeyTaken(key)
        }
    }

    /// Sets a case aside.
    package func quarantine(_ id: String) throws {
        guard var row = try self.book.caseRow(id) else { return }
        row.isQuarantined = true
        try self.update(row, previousVersion: row.version)
    }

    /// Moves a case to another definition, and to the party that it has by it.
    package func pin(_ id: String, definitionHash: String, party: String?) throws {
        guard var row = try self.book.caseRow(id) else { return }
        row.definitionHash = definitionHash
        row.party = party
        try self.update(row, previousVersion: row.version)
    }

    /// The next number for case ids with a prefix in a year.
    package func nextCaseNumber(prefix: String, year: Int) throws -> Int {
        let next = try self.book.lastCaseNumber(prefix: prefix, year: year) + 1
        self.book.layers.add(.caseNumber(prefix: prefix, year: year, last: next)) { layer in
            layer.caseNumbers[Layer.Pair(first: prefix, second: year)] = next
        }
        return next
    }

    /// Notes that one case opened another that stands by itself.
    package func link(_ opener: String, opened: String, sequence: Int64) throws {
        for (id, other) in [(opener, opened), (opened, opener)] {
            let known = try self.book.linkedIDs(of: id)
            self.book.layers.change(id) { $0.linked = known + [other] }
        }
        self.book.layers.add(.link(opener: opener, opened: opened, sequence: sequence)) { _ in }
    }

    /// Notes which imported letter a case was made from.
    package func keep(letterDigest: String, caseID: String) {
        self.book.layers.add(.letter(digest: letterDigest, caseID: caseID)) {
            $0.letters[letterDigest] = caseID
        }
    }

    /// Notes words that find a case, or find it no more.
    package func mark(_ mark: CaseMark, isHeld: Bool) {
        self.book.layers.add(.mark(mark, isHeld: isHeld)) { layer in
            let key = Layer.Pair(first: mark.kind, second: mark.text)
            layer.marks[key, default: [:]][mark.caseID] = isHeld
        }
    }

    /// Lets somebody outside take part in a case, or ends it.
    package func store(_ row: ParticipantRow) throws {
        var rows = try self.book.participants(of: row.caseID)
        rows.removeAll { $0.role == row.role && $0.user == row.user }
        rows.append(row)
        rows.sort { ($0.role, $0.user) < ($1.role, $1.user) }
        self.book.layers.add(.participant(row)) { $0.file(row.caseID).participants = rows }
    }

    /// Keeps what somebody asks lists for.
    package func store(_ row: SavedViewRow) throws {
        var rows = try self.book.savedViews(of: row.owner)
        rows.removeAll { $0.name == row.name }
        rows.append(row)
        self.book.layers.add(.savedView(row)) { $0.savedViews[row.owner] = rows }
    }

    /// Keeps it no longer.
    package func drop(_ row: SavedViewRow) throws {
        var rows = try self.book.savedViews(of: row.owner)
        rows.removeAll { $0.name == row.name }
        self.book.layers.add(.dropSavedView(owner: row.owner, name: row.name)) {
            $0.savedViews[row.owner] = rows
        }
    }

    // MARK: Signing in

    /// Sets how somebody proves who he is.
    package func store(_ row: CredentialRow) {
        self.book.layers.add(.credential(row)) { $0.credentials[row.user] = .some(row) }
    }

    /// Takes that away.
    package func dropCredential(of user: Int64) {
        self.book.layers.add(.dropCredential(user)) { $0.credentials[user] = .some(nil) }
    }

    /// Signs somebody in, sends a link, or notes that one was used.
    package func store(_ row: SignInRow) throws {
        var rows = try self.book.signIns(of: row.user)
        rows.removeAll { $0.digest == row.digest }
        rows.append(row)
        rows.sort { $0.digest < $1.digest }
        self.book.layers.add(.signIn(row)) { $0.signIns[row.user] = rows }
    }

    /// Signs somebody out.
    package func drop(_ row: SignInRow) throws {
        var rows = try self.book.signIns(of: row.user)
        rows.removeAll { $0.digest == row.digest }
        self.book.layers.add(.dropSignIn(digest: row.digest)) { $0.signIns[row.user] = rows }
    }

    /// Forgets sessions and links that ended before a moment.
    package func forgetSignIns(endedBefore moment: Instant) {
        self.book.layers.add(.forgetSignIns(endedBefore: moment)) { _ in }
    }

    // MARK: History

    /// Appends a line to the chain.
    ///
    /// - Returns: the line with its links.
    @discardableResult
    package func append(_ line: HistoryRow) throws -> HistoryRow {
        let head = try self.book.chainHead()
        guard line.sequence == head.sequence + 1 else {
            throw StoreError.unusable(
                "line \(line.sequence) cannot follow line \(head.sequence) of the history")
        }
        let line = try Chain.chained(line, after: head.hash)
        if let caseID = line.caseID, line.version != nil {
            var facts = try self.book.facts(of: caseID)
            facts.append(Fact(line))
            self.book.layers.change(caseID) { $0.facts = facts }
        }
        self.book.layers.add(.line(line)) { layer in
            layer.head = ChainHead(sequence: line.sequence, hash: line.hash)
            layer.notePersonal(line)
        }
        return line
    }

    /// Erases what a case's lines and the case itself say in personal fields; digests stay, so that the chain
    /// holds.
    package func erase(_ fields: Set<String>, of id: String) throws {
        guard var row = try self.book.caseRow(id) else { return }
        self.book.layers.add(.erase(caseID: id)) { layer in
            layer.personal[id] = nil
            layer.erased.insert(id)
        }
        row.fields = row.fields.filter { !fields.contains($0.key) }
        try self.update(row, previousVersion: row.version)
    }

    /// Notes that somebody read what is restricted; the same again on a day is no news.
    package func note(_ read: ReadRow) throws {
        let key = read.key
        guard try !self.book.wasRead(key) else { return }
        let row = read.chained(after: try self.book.lastRead())
        self.book.layers.add(.read(row)) { layer in
            layer.reads.insert(key)
            layer.lastRead = ChainHead(sequence: row.number, hash: row.hash)
        }
        self.set(Setting.readings, to: String(row.number))
    }

    /// Keeps an answer for a request that may be repeated.
    package func keep(
        _ answer: StoredAnswer, user: Int64, requestID: String, at now: Instant
    ) {
        self.book.layers.add(.answer(answer, user: user, requestID: requestID, at: now)) {
            $0.answers[Layer.Pair(first: user, second: requestID)] = answer
        }
    }

    /// Forgets answers recorded before a moment.
    package func forgetAnswers(before moment: Instant) {
        self.book.layers.add(.forgetAnswers(before: moment)) { _ in }
    }

    // MARK: Rules and settings

    /// Keeps the content of a definition.
    package func keep(definition content: String, hash: String) throws {
        guard !self.book.shelf.definitions.contains(hash) else { return }
        if try self.book.definitionContent(hash) != nil {
            self.book.shelf.definitions.insert(hash)
            return
        }
        self.book.layers.add(.definition(hash: hash, content: content)) {
            $0.definitions[hash] = content
        }
    }

    /// Installs a rulebook.
    ///
    /// - Returns: its number.
    package func install(
        rulebook files: [String: String], hash: String, at now: Instant
    ) throws -> Int64 {
        let id = try self.book.nextNumber(in: .rulebooks)
        let installed = InstalledRulebook(id: id, hash: hash, files: files, installedAt: now)
        self.book.layers.add(.rulebook(installed)) { $0.numbers[.rulebooks] = id }
        return id
    }

    /// Sets a setting.
    package func set(_ key: String, to value: String) {
        self.book.layers.add(.setting(key, value)) { $0.settings[key] = value }
    }

    // MARK: Directory

    /// Stores an office, new or changed.
    package func store(_ office: OfficeRow) throws {
        var directory = try self.book.directory()
        directory.store(office)
        self.book.layers.add(.office(office)) { $0.directory = directory }
    }

    /// Stores a user, new or changed.
    package func store(_ user: UserRow) throws {
        var directory = try self.book.directory()
        directory.store(user)
        self.book.layers.add(.user(user)) { $0.directory = directory }
    }

    /// Stores a delegation: a new one, whose number is 0, or one that is ended.
    ///
    /// - Returns: the delegation with its number.
    @discardableResult
    package func store(_ delegation: DelegationRow) throws -> DelegationRow {
        var stored = delegation
        let isNew = delegation.id == 0
        if isNew { stored.id = try self.book.nextNumber(in: .delegations) }
        var directory = try self.book.directory()
        directory.store(stored)
        self.book.layers.add(.delegation(stored)) { layer in
            layer.directory = directory
            if isNew { layer.numbers[.delegations] = stored.id }
        }
        return stored
    }
}

extension Layer {
    /// What finds a case by something else than its id.
    fileprivate func note(_ row: CaseRow, before: CaseRow?) {
        if let key = before?.naturalKey, key != row.naturalKey {
            self.naturalKeys[key] = .some(nil)
        }
        if let key = row.naturalKey { self.naturalKeys[key] = .some(row.id) }
        if before?.title != row.title { self.titles[row.title, default: []].append(row.id) }
    }

    fileprivate func notePersonal(_ line: HistoryRow) {
        guard let caseID = line.caseID else { return }
        for change in line.changes where change.seal != nil {
            self.personal[caseID, default: [:]][line.sequence, default: [:]][change.field] =
                .some(change.after)
        }
    }
}
