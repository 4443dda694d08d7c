// SPDX-License-Identifier: Apache-2.0
package import Storage
package import WorkCalendar
package import Workflow

/// A clock's runs and their jobs: born, changed and ended in the transaction that changes the run.
package struct Runs: Decision {
    package let transaction: Transaction

    package init(_ transaction: Transaction) {
        self.transaction = transaction
    }

    /// Stores the runs that changed, drops those that are gone; their jobs with them.
    ///
    /// - Parameters:
    ///   - isSilent: whether people are told of them; nil leaves that as it is.
    ///   - everyRun: runs that did not change are stored anew too: their definition is another.
    package func storeClocks(
        _ runs: [ClockRun], before: [ClockRun], _ after: LoadedCase, isSilent: Bool? = nil,
        everyRun: Bool = false
    ) throws {
        let known = everyRun ? [] : Set(before)
        let changed = runs.filter { !known.contains($0) }
        let gone = before.filter { old in
            !runs.contains { $0.clock == old.clock && $0.run == old.run }
        }
        try self.ledger.drop(gone, of: after.row.id)
        // Stopped runs first: only one run of a clock may be open.
        try self.ledger.store(
            changed.filter { !$0.isOpen } + changed.filter(\.isOpen), of: after.row.id,
            clocks: after.definition.clocks, knownOn: self.today(after.definition),
            isSilent: isSilent)
        for run in gone {
            try self.ledger.jobs.cancel(
                .clock(caseID: after.row.id, clock: run.clock, run: run.run), now: self.now)
        }
        for run in changed { try self.schedule(run, after) }
    }

    /// The clocks under which a case's letters must go out, as the letters now stand.
    ///
    /// - Parameter line: the line that says what changed with them.
    package func settleLetters(of loaded: LoadedCase, _ line: Int64) throws {
        guard !loaded.definition.letterClocks.isEmpty else { return }
        var facts = loaded.facts
        loaded.machine.settleLetters(in: &facts, line: line, loaded.surroundings)
        try self.storeClocks(facts.clocks, before: loaded.facts.clocks, loaded)
    }

    /// The same for the parts of a case that other offices hold now: whoever wrote a part's letters keeps them.
    package func settleParts(of whole: LoadedCase, before roles: [String: Party]) throws {
        guard whole.facts.roles != roles else { return }
        for part in try self.book.children(of: whole.row.id)
        where !part.isQuarantined && !part.isVoid {
            let loaded = try self.loader.load(part)
            try self.settleLetters(of: loaded, loaded.facts.history.last?.sequence ?? 0)
            try self.settleParts(of: loaded, before: [:])
        }
    }

    /// Schedules windows anew that a change of state made useful, or useless.
    package func scheduleWindows(_ after: LoadedCase, from state: String?) throws {
        guard let state, state != after.facts.state else { return }
        for run in after.facts.clocks where run.isOpen {
            let wasIdle = after.definition.isIdle(run.clock, in: state)
            guard wasIdle != after.definition.isIdle(run.clock, in: after.facts.state) else {
                continue
            }
            try self.schedule(run, after)
        }
    }

    /// Makes the job of a run stand for its next step; ends it when none is left.
    package func schedule(_ run: ClockRun, _ loaded: LoadedCase) throws {
        let subject = JobSubject.clock(caseID: loaded.row.id, clock: run.clock, run: run.run)
        guard run.isOpen, !run.isPaused, let due = run.due, !loaded.row.isQuarantined,
            let watched = try self.book.watchedRun(loaded.row.id, run.clock, run.run)
        else { return try self.ledger.jobs.cancel(subject, now: self.now) }
        let next = try self.nextStep(watched, loaded)
        try self.ledger.jobs.put(
            subject, stamp: due.description,
            dueAt: next.map { self.moment(of: $0, loaded.definition) }, now: self.now)
    }

    /// From now on people are told of the clocks of a case and of its parts.
    package func wake(_ id: String, depth: Int) throws {
        guard depth <= WorkflowLimits.depth else { return }
        try self.ledger.wake(id)
        let loaded = try self.loader.load(id)
        for run in loaded.facts.clocks where run.isOpen { try self.schedule(run, loaded) }
        for child in try self.book.children(of: id) { try self.wake(child.id, depth: depth + 1) }
    }

    /// When a step is done: what has passed at midnight, people are told in the morning.
    package func moment(of step: ClockStep, _ definition: WorkflowDefinition) -> Instant {
        let midnight = CivilZone(definition.timeZone).start(of: step.day)
        if case .expiry = step.kind { return midnight }
        return midnight.adding(milliseconds: Int64(CaseworkLimits.morningHour) * 3_600_000)
    }

    /// The first step of a run that was not given yet.
    package func nextStep(_ watched: WatchedRun, _ loaded: LoadedCase) throws -> ClockStep? {
        let run = watched.run
        guard let due = run.due, let clock = loaded.definition.clocks[run.clock] else { return nil }
        let plan = ClockSteps(
            clock, due: due, since: watched.dueSince ?? self.today(loaded.definition),
            loaded.machine.calendars.reckoner(of: run))
        let given = try self.book.givenSteps(of: loaded.row.id)
        let isIdle = loaded.definition.isIdle(run.clock, in: loaded.facts.state)
        return plan.steps.first { step in
            if case .expiry = step.kind { return !run.expiryHandled }
            if isIdle, case .warning = step.kind { return false }
            guard !watched.isSilent, let kind = step.kind.notice else { return false }
            return !given.contains(
                NoticeRow.Given(
                    clock: run.clock, run: run.run, due: due,
                    step: NoticeRow.Step(kind, step.kind.number)))
        }
    }
}

extension ClockStep.Kind {
    /// As what it is given; nil for what nobody is told.
    package var notice: NoticeRow.Kind? {
        switch self {
        case .warning: .warning
        case .chase: .chase
        case .escalation: .escalation
        case .expiry: nil
        }
    }

    /// Whether the case may be another afterwards; to be told something changes nothing.
    package var changesCase: Bool {
        switch self {
        case .expiry, .chase: true
        case .warning, .escalation: false
        }
    }

    /// Its number among its kind.
    package var number: Int {
        switch self {
        case .warning(let number), .chase(let number): number
        case .expiry, .escalation: 0
        }
    }
}
