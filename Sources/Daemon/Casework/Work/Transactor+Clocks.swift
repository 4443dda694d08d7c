// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import WorkCalendar
internal import Workflow

// A clock's run and its job: born, changed and ended in the transaction that changes the run.
extension Transactor {
    /// Stores the runs that changed, drops those that are gone; their jobs with them.
    ///
    /// - Parameters:
    ///   - isSilent: whether people are told of them; nil leaves that as it is.
    ///   - everyRun: runs that did not change are stored anew too: their definition is another.
    func storeClocks(
        _ runs: [ClockRun], before: [ClockRun], _ after: LoadedCase, isSilent: Bool? = nil,
        everyRun: Bool = false
    ) throws {
        let known = everyRun ? [] : Set(before)
        let changed = runs.filter { !known.contains($0) }
        let gone = before.filter { old in
            !runs.contains { $0.clock == old.clock && $0.run == old.run }
        }
        try self.writer.drop(gone, of: after.row.id)
        // Stopped runs first: only one run of a clock may be open.
        try self.writer.store(
            changed.filter { !$0.isOpen } + changed.filter(\.isOpen), of: after.row.id,
            clocks: after.definition.clocks, knownOn: self.today(after.definition),
            isSilent: isSilent)
        for run in gone {
            try self.writer.cancel(.clock(after.row.id, run.clock, run.run), now: self.now)
        }
        for run in changed { try self.schedule(run, after) }
    }

    /// Makes the job of a run stand for its next step; ends it when none is left.
    func schedule(_ run: ClockRun, _ loaded: LoadedCase) throws {
        let subject = JobSubject.clock(loaded.row.id, run.clock, run.run)
        guard run.isOpen, !run.isPaused, let due = run.due, !loaded.row.isQuarantined,
            let watched = try self.writer.watchedRun(loaded.row.id, run.clock, run.run)
        else { return try self.writer.cancel(subject, now: self.now) }
        let next = try self.nextStep(watched, loaded)
        try self.writer.put(
            subject, stamp: due.description,
            dueAt: next.map { self.moment(of: $0, loaded.definition) }, now: self.now)
    }

    /// From now on people are told of the clocks of a case and of its parts.
    func wake(_ id: String, depth: Int) throws {
        guard depth <= WorkflowLimits.depth else { return }
        try self.writer.wake(id)
        let loaded = try self.loader.load(id)
        for run in loaded.facts.clocks where run.isOpen { try self.schedule(run, loaded) }
        for child in try self.writer.children(of: id) { try self.wake(child.id, depth: depth + 1) }
    }

    /// When a step is done: what has passed at midnight, people are told in the morning.
    private func moment(of step: ClockStep, _ definition: WorkflowDefinition) -> Instant {
        let midnight = CivilZone(definition.timeZone).start(of: step.day)
        if case .expiry = step.kind { return midnight }
        return midnight.adding(milliseconds: Int64(CaseworkLimits.morningHour) * 3_600_000)
    }

    /// The first step of a run that was not given yet.
    private func nextStep(_ watched: WatchedRun, _ loaded: LoadedCase) throws -> ClockStep? {
        let run = watched.run
        guard let due = run.due, let clock = loaded.definition.clocks[run.clock] else { return nil }
        let plan = ClockSteps(
            clock, due: due, since: watched.dueSince ?? self.today(loaded.definition),
            loaded.machine.calendars.reckoner(of: run))
        let given = try self.writer.givenSteps(
            of: loaded.row.id, run.clock, run.run, due: due)
        return plan.steps.first { step in
            if case .expiry = step.kind { return !run.expiryHandled }
            guard !watched.isSilent, let kind = step.kind.notice else { return false }
            return !given.contains(NoticeRow.Step(kind, step.kind.number))
        }
    }

    /// Does the next step of a clock's run and makes its job stand for the one after it.
    ///
    /// A job that was taken over, or whose run is another by now, does nothing.
    func carryOut(clock job: JobRow) throws {
        guard let own = try self.writer.job(job.id), own.state == .running, own.token == job.token
        else { return }
        let parts = job.subject.key.split(separator: " ").map(String.init)
        guard parts.count == 3, let number = Int(parts[2]),
            let row = try self.writer.caseRow(parts[0]), !row.isQuarantined
        else {
            return try self.writer.cancel(job.subject, now: self.now)
        }
        // Counted by the calendar now known: the date may be another than the job was made for.
        let loaded = try self.load(row.id)
        var hasChanged = false
        if let watched = try self.writer.watchedRun(row.id, parts[1], number),
            watched.run.isOpen, !watched.run.isPaused, watched.run.due?.description == job.stamp,
            let step = try self.nextStep(watched, loaded),
            self.moment(of: step, loaded.definition) <= self.now
        {
            try self.take(step, watched.run, loaded)
            hasChanged = step.kind.changesCase
        }
        let after = hasChanged ? try self.loader.load(row.id) : loaded
        if let run = after.facts.clocks.first(where: { $0.clock == parts[1] && $0.run == number }) {
            try self.schedule(run, after)
        } else {
            try self.writer.cancel(job.subject, now: self.now)
        }
    }

    private func take(_ step: ClockStep, _ run: ClockRun, _ loaded: LoadedCase) throws {
        switch step.kind {
        case .expiry:
            try self.expire(run, of: loaded)
        case .warning:
            let whose = loaded.definition.clocks[run.clock]?.whose ?? ""
            try self.tell([whose], step, run, loaded)
        case .chase:
            guard let clock = loaded.definition.clocks[run.clock], let ladder = clock.ladder else {
                return
            }
            let before = try self.writer.chainHead().sequence
            try self.actBySystem(
                loaded, event: ladder.event, on: nil, cause: .clock(run.clock), depth: 0)
            // Who gets a letter by the event itself needs no second one.
            let letters = try self.writer.deliveries(of: loaded.row.id)
                .filter { $0.sequence > before }
            var byLetter: [String: Int64] = [:]
            for letter in letters {
                if let office = letter.recipient.office { byLetter[office] = letter.id }
            }
            try self.tell([clock.whose], step, run, loaded, byLetter: byLetter)
        case .escalation:
            let roles = loaded.definition.clocks[run.clock]?.ladder?.thenTell ?? []
            try self.tell(roles, step, run, loaded)
        }
    }
}

extension ClockStep.Kind {
    /// As what it is given; nil for what nobody is told.
    var notice: NoticeRow.Kind? {
        switch self {
        case .warning: .warning
        case .chase: .chase
        case .escalation: .escalation
        case .expiry: nil
        }
    }

    /// Whether the case may be another afterwards; to be told something changes nothing.
    var changesCase: Bool {
        switch self {
        case .expiry, .chase: true
        case .warning, .escalation: false
        }
    }

    /// Its number among its kind.
    var number: Int {
        switch self {
        case .warning(let number), .chase(let number): number
        case .expiry, .escalation: 0
        }
    }
}

extension ClockRun {
    func about(_ due: Day, _ step: Int, _ caseID: String) -> NoticeRow.About {
        NoticeRow.About(caseID: caseID, clock: self.clock, run: self.run, due: due, step: step)
    }
}
