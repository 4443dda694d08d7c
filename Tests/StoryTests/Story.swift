// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
import Casework
import Storage
import Testing
import TownHall
import WorkCalendar
import Witness
import Workflow

/// A case's life, told row by row through the real engine.
///
/// Each row is an act on its day, the state after it, and the clocks that run then. The due dates are told as questions for a reckoner that
/// is not ours (`months 2025-04-01 3 roll`, several joined by ` | ` for the earliest; after ` = ` may
/// stand the date that the story itself gives) and are compared at the end, in one batch.
final class Story {
    /// Clock → the question for its due date, or ``noDate``.
    typealias Clocks = [String: String]
    /// A clock that waits for its start fact.
    static let noDate = "no date yet"

    let town: TownHall
    private var dates: [(row: String, question: String, due: Day?)] = []

    init(
        in plan: TownHall.Plan, from day: Day, livingBy files: [String: String]? = nil
    ) async throws {
        self.town = try await TownHall(plan, on: day, livingBy: files)
    }

    /// A case is opened.
    func opens(
        _ day: Day, _ workflow: String, by who: Who, _ fields: [String: Value],
        roles: [String: String] = [:], state: String, clocks: Clocks? = nil
    ) async throws -> String {
        try await self.quietly(until: day)
        let result = try await self.town.open(workflow, by: who, fields, roles: roles)
        #expect(result.state == state, "\(day) open")
        if let clocks { try await self.expect(clocks, of: result.caseID, "\(day) open") }
        return result.caseID
    }

    /// A row of the table; what the daemon does at once in other cases is listed in `then`.
    func row(
        _ day: Day, _ id: String, _ event: String, by who: Who, _ fields: [String: Value] = [:],
        roles: [String: String] = [:], state: String, clocks: Clocks, then: [String] = []
    ) async throws {
        try await self.quietly(until: day)
        do {
            let result = try await self.town.act(id, event, by: who, fields, roles: roles)
            #expect(result.state == state, "\(day) \(id) \(event)")
            #expect(result.consequences.map(self.line) == then, "\(day) \(id) \(event)")
        } catch {
            Issue.record(
                "\(day) \(id) \(event): \(error.sentence.en): \(error.unmet.map(\.sentence.en))")
        }
        try await self.expect(clocks, of: id, "\(day) \(id) \(event)")
    }

    /// An act that may not be: nothing changes, and these conditions are named, each by its sentence
    /// and, where `about` is given, by its code and what it is about (`field fine`).
    func refused(
        _ day: Day, _ id: String, _ event: String, by who: Who, _ fields: [String: Value] = [:],
        about: [String]? = nil, unmet: [String]
    ) async throws {
        try await self.quietly(until: day)
        let before = try await self.town.engine.cases.view(id)
        do {
            try await self.town.act(id, event, by: who, fields)
            Issue.record("\(day) \(id) \(event) was not refused")
        } catch {
            #expect(error.unmet.map(\.sentence.en) == unmet, "\(day) \(id) \(event)")
            if let about { #expect(error.unmet.map(\.about) == about, "\(day) \(id) \(event)") }
        }
        let after = try await self.town.engine.cases.view(id)
        #expect(after.row.version == before.row.version && after.row.state == before.row.state)
        #expect(after.facts.clocks == before.facts.clocks)
    }

    /// A paper is filed.
    func files(_ day: Day, _ id: String, _ kinds: String..., by who: Who) async throws {
        try await self.quietly(until: day)
        for kind in kinds { try await self.town.file(id, kind, by: who) }
    }

    /// Every letter goes out; the daemon then does what waited for it.
    func sends(
        _ day: Day, _ id: String, by who: Who, then: [String], clocks: Clocks
    ) async throws {
        try await self.quietly(until: day)
        let result = try await self.town.send(id, by: who)
        #expect(result.consequences.map(self.line) == then, "\(day) \(id) send")
        try await self.expect(clocks, of: id, "\(day) \(id) send")
    }

    /// Nothing but time: on the morning of `day` the daemon has done this, as of the day on which it
    /// fell due.
    func time(
        until day: Day, _ id: String, _ event: String, happenedOn due: String, state: String,
        clocks: Clocks
    ) async throws {
        try await self.time(
            until: day, id, event, happenedOn: due, then: ["\(id) \(event) → \(state)"],
            clocks: clocks)
    }

    /// The same where more follows: everything the daemon did, in order.
    func time(
        until day: Day, _ id: String, _ event: String, happenedOn due: String, then: [String],
        clocks: Clocks
    ) async throws {
        let done = try await self.town.wait(until: day)
        #expect(done.map(self.line) == then, "until \(day)")
        let lines = try await self.town.engine.cases.history(id, after: 0, limit: 0).lines
        let last = lines.last { $0.event == event }
        #expect(last?.enteredBy == nil, "\(event) by the daemon")
        self.dates.append(("\(event) happened on", due, last?.happenedOn))
        try await self.expect(clocks, of: id, "until \(day) \(id)")
    }

    /// The clocks that run now are these and no others.
    func expect(_ clocks: Clocks, of id: String, _ row: String) async throws {
        let view = try await self.town.engine.cases.view(id)
        // A window past due has lapsed by itself: nobody stops it.
        let running = view.facts.clocks.filter { run in
            let isWindow = view.definition.clocks[run.clock]?.kind == .window
            // Letters that wait have their own tests; a story names their clock where it is its matter.
            let isElsewhere = view.definition.isOfLetters(run.clock) && clocks[run.clock] == nil
            return run.isOpen && !isElsewhere
                && !(isWindow && run.due.map { $0 < view.today } ?? false)
        }
        #expect(Set(running.map(\.clock)) == Set(clocks.keys), "\(row): clocks")
        for run in running {
            guard let question = clocks[run.clock] else { continue }
            if question == Story.noDate {
                #expect(run.due == nil, "\(row): \(run.clock)")
            } else {
                self.dates.append(("\(row): \(run.clock)", question, run.due))
            }
        }
    }

    /// The letters of a kind: to whom, and how many copies.
    func letters(_ kind: String, of id: String) async throws -> [String] {
        try await self.town.engine.cases.view(id).deliveries.filter { $0.kind == kind }
            .map { "\($0.recipient.name) ×\($0.copies)" }.sorted()
    }

    /// Children of a case, in order of opening.
    func children(of id: String) async throws -> [String] {
        try await self.town.engine.cases.view(id).children.map(\.row.id)
    }

    /// A question to the reckoner about something else than a running clock.
    func asks(_ question: String, about row: String, answer: Day?) {
        self.dates.append((row, question, answer))
    }

    /// A question to the reckoner whose answer is no date.
    func asksPlainly(_ question: String, answer: String) throws {
        let told = try Python.run("reckon.py", input: question + "\n").split(separator: "\n")
        #expect(told.map(String.init) == [answer], "\(question)")
    }

    /// Compares every due date of the story with the reckoner that is not ours, and checks the chain.
    func ends() async throws {
        let told = self.dates.map { $0.question.split(separator: " = ").map(\.trimmed) }
        let questions = told.map { $0[0].split(separator: "|").map(\.trimmed) }
        let answers = try Python.run(
            "reckon.py", input: questions.joined().joined(separator: "\n") + "\n"
        ).split(separator: "\n").map { $0.prefix { $0 != " " } }
        try #require(answers.count == questions.joined().count)
        var rest = answers[...]
        for (index, date) in self.dates.enumerated() {
            let earliest = rest.prefix(questions[index].count).min().map(String.init)
            rest = rest.dropFirst(questions[index].count)
            #expect(date.due?.description == earliest, "\(date.row) (\(date.question))")
            if told[index].count > 1 {
                #expect(earliest == told[index][1], "\(date.row): the story itself")
            }
        }
        let chain = try await self.town.engine.health.verify()
        #expect(chain.problems.isEmpty && chain.lines > 0, "\(chain.problems)")
    }

    /// The running number of a case: `000007`.
    static func six(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    private func quietly(until day: Day) async throws {
        let done = try await self.town.wait(until: day)
        #expect(done.isEmpty, "before \(day) the daemon did \(done.map(self.line))")
    }

    private func line(_ consequence: Consequence) -> String {
        "\(consequence.caseID) \(consequence.event) → \(consequence.state)"
    }
}

extension Unmet {
    /// Its code and what it is about: `field fine`.
    var about: String {
        let names = ["field", "document", "event", "clock", "workflow", "cases", "table"]
        let subject = names.compactMap { self.parameters[$0] }.first
        return ([self.code] + (subject.map { [$0] } ?? [])).joined(separator: " ")
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(self.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
