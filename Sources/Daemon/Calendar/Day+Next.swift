// SPDX-License-Identifier: Apache-2.0

extension Day {
    /// The first day with this month and number after a day; 29 February falls on the 28th in plain
    /// years.
    package static func next(month: Int, day number: Int, after day: Day) -> Day? {
        for year in day.year...(day.year + 1) {
            let found =
                Day(year: year, month: month, day: number)
                ?? Day(year: year, month: month, day: number - 1)
            if let found, found > day { return found }
        }
        return nil
    }
}
