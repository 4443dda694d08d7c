// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing
import Witness
import WorkCalendar

/// One worked example of the law: a period, where it ends by counting, and where it ends in law.
struct LawVector: Sendable, CustomTestStringConvertible {
    var number: String
    var start: Day
    /// One step, or several that follow on from each other's unrolled ends.
    var steps: [Period]
    var isBackward: Bool
    var roll: RollOver
    /// Not given for working days.
    var unrolled: Day?
    var due: Day
    var isProvisional: Bool

    var testDescription: String { self.number }

    /// A row of `law-vectors.csv`; nil for one that cannot be read.
    init?(_ row: Substring) {
        let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard cells.count == 9, let start = Day(cells[2]), let roll = RollOver(rawValue: cells[5]),
            let due = Day(cells[7])
        else { return nil }
        let unit = cells[4].split(separator: " ").filter { $0 != "before" }.joined(separator: " ")
        let steps = cells[3].split(separator: "+").map { Period("\($0) \(unit)") }
        guard !steps.isEmpty, !steps.contains(nil) else { return nil }
        self.number = cells[0]
        self.start = start
        self.steps = steps.compactMap { $0 }
        self.isBackward = cells[4].hasSuffix("before")
        self.roll = roll
        self.unrolled = Day(cells[6])
        self.due = due
        self.isProvisional = cells[8] == "yes"
    }

    /// Where the reckoner says it ends.
    func end(by reckoner: Reckoner) -> PeriodEnd {
        if self.isBackward { return reckoner.latest(before: self.start, leaving: self.steps[0]) }
        var end = PeriodEnd(unrolled: self.start, due: self.start, isProvisional: false)
        for step in self.steps {
            end = reckoner.end(of: step, from: end.unrolled, roll: self.roll)
        }
        return end
    }
}

/// The worked examples of the law.
@Suite struct LawVectorTests {
    static let rows: [Substring] = {
        let url = PackageRoot.file("Tests/CalendarTests/law-vectors.csv")
        let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        return Array(text.split(separator: "\n").dropFirst())
    }()
    static let vectors = rows.compactMap(LawVector.init)

    static func reckoner() throws -> Reckoner {
        Reckoner(try ShippedCalendar.book().newest)
    }

    @Test func everyRowOfTheTableIsRead() {
        #expect(LawVectorTests.vectors.count == 114)
        #expect(LawVectorTests.rows.count == LawVectorTests.vectors.count)
    }

    @Test(arguments: vectors) func periodEndsWhereTheLawSays(_ vector: LawVector) throws {
        let end = vector.end(by: try LawVectorTests.reckoner())
        #expect(end.due == vector.due)
        #expect(end.isProvisional == vector.isProvisional)
        if let unrolled = vector.unrolled { #expect(end.unrolled == unrolled) }
    }

    /// Every day that an explanation lists as counted is one of the period's.
    @Test(arguments: vectors.filter { !$0.isBackward && $0.steps.count == 1 })
    func explanationCountsAsManyDaysAsThePeriodHas(_ vector: LawVector) throws {
        let reckoner = try LawVectorTests.reckoner()
        let days = reckoner.explain(vector.steps[0], from: vector.start, roll: vector.roll)
        let end = vector.end(by: reckoner)
        let counted = days.map(\.number).max() ?? 0
        let expected =
            vector.steps[0].unit == .workingDays
            ? vector.steps[0].count : end.unrolled.days(since: vector.start)
        #expect(counted == expected)
        #expect(days.last?.day == end.due)
    }
}
