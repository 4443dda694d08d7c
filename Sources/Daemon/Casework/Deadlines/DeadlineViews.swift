// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Logging
internal import Rulebook
package import Storage
package import WorkCalendar
package import Workflow

/// Which running clocks are asked for, by labels or names; nil: whatever it is.
package struct DueWords: Sendable {
    /// Of this workflow.
    package var workflow: String?
    /// This clock.
    package var clock: String?
    /// Of cases in this state.
    package var state: String?
    /// With this light.
    package var light: String?
    /// From when they are looked at.
    package var vantage = Vantage()

    /// All of them.
    package init() {}

    /// Whether no label or name is given.
    var isEmpty: Bool {
        self.workflow == nil && self.clock == nil && self.state == nil && self.light == nil
    }
}

/// A running clock in the list of what falls due.
package struct DueView: Sendable {
    /// The case.
    package var row: CaseRow
    /// The definition it pins.
    package var definition: WorkflowDefinition
    /// The run.
    package var run: ClockRun
    /// Who must act, or whose right it is.
    package var holder: Party?
    /// Today in the case's time zone.
    package var today: Day
    /// How it stands.
    package var status: ClockStatus
    /// When it would be due if it went on today; nil unless it rests.
    package var dueIfResumed: Day?
    /// How near it is, as the place has it.
    package var light: Light
}

/// What falls due, or as much of it as one list holds.
package struct DueBoard: Sendable {
    /// By which day it is late.
    package var today: Day
    /// Earliest first.
    package var rows: [DueView] = []
    /// How many there are.
    package var total = 0
    /// How many of them are late: duties past their day that do not rest.
    package var overdue = 0
    /// Where the page ends, if there may be more.
    package var next: DuePlace?
}

/// How near a date is.
package enum Light: String, Sendable {
    /// Far.
    case green
    /// Near.
    case yellow
    /// Late.
    case red
    /// It rests, and nobody is late.
    case paused
    /// A right or a waiting time that is over; nobody is late.
    case lapsed

    /// The light of an open run.
    init(
        _ due: Day?, _ status: ClockStatus, today: Day, _ definition: WorkflowDefinition,
        _ reckoner: Reckoner
    ) {
        switch status {
        case .paused: self = .paused
        case .lapsed: self = .lapsed
        case .late: self = .red
        case .running:
            let begins = due.flatMap { due in
                definition.yellow.map { ClockSteps.day($0, before: due, reckoner) }
            }
            self = begins.map { $0 <= today } ?? false ? .yellow : .green
        }
    }
}

/// One limit of a clock's run, day by day.
package struct LimitView: Sendable {
    /// What it says.
    package var result: LimitResult
    /// Whether it is the one that binds.
    package var isBinding: Bool
    /// Every day from its start to its end.
    package var days: [CountedDay]
    /// Its bases; the rule's where it has none of its own.
    package var basis: [Basis]
}

/// A clock's run, explained.
package struct ClockView: Sendable {
    /// The run.
    package var run: ClockRun
    /// When it would be due if it went on today; nil unless it is paused.
    package var dueIfResumed: Day?
    /// What has grown until today, where something grows.
    package var accrued: Accrued?
    /// Every limit.
    package var limits: [LimitView]
    /// The article by which a period ends on a month's last day.
    package var monthEnd: Label?
    /// How near its date is, as the place has it; nil once it has ended.
    package var light: Light?
    /// Days from today to its date; nil once it has ended, and without a date.
    package var daysLeft: Int?
}

/// A reckoning for its own sake.
package struct CalculationView: Sendable {
    /// The end.
    package var end: PeriodEnd
    /// Every day.
    package var days: [CountedDay]
    /// The rule's bases.
    package var basis: [Basis]
    /// Names the laws cited.
    package var laws: NamedList<Law>?
    /// What was counted.
    package var rule: String
    /// From when.
    package var from: Day
    /// By which calendar.
    package var calendar: String
    /// The article by which a period ends on a month's last day.
    package var monthEnd: Label?
}
