// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// Which backups are kept: of each of the last days, weeks and months that have any, the newest.
///
/// Days are UTC's; a week begins on Monday. Who looks for last month's must find one, and the disk must not
/// fill.
package struct Retention: Sendable, Equatable {
    /// Days of which one is kept.
    package var days = 7
    /// Weeks of which one is kept.
    package var weeks = 4
    /// Months of which one is kept.
    package var months = 12

    /// A week of days, a month of weeks, a year of months.
    package init() {}

    /// The moments whose backups stay.
    package func kept(among moments: [Instant]) -> Set<Instant> {
        func newest(_ count: Int, of period: (Day) -> Int) -> [Instant] {
            var seen: Set<Int> = []
            return moments.sorted(by: >)
                .filter { seen.insert(period(Retention.day(of: $0))).inserted }
                .prefix(count).map { $0 }
        }
        return Set(
            newest(self.days) { $0.number }
                // Day 0 of 1970 was a Thursday.
                + newest(self.weeks) { ($0.number + 3) / 7 }
                + newest(self.months) { $0.year * 12 + $0.components.month }
                + [moments.max()].compactMap { $0 })
    }

    private static func day(of moment: Instant) -> Day {
        Day(number: Int(moment.milliseconds / 86_400_000))
    }

    /// Removes the backups of a folder that are not kept.
    ///
    /// One with faults takes no other's place: those without are reckoned by themselves.
    ///
    /// - Returns: the names of those removed.
    package func tidy(_ folder: String) throws -> [String] {
        let all = try Backup.all(in: folder)
        let kept = [true, false].reduce(into: Set<Instant>()) { kept, isWhole in
            let moments = all.filter { $0.manifest.faults.isEmpty == isWhole }
                .compactMap { Backup.moment(of: $0.name) }
            kept.formUnion(self.kept(among: moments))
        }
        var removed: [String] = []
        for backup in all {
            guard let moment = Backup.moment(of: backup.name), !kept.contains(moment) else {
                continue
            }
            // Half removed it must not pass for a backup.
            let gone = "\(folder)/\(Backup.incomplete)\(backup.name)"
            try Files.move(backup.path, to: gone)
            try Files.remove(gone)
            removed.append(backup.name)
        }
        return removed
    }
}
