// SPDX-License-Identifier: Apache-2.0
import Testing
import WorkCalendar

/// Lengths of time as people write them, and what a worked day is called.
@Suite struct PeriodTests {
    @Test(arguments: [
        ("3个月", "3 months"), ("3月", "3 months"), ("5个工作日", "5 working days"),
        ("10工作日", "10 working days"), ("15日", "15 days"), ("1天", "1 day"), ("2年", "2 years"),
    ])
    func chineseIsReadAsItIsWritten(_ chinese: String, _ english: String) {
        #expect(Period(chinese: chinese)?.description == english)
    }

    @Test(arguments: ["个月", "3", "三个月", "3个星期", "-3日", "99999999日", "3 months"])
    func whatIsNoLengthIsNone(_ text: String) {
        #expect(Period(chinese: text) == nil)
    }

    /// 2025: Sunday 28 September is worked for 国庆; it is no holiday.
    @Test func aMakeUpDayBearsNoHolidaysName() throws {
        let reckoner = try ShippedCalendar.reckoner(knownOn: "2025-09-01")
        let period = try #require(Period("10 working days"))
        let days = reckoner.explain(
            period, from: try ShippedCalendar.day("2025-09-26"), roll: .none, pauses: [])
        let worked = try #require(days.first { $0.day.description == "2025-09-28" })
        #expect(worked.treatment == .makeUp && worked.holiday == nil)
        let holiday = try #require(days.first { $0.day.description == "2025-10-01" })
        #expect(holiday.treatment == .holiday && holiday.holiday != nil)
    }
}
