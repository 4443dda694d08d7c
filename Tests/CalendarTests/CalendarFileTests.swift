// SPDX-License-Identifier: Apache-2.0
import Testing
import WorkCalendar

/// What the reader of calendar files refuses, with the line.
@Suite struct CalendarFileTests {
    static let header = "date,kind,name,announced,notice"
    static let year = "2030-01-01,year,2030年,2029-11-01,1号"

    /// Rows after the header, the line that is wrong, and a word of the reason.
    static let faults: [([String], Int, String)] = [
        (["2030-01-01,holiday,元旦"], 2, "five cells"),
        ([year, "2030-02-30,holiday,元旦,2029-11-01,1号"], 3, "2030-02-30"),
        ([year, "2030-01-01,holiday,元旦,29-11-01,1号"], 3, "29-11-01"),
        ([year, "2030-01-01,holiday,元旦,2029-11-01,"], 3, "document number"),
        ([year, "2030-01-01,free,元旦,2029-11-01,1号"], 3, "not free"),
        ([year, "2030-01-02,workday,元旦,2029-11-01,1号"], 3, "weekend"),
        (["2030-01-02,year,2030年,2029-11-01,1号"], 2, "1 January"),
        (
            [
                year, "2030-01-01,holiday,元旦,2029-11-01,1号", "",
                "2030-01-01,holiday,元旦,2029-11-01,2号",
            ], 5, "twice"
        ),
        ([year, "2031-01-01,holiday,元旦,2029-11-01,1号"], 3, "2031-01-01,year"),
        ([year, "2030-01-01,holiday,元旦,2029-10-31,1号"], 3, "2030-01-01,year"),
        ([year, "2030-01-05,ordinary,元旦,2029-11-01,1号"], 3, "take back"),
        ([year, "2030-01-01,holiday,\"元旦,2029-11-01,1号"], 3, "not closed"),
        ([year, "2030-01-01,holiday,\"元\"旦,2029-11-01,1号"], 3, "closing quotation"),
        ([year, "2032-01-01,year,2032年,2031-11-01,1号"], 3, "2032"),
        ([year, "2030-01-01,year,2030年,2030-11-01,1号"], 3, "2030"),
    ]

    @Test(arguments: faults) func faultIsRefusedWithItsLine(
        _ rows: [String], _ line: Int, _ word: String
    ) throws {
        let csv = ([CalendarFileTests.header] + rows).joined(separator: "\n")
        let error = try #require(throws: CalendarError.self) {
            try CalendarBook(name: "test", csv: csv)
        }
        guard case .badRow(let number, let reason, _) = error else { return }
        #expect(number == line)
        #expect(reason.contains(word), "\(reason)")
    }

    @Test(arguments: ["", "date,kind,name\n2030-01-01,holiday,元旦\n"])
    func otherHeaderIsRefused(_ csv: String) {
        #expect(throws: CalendarError.self) { try CalendarBook(name: "test", csv: csv) }
    }

    @Test func orderOfRowsAndLineEndingsDoNotMatter() throws {
        let text = try ShippedCalendar.text()
        let rows = text.split(separator: "\n")
        let turned = ([rows[0]] + rows.dropFirst().reversed()).joined(separator: "\r\n")
        let (book, other) = (
            try ShippedCalendar.book(), try CalendarBook(name: "cn-holidays", csv: turned)
        )
        #expect(book == other)
    }

    @Test func noticesOfOneDayMakeOneVersion() throws {
        let rows = [
            CalendarFileTests.header, CalendarFileTests.year,
            "2030-01-01,holiday,元旦,2029-11-01,2号",
        ]
        let book = try CalendarBook(name: "test", csv: rows.joined(separator: "\n"))
        #expect(book.versions.map(\.notice) == ["1号、2号"])
    }

    @Test func fileWithoutRowsKnowsNothing() throws {
        let book = try CalendarBook(name: "test", csv: CalendarFileTests.header + "\n")
        #expect(book.versions.isEmpty && book.newest.knownYears.isEmpty)
        let end = Reckoner(book.newest).end(
            of: Period(5, .workingDays), from: try ShippedCalendar.day("2026-09-30"), roll: .none)
        #expect(end.due == Day("2026-10-07") && end.isProvisional)
    }
}
