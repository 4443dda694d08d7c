// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import Witness
import WorkCalendar

/// The calendar that is shipped, for the tests of this room.
enum ShippedCalendar {
    /// Its text.
    static func text() throws -> String {
        let url = PackageRoot.file("Sources/Daemon/Rulebook/Shipped/calendars/cn-holidays.csv")
        return try String(contentsOf: url, encoding: .utf8)
    }

    /// All its versions.
    static func book() throws -> CalendarBook {
        try CalendarBook(name: "cn-holidays", csv: try self.text())
    }

    /// A reckoner by what was known on a day.
    static func reckoner(knownOn day: String) throws -> Reckoner {
        Reckoner(try self.book().known(on: try self.day(day)))
    }

    /// A day that must be one.
    static func day(_ text: String) throws -> Day {
        try #require(Day(text))
    }

    /// An interval such as `2025-04-03..2025-04-10`.
    static func interval(_ text: String) throws -> DayInterval {
        let ends = text.components(separatedBy: "..")
        try #require(ends.count == 2)
        return DayInterval(from: try self.day(ends[0]), to: try self.day(ends[1]))
    }
}
