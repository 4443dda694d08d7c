// SPDX-License-Identifier: Apache-2.0
package import Storage
package import WorkCalendar
package import Workflow

/// A due date that moved.
package struct MovedDate: Hashable, Sendable {
    /// The clock.
    package var clock: String
    /// When it was due.
    package var before: Day?
    /// When it is due now.
    package var after: Day?

    /// A due date that moved.
    package init(clock: String, before: Day?, after: Day?) {
        self.clock = clock
        self.before = before
        self.after = after
    }
}

/// Due dates by the calendar now known.
package struct Recounting: Decision {
    package let transaction: Transaction

    package init(_ transaction: Transaction) {
        self.transaction = transaction
    }

    /// Counts the open runs of a case by the newest calendar, and writes down which dates moved.
    ///
    /// A date that has passed moves only when that is asked for.
    ///
    /// - Returns: nil when every run is counted by it already.
    package func recounted(
        _ loaded: LoadedCase, includingPast: Bool
    ) throws -> (loaded: LoadedCase, moved: [MovedDate])? {
        let (runs, moved) = loaded.recount(today: self.today(loaded.definition), includingPast)
        guard runs != loaded.facts.clocks else { return nil }
        var after = loaded
        after.facts.clocks = runs
        try self.runs.storeClocks(runs, before: loaded.facts.clocks, after)
        guard !moved.isEmpty else { return (after, []) }
        let calendar = loaded.machine.calendars.newest
        let reason = self.transaction.recountReason ?? calendar.notice
        // The daemon counts, whoever it is that touches the case.
        let daemon = Transaction(self.book, rules: self.rules, now: self.now)
        try self.ledger.append(
            Lines(daemon).line(
                about: loaded, HistoryLine.recount,
                changes: moved.map(\.row)
                    + [ChangeRow(.field("calendar", before: nil, after: .text(calendar.version)))],
                note: reason))
        return (after, moved)
    }
}

extension LoadedCase {
    /// Its runs counted by the newest calendar, and the dates that move.
    package func recount(today: Day, _ includingPast: Bool) -> (
        runs: [ClockRun], moved: [MovedDate]
    ) {
        let newest = self.machine.calendars.newest.version
        let reckoning = ClockReckoning(self.definition, self.machine.calendars)
        var moved: [MovedDate] = []
        let runs = self.facts.clocks.map { run -> ClockRun in
            guard run.isOpen, run.calendar != newest,
                includingPast || run.due.map({ $0 >= today }) ?? true
            else { return run }
            var counted = run
            counted.calendar = newest
            counted = reckoning.refreshed(counted, of: self.facts, in: self.surroundings)
            if counted.due != run.due {
                moved.append(MovedDate(clock: run.clock, before: run.due, after: counted.due))
            }
            return counted
        }
        return (runs, moved)
    }
}

extension MovedDate {
    /// As a change in a history line.
    package var row: ChangeRow {
        ChangeRow(.due(self.clock, before: self.before, after: self.after))
    }
}
