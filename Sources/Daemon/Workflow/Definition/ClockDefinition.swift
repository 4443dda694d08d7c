// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// A legal period of a workflow.
package struct ClockDefinition: Named, Sendable {
    /// What being past due means.
    package enum Kind: String, Hashable, Sendable {
        /// `whose` must act; past due is late.
        case duty
        /// A right or a waiting time: past due it lapses, nobody is late.
        case window
    }

    package var name: String
    /// What people read.
    package var labels: Label
    /// The role that must act, or whose right it is.
    package var whose: String
    /// Duty or window.
    package var kind: Kind
    /// How the due date is found; nil where the place has no such limit.
    package var rule: ClockRule?
    /// How long before the due date people are told.
    package var warn: [Period]
    /// What happens after the due date.
    package var ladder: Ladder?
    /// What was agreed to be owed of what accrues.
    package var remission: Remission?

    /// A clock.
    package init(
        name: String, labels: Label, whose: String, kind: Kind, rule: ClockRule?,
        warn: [Period], ladder: Ladder?, remission: Remission? = nil
    ) {
        self.name = name
        self.labels = labels
        self.whose = whose
        self.kind = kind
        self.rule = rule
        self.warn = warn
        self.ladder = ladder
        self.remission = remission
    }

    /// What a run's due date rests on: the basis of the limit that binds, or else the rule's.
    package func basis(of run: ClockRun) -> [Basis] {
        guard let rule = self.rule else { return [] }
        guard let index = run.binding, rule.limits.indices.contains(index),
            !rule.limits[index].basis.isEmpty
        else { return rule.basis }
        return rule.limits[index].basis
    }
}

/// Reminders after the due date (催办), each told, and put to the case as an event where it names one.
package struct Ladder: Hashable, Sendable {
    /// The event put to the case; nil where people are only told.
    package var event: String?
    /// When, after the due date.
    package var after: [Period]
    /// The roles told with the last one: the leader, the supervision office.
    package var thenTell: [String]

    /// A ladder.
    package init(event: String?, after: [Period], thenTell: [String]) {
        self.event = event
        self.after = after
        self.thenTell = thenTell
    }
}

/// How a due date is found: the earliest over all limits that have a date.
package struct ClockRule: Sendable {
    /// The limits.
    package var limits: [Limit]
    /// Whether ends on rest days roll.
    package var roll: RollOver
    /// The legal basis.
    package var basis: [Basis]
    /// Money that grows while the clock runs.
    package var accrual: Accrual?

    /// A rule.
    package init(limits: [Limit], roll: RollOver, basis: [Basis], accrual: Accrual? = nil) {
        self.limits = limits
        self.roll = roll
        self.basis = basis
        self.accrual = accrual
    }
}

/// Money per day of a clock's run on what is not paid at the start of that day (加处罚款).
///
/// The first day is the day after the run began; paused days count nothing.
package struct Accrual: Hashable, Sendable {
    /// The amount that is owed.
    package var of: String
    /// The amounts paid, added up.
    package var less: String
    /// Per cent a day.
    package var percentPerDay: ExactNumber
    /// No more than this in all; nil for what was due when the run began.
    package var atMost: Guard.Bound?

    /// Money per day.
    package init(of: String, less: String, percentPerDay: ExactNumber, atMost: Guard.Bound?) {
        self.of = of
        self.less = less
        self.percentPerDay = percentPerDay
        self.atMost = atMost
    }
}

/// A part of what accrued is remitted as long as something holds (执行协议减免).
package struct Remission: Sendable {
    /// The amount that is owed at most.
    package var to: String
    /// As long as this holds.
    package var condition: Guard

    /// A remission.
    package init(to: String, condition: Guard) {
        self.to = to
        self.condition = condition
    }
}

/// One limit of a clock.
package struct Limit: Sendable {
    /// How its date is found.
    package enum Measure: Hashable, Sendable {
        /// So long after the start fact.
        case length(Period)
        /// Without end: only for what grows by the day.
        case open
        /// The first such day of the year after the start fact.
        case yearDay(month: Int, day: Int)
        /// The date in a field.
        case until(field: String)
        /// The day of the first item of a plan (records of a day and an amount) that what was paid since the
        /// run began does not cover.
        case plan(field: String, paid: String)
        /// The last day that leaves the period free before the date in a field.
        case before(field: String, Period)
    }

    /// The start fact.
    package enum Start: Hashable, Sendable {
        /// The transition that began the run.
        case run
        /// The first of these events in the run.
        case events([String])
        /// The date in a field.
        case field(String)
        /// The latest of these events of the parent.
        case parentEvents([String])
    }

    /// How far an extension may go.
    package enum Extension: Hashable, Sendable {
        /// At the latest so long after the same start fact.
        case total(Period)
        /// At the latest so long after the unextended due date.
        case further(Period)
        /// Any later date.
        case free
    }

    /// How its date is found.
    package var measure: Measure
    /// The start fact of a length.
    package var start: Start
    /// Judged when the run begins; nil for always.
    package var condition: Guard?
    /// The n-th extension uses the n-th item.
    package var extensions: [Extension]
    /// Any number of extensions to any later date.
    package var extendsAnyTime: Bool
    /// The legal basis; empty for the rule's.
    package var basis: [Basis]

    /// A limit.
    package init(
        measure: Measure, start: Start, condition: Guard?, extensions: [Extension],
        extendsAnyTime: Bool, basis: [Basis]
    ) {
        self.measure = measure
        self.start = start
        self.condition = condition
        self.extensions = extensions
        self.extendsAnyTime = extendsAnyTime
        self.basis = basis
    }

    /// Whether the n-th extension (0 is the first) is foreseen.
    package func allows(extension number: Int) -> Bool {
        self.extendsAnyTime || number < self.extensions.count
    }
}
