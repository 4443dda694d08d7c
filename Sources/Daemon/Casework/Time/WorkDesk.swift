// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Jobs
internal import Logging
internal import Rulebook
internal import Storage
internal import Synchronization
internal import WorkCalendar
internal import Workflow

/// Knows the daemon's work: takes jobs on the commit queue, does them, settles them.
///
/// The engine's; the queue of jobs asks it.
final class WorkDesk: JobDesk {
    let store: any CaseStore
    let documents: any DocumentStore
    let spool: (any MessageSpool)?
    let rules: RuleStore
    let clock: DaemonClock
    let disk: DiskWatch
    let queue: CommitQueue
    let logger: Logger
    private let hasTakenOver = Mutex(false)
    /// When jobs were looked through last, by the computer's clock.
    let tidiedAt = Mutex<Instant?>(nil)

    init(
        store: any CaseStore, documents: any DocumentStore, spool: (any MessageSpool)?,
        rules: RuleStore, clock: DaemonClock, disk: DiskWatch, queue: CommitQueue, logger: Logger
    ) {
        self.store = store
        self.documents = documents
        self.spool = spool
        self.rules = rules
        self.clock = clock
        self.disk = disk
        self.queue = queue
        self.logger = logger
    }

    /// The kinds the daemon does itself.
    static let kinds = Set(JobKind.allCases.filter { !$0.isCouriers })

    func isDue(_ kinds: Set<JobKind>) async throws -> Bool {
        let (now, disk) = (self.clock.now, self.disk)
        return try await self.store.read { reader in
            // What waits is done when the disk has room for it.
            guard disk.look().lowSince == nil else { return false }
            return try reader.nextJob(of: kinds).map { $0 <= now } ?? false
        }
    }

    func claim(_ widths: [JobKind: Int]) async throws -> [JobRow] {
        try await self.claim(widths, lease: nil)
    }

    /// Takes jobs for so many milliseconds; nil for their kind's usual time.
    func claim(_ widths: [JobKind: Int], lease: Int64?) async throws -> [JobRow] {
        let (now, isSimulated) = (self.clock.now, self.clock.isSimulated)
        return try await self.write(.alone) { transaction in
            let (book, ledger) = (transaction.book, transaction.ledger)
            // Where simulated time stands must not lie behind what was done in it.
            if isSimulated { ledger.set(Setting.clock, to: now.description) }
            // The morning's lists say what time has done: they come after it.
            let isBehind =
                try widths[.clock] != nil
                && book.wholeStore().nextJob(of: [.clock]).map { $0 <= now } ?? false
            let widths = isBehind ? widths.filter { $0.key != .digest } : widths
            return try widths.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { kind, width in
                try ledger.jobs.claim(
                    kind, limit: width, now: now,
                    lease: DaemonClock.machine.adding(
                        milliseconds: lease ?? JobPolicy(kind).lease))
            }
        }
    }

    func perform(_ job: JobRow) async throws {
        FaultPoint.pass("claimed \(job.subject.kind.rawValue)")
        switch job.subject.kind {
        case .spool:
            try await self.spool(job)
        case .bulk:
            try await BulkWork(desk: self).carryOn(job)
        case .digest:
            try await self.digest(job)
        case .daily:
            try await DailyWork(desk: self).look(job)
        case .clock, .sendmail, .hook:
            throw StoreError.unusable(
                "\(job.subject.kind.rawValue) jobs are not done one by one here")
        }
        FaultPoint.pass("settled \(job.subject.kind.rawValue)")
    }

    func performInOrder(_ jobs: [JobRow]) async -> [(job: JobRow, error: any Error)] {
        let (rules, now) = (self.rules, self.clock.now)
        FaultPoint.pass("claimed clock")
        let results = await self.queue.submit(
            jobs: jobs.map { job in
                { book in
                    try Transaction(book, rules: rules, now: now).stepTaking.carryOut(clock: job)
                    FaultPoint.pass("in clock")
                }
            })
        FaultPoint.pass("settled clock")
        return zip(jobs, results).compactMap { job, result in
            guard case .failure(let error) = result else { return nil }
            return (job, error)
        }
    }

    func fail(_ job: JobRow, _ error: any Error) async throws {
        if let error = error as? CaseworkError, error.code == .stopping { return }
        try await self.fail(job, "\(error)", isFinal: false)
    }

    /// Settles a failed attempt: another one later, or none.
    ///
    /// - Returns: false when somebody else holds the job by now.
    @discardableResult
    func fail(_ job: JobRow, _ reason: String, isFinal: Bool) async throws -> Bool {
        try await self.write { try $0.settling.failed(job, reason, isFinal: isFinal) }
    }

    func release(_ job: JobRow) async throws {
        try await self.write { try $0.ledger.jobs.release(job) }
    }

    func rescue() async throws {
        let isFirst = self.hasTakenOver.withLock { taken in
            defer { taken = true }
            return !taken
        }
        let machine = DaemonClock.machine
        let hasLapsed = try await self.store.read { reader in
            try reader.runningJobs(limit: CaseworkLimits.mended).contains {
                WorkDesk.isLapsed($0, at: machine, isFirst: isFirst)
            }
        }
        guard hasLapsed else { return }
        let logger = self.logger
        let count = try await self.write(.alone) { transaction in
            let lapsed = try transaction.book.wholeStore().runningJobs(limit: CaseworkLimits.mended)
                .filter {
                    WorkDesk.isLapsed($0, at: machine, isFirst: isFirst)
                }
            for job in lapsed {
                do {
                    try transaction.book.part { try transaction.settling.rescued(job) }
                } catch let error as CaseworkError {
                    // One that cannot be taken back must not hold up the others.
                    logger.error(
                        "a job could not be taken back",
                        metadata: ["job": "\(job.id)", "error": "\(error)"])
                }
            }
            return lapsed.count
        }
        self.logger.warning("jobs were taken back", metadata: ["jobs": "\(count)"])
    }

    /// Whether whoever runs a job is gone: what the daemon held before it started, it does not hold any
    /// more.
    private static func isLapsed(_ job: JobRow, at machine: Instant, isFirst: Bool) -> Bool {
        (isFirst && !job.subject.kind.isCouriers)
            || job.leasedUntil.map { $0 < machine } ?? false
    }

    /// Decides something of the daemon's own among people's commands; returns when it is durable.
    @discardableResult
    func write<R: Sendable>(
        _ sharing: CommitQueue.Sharing = .shared,
        _ body: @escaping @Sendable (Transaction) throws -> R
    ) async throws -> R {
        let (rules, now) = (self.rules, self.clock.now)
        return try await self.queue.submit(sharing, isJob: true) { book in
            try body(Transaction(book, rules: rules, now: now))
        }
    }
}
