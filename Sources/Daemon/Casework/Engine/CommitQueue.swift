// SPDX-License-Identifier: Apache-2.0
internal import Dispatch
internal import Foundation
package import Logging
package import Storage
internal import Synchronization
internal import Workflow

/// One command on its way through the commit queue.
struct PendingCommand: Sendable {
    /// Runs the command within an open transaction; nothing of it remains when it throws.
    var run: @Sendable (any StoreWriter) throws -> CommandResult
    /// Told the outcome after the commit.
    var finish: @Sendable (Result<CommandResult, CaseworkError>) -> Void
}

/// The serial queue on which everything is written: takes all commands that wait (bounded), runs
/// them in one transaction, commits once, then answers each.
///
/// The daemon's own jobs share a commit with people's commands, a few at a time and after them, so
/// that a flood of jobs makes nobody wait.
///
/// Callers about to return are waited for by a tenth of a commit's time, so that they share the
/// next commit.
package final class CommitQueue: Sendable {
    private struct State {
        var waiting: [PendingCommand] = []
        /// The daemon's own.
        var jobs: [PendingCommand] = []
        var isScheduled = false
        var isStopping = false
        var lastBatch = 0
        var lastCommitNanoseconds: UInt64 = 0
    }

    private let store: any CaseStore
    private let queue = DispatchQueue(label: "cased.commit", qos: .userInitiated)
    private let state = Mutex(State())
    private let logger: Logger
    /// Rings after each commit.
    let bell = CommitBell()

    /// A queue before a store.
    package init(store: any CaseStore, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    /// Runs a command with whatever else waits, and returns when it is durable.
    func submit(
        _ run: @escaping @Sendable (any StoreWriter) throws -> CommandResult
    ) async throws(CaseworkError) -> CommandResult {
        let result = await withCheckedContinuation { continuation in
            self.enqueue(PendingCommand(run: run) { continuation.resume(returning: $0) })
        }
        return try result.get()
    }

    /// Runs the daemon's own commands in this order, each for itself, among people's.
    func submit(
        jobs: [@Sendable (any StoreWriter) throws -> CommandResult]
    ) async -> [Result<CommandResult, CaseworkError>] {
        await withTaskGroup(of: (Int, Result<CommandResult, CaseworkError>).self) { group in
            // Enqueued here, not by the tasks: they would shuffle them.
            let outcomes = jobs.map { run in
                let (stream, continuation) = AsyncStream.makeStream(
                    of: Result<CommandResult, CaseworkError>.self)
                self.enqueue(
                    PendingCommand(run: run) {
                        continuation.yield($0)
                        continuation.finish()
                    }, isJob: true)
                return stream
            }
            for (index, outcome) in outcomes.enumerated() {
                group.addTask {
                    for await result in outcome { return (index, result) }
                    return (index, .failure(CaseworkError.stopping))
                }
            }
            var results: [Int: Result<CommandResult, CaseworkError>] = [:]
            for await (index, result) in group { results[index] = result }
            return jobs.indices.map { results[$0] ?? .failure(CaseworkError.stopping) }
        }
    }

    /// Accepts nothing more; what was accepted is still answered, and watchers are told the end.
    ///
    /// Returns when the queue is empty.
    package func stop() async {
        self.state.withLock { $0.isStopping = true }
        await withCheckedContinuation { continuation in
            self.queue.async { continuation.resume() }
        }
        self.bell.stop()
    }

    private func enqueue(_ command: PendingCommand, isJob: Bool = false) {
        enum Answer { case schedule, wait, refuse(CaseworkError) }
        let answer = self.state.withLock { state -> Answer in
            if state.isStopping { return .refuse(CaseworkError.stopping) }
            if isJob {
                state.jobs.append(command)
            } else {
                guard state.waiting.count < CaseworkLimits.waiting else {
                    return .refuse(CommitQueue.busy)
                }
                state.waiting.append(command)
            }
            if state.isScheduled { return .wait }
            state.isScheduled = true
            return .schedule
        }
        switch answer {
        case .schedule: self.queue.async { self.drain() }
        case .wait: break
        case .refuse(let error): command.finish(.failure(error))
        }
    }

    private static let busy = CaseworkError(
        .busy,
        Label(
            "排队已满(\(CaseworkLimits.waiting)件),请稍后重试",
            "the queue is full (\(CaseworkLimits.waiting)); try again later"))

    private func drain() {
        while true {
            self.linger()
            let batch = self.state.withLock { state -> [PendingCommand] in
                var batch = Array(state.waiting.prefix(CaseworkLimits.batch))
                state.waiting.removeFirst(batch.count)
                let share =
                    batch.isEmpty ? CaseworkLimits.jobsAlone : CaseworkLimits.jobsAmongOthers
                let jobs = state.jobs.prefix(share)
                batch += jobs
                state.jobs.removeFirst(jobs.count)
                if batch.isEmpty { state.isScheduled = false }
                return batch
            }
            if batch.isEmpty { return }
            let began = DispatchTime.now().uptimeNanoseconds
            self.commit(batch)
            let took = DispatchTime.now().uptimeNanoseconds - began
            self.state.withLock { state in
                state.lastBatch = batch.count
                state.lastCommitNanoseconds = took
            }
        }
    }

    /// Waits a little for those who were answered last, when there were several.
    private func linger() {
        let (waiting, last, took) = self.state.withLock {
            ($0.waiting.count, $0.lastBatch, $0.lastCommitNanoseconds)
        }
        guard last > 1, waiting < last else { return }
        let end = DispatchTime.now().uptimeNanoseconds + min(took / 10, 2_000_000)
        while DispatchTime.now().uptimeNanoseconds < end {
            usleep(50)
            if self.state.withLock({ $0.waiting.count }) >= last { return }
        }
    }

    /// One transaction for all; if it fails for a technical reason, one for each.
    private func commit(_ batch: [PendingCommand]) {
        do {
            let results = try self.store.write { writer in
                try batch.map { try CommitQueue.run($0, writer) }
            }
            for (command, result) in zip(batch, results) { command.finish(result) }
            self.bell.ring()
        } catch {
            self.logger.error(
                "a batch failed and is run one by one",
                metadata: ["commands": "\(batch.count)", "error": "\(error)"])
            for command in batch { self.commitAlone(command) }
        }
    }

    private func commitAlone(_ command: PendingCommand) {
        do {
            command.finish(try self.store.write { try CommitQueue.run(command, $0) })
            self.bell.ring()
        } catch {
            self.logger.error("a command failed", metadata: ["error": "\(error)"])
            command.finish(.failure(CommitQueue.translated(error)))
        }
    }

    /// A refusal is an answer and leaves nothing behind; a technical failure ends the batch.
    private static func run(
        _ command: PendingCommand, _ writer: any StoreWriter
    ) throws -> Result<CommandResult, CaseworkError> {
        do {
            return .success(try writer.part { try command.run(writer) })
        } catch let error as CaseworkError {
            return .failure(error)
        }
    }

    private static func translated(_ error: any Error) -> CaseworkError {
        if case StoreError.full = error {
            return CaseworkError(
                .busy, Label("磁盘已满,未写入任何内容", "the disk is full; nothing was written"))
        }
        return CaseworkError(
            .internal,
            Label("内部错误,未写入任何内容:\(error)", "internal error, nothing was written: \(error)"))
    }
}
