// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Crypto
internal import Foundation
internal import Jobs
package import Logging
internal import Rulebook
package import Storage
internal import Synchronization
internal import WorkCalendar
internal import Workflow

/// The engine: everything that changes goes through it, onto the commit queue; everything that is
/// asked reads a snapshot.
///
/// The one door of this module; its rooms, one for each noun, hold the commands and questions.
package final class Engine: Sendable {
    let store: any CaseStore
    let contents: any DocumentStore
    /// The rules in force.
    package let rules: RuleStore
    /// The source of time.
    package let clock: DaemonClock
    let queue: CommitQueue
    let desk: WorkDesk
    let jobQueue: JobQueue
    /// Keeps what finds cases by words.
    package let words: WordKeeping
    let logger: Logger
    /// What whoever looks after the system must see.
    package let signs: Signs
    /// How much the disk has left.
    package let disk: DiskWatch
    /// What is known of backups; nil where there are none to be made.
    let backups: @Sendable () -> BackupState?
    /// When it began, by the computer's clock.
    let startedAt = DaemonClock.machine
    /// When a courier asked last, by the computer's clock; the start before any did.
    let courierSeen = Mutex(DaemonClock.machine)
    /// What is amiss, by name, and when it was first seen.
    let warningsSeen = Mutex<[String: Instant]>([:])
    /// How many calls were refused since the start, by code.
    let refusals = Mutex<[String: Int]>([:])
    let generation = Atomic<Int>(0)
    let passwords: Passwords
    let passwordDesk = PasswordDesk()
    let failedSignIns = FailedSignIns()
    /// A secret that no password has: a name that is nobody's is tried against it, and takes as long.
    let nobodysSecret: String

    /// Says that there is work for ``Time/pass()``, so that it need not wait for the next beat.
    let wake: @Sendable () -> Void

    /// An engine over a store.
    package init(
        store: any CaseStore, documents: any DocumentStore, spool: (any MessageSpool)? = nil,
        rules: RuleStore, clock: DaemonClock, disk: DiskWatch = DiskWatch(),
        backups: @escaping @Sendable () -> BackupState? = { nil },
        passwords: Passwords = Passwords(), logger: Logger,
        wake: @escaping @Sendable () -> Void = {}
    ) {
        self.wake = wake
        self.passwords = passwords
        self.nobodysSecret = passwords.nobodys
        self.backups = backups
        self.store = store
        self.contents = documents
        self.rules = rules
        self.clock = clock
        self.disk = disk
        self.logger = logger
        self.signs = Signs(logger)
        self.queue = CommitQueue(store: store, logger: logger)
        self.desk = WorkDesk(
            store: store, documents: documents, spool: spool, rules: rules, clock: clock,
            disk: disk, queue: self.queue, logger: logger)
        self.words = WordKeeping(store, disk: disk, queue: self.queue)
        self.jobQueue = JobQueue(desk: self.desk, kinds: WorkDesk.kinds, logger: logger)
    }

    /// A request: who asks, under which id, and what exactly (to tell a repetition from a reuse).
    package struct Request: Sendable {
        /// Who.
        package var principal: Principal
        /// The id; empty for none.
        package var id: String
        /// The bytes of the request.
        package var payload: [UInt8]
        /// What would come of it is answered, and nothing changes.
        package var isDryRun: Bool

        /// A request.
        package init(
            principal: Principal, id: String, payload: [UInt8], isDryRun: Bool = false
        ) {
            self.principal = principal
            self.id = id
            self.payload = payload
            self.isDryRun = isDryRun
        }
    }

    package var cases: Cases { Cases(engine: self, viewer: .daemon) }
    package var deadlines: Deadlines { Deadlines(engine: self, viewer: .daemon) }
    package var deliveries: Deliveries { Deliveries(engine: self, viewer: .daemon) }
    package var documents: Documents { Documents(engine: self, viewer: .daemon) }
    package var directory: OfficesAndUsers { OfficesAndUsers(engine: self, viewer: .daemon) }
    package var rulebooks: Rulebooks { Rulebooks(engine: self, viewer: .daemon) }
    package var bulk: BulkActions { BulkActions(engine: self, viewer: .daemon) }
    package var imports: Imports { Imports(engine: self, viewer: .daemon) }
    package var time: Time { Time(engine: self, viewer: .daemon) }
    package var jobs: JobBoard { JobBoard(engine: self, viewer: .daemon) }
    package var reports: Reports { Reports(engine: self, viewer: .daemon) }
    package var health: Health { Health(engine: self, viewer: .daemon) }
    package var signIns: SignIns { SignIns(engine: self, viewer: .daemon) }

    /// One round through all that must go on: what decides, what writes, what reads.
    ///
    /// Returns when each has answered; where one hangs, never.
    package func goRound() async throws {
        try await self.queue.goRound()
        _ = try await self.store.read { try $0.chainHead() }
    }

    /// Stops: nothing more is accepted, what was accepted is answered.
    package func stop() async {
        self.jobQueue.stop()
        await self.queue.stop()
    }

    private struct Tried: Error {}

    /// What a command comes to, of which nothing remains.
    private static func tried(
        _ book: Book, _ body: () throws -> CommandResult
    ) throws -> CommandResult {
        var result: CommandResult?
        do {
            try book.part {
                result = try body()
                throw Tried()
            }
        } catch is Tried {}
        guard var result else { throw StoreError.unusable("a trial came to nothing") }
        result.remarks.insert(Label("试算,未写入任何内容", "a trial: nothing was written"), at: 0)
        return result
    }

    /// What a command came to, as far as whoever gave it sees it.
    private static func told(
        _ body: (Transaction) throws -> CommandResult, _ transaction: Transaction
    ) throws -> CommandResult {
        var result = try body(transaction)
        let visibility = transaction.outsideVisibility
        result.consequences = try visibility.shown(result.consequences)
        // Whoever may act need not know to whom it is answered.
        let isTold = !result.remarks.isEmpty || transaction.actsOutside
        if isTold, let row = try transaction.book.caseRow(result.caseID) {
            result = try visibility.kept(in: row).shown(result)
        }
        return result
    }

    /// Notes what its answer tells whoever gave a command, as what he was shown.
    private static func note(
        _ result: CommandResult, _ transaction: Transaction, call: String
    ) throws {
        guard !call.isEmpty, let principal = transaction.principal else { return }
        let visibility = Visibility(
            of: .person(principal, call: call), in: transaction.book, transaction.rules)
        try visibility.tell(result)
        if let read = try visibility.read(at: transaction.now) { try transaction.ledger.note(read) }
    }

    /// A refusal as whoever gave the command may read it, with what it tells him of cases that are restricted.
    ///
    /// What was decided is dropped with it; that he read is noted by itself.
    private static func noting(
        _ refusal: CaseworkError, _ transaction: Transaction, call: String
    ) throws -> CaseworkError {
        guard let principal = transaction.principal else { return refusal }
        let visibility = Visibility(
            of: .person(principal, call: call), in: transaction.book, transaction.rules)
        var refusal = try visibility.shown(refusal, of: transaction.lookedAt)
        guard !call.isEmpty else { return refusal }
        try visibility.tell(refusal, of: transaction.lookedAt)
        refusal.reading = try visibility.read(at: transaction.now)
        return refusal
    }

    /// - Parameter call: by which call it was given; empty by none.
    func perform(
        _ request: Request, _ sharing: CommitQueue.Sharing = .shared, call: String = "",
        _ body: @escaping @Sendable (Transaction) throws -> CommandResult
    ) async throws(CaseworkError) -> CommandResult {
        guard request.id.utf8.count <= CaseworkLimits.requestIDBytes else {
            throw CaseworkError.invalid(
                "request_id", "超过\(CaseworkLimits.requestIDBytes)字节",
                "is longer than \(CaseworkLimits.requestIDBytes) bytes")
        }
        let (rules, now, disk) = (self.rules, self.clock.now, self.disk)
        // Here, not where commands are decided: everybody waits there.
        let hash = Array(SHA256.hash(data: request.payload))
        let (result, administered) = try await self.noted(sharing) { book in
            let user = request.principal.number
            if !request.id.isEmpty, let kept = try book.answer(user: user, requestID: request.id) {
                guard kept.payloadHash == hash else { throw Engine.reused(request.id) }
                return (try CommandResult(packed: kept.answer), [(event: String, about: String)]())
            }
            if !request.isDryRun { try disk.requireRoom() }
            let transaction = Transaction(
                book, rules: rules, now: now, principal: request.principal,
                requestID: request.id)
            transaction.isTrial = request.isDryRun
            var result: CommandResult
            do {
                result =
                    request.isDryRun
                    ? try Engine.tried(book) { try Engine.told(body, transaction) }
                    : try Engine.told(body, transaction)
            } catch let refusal as CaseworkError {
                throw try Engine.noting(refusal, transaction, call: call)
            }
            try Engine.note(result, transaction, call: call)
            guard !request.isDryRun else { return (result, []) }
            result.bringsWork = transaction.bringsWork
            if !request.id.isEmpty {
                transaction.ledger.keep(
                    StoredAnswer(payloadHash: hash, answer: result.packed), user: user,
                    requestID: request.id, at: now)
            }
            return (result, transaction.administered)
        }
        for change in administered {
            self.signs.administered(
                change.event, about: change.about, by: request.principal, requestID: request.id)
        }
        if result.bringsWork { self.wake() }
        if let reason = result.quarantined {
            self.logger.critical(
                "a case was quarantined",
                metadata: ["case": "\(result.caseID)", "why": "\(reason)"])
            throw CaseworkError(
                .internal,
                Label(
                    "案件\(result.caseID)数据异常,已隔离:\(reason)",
                    "case \(result.caseID) cannot be as it is and was quarantined: \(reason)"))
        }
        return result
    }

    /// Decides a command; what a refusal tells is noted before anybody is refused.
    private func noted<R: Sendable>(
        _ sharing: CommitQueue.Sharing, _ run: @escaping @Sendable (Book) throws -> R
    ) async throws(CaseworkError) -> R {
        do {
            return try await self.queue.submit(sharing, run)
        } catch {
            if let reading = error.reading { try await self.note(reading) }
            throw error
        }
    }

    private static func reused(_ id: String) -> CaseworkError {
        CaseworkError(
            .invalid,
            Label("请求编号“\(id)”已用于另一请求", "the request id “\(id)” was used for another request"))
    }

    /// Notes that somebody read what is restricted, durably.
    ///
    /// - Throws: ``CaseworkError`` when it cannot be noted: then nothing may be told.
    func note(_ read: ReadRow) async throws(CaseworkError) {
        do {
            try await self.queue.submit { try Ledger($0).note(read) }
        } catch {
            self.logger.error(
                "a reading could not be noted, and was not answered",
                metadata: ["why": "\(error.sentence.en)"])
            throw CaseworkError(
                error.code == .internal ? .busy : error.code,
                Label(
                    "查阅未能登记,内容不予显示:\(error.sentence.zh)",
                    "that you read this cannot be noted, so it is not shown: \(error.sentence.en)"))
        }
    }

    /// Runs a question on a snapshot, with errors in this module's terms.
    func ask<R: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> R
    ) async throws(CaseworkError) -> R {
        do {
            return try await self.store.read(body)
        } catch {
            throw self.unread(error)
        }
    }

    /// What whoever asked is told when a question failed.
    func unread(_ error: any Error) -> CaseworkError {
        if let error = error as? CaseworkError { return error }
        if !(error is CancellationError) {
            self.logger.error("a question failed", metadata: ["error": "\(error)"])
        }
        return CaseworkError(.internal, Label("读取失败:\(error)", "reading failed: \(error)"))
    }
}
