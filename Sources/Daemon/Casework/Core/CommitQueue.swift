// SPDX-License-Identifier: Apache-2.0
internal import Dispatch
internal import Foundation
package import Logging
package import Storage
internal import Synchronization
internal import Workflow

/// Where everything is decided and written, in order.
///
/// One Dispatch queue decides commands in memory, as they come, into an open batch; another writes
/// batches, one transaction each. While a batch is written and synced, the next one is decided on
/// top of it. Nobody is answered before his own batch is durable.
///
/// If a batch cannot be written, its commands are decided and written one by one, so that a poisonous
/// one hurts only itself; what was decided on top of it is decided again.
///
/// The daemon's own jobs share a batch with people's commands, a few at a time, so that a flood of
/// jobs makes nobody wait.
package final class CommitQueue: Sendable {
    /// Whether a command is decided among others.
    package enum Sharing: Sendable {
        /// It asks about cases, offices, users, jobs that it names.
        case shared
        /// It asks about the whole store: nothing undurable lies below it.
        case alone
    }

    private struct State {
        var people: [PendingCommand] = []
        /// The daemon's own.
        var jobs: [PendingCommand] = []
        /// A batch went on its way since jobs were taken.
        var owesJobs = true
        var isScheduled = false
        var isStopping = false
        var whenIdle: [CheckedContinuation<Void, Never>] = []
    }

    private let store: any CaseStore
    private let deciding = DispatchQueue(label: "cased.decide")
    private let writing = DispatchQueue(label: "cased.write")
    private let state = Mutex(State())
    /// Locked by the deciding queue only, which is never contended: the lock says whose it is.
    private let batches = Mutex(Batches())
    private let logger: Logger
    /// Rings after each batch.
    package let bell = CommitBell()
    /// How the writing goes.
    package let vitals = WriterVitals()

    /// A queue before a store.
    package init(store: any CaseStore, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    /// Decides a command among whatever else waits, and returns when it is durable.
    ///
    /// - Parameters:
    ///   - isJob: it is the daemon's own, and lets people go first.
    ///   - run: decides; runs again when its batch could not be written.
    package func submit<R: Sendable>(
        _ sharing: Sharing = .shared, isJob: Bool = false,
        _ run: @escaping @Sendable (Book) throws -> R
    ) async throws(CaseworkError) -> R {
        let result = await withCheckedContinuation { continuation in
            self.enqueue(
                PendingCommand(sharing, isJob: isJob, run) { continuation.resume(returning: $0) })
        }
        return try result.get()
    }

    /// Decides the daemon's own commands in this order, each for itself, among people's.
    package func submit<R: Sendable>(
        jobs: [@Sendable (Book) throws -> R]
    ) async -> [Result<R, CaseworkError>] {
        guard !jobs.isEmpty else { return [] }
        return await withCheckedContinuation { continuation in
            let collected = Mutex<(left: Int, results: [Int: Result<R, CaseworkError>])>(
                (jobs.count, [:]))
            let shared = Shared(collected)
            for (index, run) in jobs.enumerated() {
                self.enqueue(
                    PendingCommand(.shared, isJob: true, run) { result in
                        let all = shared.value.withLock {
                            state -> [Int: Result<R, CaseworkError>]? in
                            state.results[index] = result
                            state.left -= 1
                            return state.left == 0 ? state.results : nil
                        }
                        guard let all else { return }
                        continuation.resume(
                            returning: jobs.indices.map {
                                all[$0] ?? .failure(CaseworkError.stopping)
                            })
                    })
            }
        }
    }

    /// How many commands wait to be decided.
    package var waiting: Int { self.state.withLock { $0.people.count + $0.jobs.count } }

    /// Accepts nothing more; what was accepted is still answered, and watchers are told the end.
    ///
    /// Returns when everything is written.
    package func stop() async {
        await withCheckedContinuation { continuation in
            self.state.withLock { state in
                state.isStopping = true
                state.whenIdle.append(continuation)
            }
            self.deciding.async { self.batches.withLock { self.turn($0) } }
        }
        self.bell.stop()
    }

    private func enqueue(_ command: PendingCommand) {
        enum Answer { case schedule, wait, refuse(CaseworkError) }
        let answer = self.state.withLock { state -> Answer in
            if state.isStopping { return .refuse(CaseworkError.stopping) }
            if command.isJob {
                state.jobs.append(command)
            } else {
                guard state.people.count < CaseworkLimits.waiting else {
                    return .refuse(CaseworkError.busy)
                }
                state.people.append(command)
            }
            defer { state.isScheduled = true }
            return state.isScheduled ? .wait : .schedule
        }
        switch answer {
        case .schedule: self.deciding.async { self.batches.withLock { self.turn($0) } }
        case .wait: break
        case .refuse(let error): command.fail(error)
        }
    }

    // MARK: Deciding

    /// Decides what waits, as far as there is room, and lets the writer have it when he is free.
    private func turn(_ batches: Batches) {
        self.state.withLock { $0.isScheduled = false }
        // A batch that goes on its way makes room for more: for jobs, and for who must be alone.
        repeat {
            let commands = self.take(batches)
            if !commands.isEmpty { self.decide(commands, batches) }
        } while self.handOver(batches) || self.hasMore(batches)
        guard batches.isSettled else { return }
        let waiting = self.state.withLock { state -> [CheckedContinuation<Void, Never>] in
            guard state.people.isEmpty, state.jobs.isEmpty else { return [] }
            defer { state.whenIdle = [] }
            return state.whenIdle
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Whether a command could be decided now.
    private func hasMore(_ batches: Batches) -> Bool {
        guard batches.open.count < CaseworkLimits.batch else { return false }
        return self.state.withLock { state in
            if state.owesJobs, let job = state.jobs.first {
                return job.sharing == .shared || batches.isSettled
            }
            return state.people.first.map { $0.sharing == .shared || batches.isSettled } ?? false
        }
    }

    /// The next commands to decide; none while they must wait for the writer.
    private func take(_ batches: Batches) -> [PendingCommand] {
        let room = CaseworkLimits.batch - batches.open.count
        guard room > 0 else { return [] }
        let isSettled = batches.isSettled
        return self.state.withLock { state in
            if state.owesJobs, let first = state.jobs.first {
                // One that waits to be alone lets nobody in before it: it would wait for ever.
                if first.sharing == .alone {
                    guard isSettled else { return [] }
                    return [state.jobs.removeFirst()]
                }
                state.owesJobs = false
                let share =
                    state.people.isEmpty
                    ? CaseworkLimits.jobsAlone : CaseworkLimits.jobsAmongOthers
                return CommitQueue.shared(&state.jobs, limit: min(share, room))
            }
            guard let first = state.people.first else { return [] }
            if first.sharing == .alone { return isSettled ? [state.people.removeFirst()] : [] }
            return CommitQueue.shared(
                &state.people, limit: min(CaseworkLimits.decidedAtOnce, room))
        }
    }

    /// Takes commands from the front up to one that must be alone.
    private static func shared(_ queue: inout [PendingCommand], limit: Int) -> [PendingCommand] {
        let taken = Array(queue.prefix(limit).prefix { $0.sharing == .shared })
        queue.removeFirst(taken.count)
        return taken
    }

    /// Decides commands over one snapshot.
    private func decide(_ commands: [PendingCommand], _ batches: Batches) {
        var decided: [DecidedCommand] = []
        do {
            try self.store.look { reader in
                batches.book.over(reader) {
                    for command in commands { decided.append(self.decided(command, batches.book)) }
                }
            }
        } catch {
            self.logger.error("no snapshot to decide over", metadata: ["error": "\(error)"])
            let told = CaseworkError(told: self.store.told(error))
            for command in commands.dropFirst(decided.count) {
                decided.append(DecidedCommand(command: command) { command.fail(told) })
            }
        }
        batches.open += decided
    }

    /// A refusal is an answer and leaves nothing behind; so does a technical failure.
    private func decided(_ command: PendingCommand, _ book: Book) -> DecidedCommand {
        do {
            let answer =
                command.sharing == .alone
                ? try book.alone { try command.decide(book) } : try command.decide(book)
            return DecidedCommand(command: command, answer: answer)
        } catch let error as CaseworkError {
            return DecidedCommand(command: command) { command.fail(error) }
        } catch {
            self.logger.error("a command failed", metadata: ["error": "\(error)"])
            let told = CaseworkError(told: self.store.told(error))
            return DecidedCommand(command: command) { command.fail(told) }
        }
    }

    // MARK: Writing

    /// Gives the writer what was decided, when he is free.
    ///
    /// - Returns: whether a batch went on its way.
    private func handOver(_ batches: Batches) -> Bool {
        guard batches.beingWritten == nil, !batches.open.isEmpty else { return false }
        let changes = batches.book.seal()
        let batch = batches.open
        batches.open = []
        self.state.withLock { $0.owesJobs = true }
        guard !changes.isEmpty else {
            // Only refusals, and nothing below that is not durable.
            batches.book.settle()
            for command in batch { command.answer() }
            return true
        }
        batches.beingWritten = batch
        self.writing.async {
            do {
                try self.write(changes, of: batch.count)
                for command in batch { command.answer() }
                self.bell.ring()
                self.deciding.async { self.batches.withLock { self.written($0) } }
                self.checkpoint()
            } catch {
                self.deciding.async { self.batches.withLock { self.failed($0, error) } }
            }
        }
        return true
    }

    /// Writes and takes the time; a disk that refuses is noted.
    private func write(_ changes: [Change], of commands: Int) throws {
        let began = ContinuousClock.now
        do {
            try self.store.write(changes)
        } catch {
            self.vitals.failed(.commit, error)
            throw error
        }
        self.vitals.wrote(commands, in: began.duration(to: .now))
    }

    /// Keeps the store's log short, on the writing queue and behind the answers.
    private func checkpoint() {
        do {
            if try self.store.checkpoint() { self.vitals.went(well: .checkpoint) }
        } catch {
            self.vitals.failed(.checkpoint, error)
            self.logger.error(
                "the log could not be brought to its place, and grows",
                metadata: ["event": "checkpoint_failed", "error": "\(error)"])
        }
    }

    /// Lets the log be kept short after something was written beside the queue.
    package func keepLog() async {
        await withCheckedContinuation { continuation in
            self.writing.async {
                self.checkpoint()
                continuation.resume()
            }
        }
    }

    /// Goes once through the deciding queue, the writing queue and the store's door for who writes.
    ///
    /// Returns when each has answered, if it be with a fault; where one hangs, never.
    package func goRound() async throws {
        try await withCheckedThrowingContinuation {
            (continuation: CheckedContinuation<Void, any Error>) in
            self.deciding.async {
                self.writing.async {
                    continuation.resume(with: Result { try self.store.write([]) })
                }
            }
        }
    }

    private func written(_ batches: Batches) {
        batches.book.settle()
        batches.beingWritten = nil
        self.turn(batches)
    }

    /// The batch could not be written: one by one then.
    ///
    /// What was decided on it is decided again.
    private func failed(_ batches: Batches, _ error: any Error) {
        let failed = batches.beingWritten ?? []
        let above = batches.open.map(\.command)
        batches.beginAnew()
        self.logger.error(
            "a batch failed and is decided and written one by one",
            metadata: ["commands": "\(failed.count)", "error": "\(error)"])
        for command in failed { self.commitAlone(command.command, batches) }
        self.state.withLock { state in
            state.people.insert(contentsOf: above.filter { !$0.isJob }, at: 0)
            state.jobs.insert(contentsOf: above.filter(\.isJob), at: 0)
            // Those that were taken are back: without this they would wait for people's next batch.
            state.owesJobs = true
        }
        self.turn(batches)
    }

    private func commitAlone(_ command: PendingCommand, _ batches: Batches) {
        self.decide([command], batches)
        let changes = batches.book.seal()
        let batch = batches.open
        batches.open = []
        do {
            if !changes.isEmpty { try self.write(changes, of: batch.count) }
            batches.book.settle()
            for decided in batch { decided.answer() }
            self.bell.ring()
        } catch {
            batches.beginAnew()
            self.logger.error("a command failed", metadata: ["error": "\(error)"])
            command.fail(CaseworkError(told: self.store.told(error)))
        }
    }

}

/// The batches of a commit queue: one that is being written, one that is being decided.
private final class Batches {
    let book = Book()
    var open: [DecidedCommand] = []
    var beingWritten: [DecidedCommand]?

    /// Whether nothing waits to be durable.
    var isSettled: Bool { self.open.isEmpty && self.beingWritten == nil }

    func beginAnew() {
        self.book.forget()
        self.open = []
        self.beingWritten = nil
    }
}

/// Something that several closures hold.
private final class Shared<Value: ~Copyable & Sendable>: Sendable {
    let value: Value

    init(_ value: consuming Value) {
        self.value = value
    }
}
