// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Runs of clocks.
struct RunTable: Sendable {
    /// Case, clock, number.
    typealias Key = Pair<Exact, Pair<Exact, Int>>

    fileprivate(set) var rows = SortedRows<Key, WatchedRun>()
    /// Open runs that have a date, by it.
    fileprivate(set) var due = SortedRows<Pair<Day, Key>, WatchedRun>()

    static func key(_ caseID: String, _ clock: String, _ run: Int) -> Key {
        Pair(Exact(caseID), Pair(Exact(clock), run))
    }

    mutating func drop(_ key: Key) {
        if let due = self.rows[key]?.openDue { self.due[Pair(due, key)] = nil }
        self.rows[key] = nil
    }

    /// The open run of a clock.
    fileprivate func open(_ caseID: String, _ clock: String) -> WatchedRun? {
        self.rows.from(RunTable.key(caseID, clock, .least)).lazy
            .prefix { $0.key.first == Exact(caseID) && $0.key.second.first == Exact(clock) }
            .first { $0.row.run.isOpen }?.row
    }
}

extension WatchedRun {
    fileprivate var key: RunTable.Key { RunTable.key(self.caseID, self.run.clock, self.run.run) }

    /// The date of an open run.
    fileprivate var openDue: Day? { self.run.isOpen ? self.run.due : nil }

    /// Whether time still moves it: open, not resting, with a date.
    var isTicking: Bool { self.openDue != nil && !self.run.isPaused }

    /// What its job belongs to.
    var subject: JobSubject {
        .clock(caseID: self.caseID, clock: self.run.clock, run: self.run.run)
    }
}

extension Tables {
    mutating func store(_ row: WatchedRun) throws {
        try self.demandCase(row.caseID)
        let name = "clock \(row.run.clock) of case \(row.caseID)"
        try Tables.demand(row.run.run >= 1, "runs of \(name) begin with 1")
        if row.run.isOpen, let open = self.runs.open(row.caseID, row.run.clock) {
            try Tables.demand(open.run.run == row.run.run, "another run of \(name) is open")
        }
        self.runs.drop(row.key)
        self.runs.rows[row.key] = row
        if let due = row.openDue { self.runs.due[Pair(due, row.key)] = row }
    }

    func watchedRuns(of id: String) -> [WatchedRun] {
        self.runs.rows.group(Exact(id)).map(\.row).sorted(by: WatchedRun.isEarlier)
    }

    func dueLines(_ query: DueQuery) -> [DueLine] {
        var walk = self.runs.due.all
        if let after = query.after {
            walk = self.runs.due.after(
                Pair(after.due, RunTable.key(after.caseID, after.clock, .max)))
        }
        return walk.lazy.compactMap { _, watched -> DueLine? in
            guard query.takes(watched), let row = self.cases[watched.caseID], !row.isQuarantined,
                self.isSeen(row, query.sight)
            else { return nil }
            return DueLine(watched, in: row)
        }.first(query.limit)
    }

    /// Whether a clock runs in a case as is asked; in none that is set aside.
    func runs(_ running: RunningQuery, in row: CaseRow) throws -> Bool {
        guard !row.isQuarantined else { return false }
        return try self.watchedRuns(of: row.id).contains { watched in
            try running.takes(watched) && self.holds(running.holding, watched.run.clock, of: row)
        }
    }

    private func holds(_ holding: Holding?, _ clock: String, of row: CaseRow) throws -> Bool {
        try holding?.holds(clock, of: row, in: row.parent.flatMap { self.cases[$0] }) ?? true
    }

    private func allDueLines(_ query: DueQuery) throws -> [DueLine] {
        var all = query
        (all.after, all.limit) = (nil, -1)
        return try self.dueLines(all).filter { line in
            try self.cases[line.caseID].map { try self.holds(query.holding, line.clock, of: $0) }
                ?? false
        }
    }

    func dueTallies(_ query: DueQuery) throws -> [DueTally] {
        try self.allDueLines(query).map { line in
            DueTally(line, above: line.parent.flatMap { self.cases[$0] }?.roles ?? [:])
        }
    }

    func dueList(_ query: DueQuery) throws -> DueList {
        let lines = try self.allDueLines(query)
        let rest = lines.filter { line in query.after.map { line.place > $0 } ?? true }
        let days = Dictionary(grouping: lines, by: \.due).map { day, lines in
            DueDay(
                due: day, number: lines.count,
                duties: lines.count { $0.watched.isDuty && !$0.watched.run.isPaused })
        }
        return DueList(
            lines: Array(rest.dropFirst(query.skip).prefix(query.limit)),
            days: days.sorted { $0.due < $1.due })
    }

    func caseIDs(notCountedBy versions: [String], after id: String?, limit: Int) -> [String] {
        var found: [String] = []
        for (key, watched) in self.runs.rows.from(RunTable.key(id ?? "", "", .least)) {
            guard limit < 0 || found.count < limit else { break }
            if watched.run.isOpen, !versions.contains(watched.run.calendar ?? ""),
                Exact(id ?? "") < key.first, found.last != watched.caseID
            {
                found.append(watched.caseID)
            }
        }
        return found
    }

    func runsWithoutJob(limit: Int) -> [WatchedRun] {
        self.runs.due.all.lazy.filter { key, watched in
            guard watched.isTicking, self.cases[watched.caseID]?.isQuarantined == false
            else { return false }
            guard let job = self.job(of: watched.subject) else { return true }
            return job.stamp != key.first.description || job.state == .cancelled
        }.first(limit).map(\.row)
    }
}
