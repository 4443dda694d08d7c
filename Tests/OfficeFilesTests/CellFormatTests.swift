// SPDX-License-Identifier: Apache-2.0
@testable import OfficeFiles
import Testing

/// Which formats of cells are days.
@Suite struct CellFormatTests {
    @Test(arguments: [
        ("yyyy\"年\"m\"月\"d\"日\";@", CellFormat.day), ("yyyy/m/d h:mm", .day),
        ("m\"月\"d\"日\"", .day),
        ("[$-804]aaaa;@", .number), ("General", .number), ("0.00", .number), ("h:mm", .number),
        ("[h]:mm", .number), ("mm:ss", .number), ("\"day\" 0", .number), ("000000", .padded(6)),
        ("#,##0.00_);[Red]\\(#,##0.00\\)", .number), ("0", .number), ("@", .number),
        ("mmm-yy", .day),
        ("0\\d", .number), ("yyyy年mm月", .day), ("0%", .number), ("[Red]0", .number),
    ])
    func codeIsOfThisKind(_ code: String, _ format: CellFormat) {
        #expect(CellFormat(code: code) == format)
    }

    /// By Excel's own answers: day 1 is 1 January 1900, 60 the day that never was, 2958465 the last.
    @Test(
        arguments: [
            (1, "1900-01-01"), (59, "1900-02-28"), (60, nil), (61, "1900-03-01"),
            (45_748, "2025-04-01"),
            (45_748.5, "2025-04-01 12:00:00"), (45_748.999_999_9, "2025-04-02"), (0.5, nil),
            (2_958_465, "9999-12-31"), (2_958_466, nil), (-3, nil), (36_526, "2000-01-01"),
        ] as [(Double, String?)])
    func serialIsThisDay(_ serial: Double, _ day: String?) {
        #expect(CellDate.text(serial, isFrom1904: false) == day)
    }

    /// Day 1 of the other way to count is 2 January 1904.
    @Test func daysFrom1904AreFourYearsAndADayLater() {
        #expect(CellDate.text(1, isFrom1904: true) == "1904-01-02")
        #expect(CellDate.text(44_286, isFrom1904: true) == "2025-04-01")
    }

    @Test(arguments: [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")])
    func columnsHaveThesesLetters(_ column: Int, _ letters: String) {
        #expect(Sheet.letters(of: column) == letters)
        #expect(Sheet.place(letters + "7")?.column == column)
    }
}
