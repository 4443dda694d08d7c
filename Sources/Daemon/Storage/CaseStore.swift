// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

/// Where cases live.
///
/// One writer at a time; readers never wait for it.
package protocol CaseStore: Sendable {
    /// Runs the body in one transaction and commits it durably before returning. If the body throws,
    /// nothing of it remains. Blocks; call it on the commit queue only.
    func write<R>(_ body: (any StoreWriter) throws -> R) throws -> R

    /// Runs the body on a snapshot.
    func read<R: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> R
    ) async throws -> R
}

/// What can be read in one moment of the store.
package protocol StoreReader {
    /// A case.
    func caseRow(_ id: String) throws -> CaseRow?
    /// The children of a case, in order of opening.
    func children(of id: String) throws -> [CaseRow]
    /// The cases linked with one, in order of opening.
    func linked(with id: String) throws -> [CaseRow]
    /// Cases of these workflows with this text in a field, in order of opening.
    func cases(with field: String, _ value: String, in workflows: [String]) throws -> [CaseRow]
    /// Every line of a case that carries a version, with what is personal, as facts.
    func lines(of id: String) throws -> [Fact]
    /// Ids of live cases in order of opening, after one.
    func liveCaseIDs(after id: String?, limit: Int) throws -> [String]
    /// Ids of cases with an open run that another calendar version counts.
    func caseIDs(notCountedBy versions: [String], after id: String?, limit: Int) throws -> [String]
    /// A bulk action.
    func bulk(_ id: Int64) throws -> BulkRow?
    /// Bulk actions, newest first.
    func bulks(runningOnly: Bool, limit: Int) throws -> [BulkRow]
    /// The items of a bulk action, in order of case ids.
    func bulkItems(
        of id: Int64, _ status: BulkItem.Status?, after position: Int, limit: Int
    )
        throws
        -> [BulkItem]
    /// How many items of a bulk action went how.
    func bulkCounts(of id: Int64) throws -> [BulkItem.Status: Int]
    /// A rulebook installed earlier; the last one without a number.
    func installedRulebook(_ id: Int64?) throws -> InstalledRulebook?
    /// Every rulebook installed, newest first, without its files.
    func installedRulebooks() throws -> [InstalledRulebook]
    /// Cases, newest first.
    func cases(_ query: CaseQuery) throws -> [CaseRow]
    /// The case with this natural key.
    func caseID(naturalKey: String) throws -> String?
    /// Cases of a workflow with this title.
    func caseIDs(workflow: String, title: String) throws -> [String]
    /// A case's acts, as deciding sees them.
    func facts(of id: String) throws -> [Fact]
    /// A case's clock runs.
    func clocks(of id: String) throws -> [ClockRun]
    /// A case's papers.
    func documents(of id: String) throws -> [DocumentRow]
    /// A case's letters.
    func deliveries(of id: String) throws -> [DeliveryRow]
    /// Letters of all cases.
    func deliveries(pendingOnly: Bool, after id: Int64, limit: Int) throws -> [DeliveryRow]
    /// Open runs that have a due date, earliest first, with what tells whose they are.
    func dueLines(_ query: DueQuery) throws -> [DueLine]
    /// Letters that people carry and have not ticked off, oldest first.
    func carriedDeliveries(limit: Int) throws -> [DeliveryRow]
    /// Letters that failed and wait for somebody to decide.
    func failedDeliveries(limit: Int) throws -> [DeliveryRow]
    /// A letter.
    func delivery(_ id: Int64) throws -> DeliveryRow?
    /// History lines after a sequence number, of one case or of all.
    func history(of id: String?, after sequence: Int64, limit: Int) throws -> [HistoryRow]
    /// A run of a clock with what its job must know.
    func watchedRun(_ caseID: String, _ clock: String, _ run: Int) throws -> WatchedRun?
    /// Running clocks with a date that no job stands for, or one made for another date.
    func runsWithoutJob(limit: Int) throws -> [WatchedRun]
    /// Clock jobs still to come whose run has ended, rests or has no date.
    func jobsWithoutRun(limit: Int) throws -> [JobRow]
    /// Letters to be sent through a channel for which no job stands.
    func deliveriesWithoutJob(limit: Int) throws -> [DeliveryRow]
    /// Notices to be sent for which no job stands.
    func noticesWithoutJob(limit: Int) throws -> [NoticeRow]
    /// A job by number.
    func job(_ id: Int64) throws -> JobRow?
    /// The job of a subject.
    func job(of subject: JobSubject) throws -> JobRow?
    /// Jobs: those that ended newest first, then live ones by time.
    func jobs(_ query: JobQuery) throws -> [JobRow]
    /// Jobs that run.
    func runningJobs(limit: Int) throws -> [JobRow]
    /// When the next job of these kinds may run; paused kinds are left out.
    func nextJob(of kinds: Set<JobKind>) throws -> Instant?
    /// How many jobs there are by kind and state.
    func jobCounts() throws -> [JobKind: [JobState: Int]]
    /// Kinds that do not run for now.
    func pausedJobs() throws -> Set<JobKind>
    /// A notice.
    func notice(_ id: Int64) throws -> NoticeRow?
    /// Notices.
    func notices(_ query: NoticeQuery) throws -> [NoticeRow]
    /// The steps of a run that were given for a due date.
    func givenSteps(
        of caseID: String, _ clock: String, _ run: Int, due: Day
    ) throws -> Set<NoticeRow.Step>
    /// An office by code.
    func office(_ code: String) throws -> OfficeRow?
    /// The codes of offices called so (code, name or alias).
    func officeCodes(called name: String) throws -> [String]
    /// All offices.
    func offices() throws -> [OfficeRow]
    /// A user by uid.
    func user(_ uid: Int64) throws -> UserRow?
    /// The uids of users with this name.
    func userIDs(called name: String) throws -> [Int64]
    /// All users.
    func users() throws -> [UserRow]
    /// The content a case has pinned.
    func definitionContent(_ hash: String) throws -> String?
    /// The hash of every content there is.
    func definitionHashes() throws -> [String]
    /// An answer given before.
    func answer(user: Int64, requestID: String) throws -> StoredAnswer?
    /// The case made from a letter with this digest.
    func caseID(letterDigest: String) throws -> String?
    /// Where the tables say other than the history, in sentences; a few of them at most.
    func contradictions() throws -> [String]
    /// The last line of the chain.
    func chainHead() throws -> ChainHead
    /// A setting.
    func setting(_ key: String) throws -> String?
    /// How much there is.
    func counts(today: Day) throws -> StoreCounts
}

/// What can be written within one transaction.
package protocol StoreWriter: StoreReader {
    /// Runs the body so that, if it throws, nothing of it remains while the transaction goes on.
    func part<R>(_ body: () throws -> R) throws -> R
    /// Stores a new case.
    ///
    /// - Throws: ``StoreError/naturalKeyTaken(_:)``.
    func insert(_ row: CaseRow) throws
    /// Stores a case's new state.
    ///
    /// - Throws: ``StoreError/versionConflict`` when it no longer has `previousVersion`.
    func update(_ row: CaseRow, previousVersion: Int) throws
    /// Moves a case to another definition; part of an update.
    func pin(_ id: String, definitionHash: String) throws
    /// Removes clock runs that an undone act began.
    func drop(_ runs: [ClockRun], of id: String) throws
    /// Notes that one case opened another that stands by itself.
    func link(_ opener: String, _ opened: String, sequence: Int64) throws
    /// Takes back that papers are called for by an act.
    func withdrawCalls(of id: String, sequence: Int64) throws
    /// Stores a bulk action with its items.
    func insert(_ row: BulkRow, items: [BulkItem]) throws -> Int64
    /// Stores how an item went.
    func update(_ item: BulkItem, of id: Int64) throws
    /// Sets a planned bulk action going.
    func begin(bulk id: Int64, at instant: Instant) throws
    /// Ends a bulk action.
    func end(bulk id: Int64, _ status: BulkRow.Status, at instant: Instant) throws
    /// Sets a case aside.
    func quarantine(_ id: String) throws
    /// Appends a line; its chain links are set here.
    func append(_ row: HistoryRow) throws
    /// Stores a case's clock runs: new ones, and those that changed.
    ///
    /// - Parameters:
    ///   - day: today; from when on a due date that is another now is known.
    ///   - isSilent: whether people are told; nil leaves it as it is.
    func store(
        _ runs: [ClockRun], of id: String, clocks: NamedList<ClockDefinition>, knownOn day: Day,
        isSilent: Bool?
    ) throws
    /// From now on people are told of a case's clocks.
    func wake(_ id: String) throws
    /// Makes the job of a subject, or makes it anew: it waits for its time, nothing was tried.
    ///
    /// - Parameter dueAt: when it may run; nil when nothing is left to do.
    func put(_ subject: JobSubject, stamp: String, dueAt: Instant?, now: Instant) throws
    /// Ends a job that waits or runs; whoever runs it cannot settle it any more.
    func cancel(_ subject: JobSubject, now: Instant) throws
    /// Ends the jobs that wait to send something to an office: it is reached in another way now.
    /// What somebody holds at this moment may have gone out already: he says how it went.
    func cancelSending(to office: String, now: Instant) throws
    /// Notices that wait for an office's channel stand on its board instead.
    func showNotices(to office: String) throws
    /// Takes jobs whose time has come, earliest first, of each case at most one of a kind; none of a kind
    /// that is paused. Of clocks' jobs only those of the earliest moment.
    ///
    /// - Parameters:
    ///   - now: the daemon's time.
    ///   - lease: until when they must be settled, by the machine's clock.
    func claim(_ kind: JobKind, limit: Int, now: Instant, lease: Instant) throws -> [JobRow]
    /// Settles a running job.
    ///
    /// - Parameter dueAt: when it may be tried again.
    /// - Returns: false when the token is not the newest: it was taken over, or made anew.
    func settle(
        _ id: Int64, token: Int64, _ state: JobState, dueAt: Instant?, error: String, now: Instant
    ) throws -> Bool
    /// Puts a running job back as if it had not been tried: a stop burns no attempt.
    func release(_ id: Int64, token: Int64) throws
    /// Running jobs whose lease has lapsed by the machine's clock.
    func lapsedJobs(before instant: Instant, limit: Int) throws -> [JobRow]
    /// Every lease of these kinds lapses: the process that held them is gone.
    func lapseLeases(of kinds: Set<JobKind>) throws
    /// Stops or lets go on a kind.
    func setPaused(_ kind: JobKind, _ isPaused: Bool) throws
    /// Forgets jobs that were completed or cancelled before a moment; clocks that run keep theirs.
    func forgetJobs(endedBefore instant: Instant) throws
    /// Stores a notice.
    func insert(_ row: NoticeRow) throws -> Int64
    /// Stores how far a notice is.
    func update(_ row: NoticeRow) throws
    /// Stores a paper; one that was called for and is not on file is fulfilled.
    ///
    /// - Returns: its number.
    func file(_ row: DocumentRow) throws -> Int64
    /// Notes that a paper is called for.
    func callFor(_ row: DocumentRow) throws
    /// Stores a letter.
    func insert(_ row: DeliveryRow) throws -> Int64
    /// Stores how far a letter is.
    func update(_ row: DeliveryRow) throws
    /// Stores an office, new or changed.
    func store(_ row: OfficeRow) throws
    /// Stores a user, new or changed.
    func store(_ row: UserRow) throws
    /// Keeps the content of a definition.
    func keep(definition content: String, hash: String) throws
    /// Installs a rulebook.
    func install(rulebook files: [String: String], hash: String, at instant: Instant) throws
    /// Keeps an answer for a request that may be repeated.
    func keep(_ answer: StoredAnswer, user: Int64, requestID: String, at instant: Instant) throws
    /// Forgets answers recorded before a moment.
    func forgetAnswers(before instant: Instant) throws
    /// Notes which letter a case was made from.
    func keep(letterDigest: String, caseID: String) throws
    /// Sets a setting.
    func set(_ key: String, to value: String) throws
    /// The next number for case ids with this prefix and year.
    func nextCaseNumber(prefix: String, year: Int) throws -> Int
    /// The number the next history line gets.
    func nextSequence() throws -> Int64
}

/// Which cases to list.
package struct CaseQuery: Sendable {
    /// Only this workflow.
    package var workflow: String?
    /// Only this state.
    package var state: String?
    /// Only cases in which this office holds a role.
    package var office: String?
    /// Only cases with this in id, title or a field.
    package var text: String?
    /// Only cases not in a final state.
    package var openOnly = false
    /// Only cases after this one in the order of the list.
    package var after: String?
    /// At most so many.
    package var limit: Int

    /// Which cases to list.
    package init(limit: Int) {
        self.limit = limit
    }
}

/// Which running clocks to list.
package struct DueQuery: Sendable {
    /// Due on or before.
    package var until: Day?
    /// Due before.
    package var before: Day?
    /// Duties only, or rights and waiting times too.
    package var includesWindows = false
    /// Those that rest as well.
    package var includesPaused = true
    /// At most so many.
    package var limit: Int

    /// Which clocks to list.
    package init(limit: Int) {
        self.limit = limit
    }
}

/// An answer to a request, kept so that a repetition gets the same one.
package struct StoredAnswer: Sendable {
    /// The hash of what was asked.
    package var payloadHash: [UInt8]
    /// The answer.
    package var answer: [UInt8]

    /// An answer.
    package init(payloadHash: [UInt8], answer: [UInt8]) {
        self.payloadHash = payloadHash
        self.answer = answer
    }
}

/// The last line of the chain.
package struct ChainHead: Hashable, Sendable {
    /// Its number; 0 for an empty history.
    package var sequence: Int64
    /// Its hash.
    package var hash: [UInt8]

    /// A head.
    package init(sequence: Int64, hash: [UInt8]) {
        self.sequence = sequence
        self.hash = hash
    }
}

/// How much there is in the store.
package struct StoreCounts: Sendable {
    /// Cases.
    package var cases: Int64 = 0
    /// Cases not in a final state.
    package var openCases: Int64 = 0
    /// Duties past due.
    package var overdue: Int64 = 0
    /// Cases set aside.
    package var quarantined: Int64 = 0
    /// Letters not ticked off.
    package var pendingDeliveries: Int64 = 0
    /// Letters that failed.
    package var failedDeliveries: Int64 = 0

    /// Nothing.
    package init() {}
}

/// What a store refuses.
package enum StoreError: Error, Hashable {
    /// Another case has this natural key.
    case naturalKeyTaken(String)
    /// The case was changed meanwhile.
    case versionConflict
    /// The disk is full.
    case full
    /// The data are not ours, or newer than this program, or damaged.
    case unusable(String)
}

extension StoreError: CustomStringConvertible {
    /// A sentence for administrators.
    package var description: String {
        switch self {
        case .naturalKeyTaken(let key): "another case has the natural key \(key)"
        case .versionConflict: "the case was changed meanwhile"
        case .full: "the disk is full"
        case .unusable(let reason): reason
        }
    }
}
