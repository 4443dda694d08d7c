// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

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

    /// A step that was given: for this run and due date it is not given again.
    package struct Given: Hashable, Sendable {
        /// The clock.
        package var clock: String
        /// Its run.
        package var run: Int
        /// The due date it stands for.
        package var due: Day
        /// The step.
        package var step: Step

        /// A step.
        package init(clock: String, run: Int, due: Day, step: Step) {
            self.clock = clock
            self.run = run
            self.due = due
            self.step = step
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
    /// Only those to these offices, or about cases that somebody sees; nil: all.
    package var sight: Sight?
    /// Only those after this number, oldest first.
    package var after: Int64?
    /// At most so many.
    package var limit: Int

    /// Which notices to list.
    package init(limit: Int) {
        self.limit = limit
    }
}

/// Reads the table of notices.
package protocol NoticeReading {
    /// A notice.
    func notice(_ id: Int64) throws -> NoticeRow?
    /// The steps of a case's runs that were given, each for a due date.
    func givenSteps(of caseID: String) throws -> Set<NoticeRow.Given>
}

/// Lists notices.
package protocol NoticeListing {
    /// Notices.
    func notices(_ query: NoticeQuery) throws -> [NoticeRow]
    /// Notices after a number that are to be sent and have no job.
    func noticesWithoutJob(after id: Int64, limit: Int) throws -> [NoticeRow]
    /// Notices that wait for an office's channel.
    func pendingNotices(to office: String) throws -> [NoticeRow]
}
