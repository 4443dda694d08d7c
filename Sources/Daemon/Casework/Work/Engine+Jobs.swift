// SPDX-License-Identifier: Apache-2.0
internal import Jobs
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

// Jobs and notices, for those who look after them.
extension Engine {
    /// Jobs; without states those that are live or were given up.
    package func jobs(_ query: JobQuery) async throws(CaseworkError) -> JobListView {
        var query = query
        if query.states.isEmpty { query.states = [.scheduled, .retryable, .running, .discarded] }
        query.limit = Engine.bounded(query.limit)
        let (asked, now) = (query, self.clock.now)
        return try await self.ask { reader in
            if let id = asked.caseID, try reader.caseRow(id) == nil {
                throw CaseworkError.noCase(id)
            }
            return JobListView(
                jobs: try reader.jobs(asked).map { $0.view(now) },
                counts: try reader.jobCounts(), paused: try reader.pausedJobs())
        }
    }

    /// How many jobs ran since the daemon started.
    package var jobsRun: Int { self.jobs.count }

    /// A job.
    package func job(_ id: Int64) async throws(CaseworkError) -> JobView {
        let now = self.clock.now
        return try await self.ask { reader in
            guard let job = try reader.job(id) else { throw CaseworkError.noJob(id) }
            return job.view(now)
        }
    }

    /// Runs a job at once: one that was given up or cancelled too.
    package func retryJob(_ id: Int64, _ request: Request) async throws(CaseworkError) {
        _ = try await self.perform(request) { transactor in
            let job = try transactor.jobToChange(id)
            guard job.state != .running else {
                throw CaseworkError(.refused, Label("任务\(id)正在执行", "job \(id) is running"))
            }
            guard job.state != .completed else {
                throw CaseworkError(.refused, Label("任务\(id)已完成", "job \(id) is completed"))
            }
            try transactor.writer.put(
                job.subject, stamp: job.stamp, dueAt: transactor.now, now: transactor.now)
            try transactor.reopenMessage(job.subject.key)
            return try transactor.directoryLine(
                "job", about: "\(job.subject.kind.rawValue) \(job.subject.key)",
                before: .text(job.state.rawValue), after: .text(JobState.scheduled.rawValue))
        }
        self.wake()
    }

    /// Ends a job; what it belongs to stays as it is.
    package func cancelJob(_ id: Int64, _ request: Request) async throws(CaseworkError) {
        _ = try await self.perform(request) { transactor in
            let job = try transactor.jobToChange(id)
            guard job.state.isLive || job.state == .discarded else {
                throw CaseworkError(
                    .refused,
                    Label(
                        "任务\(id)已是\(job.state.rawValue)",
                        "job \(id) is \(job.state.rawValue) already"))
            }
            guard !JobSubject.standing.contains(job.subject), job.subject.kind != .clock else {
                throw CaseworkError(
                    .refused,
                    Label(
                        "此任务由时限或日程产生,取消后即会重建;可用 job pause 暂停此类任务",
                        "this job follows from a clock or the calendar and would be made anew; job pause stops its kind"
                    ))
            }
            try transactor.writer.cancel(job.subject, now: transactor.now)
            try transactor.giveUp(
                sending: job.subject.key,
                "cancelled by \(transactor.principal?.name ?? "cased")")
            return try transactor.directoryLine(
                "job", about: "\(job.subject.kind.rawValue) \(job.subject.key)",
                before: .text(job.state.rawValue), after: .text(JobState.cancelled.rawValue))
        }
    }

    /// Stops a kind of jobs, or lets it go on.
    package func pauseJobs(
        _ kind: JobKind, _ isPaused: Bool, _ request: Request
    ) async throws(CaseworkError) {
        _ = try await self.perform(request) { transactor in
            try transactor.requireJobRight()
            let before = try transactor.writer.pausedJobs().contains(kind)
            guard before != isPaused else { return CommandResult() }
            try transactor.writer.setPaused(kind, isPaused)
            return try transactor.directoryLine(
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
        let limit = Engine.bounded(query.limit)
        query.limit = limit + 1
        let asked = query
        return try await self.ask { reader in
            var asked = asked
            if let name = asked.office {
                asked.office = try reader.knownOffice(name)
            }
            if let id = asked.caseID, try reader.caseRow(id) == nil {
                throw CaseworkError.noCase(id)
            }
            let rows = try reader.notices(asked)
            return (Array(rows.prefix(limit)), rows.count > limit)
        }
    }

    /// Sends failed letters again.
    package func retryDeliveries(
        _ ids: [Int64], caseID: String?, forOffice: String?, _ request: Request
    ) async throws(CaseworkError) -> CommandResult {
        let result = try await self.perform(request) {
            try $0.retry(ids, caseID: caseID, forOffice: forOffice)
        }
        self.wake()
        return result
    }

    private static func bounded(_ limit: Int) -> Int {
        Swift.min(limit > 0 ? limit : CaseworkLimits.listedByDefault, CaseworkLimits.listed)
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

extension StoreReader {
    /// The code of an office that somebody named.
    func knownOffice(_ name: String) throws -> String {
        guard let code = try self.officeCodes(called: name).first else {
            throw CaseworkError(
                .notFound,
                Label(
                    "单位名录中没有“\(name)”;caseadm office list 可查",
                    "no office “\(name)” in the directory; see caseadm office list"))
        }
        return code
    }
}

extension CaseworkError {
    fileprivate static func noJob(_ id: Int64) -> CaseworkError {
        CaseworkError(.notFound, Label("没有任务\(id)", "there is no job \(id)"))
    }
}

extension Transactor {
    fileprivate func requireJobRight() throws {
        guard self.principal?.isAdmin ?? true else {
            throw CaseworkError(
                .permission, Label("只有系统管理员可以改动任务", "only administrators may change jobs"))
        }
    }

    fileprivate func jobToChange(_ id: Int64) throws -> JobRow {
        try self.requireJobRight()
        guard let job = try self.writer.job(id) else { throw CaseworkError.noJob(id) }
        return job
    }

    /// A letter or notice that failed waits again.
    fileprivate func reopenMessage(_ key: String) throws {
        let parts = key.split(separator: " ")
        guard parts.count == 2, let id = Int64(parts[1]) else { return }
        if parts[0] == "letter", var letter = try self.writer.delivery(id),
            letter.status == .failed
        {
            letter.status = .pending
            letter.reason = ""
            try self.writer.update(letter)
        } else if parts[0] == "notice", var notice = try self.writer.notice(id),
            notice.status == .failed
        {
            notice.status = .pending
            notice.reason = ""
            try self.writer.update(notice)
        }
    }

    fileprivate func retry(
        _ ids: [Int64], caseID: String?, forOffice: String?
    ) throws -> CommandResult {
        var letters: [DeliveryRow] = []
        if let caseID {
            guard try self.writer.caseRow(caseID) != nil else { throw CaseworkError.noCase(caseID) }
            letters = try self.writer.deliveries(of: caseID).filter { $0.status == .failed }
        }
        for id in ids.unique {
            guard let letter = try self.writer.delivery(id) else {
                throw CaseworkError(.notFound, Label("没有函件\(id)", "there is no letter \(id)"))
            }
            guard letter.status == .failed else {
                throw CaseworkError(
                    .refused,
                    Label(
                        "函件\(id)为\(letter.status.rawValue),只有未送达(failed)的可以重发",
                        "letter \(id) is \(letter.status.rawValue); only a failed one is sent again"
                    ))
            }
            letters.append(letter)
        }
        guard !letters.isEmpty else {
            throw CaseworkError(.refused, Label("没有未送达的函件", "no letter has failed"))
        }
        var result = CommandResult()
        for letter in letters {
            let loaded = try self.load(letter.caseID)
            try self.requirePart(loaded, forOffice, Label("重发函件", "send letters again"))
            try self.reopenMessage("letter \(letter.id)")
            if let office = try letter.recipient.office.flatMap(self.writer.office) {
                try self.send("letter \(letter.id)", to: office, caseID: letter.caseID)
            }
            let sequence = try self.writer.nextSequence()
            var line = try self.plainLine(
                loaded,
                LineHead(
                    event: "deliver", happenedOn: self.today(loaded.definition), mode: .live,
                    forOffice: forOffice), sequence)
            line.changes = [
                ChangeRow(
                    field: "delivery \(letter.id) \(letter.kind) → \(letter.recipient.name)",
                    before: .text(letter.status.rawValue),
                    after: .text(DeliveryStatus.pending.rawValue))
            ]
            try self.writer.append(line)
            result.caseID = letter.caseID
            result.rows.append(letter.id)
            result.sequence = sequence
        }
        return result
    }
}
