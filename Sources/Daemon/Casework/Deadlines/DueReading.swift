// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Reads what falls due at one moment, as one person sees it.
struct DueReading {
    private let reader: any StoreReader
    private let visibility: Visibility
    private let rules: RuleStore
    private let now: Instant

    init(
        _ reader: any StoreReader, _ visibility: Visibility, _ rules: RuleStore, _ now: Instant
    ) {
        self.reader = reader
        self.visibility = visibility
        self.rules = rules
        self.now = now
    }

    /// Only clocks that these offices hold.
    func holding(_ offices: Set<String>) -> Holding {
        let (rules, reader) = (self.rules, self.reader)
        return Holding(offices: offices) { hash, clock in
            try rules.definition(hash, reader).roleHolding(clock: clock)
        }
    }

    /// Only clocks that an office holds, or one did that it carries on; or one of these; nil: whoever does.
    ///
    /// - Throws: ``CaseworkError`` where no office is called so.
    func holding(office: String?, own: Set<String>?) throws -> Holding? {
        let named = try office.map { office -> Set<String> in
            let code = try self.reader.knownOffice(office)
            return try self.reader.predecessors(of: code).union([code])
        }
        return (named ?? own).map { offices in
            self.holding(own.map(offices.intersection) ?? offices)
        }
    }

    /// The light of runs that are alike.
    func light(
        of count: DueTally.Count, _ clock: String, _ definition: WorkflowDefinition
    ) throws -> Light {
        let day = CivilZone(definition.timeZone).day(of: self.now)
        let kind = definition.clocks[clock]?.kind
        let status = ClockStatus(
            isPaused: count.isPaused, due: count.due, kind, on: day)
        let calendars = try self.rules.calendars(definition.calendar, on: day)
        return Light(count.due, status, today: day, definition, calendars.reckoner)
    }

    /// A page, of what he sees.
    func page(_ asked: DueQuery) throws -> DueBoard {
        var query = asked
        query.sight = try self.visibility.sight()
        let today = self.rules.nationalZone.day(of: self.now)
        let list = try self.visibility.dueList(query, self.reader)
        var board = DueBoard(today: today)
        for day in list.days {
            board.total += day.number
            if ClockRun.isOver(day.due, on: today) { board.overdue += day.duties }
        }
        board.next = list.lines.count == query.limit ? list.lines.last?.place : nil
        board.rows = try list.lines.compactMap(self.view)
        return board
    }

    /// What runs in a case as is asked.
    func views(of row: CaseRow, _ running: RunningQuery) throws -> [DueView] {
        let parent = try row.parent.flatMap(self.reader.caseRow)
        return try self.reader.watchedRuns(of: row.id).compactMap { watched in
            guard running.takes(watched),
                try running.holding?.holds(watched.run.clock, of: row, in: parent) ?? true
            else { return nil }
            return try DueLine(watched, in: row).flatMap(self.view)
        }
    }

    private func view(_ line: DueLine) throws -> DueView? {
        // The line has the run: nothing else of the case is read, unless it rests.
        guard let row = try self.reader.caseRow(line.caseID) else { return nil }
        let definition = try self.rules.definition(line.definitionHash, self.reader)
        let role = definition.roleHolding(clock: line.clock)
        let holder =
            try line.roles[role] ?? line.parent.flatMap(self.reader.caseRow)?.roles[role]
        let day = CivilZone(definition.timeZone).day(of: self.now)
        let run = line.watched.run
        let kept = try self.visibility.kept(in: row)
        self.visibility.tell(row.id, kept, definition.listedFields(of: row))
        return try self.view(
            run, of: kept.shown(row), definition, heldBy: holder, on: day
        ) {
            try CaseLoader(self.reader, self.rules, self.now).load(row)
                .dueIfResumed(run, on: day)
        }
    }

    /// A run as it stands on a day.
    ///
    /// - Parameter resumed: when it would be due if it went on that day; asked of what rests alone.
    func view(
        _ run: ClockRun, of row: CaseRow, _ definition: WorkflowDefinition,
        heldBy holder: Party?, on day: Day, ifResumed resumed: () throws -> Day?
    ) throws -> DueView {
        let calendars = try self.rules.calendars(definition.calendar, on: day)
        let status = ClockStatus(run, definition.clocks[run.clock]?.kind, on: day)
        return DueView(
            row: row, definition: definition, run: run, holder: holder, today: day,
            status: status, dueIfResumed: status == .paused ? try resumed() : nil,
            light: Light(run.due, status, today: day, definition, calendars.reckoner(of: run)))
    }
}
