// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import WorkCalendar
internal import Workflow

extension LoadedCase {
    /// Which dates moved, in words, and which duties are late then.
    func moved(to after: [ClockRun], today: Day) -> [Label] {
        after.compactMap { run in
            let old = self.facts.clocks.first { $0.clock == run.clock && $0.run == run.run }
            guard run.isOpen, let due = run.due, old?.due != due || old?.isOpen != true,
                let clock = self.definition.clocks[run.clock]
            else { return nil }
            let isLate = ClockStatus(run, clock.kind, on: today) == .late
            let days = today.days(since: due)
            let late = isLate ? Label(",已逾期\(days)天", ", \(days) days late") : Label(same: "")
            guard let before = old?.due, before != due else {
                return Label(
                    "〈\(clock.labels.zh)〉至\(due)\(late.zh)",
                    "‹\(clock.labels.en)› runs until \(due)\(late.en)")
            }
            return Label(
                "〈\(clock.labels.zh)〉由\(before)改为\(due)\(late.zh)",
                "‹\(clock.labels.en)› moves from \(before) to \(due)\(late.en)")
        }
    }
}
