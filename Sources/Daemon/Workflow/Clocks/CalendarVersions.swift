// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// The calendar known now, and earlier versions by which runs are still counted.
///
/// A run keeps the version it was counted by until it is recounted, so that no date moves unasked.
package struct CalendarVersions: Sendable {
    /// The version known now.
    package let newest: HolidayCalendar
    private let earlier: [String: HolidayCalendar]

    /// Versions of one calendar.
    package init(newest: HolidayCalendar, earlier: [HolidayCalendar] = []) {
        self.newest = newest
        self.earlier = Dictionary(
            earlier.map { ($0.version, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Counts by the version known now.
    package var reckoner: Reckoner { Reckoner(self.newest) }

    /// Counts by the version a run is counted by; by the newest when that version is gone.
    package func reckoner(of run: ClockRun) -> Reckoner {
        guard let version = run.calendar, version != self.newest.version,
            let calendar = self.earlier[version]
        else { return self.reckoner }
        return Reckoner(calendar)
    }
}
