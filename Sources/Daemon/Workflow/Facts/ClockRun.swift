// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// One run of a clock: from the transition that began it to the one that stopped it.
package struct ClockRun: Hashable, Sendable, Codable {
    /// An extension that was granted.
    package struct Granted: Hashable, Sendable, Codable {
        /// The history line.
        package var sequence: Int64
        /// The date asked for.
        package var asked: Day

        /// An extension.
        package init(sequence: Int64, asked: Day) {
            self.sequence = sequence
            self.asked = asked
        }
    }

    /// A time in which the run rests, for one reason.
    package struct Pause: Hashable, Sendable, Codable {
        /// Why.
        package var reason: String
        /// The first day that does not count; nil when a source does not say.
        package var from: Day?
        /// The history line that began it.
        package var fromSequence: Int64
        /// The first day that counts again; nil while it lasts.
        package var to: Day?
        /// The history line that ended it.
        package var toSequence: Int64?

        /// A pause that begins.
        package init(reason: String, from: Day?, fromSequence: Int64) {
            self.reason = reason
            self.from = from
            self.fromSequence = fromSequence
        }
    }

    /// The clock.
    package var clock: String
    /// 1 for the first run, and so on.
    package var run: Int
    /// When the transition that began it happened; nil when a source does not say.
    package var startedOn: Day?
    /// Its history line.
    package var startSequence: Int64
    /// The limits of the rule that apply to this run, by position.
    package var limits: [Int]
    /// The version of the calendar it is counted by; nil for the newest.
    package var calendar: String?
    /// Extensions granted.
    package var extensions: [Granted] = []
    /// When it rested.
    package var pauses: [Pause] = []
    /// When it was stopped.
    package var stoppedOn: Day?
    /// The history line that stopped it.
    package var stopSequence: Int64?
    /// The due date; nil while no start fact has happened.
    ///
    /// A cache: a function of the facts.
    package var due: Day?
    /// The due date before any extension.
    package var originalDue: Day?
    /// The position of the limit that the due date is the end of; nil while it has none.
    ///
    /// What a date rests on is this limit's basis, not that of the rule's head.
    package var binding: Int?
    /// Who held the role that the clock is about when the run was stopped.
    ///
    /// A later change of hands moves no blame.
    package var holder: Party?
    /// The due date leans on holidays not announced yet.
    package var isProvisional = false
    /// The daemon has seen that it ran out, and done what follows.
    package var expiryHandled = false

    /// A run that begins.
    package init(
        clock: String, run: Int, startedOn: Day?, startSequence: Int64, limits: [Int]
    ) {
        self.clock = clock
        self.run = run
        self.startedOn = startedOn
        self.startSequence = startSequence
        self.limits = limits
    }

    /// Started and not stopped.
    package var isOpen: Bool {
        self.stopSequence == nil
    }

    /// Past due on a day: its last day is over, and it does not rest.
    ///
    /// For a window it means that the right lapsed.
    package func isPastDue(on day: Day) -> Bool {
        guard self.isOpen, !self.isPaused, let due = self.due else { return false }
        return ClockRun.isOver(due, on: day)
    }

    /// Whether the last day of a run is over on a day.
    ///
    /// This is the one place that says what "late" is: who counts what he does not look at asks it too.
    package static func isOver(_ due: Day, on day: Day) -> Bool { day > due }

    /// Resting now.
    package var isPaused: Bool {
        self.isOpen && self.pauses.contains { $0.toSequence == nil }
    }

    /// Days that do not count; a pause that still lasts is left out unless its end is given.
    package func pausedDays(until end: Day? = nil) -> [DayInterval] {
        self.pauses.compactMap { pause in
            guard let from = pause.from, let to = pause.to ?? end, from < to else { return nil }
            return DayInterval(from: from, to: to)
        }
    }

    /// Days after an extension that do not count: pauses that began after it was granted.
    func pausedDays(after granted: Granted, until end: Day?) -> [DayInterval] {
        var later = self
        later.pauses.removeAll { $0.fromSequence <= granted.sequence }
        return later.pausedDays(until: end)
    }

    /// Ends the pauses of some reasons.
    mutating func endPauses(on day: Day?, _ sequence: Int64, _ isMeant: (String) -> Bool) {
        for index in self.pauses.indices
        where self.pauses[index].toSequence == nil && isMeant(self.pauses[index].reason) {
            self.pauses[index].to = day ?? self.pauses[index].from
            self.pauses[index].toSequence = sequence
        }
    }

    /// Stopped on or before the due date; a run without date was never late.
    package var wasInTime: Bool {
        guard self.stopSequence != nil else { return false }
        guard let due, let stoppedOn else { return true }
        return stoppedOn <= due
    }
}

extension ClockRun {
    private enum Key: String, CodingKey {
        case clock, run, startedOn, startSequence, limits, calendar, extensions, pauses, stoppedOn
        case stopSequence, due, originalDue, isProvisional, expiryHandled, binding, holder
    }

    /// Reads a run; what earlier versions did not write is empty.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init(
            clock: try values.decode(String.self, forKey: .clock),
            run: try values.decode(Int.self, forKey: .run),
            startedOn: try values.decodeIfPresent(Day.self, forKey: .startedOn),
            startSequence: try values.decode(Int64.self, forKey: .startSequence),
            limits: try values.decode([Int].self, forKey: .limits))
        self.calendar = try values.decodeIfPresent(String.self, forKey: .calendar)
        self.extensions = try values.decode([Granted].self, forKey: .extensions)
        self.pauses = try values.decodeIfPresent([Pause].self, forKey: .pauses) ?? []
        self.stoppedOn = try values.decodeIfPresent(Day.self, forKey: .stoppedOn)
        self.stopSequence = try values.decodeIfPresent(Int64.self, forKey: .stopSequence)
        self.due = try values.decodeIfPresent(Day.self, forKey: .due)
        self.originalDue = try values.decodeIfPresent(Day.self, forKey: .originalDue)
        self.isProvisional = try values.decode(Bool.self, forKey: .isProvisional)
        self.expiryHandled = try values.decode(Bool.self, forKey: .expiryHandled)
        self.binding = try values.decodeIfPresent(Int.self, forKey: .binding)
        self.holder = try values.decodeIfPresent(Party.self, forKey: .holder)
    }
}
