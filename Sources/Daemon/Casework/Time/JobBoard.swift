// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Jobs
internal import Logging
internal import Rulebook
package import Storage
internal import WorkCalendar
internal import Workflow

/// A job as people see it.
package struct JobView: Sendable {
    /// The job.
    package var row: JobRow
    /// Whether its time has come.
    package var isAvailable: Bool
    /// How often one of its kind is tried.
    package var attempts: Int
}

/// Jobs, and how many there are.
package struct JobListView: Sendable {
    /// Those asked for.
    package var jobs: [JobView]
    /// All of them.
    package var counts: [JobKind: [JobState: Int]]
    /// Kinds that do not run for now.
    package var paused: Set<JobKind>
}

/// Jobs and notices, for those who look after them.
package struct JobBoard: Room {
    package let engine: Engine
    package let viewer: Viewer

    /// Jobs; without states those that are live or were given up.
    package func list(_ query: JobQuery) async throws(CaseworkError) -> JobListView {
        var query = query
        if query.states.isEmpty { query.states = [.scheduled, .retryable, .running, .discarded] }
        query.limit = Self.bounded(query.limit)
        let (asked, now) = (query, self.clock.now)
        return try await self.look(admittingAdministrators: true) { reader, visibility in
            if let id = asked.caseID, !visibility.administers { _ = try visibility.row(id) }
            return JobListView(
                jobs: try reader.jobs(asked).filter(visibility.sees).map { $0.view(now) },
                counts: try reader.jobCounts(), paused: try reader.pausedJobs())
        }
    }

    /// How many jobs ran since the daemon started.
    package var ran: Int { self.engine.jobQueue.count }

    /// A job.
    package func view(_ id: Int64) async throws(CaseworkError) -> JobView {
        let now = self.clock.now
        return try await self.look(admittingAdministrators: true) { reader, visibility in
            guard let job = try reader.job(id), try visibility.sees(job) else {
                throw CaseworkError.noJob(id)
            }
            return job.view(now)
        }
    }

    /// Runs a job at once: one that was given up or cancelled too.
    package func retry(_ id: Int64, _ request: Engine.Request) async throws(CaseworkError) {
        _ = try await self.perform(request) { transaction in
            let job = try transaction.jobToChange(id)
            guard job.state != .running else {
                throw CaseworkError(.refused, Label("任务\(id)正在执行", "job \(id) is running"))
            }
            guard job.state != .completed else {
                throw CaseworkError(.refused, Label("任务\(id)已完成", "job \(id) is completed"))
            }
            try transaction.ledger.jobs.put(
                job.subject, stamp: job.stamp, dueAt: transaction.now, now: transaction.now)
            try transaction.resending.reopenMessage(of: job.subject)
            return try transaction.directoryLine(
                "job", about: "\(job.subject.kind.rawValue) \(job.subject.key)",
                before: .text(job.state.rawValue), after: .text(JobState.scheduled.rawValue))
        }
        self.wake()
    }

    /// Ends a job; what it belongs to stays as it is.
    package func cancel(_ id: Int64, _ request: Engine.Request) async throws(CaseworkError) {
        _ = try await self.perform(request) { transaction in
            let job = try transaction.jobToChange(id)
            guard job.state.isLive || job.state == .discarded else {
                throw CaseworkError(
                    .refused,
                    Label(
                        "任务\(id)已是\(job.state.rawValue)",
                        "job \(id) is \(job.state.rawValue) already"))
            }
            guard !JobSubject.permanent.contains(job.subject), job.subject.kind != .clock else {
                throw CaseworkError(
                    .refused,
                    Label(
                        "此任务由时限或日程产生,取消后即会重建;可用 job pause 暂停此类任务",
                        "this job follows from a clock or the calendar and would be made anew; job pause stops its kind"
                    ))
            }
            try transaction.ledger.jobs.cancel(job.subject, now: transaction.now)
            try transaction.sending.giveUp(
                sending: job.subject,
                "cancelled by \(transaction.principal?.name ?? "cased")")
            return try transaction.directoryLine(
                "job", about: "\(job.subject.kind.rawValue) \(job.subject.key)",
                before: .text(job.state.rawValue), after: .text(JobState.cancelled.rawValue))
        }
    }

    /// Stops a kind of jobs, or lets it go on.
    package func pause(
        _ kind: JobKind, _ isPaused: Bool, _ request: Engine.Request
    ) async throws(CaseworkError) {
        _ = try await self.perform(request, .alone) { transaction in
            try transaction.requireJobRight()
            let before = try transaction.book.wholeStore().pausedJobs().contains(kind)
            guard before != isPaused else { return CommandResult() }
            transaction.ledger.jobs.setPaused(kind, isPaused)
            return try transaction.directoryLine(
                "jobs", about: kind.rawValue, before: .text(before ? "paused" : "running"),
                after: .text(isPaused ? "paused" : "running"))
        }
        if !isPaused { self.wake() }
    }

    /// What offices were told, and whether there is more than the list holds.
    package func notices(
        _ query: NoticeQuery
    ) async throws(CaseworkError) -> (rows: [NoticeRow], isCut: Bool) {
        var query = query
        let limit = Self.bounded(query.limit)
        query.limit = limit + 1
        let asked = query
        return try await self.look { reader, visibility in
            var asked = asked
            asked.sight = try visibility.sight()
            if let name = asked.office {
                asked.office = try reader.knownOffice(name)
            }
            if let id = asked.caseID { _ = try visibility.row(id) }
            let rows = try reader.notices(asked)
            try visibility.tell(Array(rows.prefix(limit)))
            return (try rows.prefix(limit).map(visibility.shown), rows.count > limit)
        }
    }
}

extension JobRow {
    fileprivate func view(_ now: Instant) -> JobView {
        JobView(
            row: self,
            isAvailable: [.scheduled, .retryable].contains(self.state) && self.dueAt <= now,
            attempts: JobPolicy(self.subject.kind).attempts)
    }
}

extension CaseworkError {
    fileprivate static func noJob(_ id: Int64) -> CaseworkError {
        CaseworkError(.notFound, Label("没有任务\(id)", "there is no job \(id)"))
    }
}

extension Transaction {
    fileprivate func requireJobRight() throws {
        guard self.principal?.isAdmin ?? true else {
            throw CaseworkError(
                .permission, Label("只有系统管理员可以改动任务", "only administrators may change jobs"))
        }
    }

    fileprivate func jobToChange(_ id: Int64) throws -> JobRow {
        try self.requireJobRight()
        guard let job = try self.book.job(id) else { throw CaseworkError.noJob(id) }
        return job
    }

}
