// SPDX-License-Identifier: Apache-2.0
import Testing
import WorkCalendar

/// A period with pauses, and where it ends; reckoned by hand on the calendar of 2026.
struct PausedPeriod: Sendable, CustomTestStringConvertible {
    var name: String
    var period: Period
    var start: String
    var roll: RollOver = .none
    var pauses: [String]
    var unrolled: String
    var due: String
    var paused: Int

    var testDescription: String { self.name }
}

/// Periods that stand still for a while.
@Suite struct PauseTests {
    static let periods: [PausedPeriod] = [
        PausedPeriod(
            name: "days are added", period: Period(10, .days), start: "2026-03-02",
            pauses: ["2026-03-05..2026-03-08"], unrolled: "2026-03-15", due: "2026-03-15",
            paused: 3),
        PausedPeriod(
            name: "added before rolling", period: Period(10, .days), start: "2026-03-02",
            roll: .nextWorkingDay, pauses: ["2026-03-05..2026-03-07"], unrolled: "2026-03-14",
            due: "2026-03-16", paused: 2),
        PausedPeriod(
            name: "what overlaps counts once", period: Period(10, .days), start: "2026-03-02",
            pauses: ["2026-03-05..2026-03-08", "2026-03-06..2026-03-09", "2026-03-07..2026-03-08"],
            unrolled: "2026-03-16", due: "2026-03-16", paused: 4),
        PausedPeriod(
            name: "a pause that the first one draws in counts too", period: Period(10, .days),
            start: "2026-03-02", pauses: ["2026-03-10..2026-03-13", "2026-03-14..2026-03-20"],
            unrolled: "2026-03-21", due: "2026-03-21", paused: 9),
        PausedPeriod(
            name: "a pause from the last day on counts", period: Period(10, .days),
            start: "2026-03-02", pauses: ["2026-03-12..2026-03-15"], unrolled: "2026-03-15",
            due: "2026-03-15", paused: 3),
        PausedPeriod(
            name: "a pause after the end counts nothing", period: Period(10, .days),
            start: "2026-03-02", pauses: ["2026-03-13..2026-03-20"], unrolled: "2026-03-12",
            due: "2026-03-12", paused: 0),
        PausedPeriod(
            name: "nor one on the way to the next working day", period: Period(12, .days),
            start: "2026-03-02", roll: .nextWorkingDay, pauses: ["2026-03-15..2026-03-20"],
            unrolled: "2026-03-14", due: "2026-03-16", paused: 0),
        PausedPeriod(
            name: "days up to the event are over", period: Period(10, .days), start: "2026-03-02",
            pauses: ["2026-02-20..2026-03-03"], unrolled: "2026-03-12", due: "2026-03-12",
            paused: 0),
        PausedPeriod(
            name: "a pause over the event counts from the day after",
            period: Period(10, .days), start: "2026-03-02", pauses: ["2026-02-20..2026-03-05"],
            unrolled: "2026-03-14", due: "2026-03-14", paused: 2),
        PausedPeriod(
            name: "an empty pause counts nothing", period: Period(10, .days), start: "2026-03-02",
            pauses: ["2026-03-05..2026-03-05", "2026-03-09..2026-03-04"], unrolled: "2026-03-12",
            due: "2026-03-12", paused: 0),
        PausedPeriod(
            name: "months end by number, then the days are added", period: Period(1, .months),
            start: "2026-01-31", pauses: ["2026-02-10..2026-02-12"], unrolled: "2026-03-02",
            due: "2026-03-02", paused: 2),
        PausedPeriod(
            name: "working days pass over it and over the weekend", period: Period(5, .workingDays),
            start: "2026-03-02", pauses: ["2026-03-05..2026-03-10"], unrolled: "2026-03-12",
            due: "2026-03-12", paused: 5),
        PausedPeriod(
            name: "a make-up day that is paused does not count", period: Period(3, .workingDays),
            start: "2026-02-12", pauses: ["2026-02-14..2026-02-15"], unrolled: "2026-02-25",
            due: "2026-02-25", paused: 1),
        PausedPeriod(
            name: "a paused weekend moves no working day", period: Period(5, .workingDays),
            start: "2026-03-02", pauses: ["2026-03-07..2026-03-09"], unrolled: "2026-03-09",
            due: "2026-03-09", paused: 2),
    ]

    @Test(arguments: periods) func pausedPeriodEndsLater(_ question: PausedPeriod) throws {
        let reckoner = try ShippedCalendar.reckoner(knownOn: "2026-01-01")
        let start = try ShippedCalendar.day(question.start)
        let pauses = try question.pauses.map(ShippedCalendar.interval)
        let end = reckoner.end(
            of: question.period, from: start, roll: question.roll, pauses: pauses)
        #expect(end.unrolled.description == question.unrolled)
        #expect(end.due.description == question.due)
        #expect(!end.isProvisional)
        let days = reckoner.explain(
            question.period, from: start, roll: question.roll, pauses: pauses)
        // Each day once, from the event to the end.
        #expect(days.map(\.day.number) == Array(start.number...end.due.number))
        #expect(days.count { $0.treatment == .paused } == question.paused)
        #expect(
            days.allSatisfy {
                ($0.number > 0) == [.counted, .makeUp, .monthEnd].contains($0.treatment)
            })
    }

    /// 2017 is not known, 2018 is.
    @Test func workingDaysAreCertainWhenThePauseHidesTheUnknownOnes() throws {
        let reckoner = try ShippedCalendar.reckoner(knownOn: "2017-12-01")
        let start = try ShippedCalendar.day("2017-12-20")
        let pauses = ["2017-12-21..2018-01-01", "2017-12-22..2018-01-01"]
        let ends = try pauses.map { pause in
            reckoner.end(
                of: Period(1, .workingDays), from: start, roll: .none,
                pauses: [try ShippedCalendar.interval(pause)])
        }
        #expect(ends.map(\.due.description) == ["2018-01-02", "2017-12-21"])
        #expect(ends.map(\.isProvisional) == [false, true])
    }

    @Test func unrolledCalendarDaysAreNeverProvisionalHoweverLongPaused() throws {
        let reckoner = try ShippedCalendar.reckoner(knownOn: "2026-10-20")
        let start = try ShippedCalendar.day("2026-10-20")
        let pauses = [try ShippedCalendar.interval("2026-11-01..2027-11-01")]
        let authority = reckoner.end(
            of: Period(90, .days), from: start, roll: .none, pauses: pauses)
        #expect(authority.due == Day("2028-01-18") && !authority.isProvisional)
        let party = reckoner.end(
            of: Period(90, .days), from: start, roll: .nextWorkingDay, pauses: pauses)
        #expect(party.isProvisional)
    }
}
