// SPDX-License-Identifier: Apache-2.0
package import Storage
package import WorkCalendar

/// The part of the ledger for jobs: made, taken, settled, with the tokens that tell who may.
package struct JobLedger {
    let book: Book

    private func store(_ job: JobRow) {
        self.book.layers.add(.job(job)) { layer in
            layer.jobs[job.subject] = job
            layer.jobSubjects[job.id] = job.subject
        }
    }

    /// Makes the job of a subject, or makes it anew: it waits for its time, nothing was tried.
    ///
    /// Whoever runs the old one cannot settle it any more.
    ///
    /// - Parameter dueAt: when it may run; nil when nothing is left to do.
    package func put(
        _ subject: JobSubject, stamp: String, dueAt: Instant?, now: Instant
    ) throws {
        let state: JobState = dueAt == nil ? .completed : .scheduled
        if var job = try self.book.job(of: subject) {
            job.stamp = stamp
            job.state = state
            job.dueAt = dueAt ?? now
            job.attempt = 0
            job.token += 1
            job.leasedUntil = nil
            job.error = ""
            job.endedAt = dueAt == nil ? now : nil
            self.store(job)
            return
        }
        let id = try self.book.nextNumber(in: .jobs)
        let job = JobRow(
            id: id, subject: subject, stamp: stamp, state: state, dueAt: dueAt ?? now, attempt: 0,
            token: 0, leasedUntil: nil, error: "", madeAt: now, endedAt: dueAt == nil ? now : nil)
        self.store(job)
        self.book.layers.note { $0.numbers[.jobs] = id }
    }

    /// Ends a job that waits or runs; whoever runs it cannot settle it any more.
    package func cancel(_ subject: JobSubject, now: Instant) throws {
        guard var job = try self.book.job(of: subject), job.state.isLive || job.state == .discarded
        else { return }
        job.state = .cancelled
        job.token += 1
        job.leasedUntil = nil
        job.endedAt = now
        self.store(job)
    }

    /// Takes jobs whose time has come, earliest first, of each case at most one of a kind; none of a
    /// kind that is paused.
    ///
    /// Of clocks' jobs only those of the earliest moment: what belongs to a later one waits.
    ///
    /// Asks the whole store.
    ///
    /// - Parameters:
    ///   - now: the daemon's time.
    ///   - lease: until when they must be settled, by the machine's clock.
    package func claim(
        _ kind: JobKind, limit: Int, now: Instant, lease: Instant
    ) throws -> [JobRow] {
        guard limit > 0, try !self.book.wholeStore().pausedJobs().contains(kind) else { return [] }
        // A case whose jobs fill the front must not hide the others behind it.
        let waiting = try self.book.wholeStore().waitingJobs(of: kind, at: now, limit: limit * 4)
        let moment = kind == .clock ? waiting.first?.dueAt : nil
        var cases: Set<String> = []
        var claimed: [JobRow] = []
        for var job in waiting where claimed.count < limit {
            if let moment, job.dueAt > moment { break }
            if let caseID = job.subject.caseID, !cases.insert(caseID).inserted { continue }
            job.state = .running
            job.attempt += 1
            job.token += 1
            job.leasedUntil = lease
            self.store(job)
            claimed.append(job)
        }
        return claimed
    }

    /// Settles a running job.
    ///
    /// - Parameter dueAt: when it may be tried again.
    /// - Returns: false when the token is not the newest: it was taken over, or made anew.
    package func settle(
        _ held: JobRow, _ state: JobState, dueAt: Instant?, error: String, now: Instant
    ) throws -> Bool {
        guard var job = try self.held(held) else { return false }
        job.state = state
        job.dueAt = dueAt ?? job.dueAt
        job.error = error
        job.leasedUntil = nil
        job.endedAt = state.isLive ? nil : now
        if state == .scheduled { job.attempt = 0 }
        self.store(job)
        return true
    }

    /// Puts a running job back as if it had not been tried: a stop burns no attempt.
    package func release(_ held: JobRow) throws {
        guard var job = try self.held(held) else { return }
        job.attempt -= 1
        job.state = job.attempt == 0 ? .scheduled : .retryable
        job.token += 1
        job.leasedUntil = nil
        self.store(job)
    }

    /// A running job as it stands, if its holder still holds it.
    package func held(_ held: JobRow) throws -> JobRow? {
        guard let job = try self.book.job(held.id), job.state == .running, job.token == held.token
        else { return nil }
        return job
    }

    /// Stops a kind of jobs, or lets it go on.
    package func setPaused(_ kind: JobKind, _ isPaused: Bool) {
        self.book.layers.add(.pauseJobs(kind, isPaused)) { _ in }
    }

    /// Forgets jobs that were completed or cancelled before a moment; clocks that run keep theirs.
    package func forgetJobs(endedBefore moment: Instant) {
        self.book.layers.add(.forgetJobs(endedBefore: moment)) { _ in }
    }
}
