// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// What kinds of durable work there are.
package enum JobKind: String, Hashable, Sendable, CaseIterable {
    /// The next step of a clock's run: warning, expiry, chase, escalation.
    case clock
    /// A message that the courier hands to sendmail.
    case sendmail
    /// A message that becomes a file in the spool folder.
    case spool
    /// A message that the courier hands to a command.
    case hook
    /// The next items of a bulk action.
    case bulk
    /// An office's list of each working morning.
    case digest
    /// What is looked at once a day.
    case daily

    /// Whether the courier does it, not the daemon.
    package var isCouriers: Bool { self == .sendmail || self == .hook }
}

/// How far a job is.
package enum JobState: String, Hashable, Sendable, CaseIterable {
    /// It waits for its time, or for its turn.
    case scheduled
    /// It failed and waits to be tried again.
    case retryable
    case running
    case completed
    /// It failed too often; it stays until somebody decides.
    case discarded
    case cancelled

    /// Whether something is still to come.
    package var isLive: Bool { [.scheduled, .retryable, .running].contains(self) }
}

/// A durable unit of work; a timer is a job with a time.
package struct JobRow: Hashable, Sendable {
    /// Its number.
    package var id: Int64
    /// What it belongs to.
    package var subject: JobSubject
    /// What it was made for, such as a due date.
    package var stamp: String
    /// How far it is.
    package var state: JobState
    /// When it may run, by the daemon's clock.
    package var dueAt: Instant
    /// How often it was tried.
    package var attempt: Int
    /// Who settles it must hold the newest.
    package var token: Int64
    /// Until when whoever runs it must have settled it, by the computer's clock.
    package var leasedUntil: Instant?
    /// Why it failed last.
    package var error: String
    /// When it was first made.
    package var madeAt: Instant
    /// When it ended.
    package var endedAt: Instant?

    /// A job.
    package init(
        id: Int64, subject: JobSubject, stamp: String, state: JobState, dueAt: Instant,
        attempt: Int, token: Int64, leasedUntil: Instant?, error: String, madeAt: Instant,
        endedAt: Instant?
    ) {
        self.id = id
        self.subject = subject
        self.stamp = stamp
        self.state = state
        self.dueAt = dueAt
        self.attempt = attempt
        self.token = token
        self.leasedUntil = leasedUntil
        self.error = error
        self.madeAt = madeAt
        self.endedAt = endedAt
    }
}

/// Which jobs to list.
package struct JobQuery: Sendable {
    /// Only these states; empty: all.
    package var states: Set<JobState> = []
    /// Only this kind.
    package var kind: JobKind?
    /// Only jobs of this case.
    package var caseID: String?
    /// At most so many.
    package var limit: Int

    /// Which jobs to list.
    package init(limit: Int) {
        self.limit = limit
    }
}

/// Reads the table of jobs.
package protocol JobReading {
    /// A job by number.
    func job(_ id: Int64) throws -> JobRow?
    /// The job of a subject.
    func job(of subject: JobSubject) throws -> JobRow?
}

/// Lists jobs.
package protocol JobListing {
    /// Jobs: those that ended newest first, then live ones by time.
    func jobs(_ query: JobQuery) throws -> [JobRow]
    /// Jobs that run, those whose lease lapses first in front.
    func runningJobs(limit: Int) throws -> [JobRow]
    /// When the next job of these kinds may run; paused kinds are left out.
    func nextJob(of kinds: Set<JobKind>) throws -> Instant?
    /// Jobs of a kind whose time has come, earliest first, of whose case no other of that kind runs.
    func waitingJobs(of kind: JobKind, at now: Instant, limit: Int) throws -> [JobRow]
    /// How many jobs there are by kind and state.
    func jobCounts() throws -> [JobKind: [JobState: Int]]
    /// Kinds that do not run for now.
    func pausedJobs() throws -> Set<JobKind>
    /// Clock jobs still to come whose run has ended, rests or has no date.
    func jobsWithoutRun(limit: Int) throws -> [JobRow]
    /// Jobs that wait to send something to an office.
    func sendingJobs(to office: String) throws -> [JobRow]
}
