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

/// The worked examples of the law, and ten thousand more by a reckoner that is not ours.
@Suite struct LawVectorTests {
    static let rows: [Substring] = {
        let url = PackageRoot.file("Tests/CalendarTests/law-vectors.csv")
        let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        return Array(text.split(separator: "\n").dropFirst())
    }()
    static let vectors = rows.compactMap(LawVector.init)

    static func reckoner() throws -> Reckoner {
        let url = PackageRoot.file("Sources/Daemon/Rulebook/Shipped/calendars/cn-holidays.csv")
        let text = try String(contentsOf: url, encoding: .utf8)
        return Reckoner(try HolidayCalendar(name: "cn-holidays", csv: text))
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

    @Test(.timeLimit(.minutes(2)))
    func tenThousandRandomPeriodsEndWherePythonSays() throws {
        let seed = UInt64.random(in: 0...UInt64(UInt32.max))
        var generator = SeededNumbers(seed: seed)
        let reckoner = try LawVectorTests.reckoner()
        let questions = (0..<10_000).map { _ in RandomPeriod(&generator) }
        let answers = try Python.run(
            "reckon.py", input: questions.map(\.question).joined(separator: "\n") + "\n"
        ).split(separator: "\n").map(String.init)
        try #require(answers.count == questions.count)
        for (question, answer) in zip(questions, answers) {
            let ours = question.answer(by: reckoner)
            #expect(ours == answer, "\(question.question), seed \(seed)")
        }
    }
}

/// A period from a day, as a question for the reckoner that is not ours.
struct RandomPeriod {
    var word: String
    var start: Day
    var count: Int
    var rolls: Bool

    /// Within and around the years whose holidays are known.
    init(_ generator: inout SeededNumbers) {
        let first = Day(2016, 1, 1)?.number ?? 0
        let last = Day(2028, 12, 31)?.number ?? 0
        self.start = Day(number: Int.random(in: first...last, using: &generator))
        self.word =
            ["months", "days", "workdays", "before", "years"].randomElement(using: &generator)
            ?? "days"
        self.count = Int.random(in: 0...(self.word == "years" ? 3 : 120), using: &generator)
        if self.word == "months" { self.count %= 25 }
        if self.word == "before" { self.count = self.count % 30 + 1 }
        self.rolls =
            ["months", "days", "years"].contains(self.word) && Bool.random(using: &generator)
    }

    var question: String {
        "\(self.word) \(self.start) \(self.count)\(self.rolls ? " roll" : "")"
    }

    func answer(by reckoner: Reckoner) -> String {
        let roll: RollOver = self.rolls ? .nextWorkingDay : .none
        let end: PeriodEnd =
            switch self.word {
            case "months":
                reckoner.end(of: Period(self.count, .months), from: self.start, roll: roll)
            case "years": reckoner.end(of: Period(self.count, .years), from: self.start, roll: roll)
            case "workdays":
                reckoner.end(of: Period(self.count, .workingDays), from: self.start, roll: .none)
            case "before":
                reckoner.latest(before: self.start, leaving: Period(self.count, .workingDays))
            default: reckoner.end(of: Period(self.count, .days), from: self.start, roll: roll)
            }
        return "\(end.due)\(end.isProvisional ? " provisional" : "")"
    }
}
