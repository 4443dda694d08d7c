// SPDX-License-Identifier: Apache-2.0

/// The days on which a period stands still: all d with start ≤ d < end of some pause.
///
/// Pauses that overlap or touch count as one; an empty one counts nothing.
package struct PausedDays: Hashable, Sendable {
    /// The pauses as intervals that neither overlap nor touch, in order.
    package let intervals: [DayInterval]

    /// The union of pauses.
    package init(_ pauses: [DayInterval]) {
        var merged: [DayInterval] = []
        for pause in pauses.sorted(by: { $0.from < $1.from }) where pause.from < pause.to {
            if let last = merged.last, pause.from <= last.to {
                merged[merged.count - 1].to = max(last.to, pause.to)
            } else {
                merged.append(pause)
            }
        }
        self.intervals = merged
    }

    /// Whether the day is paused.
    package func contains(_ day: Day) -> Bool {
        self.intervals.covers(day)
    }

    /// The end of a period that would end on `end` without pauses.
    ///
    /// The paused days d with `start` < d ≤ end are added to the end, again and again, until no
    /// more come in. A pause that begins after that end counts nothing; one that begins on or
    /// before it comes in whole, since each of its days brings in the next.
    package func extending(_ end: Day, from start: Day) -> Day {
        var end = end
        let firstDay = start.adding(days: 1)
        for pause in self.intervals where pause.to > firstDay {
            let from = max(pause.from, firstDay)
            guard from <= end else { break }
            end = end.adding(days: pause.to.days(since: from))
        }
        return end
    }
}

extension [DayInterval] {
    /// Whether any interval has the day.
    package func covers(_ day: Day) -> Bool {
        self.contains { $0.contains(day) }
    }
}
