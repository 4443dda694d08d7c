// SPDX-License-Identifier: Apache-2.0

/// The holiday notices of a country in order of announcement, and the calendar that each left.
///
/// What was known on a day can be asked long after: a due date that was right when it was reckoned
/// can be reckoned again, whatever has been announced since.
package struct CalendarBook: Sendable, Hashable {
    /// The name: that of its file, without `.csv`.
    package let name: String
    /// A calendar for each day on which something was announced, in that order.
    package let versions: [HolidayCalendar]
    /// The calendar before the first notice: Monday to Friday, and no year known.
    private let blank: HolidayCalendar

    /// Reads a calendar file: a header `date,kind,name,announced,notice`, then a row for each day
    /// that a notice speaks of.
    ///
    /// The kinds are `holiday`, `workday` (a weekend day that is worked), `ordinary` (an earlier
    /// exception is taken back) and `year` (dated 1 January: the notice makes that year known). A
    /// row announced later replaces an earlier one of the same date. The order of rows is free.
    ///
    /// - Throws: ``CalendarError/badRow(line:reason:zh:)`` naming the line.
    package init(name: String, csv: String) throws(CalendarError) {
        let rows = try CalendarRow.read(csv)
        let noDay = Day(year: CalendarLimits.years.lowerBound, month: 1, day: 1) ?? Day(number: 0)
        let blank = HolidayCalendar(
            version: "\(name)@\(noDay)", notice: "", announcedOn: noDay, knownYears: 0..<0,
            exceptions: [:])
        var versions: [HolidayCalendar] = []
        for day in Set(rows.map(\.announced)).sorted() {
            let announced = rows.filter { $0.announced == day }
            versions.append(
                try Announcement(day: day, rows: announced).applied(
                    to: versions.last ?? blank, name: name))
        }
        self.name = name
        self.versions = versions
        self.blank = blank
    }

    /// The calendar made of all that is announced in this book.
    package var newest: HolidayCalendar {
        self.versions.last ?? self.blank
    }

    /// The calendar as it was known on a day: all rows announced on or before it.
    package func known(on day: Day) -> HolidayCalendar {
        self.versions.last { $0.announcedOn <= day } ?? self.blank
    }

    /// The calendar of a version such as `cn-holidays@2020-01-26`; nil when this book has no such.
    package func version(_ id: String) -> HolidayCalendar? {
        (self.versions + [self.blank]).first { $0.version == id }
    }

    /// The year whose notice is missing on `today`: this year, or the next one from
    /// ``CalendarLimits/noticeMonth`` on; nil when nothing is missing.
    package func whatIsMissing(on today: Day) -> Int? {
        let known = self.known(on: today).knownYears
        let (year, month, _) = today.components
        if !known.contains(year) { return year }
        guard month >= CalendarLimits.noticeMonth, !known.contains(year + 1) else { return nil }
        return year + 1
    }
}

/// What was announced on one day.
private struct Announcement {
    var day: Day
    var rows: [CalendarRow]

    /// The calendar after this announcement.
    func applied(
        to calendar: HolidayCalendar, name: String
    ) throws(CalendarError) -> HolidayCalendar {
        let years = try self.knownYears(after: calendar.knownYears)
        var exceptions = calendar.exceptions
        var seen: Set<Day> = []
        for row in self.rows where row.content != .year {
            guard seen.insert(row.day).inserted else {
                throw .badRow(
                    line: row.line, reason: "\(row.day) stands twice in what \(self.day) announced",
                    zh: "\(self.day)公布的安排中\(row.day)写了两次")
            }
            guard years.contains(row.day.year) else {
                throw .badRow(
                    line: row.line,
                    reason: "no notice up to \(self.day) makes \(row.day.year) known: "
                        + "a row \(row.day.year)-01-01,year is missing",
                    zh: "到\(self.day)为止没有通知使\(row.day.year)年成为已知:缺 \(row.day.year)-01-01,year 一行")
            }
            switch row.content {
            case .exception(let kind): exceptions[row.day] = kind
            case .ordinary:
                guard exceptions.removeValue(forKey: row.day) != nil else {
                    throw .badRow(
                        line: row.line,
                        reason: "\(row.day) is no exception before \(self.day): "
                            + "nothing to take back",
                        zh: "\(self.day)之前\(row.day)并非例外:无可收回")
                }
            case .year: break
            }
        }
        return HolidayCalendar(
            version: "\(name)@\(self.day)", notice: self.notice, announcedOn: self.day,
            knownYears: years, exceptions: exceptions)
    }

    /// Years become known one after the other: a gap would be counted as if it were known.
    private func knownYears(after known: Range<Int>) throws(CalendarError) -> Range<Int> {
        var known = known
        let years = self.rows.filter { $0.content == .year }.sorted { $0.day < $1.day }
        for row in years {
            let year = row.day.year
            guard known.isEmpty || year == known.upperBound else {
                throw .badRow(
                    line: row.line,
                    reason: "\(year) cannot become known: the years known until then are "
                        + "\(known.lowerBound) to \(known.upperBound - 1)",
                    zh: "\(year)年不能成为已知:此前已知的是\(known.lowerBound)至\(known.upperBound - 1)年")
            }
            known = (known.isEmpty ? year : known.lowerBound)..<(year + 1)
        }
        return known
    }

    /// The document number; several of one day are joined.
    private var notice: String {
        var notices: [String] = []
        for row in self.rows where !notices.contains(row.notice) { notices.append(row.notice) }
        return notices.joined(separator: "、")
    }
}
