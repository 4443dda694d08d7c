// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
import Casework
import Testing
import TownHall
import WorkCalendar
import Workflow

/// An unmet condition as a person reads it, in both languages.
struct Gap: Equatable, CustomStringConvertible {
    var code: String
    /// What is missing: Chinese, English.
    var sentence: Label
    /// What would mend it; nil where nothing can.
    var mend: Label?
    /// The same as a value.
    var remedies: [Remedy]
    /// The rules that ask for it, as a lawyer cites them; empty for what holds by itself.
    var basis: [Label]

    init(
        _ code: String, _ zh: String, _ en: String, mend: Label? = nil,
        as remedy: Remedy? = nil, basis: [Label] = [Gap.practice]
    ) {
        self.code = code
        self.sentence = Label(zh, en)
        self.mend = mend
        self.remedies = remedy.map { [$0] } ?? []
        self.basis = basis
    }

    init(_ unmet: Unmet, laws: NamedList<Law>, on day: Day) {
        self.code = unmet.code
        self.sentence = unmet.sentence
        self.mend = unmet.remedies.sentence
        self.remedies = unmet.remedies
        self.basis = unmet.basis.map { $0.cited(by: laws, on: day) }
    }

    static let practice = Label("工作惯例", "practice")

    var description: String {
        "\(self.code): \(self.sentence.zh) / \(self.sentence.en); mend \(self.mend?.zh ?? "–") / "
            + "\(self.mend?.en ?? "–"); basis \(self.basis.map { "\($0.zh) / \($0.en)" })"
    }
}

extension Suggestion {
    /// An act on a day is refused for these reasons and no others, `why` says the same, and nothing
    /// is written.
    func refuses(
        _ day: Day, _ event: String, by who: Who, _ fields: [String: Value] = [:],
        roles: [String: String] = [:], happenedOn: Day? = nil,
        code: CaseworkError.Code = .refused, because expected: [Gap],
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        try await self.town.wait(until: day)
        let before = try await self.town.engine.health.status().head
        let laws = try await self.town.engine.cases.view(self.id).definition.laws
        do {
            try await self.town.act(self.id, event, by: who, fields, roles: roles, on: happenedOn)
            Issue.record("\(event) was not refused", sourceLocation: location)
        } catch {
            #expect(error.code == code, sourceLocation: location)
            let gaps = error.unmet.map { Gap($0, laws: error.laws ?? laws, on: error.day ?? day) }
            #expect(gaps == expected, "\(gaps)", sourceLocation: location)
        }
        #expect(try await self.town.engine.health.status().head == before, sourceLocation: location)
        // `why` takes neither another day nor roles to bind.
        guard happenedOn == nil, roles.isEmpty else { return }
        let answer = try await self.town.why(self.id, event, by: who, fields)
        #expect(answer?.isPossible == false, sourceLocation: location)
        let reasons = answer?.unmet.map { Gap($0, laws: laws, on: day) } ?? []
        #expect(
            reasons.map(\.mend) == expected.map(\.mend)
                && reasons.map(\.basis) == expected.map(\.basis),
            "\(reasons)", sourceLocation: location)
    }
}
