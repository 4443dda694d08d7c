// SPDX-License-Identifier: Apache-2.0
package import Logging
package import Storage
internal import Synchronization

/// What the queue asks of whoever knows the work: taking jobs, doing one, settling it.
package protocol JobDesk: Sendable {
    /// Whether a job of these kinds may run now.
    func isDue(_ kinds: Set<JobKind>) async throws -> Bool
    /// Takes jobs whose time has come, so many of each kind at most.
    func claim(_ widths: [JobKind: Int]) async throws -> [JobRow]
    /// Does a job and settles it, in one transaction where it can.
    func perform(_ job: JobRow) async throws
    /// Does jobs of the clock one after the other, as time brought them, and settles them.
    ///
    /// - Returns: those that failed.
    func performInOrder(_ jobs: [JobRow]) async -> [(job: JobRow, error: any Error)]
    /// Settles a job that failed: tried again later, or given up.
    func fail(_ job: JobRow, _ error: any Error) async throws
    /// Puts a job back untried.
    func release(_ job: JobRow) async throws
    /// Takes back jobs whose lease has lapsed.
    func rescue() async throws
}

/// The durable queue: takes jobs whose time has come, runs a bounded number of each kind at once,
/// and gives up none without a word.
///
/// Knows no case. Whoever holds a desk may run one; the engine does.
package final class JobQueue: Sendable {
    private let desk: any JobDesk
    private let widths: [JobKind: Int]
    private let logger: Logger
    private let isStopping = Atomic<Bool>(false)
    private let ran = Atomic<Int>(0)
    private let turn = Mutex(Turn())

    /// Whose turn it is to drain, and who waits for his.
    private struct Turn {
        var isTaken = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    /// How many jobs ran since the start.
    package var count: Int { self.ran.load(ordering: .relaxed) }

    /// A queue for these kinds.
    package init(desk: any JobDesk, kinds: Set<JobKind>, logger: Logger) {
        self.desk = desk
        self.widths = Dictionary(
            uniqueKeysWithValues: kinds.map { ($0, JobPolicy($0).width) })
        self.logger = logger
    }

    /// Runs everything whose time has come, earliest first, and what that brings due; one caller
    /// after the other.
    ///
    /// - Parameter prepare: done first, when no job of this queue runs: moves simulated time.
    /// - Returns: how many jobs ran.
    @discardableResult
    package func drain(after prepare: @Sendable () -> Void = {}) async throws -> Int {
        await self.takeTurn()
        defer { self.passTurn() }
        prepare()
        try await self.desk.rescue()
        var done = 0
        while !self.isStopping.load(ordering: .acquiring),
            try await self.desk.isDue(Set(self.widths.keys))
        {
            let jobs = try await self.desk.claim(self.widths)
            if jobs.isEmpty { break }
            await withTaskGroup(of: Void.self) { group in
                let steps = jobs.filter { $0.subject.kind == .clock }
                if !steps.isEmpty { group.addTask { await self.runInOrder(steps) } }
                for job in jobs where job.subject.kind != .clock {
                    group.addTask { await self.run(job) }
                }
            }
            done += jobs.count
            self.ran.add(jobs.count, ordering: .relaxed)
        }
        return done
    }

    private func takeTurn() async {
        await withCheckedContinuation { continuation in
            let isMine = self.turn.withLock { turn in
                if turn.isTaken {
                    turn.waiting.append(continuation)
                    return false
                }
                turn.isTaken = true
                return true
            }
            if isMine { continuation.resume() }
        }
    }

    private func passTurn() {
        let next = self.turn.withLock { turn -> CheckedContinuation<Void, Never>? in
            guard !turn.waiting.isEmpty else {
                turn.isTaken = false
                return nil
            }
            return turn.waiting.removeFirst()
        }
        next?.resume()
    }

    private func run(_ job: JobRow) async {
        guard await !self.putBack([job]) else { return }
        do {
            try await self.desk.perform(job)
        } catch {
            await self.fail(job, error)
        }
    }

    private func runInOrder(_ jobs: [JobRow]) async {
        guard await !self.putBack(jobs) else { return }
        for failed in await self.desk.performInOrder(jobs) {
            await self.fail(failed.job, failed.error)
        }
    }

    /// Puts jobs back when the queue is stopping.
    private func putBack(_ jobs: [JobRow]) async -> Bool {
        guard self.isStopping.load(ordering: .acquiring) else { return false }
        for job in jobs { try? await self.desk.release(job) }
        return true
    }

    private func fail(_ job: JobRow, _ error: any Error) async {
        self.logger.warning(
            "a job failed",
            metadata: [
                "job": "\(job.id)", "kind": "\(job.subject.kind.rawValue)",
                "key": "\(job.subject.key)", "attempt": "\(job.attempt)", "error": "\(error)",
            ])
        do {
            try await self.desk.fail(job, error)
        } catch {
            // Its lease lapses, and it is taken back then.
            self.logger.error(
                "a job could not be settled",
                metadata: ["job": "\(job.id)", "error": "\(error)"])
        }
    }

    /// Takes no more jobs; those taken but not begun are put back untried.
    package func stop() {
        self.isStopping.store(true, ordering: .releasing)
    }
}
