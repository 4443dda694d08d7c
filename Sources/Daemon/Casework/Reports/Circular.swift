// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Rulebook
internal import Storage
package import WorkCalendar
internal import Workflow

/// The month's circular (通报): what each office had in hand, answered and left, and who is late.
package struct CircularView: Sendable {
    /// An office's figures at the end of the month.
    package struct Office: Sendable {
        /// Its code; empty where it is not in the directory.
        package var code: String
        /// Its name.
        package var name: String
        /// Runs that began in the year.
        package var assigned = 0
        /// Of them answered by the end of the month; and in the month.
        package var answered = 0
        package var answeredInMonth = 0
        /// Answered in time, of those answered or due.
        package var inTime = 0
        package var judged = 0
        /// Not answered yet: near none, near, late.
        package var green = 0
        package var yellow = 0
        package var red = 0
        /// By how many days the longest is late.
        package var lateDays = 0
        /// How often it was chased in the month.
        package var chased = 0
        /// Answers rated in the year, and of them with satisfaction.
        package var rated = 0
        package var satisfied = 0
        /// Its place among the offices, from 1; and a month before, where it had one.
        package var rank = 0
        package var rankBefore: Int?

        /// Not answered yet.
        package var inHand: Int { self.green + self.yellow + self.red }
    }

    /// A matter that is late.
    package struct Late: Sendable {
        /// The case.
        package var caseID: String
        /// Its number and title, as the viewer reads them.
        package var number: String
        package var title: String
        /// Whose it is.
        package var office: String
        /// When it was due, and by how many days it is late.
        package var due: Day
        package var days: Int
    }

    /// The month's first day, and the day for which it is told: its last, or today.
    package var from: Day
    package var to: Day
    /// The offices, by rank.
    package var offices: [Office] = []
    /// The matters that are late, the longest first.
    package var late: [Late] = []
    /// Cases that could not be gone through for that day.
    package var unread = 0
    /// As a paper (``PaperForm/PaperMarkup``).
    package var text = ""
    /// The event by which an office is chased.
    package var chase = ""

    /// All offices together.
    package var total: Office {
        self.offices.reduce(into: Office(code: "", name: "")) { total, office in
            for part in [
                \Office.assigned, \.answered, \.answeredInMonth, \.inTime, \.judged, \.green,
                \.yellow, \.red, \.chased, \.rated, \.satisfied,
            ] { total[keyPath: part] += office[keyPath: part] }
            total.lateDays = max(total.lateDays, office.lateDays)
        }
    }
}

extension Reports {
    /// The circular of a month, as the cases stood on its last day, as known now.
    ///
    /// - Parameters:
    ///   - day: a day of the month.
    ///   - place: only offices of this place; nil: all.
    ///   - knownOn: only what had been recorded by the end of this day: a circular that was sent out can be told again.
    package func circular(
        of day: Day, place: String?, knownOn: Day? = nil
    ) async throws(CaseworkError) -> CircularView {
        let (rules, now) = (self.rules, self.clock.now)
        let today = rules.nationalZone.day(of: now)
        guard let definition = rules.rulebook.conventions.circular else {
            throw CaseworkError.invalid(
                "month", "现行规则没有规定通报内容(circular)", "the rules in force name nothing for a circular")
        }
        let first = day.firstOfMonth
        guard first <= today else {
            throw CaseworkError.invalid(
                "month", "\(day)所在月份还没有开始", "the month of \(day) has not begun")
        }
        let last = first.adding(days: 31).firstOfMonth.adding(days: -1)
        let papers = rules.rulebook.papers
        return try await self.look { reader, visibility in
            let offices = Dictionary(
                try reader.offices().map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
            let ends = [min(last, today, knownOn ?? today), first.adding(days: -1)]
            var counts = ends.map { CircularCount(definition, to: $0, place, offices) }
            let loader = CaseLoader(reader, rules, now)
            for workflow in definition.workflows {
                var query = CaseQuery(limit: CaseworkLimits.listed)
                query.workflow = workflow
                query.sight = try visibility.sight()
                query.includesVoid = knownOn != nil
                while true {
                    let rows = try reader.cases(query)
                    for row in rows where !row.isQuarantined {
                        for index in counts.indices {
                            let asOf = ends[index] < today ? ends[index] : nil
                            let vantage = Vantage(asOf: asOf, knownOn: knownOn)
                            try counts[index].take(loader.load(row, from: vantage, in: reader)) {
                                try visibility.kept(in: row).shown($0)
                            }
                        }
                    }
                    guard rows.count == query.limit else { break }
                    query.after = rows.last?.id
                }
            }
            var view = CircularView(from: first, to: ends[0])
            view.chase = definition.chased
            let before = counts[1].ranked
            view.offices = counts[0].ranked.map { office in
                var office = office
                let earlier = before.first { ($0.code, $0.name) == (office.code, office.name) }
                office.rankBefore = earlier.flatMap { $0.rank > 0 ? $0.rank : nil }
                return office
            }
            view.late = counts[0].late.sorted {
                ($0.days, $1.office, $1.caseID) > ($1.days, $0.office, $0.caseID)
            }
            view.unread = counts[0].unread
            view.text = papers.circular(view.names) ?? ""
            return view
        }
    }
}
