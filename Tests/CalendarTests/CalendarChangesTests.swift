// SPDX-License-Identifier: Apache-2.0
import Testing
import WorkCalendar

/// What one version says otherwise than another.
@Suite struct CalendarChangesTests {
    private func version(_ day: String) throws -> HolidayCalendar {
        try ShippedCalendar.book().known(on: try ShippedCalendar.day(day))
    }

    @Test func springFestival2020ChangesTwoDays() throws {
        let changes = try self.version("2020-01-26").changes(from: self.version("2020-01-25"))
        let days = changes.days
        #expect(days.map(\.day.description) == ["2020-01-31", "2020-02-01"])
        #expect(days.map(\.old) == [.worked, .makeUp("春节")])
        #expect(days.map(\.new) == [.holiday("春节"), .rest])
        #expect(days.map(\.movesWorkingDays) == [true, true])
        #expect(changes.newYears.isEmpty && changes.lostYears.isEmpty && !changes.isEmpty)
    }

    @Test func dayAnnouncedAgainIsNoChange() throws {
        let changes = try self.version("2019-03-22").changes(from: self.version("2019-03-21"))
        #expect(
            changes.days.map(\.day.description) == [
                "2019-04-28", "2019-05-02", "2019-05-03", "2019-05-05",
            ])
    }

    @Test func noticeOfAYearMakesItKnownAndChangesNoEarlierWeekday() throws {
        let changes = try self.version("2018-12-04").changes(from: self.version("2018-12-03"))
        #expect(changes.newYears == [2019])
        #expect(
            changes.days.prefix(2).map(\.day.description) == ["2018-12-29", "2018-12-31"])
        let statutory = changes.days.filter { !$0.movesWorkingDays }
        #expect(statutory.allSatisfy { $0.old == .rest && $0.new.isWorked == false })
    }

    @Test func wayBackIsTheSameTheOtherWayRound() throws {
        let (old, new) = (try self.version("2024-11-11"), try self.version("2024-11-12"))
        let (there, back) = (new.changes(from: old), old.changes(from: new))
        #expect(there.days.map(\.day) == back.days.map(\.day))
        #expect(there.days.map(\.old) == back.days.map(\.new))
        #expect(there.newYears == [2025] && back.lostYears == [2025])
        #expect(back.newYears.isEmpty)
    }

    @Test func calendarChangesNothingAgainstItself() throws {
        let calendar = try self.version("2026-01-01")
        #expect(calendar.changes(from: calendar).isEmpty)
    }
}
