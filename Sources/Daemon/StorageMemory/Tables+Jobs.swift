// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Jobs.
struct JobTable: Sendable {
    /// A moment and a job's number.
    typealias Turn = Pair<Int64, Int64>

    fileprivate var rows = SortedRows<Int64, JobRow>()
    /// Kind and key → number.
    fileprivate var subjects = SortedRows<Pair<Exact, Exact>, Int64>()
    /// Those that wait: kind, time and number.
    fileprivate var waiting = SortedRows<Pair<Exact, Turn>, Nothing>()
    /// Those that run, by the end of their lease.
    fileprivate var running = SortedRows<Turn, Nothing>()
    /// Case and kind → the job that runs.
    fileprivate var runningOfCases = SortedRows<Pair<Exact, Exact>, Int64>()
    /// Kinds that rest.
    var paused: Set<JobKind> = []
    /// The greatest number ever given.
    fileprivate(set) var lastNumber: Int64 = 0

    fileprivate mutating func drop(_ id: Int64) {
        guard let row = self.rows[id] else { return }
        self.rows[id] = nil
        self.subjects[row.subject.place] = nil
        self.waiting[row.turn] = nil
        if let lease = row.leasedUntil { self.running[Pair(lease.milliseconds, id)] = nil }
        if row.state == .running, let place = row.placeInCase { self.runningOfCases[place] = nil }
    }

    fileprivate mutating func put(_ row: JobRow) throws {
        let place = row.subject.place
        try Tables.demand(
            !self.subjects.contains(place), "there is a job \(row.subject.kind) \(row.subject.key)")
        self.rows[row.id] = row
        self.lastNumber = max(self.lastNumber, row.id)
        self.subjects[place] = row.id
        if row.isWaiting { self.waiting[row.turn] = Nothing() }
        guard let lease = row.leasedUntil else { return }
        self.running[Pair(lease.milliseconds, row.id)] = Nothing()
        guard let place = row.placeInCase else { return }
        try Tables.demand(
            !self.runningOfCases.contains(place),
            "another \(row.subject.kind) job of case \(row.subject.caseID ?? "") runs")
        self.runningOfCases[place] = row.id
    }
}

extension JobSubject {
    fileprivate var place: Pair<Exact, Exact> { Pair(Exact(self.kind.rawValue), Exact(self.key)) }
}

extension JobRow {
    fileprivate var isWaiting: Bool { [.scheduled, .retryable].contains(self.state) }

    fileprivate var turn: Pair<Exact, JobTable.Turn> {
        Pair(Exact(self.subject.kind.rawValue), Pair(self.dueAt.milliseconds, self.id))
    }

    fileprivate var placeInCase: Pair<Exact, Exact>? {
        self.subject.caseID.map { Pair(Exact($0), Exact(self.subject.kind.rawValue)) }
    }
}

// Changing them.
extension Tables {
    mutating func store(_ row: JobRow) throws {
        let name = "job \(row.id)"
        try self.demandCase(row.subject.caseID)
        try Tables.demand(row.attempt >= 0 && row.token >= 0, "\(name) counts below 0")
        try Tables.demand(
            (row.state == .running) == (row.leasedUntil != nil), "\(name) runs without a lease")
        try Tables.demand(
            row.state.isLive == (row.endedAt == nil), "\(name) does not say when it ended")
        self.jobs.drop(row.id)
        try self.jobs.put(row)
    }

    mutating func forgetJobs(endedBefore moment: Instant) {
        for (id, row) in self.jobs.rows.all where [.completed, .cancelled].contains(row.state) {
            guard let ended = row.endedAt, ended < moment else { continue }
            if case .clock(let caseID, let clock, let run) = row.subject,
                self.runs.rows[RunTable.key(caseID, clock, run)]?.run.isOpen == true
            {
                continue
            }
            self.jobs.drop(id)
        }
    }
}

// Reading them.
extension Tables {
    func job(_ id: Int64) -> JobRow? { self.jobs.rows[id] }

    func job(of subject: JobSubject) -> JobRow? {
        self.jobs.subjects[subject.place].flatMap { self.jobs.rows[$0] }
    }

    func jobs(_ query: JobQuery) -> [JobRow] {
        let found = self.jobs.rows.all.map(\.row).filter { row in
            (query.states.isEmpty || query.states.contains(row.state))
                && (query.kind.map { $0 == row.subject.kind } ?? true)
                && (query.caseID.map { $0 == row.subject.caseID } ?? true)
        }
        return found.sorted { a, b in
            switch (a.endedAt, b.endedAt) {
            case (let a?, let b?) where a != b: a > b
            case (.some, nil): true
            case (nil, .some): false
            default: (a.dueAt, a.id) < (b.dueAt, b.id)
            }
        }.first(query.limit)
    }

    func runningJobs(limit: Int) -> [JobRow] {
        self.jobs.running.all.first(limit).compactMap { self.jobs.rows[$0.key.second] }
    }

    func nextJob(of kinds: Set<JobKind>) -> Instant? {
        kinds.subtracting(self.jobs.paused).compactMap { kind in
            self.jobs.waiting.group(Exact(kind.rawValue)).first { _ in true }?.key.second.first
        }.min().map(Instant.init(milliseconds:))
    }

    func waitingJobs(of kind: JobKind, at now: Instant, limit: Int) -> [JobRow] {
        let kind = Exact(kind.rawValue)
        return self.jobs.waiting.from(Pair(kind, .least)).lazy
            .prefix { $0.key.first == kind && $0.key.second.first <= now.milliseconds }
            .compactMap { self.jobs.rows[$0.key.second.second] }
            .filter { row in
                row.placeInCase.map { !self.jobs.runningOfCases.contains($0) } ?? true
            }.first(limit)
    }

    func jobCounts() -> [JobKind: [JobState: Int]] {
        self.jobs.rows.all.reduce(into: [:]) { counts, found in
            counts[found.row.subject.kind, default: [:]][found.row.state, default: 0] += 1
        }
    }

    func pausedJobs() -> Set<JobKind> { self.jobs.paused }

    func jobsWithoutRun(limit: Int) -> [JobRow] {
        self.jobs.rows.all.lazy.map(\.row).filter { row in
            guard row.state.isLive, case .clock(let caseID, let clock, let run) = row.subject
            else { return false }
            return self.runs.rows[RunTable.key(caseID, clock, run)]?.isTicking != true
        }.first(limit)
    }

    func sendingJobs(to office: String) -> [JobRow] {
        self.jobs.rows.all.lazy.map(\.row).filter { row in
            row.isWaiting && row.stamp == office && JobKind.sending.contains(row.subject.kind)
        }
    }
}
