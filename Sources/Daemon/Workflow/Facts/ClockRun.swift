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
    /// Extensions granted.
    package var extensions: [Granted] = []
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

    /// Stopped on or before the due date; a run without date was never late.
    package var wasInTime: Bool {
        guard self.stopSequence != nil else { return false }
        guard let due, let stoppedOn else { return true }
        return stoppedOn <= due
    }
}
