// SPDX-License-Identifier: Apache-2.0
import TownHall
import WorkCalendar

/// What is to be done on which day, in many cases at once; one thing done may put down the next.
final class Agenda {
    typealias Act = () async throws -> Void

    private var entries: [Day: [Act]] = [:]

    /// Puts something down for a day.
    func on(_ day: Day, _ act: @escaping Act) {
        self.entries[day, default: []].append(act)
    }

    /// Does everything up to a day, each on its morning.
    func carryOut(until end: Day, in town: TownHall) async throws {
        while let day = self.entries.keys.min(), day <= end {
            try await town.wait(until: day)
            while let acts = self.entries[day], let act = acts.first {
                self.entries[day] = acts.count > 1 ? Array(acts.dropFirst()) : nil
                try await act()
            }
        }
        try await town.wait(until: end)
    }
}
