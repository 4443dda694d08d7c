// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// How an open run stands on a day: the one answer that lists, counts, digests and reports give.
package enum ClockStatus: Hashable, Sendable {
    /// It rests: whatever its stored date, nobody is late.
    case paused
    /// A duty past its last day.
    case late
    /// A right or a waiting time that is over: nobody is late.
    case lapsed
    /// Its last day has not passed, or it has no date yet.
    case running

    /// The status of an open run.
    ///
    /// - Parameter kind: nil for a clock that the definition does not know any more.
    package init(_ run: ClockRun, _ kind: ClockDefinition.Kind?, on day: Day) {
        self.init(
            isPaused: run.isPaused, due: run.isOpen ? run.due : nil, kind, on: day)
    }

    /// The status of an open run that rests or does not, and falls due on a day.
    package init(
        isPaused: Bool, due: Day?, _ kind: ClockDefinition.Kind?, on day: Day
    ) {
        if isPaused {
            self = .paused
        } else if let due, ClockRun.isOver(due, on: day) {
            self = kind == .window ? .lapsed : .late
        } else {
            self = .running
        }
    }
}

extension WorkflowDefinition {
    /// Whether a window is of no use in a state: acts elsewhere ask for it, none that is possible
    /// now does.
    ///
    /// Nobody is reminded of a right that he cannot use: an office that has answered is not told
    /// that its time to object ends.
    package func isIdle(_ clock: String, in state: String) -> Bool {
        guard self.clocks[clock]?.kind == .window else { return false }
        let asking = self.transitions.filter { $0.asks(about: clock) }
        return !asking.isEmpty && !asking.contains { $0.from.contains(state) }
    }
}

extension TransitionDefinition {
    fileprivate func asks(about clock: String) -> Bool {
        if case .clocks(let clocks) = self.trigger, clocks.contains(clock) { return true }
        return [self.when, self.requires].contains { $0?.asks(about: clock) ?? false }
    }
}

extension Guard {
    fileprivate func asks(about clock: String) -> Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.contains { $0.asks(about: clock) }
        case .not(let part): part.asks(about: clock)
        case .implies(let premise, let conclusion):
            premise.asks(about: clock) || conclusion.asks(about: clock)
        case .constant: false
        case .leaf(.clock(let asked), _): asked.clock == clock
        case .leaf: false
        }
    }
}
