// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import Witness
import WorkCalendar

/// The calendar as it was known on a day.
@Suite struct CalendarBookTests {
    @Test func versionsFollowEachOtherByAnnouncement() throws {
        let book = try ShippedCalendar.book()
        #expect(
            book.versions.map(\.version) == [
                "cn-holidays@2017-11-30", "cn-holidays@2018-12-04", "cn-holidays@2019-03-22",
                "cn-holidays@2019-11-21", "cn-holidays@2020-01-26", "cn-holidays@2020-11-25",
                "cn-holidays@2021-10-25", "cn-holidays@2022-12-08", "cn-holidays@2023-10-25",
                "cn-holidays@2024-11-12", "cn-holidays@2025-11-04",
            ])
        #expect(book.newest == book.versions.last)
        #expect(book.versions[4].notice == "国办发明电〔2020〕1号")
        #expect(book.versions[4].announcedOn == Day("2020-01-26"))
    }

    @Test func versionIsFoundByItsNameAndNoOtherIs() throws {
        let book = try ShippedCalendar.book()
        let may = try #require(book.version("cn-holidays@2019-03-22"))
        #expect(may.notice == "国办发明电〔2019〕3号")
        #expect(book.version("cn-holidays@2019-03-23") == nil)
        #expect(book.version("us-holidays@2019-03-22") == nil)
        let blank = try book.known(on: ShippedCalendar.day("2017-11-29"))
        #expect(book.version(blank.version) == blank)
    }

    /// `cn-holidays-final.csv` is the table of before there were versions.
    @Test func newestVersionSaysOfEachDayWhatTheFinalTableSays() throws {
        let url = PackageRoot.file("Tests/CalendarTests/cn-holidays-final.csv")
        let rows = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst()
        #expect(rows.count == 249)
        var table: [String: HolidayCalendar.Kind] = [:]
        for row in rows {
            let cells = row.split(separator: ",").map(String.init)
            table[cells[0]] = cells[1] == "holiday" ? .holiday(cells[2]) : .makeUp(cells[2])
        }
        let calendar = try ShippedCalendar.book().newest
        let first = try ShippedCalendar.day("2017-01-01")
        for number in 0..<4_017 {
            let day = first.adding(days: number)
            let expected = table[day.description] ?? (day.weekday <= 5 ? .worked : .rest)
            #expect(calendar.kind(of: day) == expected, "\(day)")
        }
        #expect(calendar.knownYears == 2018..<2027)
    }

    @Test func yearsAreKnownFromTheirNoticeOn() throws {
        let book = try ShippedCalendar.book()
        let known = try ["2017-11-29", "2017-11-30", "2018-12-03", "2018-12-04", "2026-11-21"].map {
            book.known(on: try ShippedCalendar.day($0)).knownYears
        }
        #expect(known == [0..<0, 2018..<2019, 2018..<2019, 2018..<2020, 2018..<2027])
        let before = try book.known(on: ShippedCalendar.day("2025-11-03"))
        #expect(!before.knows(try ShippedCalendar.day("2026-01-01")))
        #expect(before.isWorked(try ShippedCalendar.day("2026-01-01")))
        #expect(try before.knows(ShippedCalendar.day("2025-12-31")))
        #expect(try !before.knows(ShippedCalendar.day("2017-12-31")))
    }

    @Test func mayDay2019IsOneDayUntilTheSecondNotice() throws {
        let book = try ShippedCalendar.book()
        let days = try ["04-28", "05-01", "05-02", "05-03", "05-04", "05-05"].map {
            try ShippedCalendar.day("2019-\($0)")
        }
        let first = try book.known(on: ShippedCalendar.day("2019-03-21"))
        #expect(days.map(first.isWorked) == [false, false, true, true, false, false])
        let second = try book.known(on: ShippedCalendar.day("2019-03-22"))
        #expect(days.map(second.isWorked) == [true, false, false, false, false, true])
        // 2 working days after 29 April: 30 April and 2 May; 30 April and, after the holiday, 5 May.
        let start = try ShippedCalendar.day("2019-04-29")
        let ends = [first, second].map {
            Reckoner($0).end(of: Period(2, .workingDays), from: start, roll: .none).due.description
        }
        #expect(ends == ["2019-05-02", "2019-05-05"])
    }

    @Test(arguments: [("2020-01-22", "2020-02-04"), ("2020-01-26", "2020-02-06")])
    func springFestival2020IsLengthenedByTheSecondNotice(
        _ known: String, _ due: String
    ) throws {
        let start = try ShippedCalendar.day("2020-01-22")
        let end = try ShippedCalendar.reckoner(knownOn: known).end(
            of: Period(5, .workingDays), from: start, roll: .none)
        #expect(end == PeriodEnd(unrolled: end.due, due: end.due, isProvisional: false))
        #expect(end.due == Day(due))
    }

    @Test func makeUpDayTakenBackIsAnOrdinarySaturday() throws {
        let book = try ShippedCalendar.book()
        let saturday = try ShippedCalendar.day("2020-02-01")
        let kinds = try ["2019-11-20", "2019-11-21", "2020-01-25", "2020-01-26"].map {
            book.known(on: try ShippedCalendar.day($0)).kind(of: saturday)
        }
        #expect(kinds == [.rest, .makeUp("春节"), .makeUp("春节"), .rest])
    }

    @Test func missingYearIsTheNextOneFromOctoberOn() throws {
        let book = try ShippedCalendar.book()
        let missing = try [
            "2026-09-30", "2026-10-01", "2026-11-21", "2027-02-01", "2025-10-01", "2025-11-03",
            "2025-11-04", "2020-05-01", "2017-11-29", "2017-11-30",
        ].map { book.whatIsMissing(on: try ShippedCalendar.day($0)) }
        #expect(missing == [nil, 2027, 2027, 2027, 2026, 2026, nil, nil, 2017, 2017])
    }
}
