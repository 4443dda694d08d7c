// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import WorkCalendar
internal import Workflow

/// All tables in one value: a copy is a snapshot.
///
/// Each refuses what the tables of the database refuse. What a change that is refused leaves behind
/// is thrown away with its copy.
struct Tables: StoreReader {
    var cases = CaseTable()
    var runs = RunTable()
    var history = HistoryTable()
    var documents = DocumentTable()
    var marks = MarksTable()
    var participants = ParticipantsTable()
    var savedViews = SavedViewsTable()
    var signIns = SignInTable()
    var deliveries = DeliveryTable()
    var jobs = JobTable()
    var notices = NoticeTable()
    var directory = DirectoryTable()
    var rules = RulesTable()
    var bulk = BulkTable()
    var reads = ReadTable()

    /// Carries out one change.
    ///
    /// - Throws: ``StoreError`` when it cannot be.
    mutating func carryOut(_ change: Change) throws {
        switch change {
        case .insertCase(let row): try self.insert(row)
        case .updateCase(let row, let version): try self.update(row, previousVersion: version)
        case .caseNumber(let prefix, let year, let last):
            try self.cases.take(number: last, prefix: prefix, year: year)
        case .link(let opener, let opened, let line): try self.link(opener, opened, line)
        case .line(let row): try self.append(row)
        case .erase(let id): self.erase(personalOf: id)
        case .run(let row): try self.store(row)
        case .dropRun(let id, let clock, let run): self.runs.drop(RunTable.key(id, clock, run))
        case .document(let row): try self.store(row)
        case .dropDocument(let id): self.documents.drop(id)
        case .documentText(let id, let text): try self.keep(text, of: id)
        case .delivery(let row): try self.store(row)
        case .notice(let row): try self.store(row)
        case .job(let row): try self.store(row)
        case .forgetJobs(let moment): self.forgetJobs(endedBefore: moment)
        case .pauseJobs(let kind, true): self.jobs.paused.insert(kind)
        case .pauseJobs(let kind, false): self.jobs.paused.remove(kind)
        case .bulk(let row): try self.store(row)
        case .bulkItem(let item, let id): try self.store(item, of: id)
        case .office(let row): try self.directory.store(row)
        case .user(let row): try self.directory.store(row)
        case .delegation(let row): try self.directory.store(row)
        case .definition(let hash, let content): try self.rules.keep(content, hash: hash)
        case .rulebook(let row): try self.rules.install(row)
        case .answer(let answer, let user, let id, let moment):
            try self.history.keep(answer, user: user, requestID: id, at: moment)
        case .forgetAnswers(let moment): self.history.forgetAnswers(before: moment)
        case .mark(let mark, let isHeld): try self.put(mark, isHeld: isHeld)
        case .participant(let row): try self.put(row)
        case .savedView(let row): try self.put(row)
        case .dropSavedView(let owner, let name): self.dropSavedView(of: owner, name)
        case .credential(let row): try self.put(row)
        case .dropCredential(let user): self.dropCredential(of: user)
        case .signIn(let row): try self.put(row)
        case .dropSignIn(let digest): self.dropSignIn(digest)
        case .forgetSignIns(let moment): self.forgetSignIns(endedBefore: moment)
        case .read(let row): try self.append(row)
        case .letter(let digest, let id): try self.keep(letter: digest, caseID: id)
        case .setting(let key, let value): self.rules.settings[key] = value
        }
    }

    /// Refuses what does not hold, with a sentence.
    static func demand(_ holds: Bool, _ sentence: @autoclosure () -> String) throws {
        if !holds { throw StoreError.unusable(sentence()) }
    }

    /// Refuses a case that is not there.
    func demandCase(_ id: String?) throws {
        guard let id else { return }
        try Tables.demand(self.cases.contains(id), "there is no case \(id)")
    }

    /// Refuses an office that is not there.
    func demandOffice(_ code: String?) throws {
        guard let code else { return }
        try Tables.demand(self.directory.offices[Exact(code)] != nil, "there is no office \(code)")
    }
}

// What no single table knows.
extension Tables {
    func lastNumber(in table: NumberedTable) -> Int64 {
        switch table {
        case .documents: self.documents.rows.last?.key ?? 0
        case .deliveries: self.deliveries.rows.last?.key ?? 0
        case .jobs: self.jobs.lastNumber
        case .notices: self.notices.rows.last?.key ?? 0
        case .bulkActions: self.bulk.actions.last?.key ?? 0
        case .rulebooks: self.rules.rulebooks.last?.key ?? 0
        case .delegations: self.directory.delegations.last?.key ?? 0
        }
    }

    func counts(today: Day) -> StoreCounts {
        var counts = StoreCounts()
        for (_, row) in self.cases.rows.all where !row.isVoid {
            counts.cases += 1
            if !row.isFinal { counts.openCases += 1 }
            if row.isQuarantined { counts.quarantined += 1 }
        }
        for (_, row) in self.runs.due.all.prefix(while: { $0.key.first < today })
        where row.isDuty && !row.run.isPaused {
            counts.overdue += 1
        }
        for (_, row) in self.deliveries.rows.all {
            if row.status == .pending { counts.pendingDeliveries += 1 }
            if row.status == .failed { counts.failedDeliveries += 1 }
        }
        return counts
    }
}
