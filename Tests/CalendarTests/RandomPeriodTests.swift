// SPDX-License-Identifier: Apache-2.0
import Testing
import Witness
import WorkCalendar

/// A period from a day, as a question for the reckoner that is not ours.
struct RandomPeriod {
    var word: String
    var start: Day
    var period: Period
    var rolls: Bool
    var pauses: [DayInterval]

    /// Within and around the years whose holidays are known.
    init(_ generator: inout SeededNumbers) {
        let first = Day(year: 2016, month: 1, day: 1)?.number ?? 0
        let last = Day(year: 2028, month: 12, day: 31)?.number ?? 0
        self.start = Day(number: Int.random(in: first...last, using: &generator))
        let unit = Period.Unit.allCases.randomElement(using: &generator) ?? .days
        let longest =
            switch unit {
            case .days, .workingDays: 120
            case .months: 24
            case .years: 3
            }
        let isBackward = Int.random(in: 0..<5, using: &generator) == 0
        self.period = Period(Int.random(in: 0...longest, using: &generator), unit)
        self.word = isBackward ? "before" : RandomPeriod.word(unit)
        self.rolls = !isBackward && unit != .workingDays && Bool.random(using: &generator)
        self.pauses = []
        guard !isBackward, Bool.random(using: &generator) else { return }
        // Some begin before the period, some overlap, some are empty, some come too late.
        let reach = 40 + self.plainLength
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let from = self.start.adding(days: Int.random(in: -20...reach, using: &generator))
            let length = Int.random(in: 0...60, using: &generator)
            self.pauses.append(DayInterval(from: from, to: from.adding(days: length)))
        }
    }

    private static func word(_ unit: Period.Unit) -> String {
        switch unit {
        case .days: "days"
        case .workingDays: "workdays"
        case .months: "months"
        case .years: "years"
        }
    }

    private var plainLength: Int {
        switch self.period.unit {
        case .days: self.period.count
        case .workingDays: self.period.count * 7 / 5
        case .months: self.period.count * 30
        case .years: self.period.count * 365
        }
    }

    var question: String {
        let unit = self.word == "before" ? " \(RandomPeriod.word(self.period.unit))" : ""
        let pauses = self.pauses.map { " \($0.from)..\($0.to)" }.joined()
        return "\(self.word) \(self.start) \(self.period.count)\(unit)\(self.rolls ? " roll" : "")"
            + pauses
    }

    func answer(by reckoner: Reckoner) -> String {
        let roll: RollOver = self.rolls ? .nextWorkingDay : .none
        let end =
            self.word == "before"
            ? reckoner.latest(before: self.start, leaving: self.period)
            : reckoner.end(of: self.period, from: self.start, roll: roll, pauses: self.pauses)
        let answer = "\(end.due)\(end.isProvisional ? " provisional" : "")"
        guard !self.pauses.isEmpty else { return answer }
        let days = reckoner.explain(
            self.period, from: self.start, roll: roll, pauses: self.pauses)
        return "\(answer) paused \(days.count { $0.treatment == .paused })"
    }
}

/// Ten thousand periods by a reckoner that is not ours.
@Suite struct RandomPeriodTests {
    @Test(.timeLimit(.minutes(60)))
    func tenThousandRandomPeriodsEndWherePythonSays() throws {
        let seed = UInt64.random(in: 0...UInt64(UInt32.max))
        var generator = SeededNumbers(seed: seed)
        let reckoner = Reckoner(try ShippedCalendar.book().newest)
        let questions = (0..<10_000).map { _ in RandomPeriod(&generator) }
        let answers = try Python.run(
            "reckon.py", input: questions.map(\.question).joined(separator: "\n") + "\n"
        ).split(separator: "\n").map(String.init)
        try #require(answers.count == questions.count)
        for (question, answer) in zip(questions, answers) {
            let ours = question.answer(by: reckoner)
            #expect(ours == answer, "\(question.question), seed \(seed)")
        }
        // The test is worth something only when each kind of question is asked often.
        for word in ["days", "workdays", "months", "years", "before"] {
            #expect(questions.count { $0.word == word } > 1_000, "\(word), seed \(seed)")
        }
        #expect(answers.count { $0.contains("paused") && !$0.hasSuffix("paused 0") } > 2_000)
    }

    @Test func newestVersionWorksOnTheDaysOnWhichPythonWorks() throws {
        let calendar = try ShippedCalendar.book().newest
        let first = try ShippedCalendar.day("2018-01-01")
        let days = (0..<3_287).map { first.adding(days: $0) }
        #expect(days.last == Day("2026-12-31"))
        let answers = try Python.run(
            "reckon.py", input: days.map { "worked \($0)" }.joined(separator: "\n") + "\n"
        ).split(separator: "\n")
        try #require(answers.count == days.count)
        for (day, answer) in zip(days, answers) {
            #expect((calendar.isWorked(day) ? "worked" : "free") == answer, "\(day)")
        }
    }
}
