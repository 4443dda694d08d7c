// SPDX-License-Identifier: Apache-2.0
import WorkCalendar
import Testing

/// Moments as people of a zone write them; what they are in UTC is known without this program.
@Suite struct CivilZoneTests {
    @Test(arguments: [
        ("Asia/Shanghai", "2025-09-01 08:00", "2025-09-01T00:00:00.000Z"),
        ("Asia/Shanghai", "2025-09-01 00:05", "2025-08-31T16:05:00.000Z"),
        ("Asia/Shanghai", "2025-12-31 23:59", "2025-12-31T15:59:00.000Z"),
    ])
    func momentIsReadAndWrittenAsPeopleSayIt(_ zone: String, _ text: String, _ utc: String) {
        let civil = CivilZone(zone)
        #expect(civil.instant(text)?.description == utc)
        #expect(Instant(utc).map(civil.text) == text)
    }

    @Test(arguments: [
        "2025-09-01", "2025-09-01 24:00", "2025-09-01 08:60", "2025-02-30 08:00", "8:00",
    ])
    func whatIsNoMomentIsNotRead(_ text: String) {
        #expect(CivilZone("Asia/Shanghai").instant(text) == nil)
    }
}
