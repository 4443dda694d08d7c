// SPDX-License-Identifier: Apache-2.0
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
    let queue: CommitQueue
    let logger: Logger
    private let hasTakenOver = Mutex(false)
    /// When jobs were looked through last, by the machine's clock.
    let tidiedAt = Mutex<Instant?>(nil)

    init(
        store: any CaseStore, documents: any DocumentStore, spool: (any MessageSpool)?,
        rules: RuleStore, clock: DaemonClock, queue: CommitQueue, logger: Logger
    ) {
        self.store = store
        self.documents = documents
        self.spool = spool
        self.rules = rules
        self.clock = clock
        self.queue = queue
        self.logger = logger
    }

    /// The kinds the daemon does itself.
    static let kinds = Set(JobKind.allCases.filter { !$0.isCouriers })

    func isDue(_ kinds: Set<JobKind>) async throws -> Bool {
        let now = self.clock.now
        return try await self.store.read { try $0.nextJob(of: kinds).map { $0 <= now } ?? false }
    }

    func claim(_ widths: [JobKind: Int]) async throws -> [JobRow] {
        try await self.claim(widths, lease: nil)
    }

    /// Takes jobs for so many milliseconds; nil for their kind's usual time.
    func claim(_ widths: [JobKind: Int], lease: Int64?) async throws -> [JobRow] {
        let (now, isSimulated) = (self.clock.now, self.clock.isSimulated)
        return try await self.write { writer in
            // Where simulated time stands must not lie behind what was done in it.
            if isSimulated { try writer.set(Engine.clockSetting, to: now.description) }
            // The morning's lists say what time has done: they come after it.
            let isBehind =
                try widths[.clock] != nil
                && writer.nextJob(of: [.clock]).map { $0 <= now } ?? false
            let widths = isBehind ? widths.filter { $0.key != .digest } : widths
            return try widths.sorted { $0.key.rawValue < $1.key.rawValue }.flatMap { kind, width in
                try writer.claim(
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
            try await self.runBulk(job)
        case .digest:
            try await self.digest(job)
        case .daily:
            try await self.daily(job)
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
                { writer in
                    try Transactor(
                        writer, rules: rules, now: now, principal: nil, requestID: ""
                    ).carryOut(clock: job)
                    FaultPoint.pass("in clock")
                    return CommandResult()
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
        let (rules, now) = (self.rules, self.clock.now)
        return try await self.write { writer in
            try Transactor(writer, rules: rules, now: now, principal: nil, requestID: "")
                .failed(job, reason, isFinal: isFinal)
        }
    }

    func release(_ job: JobRow) async throws {
        try await self.write { try $0.release(job.id, token: job.token) }
    }

    func rescue() async throws {
        let isFirst = self.hasTakenOver.withLock { taken in
            defer { taken = true }
            return !taken
        }
        let machine = DaemonClock.machine
        let hasLapsed = try await self.store.read { reader in
            try reader.runningJobs(limit: CaseworkLimits.mended).contains { job in
                (isFirst && !job.subject.kind.isCouriers)
                    || job.leasedUntil.map { $0 < machine } ?? false
            }
        }
        guard hasLapsed else { return }
        let (rules, now, logger) = (self.rules, self.clock.now, self.logger)
        let count = try await self.write { writer in
            // Whatever the daemon held before it started, it does not hold any more.
            if isFirst { try writer.lapseLeases(of: WorkDesk.kinds) }
            let lapsed = try writer.lapsedJobs(before: machine, limit: CaseworkLimits.mended)
            let transactor = Transactor(
                writer, rules: rules, now: now, principal: nil, requestID: "")
            for job in lapsed {
                do {
                    try writer.part { try transactor.rescued(job) }
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

    /// Writes among people's commands and returns when it is durable.
    @discardableResult
    func write<R: Sendable>(
        _ body: @escaping @Sendable (any StoreWriter) throws -> R
    ) async throws -> R {
        let box = Box<R>()
        let results = await self.queue.submit(jobs: [
            { writer in
                let value = try body(writer)
                box.value.withLock { $0 = value }
                return CommandResult()
            }
        ])
        for result in results { _ = try result.get() }
        guard let value = box.value.withLock({ $0 }) else {
            throw StoreError.unusable("a transaction came back empty")
        }
        return value
    }

    private final class Box<R: Sendable>: Sendable {
        let value = Mutex<R?>(nil)
    }
}

// What becomes of jobs that did not end well.
extension Transactor {
    /// Settles a failed attempt: another one later, or none; then what it would have sent has failed.
    ///
    /// - Returns: false when somebody else holds the job by now.
    func failed(_ job: JobRow, _ reason: String, isFinal: Bool) throws -> Bool {
        if try self.isReachedOtherwise(job) { return true }
        let policy = JobPolicy(job.subject.kind)
        let isOver = isFinal || job.attempt >= policy.attempts
        var generator = SystemRandomNumberGenerator()
        let later = self.now.adding(
            milliseconds: policy.delay(after: job.attempt, using: &generator))
        let mine = try self.writer.settle(
            job.id, token: job.token, isOver ? .discarded : .retryable,
            dueAt: isOver ? nil : later, error: reason, now: self.now)
        if mine, isOver { try self.giveUp(sending: job.subject.key, reason) }
        return mine
    }

    /// A message that did not go out, whose office got another channel meanwhile, goes that way.
    private func isReachedOtherwise(_ job: JobRow) throws -> Bool {
        let kind = job.subject.kind
        guard Channel.allCases.contains(where: { $0.job == kind }),
            let own = try self.writer.job(job.id), own.state == .running, own.token == job.token,
            let office = try self.writer.office(job.stamp), office.channel.job != kind
        else { return false }
        try self.writer.cancel(job.subject, now: self.now)
        if office.channel.job == nil { try self.writer.showNotices(to: office.code) }
        _ = try self.mendMessages()
        return true
    }

    /// A job whose holder is gone: at once again, or never when it took its holder with it too often.
    func rescued(_ job: JobRow) throws {
        let reason = "whoever ran it was gone before it was settled"
        if job.subject.kind.isCouriers {
            let before = try self.writer.setting(Engine.doubledSetting).flatMap { Int($0) } ?? 0
            try self.writer.set(Engine.doubledSetting, to: String(before + 1))
        }
        if try self.isReachedOtherwise(job) { return }
        if job.attempt >= JobPolicy(job.subject.kind).attempts {
            _ = try self.failed(job, reason, isFinal: true)
        } else {
            _ = try self.writer.settle(
                job.id, token: job.token, .retryable, dueAt: self.now, error: reason,
                now: self.now)
        }
    }
}
