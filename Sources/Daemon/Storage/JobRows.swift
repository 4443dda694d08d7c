// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

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

/// What a job belongs to: one job for each.
package struct JobSubject: Hashable, Sendable {
    /// The kind.
    package var kind: JobKind
    /// The thing within the kind.
    package var key: String
    /// The case; of each kind of its jobs one runs at a time.
    package var caseID: String?

    /// A subject.
    package init(_ kind: JobKind, _ key: String, caseID: String? = nil) {
        self.kind = kind
        self.key = key
        self.caseID = caseID
    }

    /// A run of a clock.
    package static func clock(_ caseID: String, _ clock: String, _ run: Int) -> JobSubject {
        JobSubject(.clock, "\(caseID) \(clock) \(run)", caseID: caseID)
    }
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
    /// Until when whoever runs it must have settled it, by the machine's clock.
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

/// Something somebody was told: that a date is near or past, or a morning's list.
package struct NoticeRow: Hashable, Sendable {
    /// Why.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A date is near.
        case warning
        /// A date has passed, and the ladder's event was put to the case.
        case chase
        /// The ladder is at its end.
        case escalation
        /// An office's list of a working morning.
        case digest
    }

    /// One step of a run: the second reminder.
    package struct Step: Hashable, Sendable {
        /// Why.
        package var kind: Kind
        /// 0 for the first of its kind.
        package var number: Int

        /// A step.
        package init(_ kind: Kind, _ number: Int) {
            self.kind = kind
            self.number = number
        }
    }

    /// How far it is.
    package enum Status: String, Hashable, Sendable {
        /// It stands on the board; nothing is sent.
        case shown
        case pending, sent, failed
    }

    /// The run of a clock it is about.
    package struct About: Hashable, Sendable {
        /// The case.
        package var caseID: String
        /// The clock.
        package var clock: String
        /// Its run.
        package var run: Int
        /// The due date it stands for.
        package var due: Day
        /// 0 for the first of its kind.
        package var step: Int

        /// A run.
        package init(caseID: String, clock: String, run: Int, due: Day, step: Int) {
            self.caseID = caseID
            self.clock = clock
            self.run = run
            self.due = due
            self.step = step
        }
    }

    /// Its number; 0 before it is stored.
    package var id: Int64
    /// Why.
    package var kind: Kind
    /// What it is about; nil for a digest.
    package var about: About?
    /// To whom.
    package var recipient: Party
    /// As what he is told.
    package var role: String
    /// The day it belongs to.
    package var day: Day
    /// The day it was given.
    package var givenOn: Day
    /// How far it is.
    package var status: Status
    /// Why it failed.
    package var reason: String
    /// What it says.
    package var text: Label

    /// Whether it came after its day, because the daemon was down.
    package var isLate: Bool { self.givenOn > self.day }

    /// A notice.
    package init(
        id: Int64 = 0, kind: Kind, about: About?, recipient: Party, role: String, day: Day,
        givenOn: Day, status: Status, reason: String = "", text: Label
    ) {
        self.id = id
        self.kind = kind
        self.about = about
        self.recipient = recipient
        self.role = role
        self.day = day
        self.givenOn = givenOn
        self.status = status
        self.reason = reason
        self.text = text
    }
}

/// Which notices to list, newest first.
package struct NoticeQuery: Sendable {
    /// Only about this case.
    package var caseID: String?
    /// Only to this office.
    package var office: String?
    /// Only of this kind.
    package var kind: NoticeRow.Kind?
    /// Only given on or after.
    package var since: Day?
    /// Only given on or before.
    package var until: Day?
    /// Only those that came after their day.
    package var lateOnly = false
    /// Only those after this number, oldest first.
    package var after: Int64?
    /// At most so many.
    package var limit: Int

    /// Which notices to list.
    package init(limit: Int) {
        self.limit = limit
    }
}

/// A duty that falls due, as a list of a morning needs it.
package struct DueLine: Sendable {
    /// The case.
    package var caseID: String
    /// What people call it.
    package var title: String
    /// The content it pins.
    package var definitionHash: String
    /// The case it is part of.
    package var parent: String?
    /// Who holds its roles.
    package var roles: [String: Party]
    /// The clock.
    package var clock: String
    /// When it is due.
    package var due: Day

    /// A duty.
    package init(
        caseID: String, title: String, definitionHash: String, parent: String?,
        roles: [String: Party], clock: String, due: Day
    ) {
        self.caseID = caseID
        self.title = title
        self.definitionHash = definitionHash
        self.parent = parent
        self.roles = roles
        self.clock = clock
        self.due = due
    }
}

/// A run of a clock with what its job must know.
package struct WatchedRun: Sendable {
    /// The case.
    package var caseID: String
    /// The run.
    package var run: ClockRun
    /// From when on its due date is known.
    package var dueSince: Day?
    /// Nobody is told: it was entered for the record.
    package var isSilent: Bool

    /// A run.
    package init(caseID: String, run: ClockRun, dueSince: Day?, isSilent: Bool) {
        self.caseID = caseID
        self.run = run
        self.dueSince = dueSince
        self.isSilent = isSilent
    }
}
