// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

/// A run of a clock with what its job must know.
package struct WatchedRun: Hashable, Sendable {
    /// The case.
    package var caseID: String
    /// The run.
    package var run: ClockRun
    /// From when on its due date is known.
    package var dueSince: Day?
    /// Nobody is told: it was entered for the record.
    package var isSilent: Bool
    /// A duty of somebody, not a right or a waiting time.
    package var isDuty: Bool

    /// A run.
    package init(caseID: String, run: ClockRun, dueSince: Day?, isSilent: Bool, isDuty: Bool) {
        self.caseID = caseID
        self.run = run
        self.dueSince = dueSince
        self.isSilent = isSilent
        self.isDuty = isDuty
    }

    /// The order of a case's runs: as they began.
    package static func isEarlier(_ a: WatchedRun, _ b: WatchedRun) -> Bool {
        (a.run.startSequence, a.run.clock, a.run.run)
            < (b.run.startSequence, b.run.clock, b.run.run)
    }
}

/// A running clock with a due date, as a board or a morning's list needs it.
package struct DueLine: Sendable {
    /// What people call the case.
    package var title: String
    /// The workflow.
    package var workflow: String
    /// Where the case stands.
    package var state: String
    /// The content it pins.
    package var definitionHash: String
    /// The case it is part of.
    package var parent: String?
    /// Who holds its roles.
    package var roles: [String: Party]
    /// The run.
    package var watched: WatchedRun
    /// When it is due.
    package var due: Day

    /// The case.
    package var caseID: String { self.watched.caseID }
    /// The clock.
    package var clock: String { self.watched.run.clock }
    /// Where it stands in the list.
    package var place: DuePlace { DuePlace(due: self.due, caseID: self.caseID, clock: self.clock) }

    /// A running clock.
    package init(
        title: String, workflow: String, state: String, definitionHash: String, parent: String?,
        roles: [String: Party], watched: WatchedRun, due: Day
    ) {
        self.title = title
        self.workflow = workflow
        self.state = state
        self.definitionHash = definitionHash
        self.parent = parent
        self.roles = roles
        self.watched = watched
        self.due = due
    }
}

extension DueLine {
    /// What runs in a case; nil where it has no date.
    package init?(_ watched: WatchedRun, in row: CaseRow) {
        guard let due = watched.run.due else { return nil }
        self.init(
            title: row.title, workflow: row.workflow, state: row.state,
            definitionHash: row.definitionHash, parent: row.parent, roles: row.roles,
            watched: watched, due: due)
    }
}

/// A place in the list of due dates: its order is by due date, case and clock.
package struct DuePlace: Hashable, Comparable, Sendable {
    /// When it is due.
    package var due: Day
    /// The case.
    package var caseID: String
    /// The clock.
    package var clock: String

    /// A place.
    package init(due: Day, caseID: String, clock: String) {
        self.due = due
        self.caseID = caseID
        self.clock = clock
    }

    package static func < (a: DuePlace, b: DuePlace) -> Bool {
        if a.due != b.due { return a.due < b.due }
        if a.caseID != b.caseID { return a.caseID.utf8.lexicographicallyPrecedes(b.caseID.utf8) }
        return a.clock.utf8.lexicographicallyPrecedes(b.clock.utf8)
    }
}

/// Which running clocks to list.
package struct DueQuery {
    /// Due on or after.
    package var from: Day?
    /// Due on or before.
    package var until: Day?
    /// Due before.
    package var before: Day?
    /// Duties only, or rights and waiting times too.
    package var includesWindows = false
    /// Those that rest as well.
    package var includesPaused = true
    /// Only of cases that somebody sees by his offices; nil: of all.
    ///
    /// Those in which he takes part himself are few, and asked for one by one.
    package var sight: Sight? { didSet { self.sight?.cases = [] } }
    /// Only those whose clock these offices hold; nil: whoever does.
    package var holding: Holding?
    /// Only those after this place in the list.
    package var after: DuePlace?
    /// Leaves out so many of them.
    package var skip = 0
    /// At most so many.
    package var limit: Int

    /// Which clocks to list.
    package init(limit: Int) {
        self.limit = limit
    }

    /// Whether a run is one of those asked for, whoever sees it and wherever it stands in the list.
    package func takes(_ watched: WatchedRun) -> Bool {
        guard watched.run.isOpen, let due = watched.run.due else { return false }
        return (self.from.map { due >= $0 } ?? true)
            && (self.until.map { due <= $0 } ?? true) && (self.before.map { due < $0 } ?? true)
            && (self.includesPaused || !watched.run.isPaused)
            && (self.includesWindows || watched.isDuty)
    }
}

/// What clock must run in a case.
package struct RunningQuery {
    /// One of these; nil: any.
    package var clocks: Set<String>?
    /// Due before.
    package var before: Day?
    /// Duties only, or rights and waiting times too.
    package var includesWindows = false
    /// One that rests as well.
    package var includesPaused = true
    /// One that these offices hold; nil: whoever does.
    package var holding: Holding?

    /// Whatever runs and has a date.
    package init() {}

    /// Whether a run is one of those, whoever holds it.
    package func takes(_ watched: WatchedRun) -> Bool {
        guard watched.run.isOpen, let due = watched.run.due else { return false }
        return (self.clocks.map { $0.contains(watched.run.clock) } ?? true)
            && (self.before.map { due < $0 } ?? true)
            && (self.includesPaused || !watched.run.isPaused)
            && (self.includesWindows || watched.isDuty)
    }
}

/// Offices that hold clocks, and how it is known who does.
package struct Holding {
    /// Their codes.
    package var offices: Set<String>
    /// The role that holds a clock, by the content that a case has pinned.
    package var role: (_ definitionHash: String, _ clock: String) throws -> String

    /// Offices that hold clocks.
    package init(
        offices: Set<String>,
        role: @escaping (_ definitionHash: String, _ clock: String) throws -> String
    ) {
        self.offices = offices
        self.role = role
    }

    /// Whether one of them holds a clock of a case.
    ///
    /// - Parameters:
    ///   - own: the offices of the case's roles; nil for who is no office.
    ///   - above: those of the case that it is part of.
    package func holds(
        _ clock: String, of definitionHash: String, own: [String: String?],
        above: [String: String?]
    ) throws -> Bool {
        let role = try self.role(definitionHash, clock)
        let holder = own[role] ?? above[role]
        return holder.flatMap { $0 }.map(self.offices.contains) ?? false
    }
}

extension Holding {
    /// Whether one of them holds a clock of a case.
    ///
    /// - Parameter parent: the case that it is part of.
    package func holds(_ clock: String, of row: CaseRow, in parent: CaseRow?) throws -> Bool {
        try self.holds(
            clock, of: row.definitionHash, own: row.roles.mapValues(\.office),
            above: parent?.roles.mapValues(\.office) ?? [:])
    }
}

/// How many running clocks fall due on a day.
package struct DueDay: Hashable, Sendable {
    /// The day.
    package var due: Day
    /// How many.
    package var number: Int
    /// How many of them are duties that do not rest.
    package var duties: Int

    /// A day.
    package init(due: Day, number: Int, duties: Int) {
        self.due = due
        self.number = number
        self.duties = duties
    }
}

/// How many runs of a clock fall due on which days in cases that have the same offices in the same roles, and
/// the same rules.
package struct DueTally: Sendable {
    /// Runs that are alike.
    package struct Count: Hashable, Sendable {
        /// The day.
        package var due: Day
        /// Whether it is a duty.
        package var isDuty: Bool
        /// Whether it rests.
        package var isPaused: Bool
        /// How many.
        package var number: Int

        /// So many.
        package init(due: Day, isDuty: Bool, isPaused: Bool, number: Int) {
            self.due = due
            self.isDuty = isDuty
            self.isPaused = isPaused
            self.number = number
        }
    }

    /// The rules they have pinned.
    package var definitionHash: String
    /// The offices of their roles; nil for who is no office.
    package var roles: [String: String?]
    /// Those of the case that they are part of.
    package var above: [String: String?]
    /// The clock.
    package var clock: String
    /// How many, by day and by whether they are duties and rest; each once.
    package var counts: [Count] = []

    /// A clock of such cases, none of which is counted yet.
    package init(
        definitionHash: String, roles: [String: String?], above: [String: String?],
        clock: String
    ) {
        self.definitionHash = definitionHash
        self.roles = roles
        self.above = above
        self.clock = clock
    }

    /// One line of a list.
    package init(_ line: DueLine, above: [String: Party]) {
        self.init(
            definitionHash: line.definitionHash, roles: line.roles.mapValues(\.office),
            above: above.mapValues(\.office), clock: line.clock)
        self.counts = [
            Count(
                due: line.due, isDuty: line.watched.isDuty, isPaused: line.watched.run.isPaused,
                number: 1)
        ]
    }

    /// The office of a role, in the case or in the one that it is part of; nil where it is none.
    package func office(_ role: String) -> String? {
        (self.roles[role] ?? self.above[role]).flatMap { $0 }
    }
}

/// A page of running clocks, and how many there are of them on which day.
package struct DueList: Sendable {
    /// The page.
    package var lines: [DueLine]
    /// All days on which any falls due, whatever the page holds; earliest first.
    package var days: [DueDay]

    /// A page.
    package init(lines: [DueLine], days: [DueDay]) {
        self.lines = lines
        self.days = days
    }
}

/// Reads the table of clock runs.
package protocol ClockReading {
    /// A case's runs, in the order in which they began.
    func watchedRuns(of id: String) throws -> [WatchedRun]
}

/// Lists clock runs of all cases.
package protocol ClockListing {
    /// Open runs that have a due date, earliest first, with what tells whose they are.
    func dueLines(_ query: DueQuery) throws -> [DueLine]
    /// The same with how many there are, at a price that does not grow with them.
    func dueList(_ query: DueQuery) throws -> DueList
    /// How many of them fall due on which day, in cases whose offices and rules are the same; the place in the
    /// list and the limit count for nothing. The same cases may be told of in several.
    func dueTallies(_ query: DueQuery) throws -> [DueTally]
    /// Ids of cases with an open run that another calendar version counts.
    func caseIDs(notCountedBy versions: [String], after id: String?, limit: Int) throws -> [String]
    /// Running clocks with a date that no job stands for, or one made for another date.
    func runsWithoutJob(limit: Int) throws -> [WatchedRun]
}

extension ClockReading {
    /// A case's runs, in the order in which they began.
    package func clocks(of id: String) throws -> [ClockRun] {
        try self.watchedRuns(of: id).map(\.run)
    }

    /// One run with what its job must know.
    package func watchedRun(_ caseID: String, _ clock: String, _ run: Int) throws -> WatchedRun? {
        try self.watchedRuns(of: caseID).first { $0.run.clock == clock && $0.run.run == run }
    }
}
