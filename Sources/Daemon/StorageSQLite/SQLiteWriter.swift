// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage

/// Carries out changes on the connection that writes; its statements are prepared once.
struct SQLiteWriter {
    private let cases: CasesTable
    private let runs: ClockRunsTable
    private let history: HistoryTable
    private let requests: RequestsTable
    private let documents: DocumentsTable
    private let deliveries: DeliveriesTable
    private let jobs: JobsTable
    private let notices: NoticesTable
    private let offices: OfficesTables
    private let users: UsersTables
    private let rules: RulesTables
    private let bulk: BulkTables
    private let marks: MarksTable
    private let participants: ParticipantsTable
    private let savedViews: SavedViewsTable
    private let signIns: SignInsTables
    private let reads: ReadsTable

    init(_ db: Database) throws {
        self.cases = try CasesTable(db)
        self.runs = try ClockRunsTable(db)
        self.history = try HistoryTable(db)
        self.requests = try RequestsTable(db)
        self.documents = try DocumentsTable(db)
        self.deliveries = try DeliveriesTable(db)
        self.jobs = try JobsTable(db)
        self.notices = try NoticesTable(db)
        self.offices = try OfficesTables(db)
        self.users = try UsersTables(db)
        self.rules = try RulesTables(db)
        self.bulk = try BulkTables(db)
        self.marks = try MarksTable(db)
        self.participants = try ParticipantsTable(db)
        self.savedViews = try SavedViewsTable(db)
        self.signIns = try SignInsTables(db)
        self.reads = try ReadsTable(db)
    }

    /// Carries out one change.
    ///
    /// - Throws: ``StoreError``, or `DatabaseError` for what the schema refuses.
    func carryOut(_ change: Change) throws {
        switch change {
        case .insertCase(let row): try self.cases.insert(row)
        case .updateCase(let row, let previous):
            try self.cases.update(row, previousVersion: previous)
        case .caseNumber(let prefix, let year, let last):
            try self.cases.number(prefix: prefix, year: year, last: last)
        case .link(let opener, let opened, let sequence):
            try self.cases.link(opener: opener, opened: opened, sequence: sequence)
        case .letter(let digest, let caseID):
            try self.cases.letter(digest: digest, caseID: caseID)
        case .line(let row): try self.history.append(row)
        case .erase(let id): try self.history.erase(personalOf: id)
        case .run(let watched): try self.runs.put(watched)
        case .dropRun(let caseID, let clock, let run):
            try self.runs.drop(caseID: caseID, clock: clock, run: run)
        case .document(let row): try self.documents.put(row)
        case .dropDocument(let id): try self.documents.drop(id)
        case .documentText(let id, let text): try self.documents.keep(text, of: id)
        case .delivery(let row): try self.deliveries.put(row)
        case .notice(let row): try self.notices.put(row)
        case .job(let row): try self.jobs.put(row)
        case .forgetJobs(let instant): try self.jobs.forget(endedBefore: instant)
        case .pauseJobs(let kind, let isPaused): try self.jobs.setPaused(kind, isPaused)
        case .bulk(let row): try self.bulk.put(row)
        case .bulkItem(let item, let action): try self.bulk.put(item, of: action)
        case .office(let row): try self.offices.put(row)
        case .user(let row): try self.users.put(row)
        case .delegation(let row): try self.users.put(row)
        case .definition(let hash, let content):
            try self.rules.keep(definition: content, hash: hash)
        case .rulebook(let rulebook): try self.rules.install(rulebook)
        case .setting(let key, let value): try self.rules.set(key, to: value)
        case .answer(let answer, let user, let requestID, let instant):
            try self.requests.keep(answer, user: user, requestID: requestID, at: instant)
        case .mark(let mark, let isHeld): try self.marks.put(mark, isHeld: isHeld)
        case .participant(let row): try self.participants.put(row)
        case .savedView(let row): try self.savedViews.put(row)
        case .dropSavedView(let owner, let name): try self.savedViews.drop(of: owner, name)
        case .credential(let row): try self.signIns.put(row)
        case .dropCredential(let user): try self.signIns.drop(credentialOf: user)
        case .signIn(let row): try self.signIns.put(row)
        case .dropSignIn(let digest): try self.signIns.drop(digest)
        case .forgetSignIns(let instant): try self.signIns.forget(endedBefore: instant)
        case .read(let row): try self.reads.append(row)
        case .forgetAnswers(let instant): try self.requests.forget(before: instant)
        }
    }
}
