// SPDX-License-Identifier: Apache-2.0
import PaperForm
import Rulebook
import Testing
import WorkCalendar
import Witness
import Workflow

/// The shipped templates: each paper that an act calls for can be made, of any case, and nothing is left out in
/// silence.
@Suite(.timeLimit(.minutes(60))) struct ShippedPaperTests {
    private static let rulebook = Result { try Rulebook.load(ShippedRulebook.files) }

    private func definitions() throws -> [WorkflowDefinition] {
        let rulebook = try Self.rulebook.get()
        return rulebook.workflowNames.flatMap { name -> [WorkflowDefinition] in
            let first = rulebook.workflow(name, profile: "cn")?.definition
            let parents = (first?.parents ?? []).compactMap {
                rulebook.workflow(name, profile: "cn", parent: $0)?.definition
            }
            return parents.isEmpty ? [first].compactMap(\.self) : parents
        }
    }

    private func paper(
        _ kind: String, _ matter: PaperMatter
    ) throws -> Paper? {
        let rulebook = try Self.rulebook.get()
        let text = rulebook.papers.paper(kind, of: matter, for: []) { name in
            rulebook.workflow(name, profile: "cn")?.definition
        }
        return try text.map { try PaperMarkup.paper($0) }
    }

    @Test func whatAnActCallsForHasATemplate() throws {
        for definition in try self.definitions() {
            let effects = [definition.opening.effects] + definition.transitions.map(\.effects)
            let kinds = Set(effects.flatMap(\.produces).map(\.document))
            let known = Set(
                try Self.rulebook.get().papers.kinds(of: definition, for: []).map(\.name))
            let missing = kinds.subtracting(known).sorted()
            #expect(missing.isEmpty, "\(definition.name): \(missing)")
        }
    }

    /// Of a case of which nothing is known each name is a gap, and each gap is called by a label.
    @Test func ofAnEmptyCaseEachPaperTellsItsGaps() throws {
        let day = try #require(Day("2025-03-03"))
        for definition in try self.definitions() {
            for kind in try Self.rulebook.get().papers.kinds(of: definition, for: []) {
                var matter = PaperMatter(definition: definition, today: day)
                matter.facts = CaseFacts(id: "X-1", state: definition.initial[0], version: 1)
                let paper = try #require(try self.paper(kind.name, matter))
                #expect(!paper.title.isEmpty, "\(definition.name) \(kind.name)")
                #expect(
                    paper.gaps.allSatisfy { gap in
                        gap.unicodeScalars.contains { $0.properties.isIdeographic }
                    },
                    "\(definition.name) \(kind.name): \(paper.gaps)")
            }
        }
    }

    /// Every field that a random case gives and that its paper names stands on the paper.
    @Test(arguments: 0..<4)
    func ofRandomCasesEachPaperCanBeMade(round: Int) throws {
        var numbers = SeededNumbers(seed: UInt64(round) + 11)
        let day = try #require(Day("2025-03-03"))
        for definition in try self.definitions() {
            for kind in try Self.rulebook.get().papers.kinds(of: definition, for: []) {
                var matter = PaperMatter(definition: definition, today: day)
                var facts = CaseFacts(id: "X-1", state: definition.initial[0], version: 1)
                for field in definition.fields.items where Bool.random(using: &numbers) {
                    facts.fields[field.name] = Self.value(of: field.type, &numbers)
                }
                for role in definition.roles.items {
                    facts.roles[role.name] = Party(office: nil, name: "单位\(role.name)")
                }
                for (index, event) in definition.events.items.enumerated()
                where Bool.random(using: &numbers) {
                    facts.history.append(
                        Fact(
                            sequence: Int64(index), event: event.name, transition: event.name,
                            happenedOn: day, from: nil, to: nil, changes: [:], enteredBy: nil))
                }
                matter.facts = facts
                for isPublic in [false, true] {
                    matter.isPublic = isPublic
                    let paper = try #require(try self.paper(kind.name, matter))
                    let text = paper.plainText
                    #expect(!text.contains("{{") && !text.contains("}}"))
                }
            }
        }
    }

    private static func value(of type: FieldType, _ numbers: inout SeededNumbers) -> Value {
        let word = "值\(Int.random(in: 100_000...999_999, using: &numbers))"
        switch type {
        case .integer: return .text("\(Int.random(in: 1...500, using: &numbers))")
        case .decimal: return .text("0.05")
        case .amount: return .text("\(Int.random(in: 1...500_000, using: &numbers)).50")
        case .date: return .text("2025-0\(Int.random(in: 1...9, using: &numbers))-11")
        case .boolean: return .text(Bool.random(using: &numbers) ? "true" : "false")
        case .choice(let options): return .text(options.randomElement(using: &numbers)?.name ?? "")
        case .record(let parts):
            return .record(
                parts.reduce(into: [:]) {
                    $0[$1.name] = self.value(of: $1.type, &numbers).text ?? word
                })
        case .list(let element, _, _):
            return .list(
                (0..<Int.random(in: 1...3, using: &numbers)).map { _ in
                    self.value(of: element, &numbers)
                })
        case .recipient: return .record(["to": word, "copies": "2"])
        case .text, .office, .user, .caseReference, .session: return .text(word)
        }
    }
}
