// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rulebook
import Testing
import Workflow

/// The kinds of questions a guard can ask: none is without a name, a description and a use.
@Suite struct GuardLeafTests {
    @Test func theFormatDescribesEveryLeaf() throws {
        let described = try Self.leavesOfTheFormat()
        #expect(described.count > 10)
        #expect(Set(Guard.Leaf.kinds.flatMap { $0.names }) == described)
    }

    @Test func everyNameBelongsToOneKind() {
        let names = Guard.Leaf.kinds.flatMap { $0.names }
        #expect(names.count == Set(names).count, "\(names)")
    }

    @Test func everyKindIsAskedBySomeWorkflow() throws {
        let rulebook = try Rulebook.load(ShippedRulebook.files)
        var asked: Set<String> = []
        for name in rulebook.workflowNames {
            let parent = rulebook.workflow(name, profile: "cn")?.definition.parents.first
            let resolved = try #require(
                rulebook.workflow(name, profile: "cn", parent: parent))
            for leaf in resolved.definition.guards.flatMap(\.questions) {
                let kind = String(describing: type(of: leaf.question))
                #expect(String(describing: type(of: leaf.question.leaf.question)) == kind)
                asked.insert(kind)
            }
        }
        #expect(asked == Set(Guard.Leaf.kinds.map { String(describing: $0) }))
    }

    /// The words in bold at the beginning of the rows of the table of conditions, and `state`.
    private static func leavesOfTheFormat() throws -> Set<String> {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../docs/rulebook-format.md").standardized.path
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let conditions =
            text.components(separatedBy: "## 6. Conditions").last?
            .components(separatedBy: "**BOUND**").first ?? ""
        var names: Set<String> = []
        for match in conditions.matches(of: #/(?m)^\| \*\*([a-z_]+)\*\*/#) {
            names.insert(String(match.1))
        }
        for match in text.matches(of: #/the condition \*\*([a-z_]+)\*\*/#) {
            names.insert(String(match.1))
        }
        // A setting is decided when a profile is folded in; no case is asked about it.
        return names.subtracting(["setting"])
    }
}

extension WorkflowDefinition {
    /// Every condition of transitions, openings, limits and figures.
    fileprivate var guards: [Guard] {
        let ofEffects = self.allEffects.flatMap { effects in
            let clocks = (effects.stops + effects.restarts + effects.starts).map(\.condition)
            let pauses = (effects.pauses + effects.resumes).map(\.condition)
            let outside =
                effects.produces.map(\.condition) + effects.emits.map(\.condition)
                + effects.opens.map(\.condition) + effects.tells.map(\.condition)
            return clocks + pauses + outside
        }
        let ofTransitions = self.transitions.flatMap { [$0.when, $0.requires] }
        let ofClocks = self.clocks.items.flatMap { $0.rule?.limits ?? [] }.map(\.condition)
        let ofFigures = self.figures.items.flatMap { [$0.among, $0.of] }.map { choice -> Guard? in
            switch choice {
            case .condition(let condition): condition
            case .items(_, let condition), .acts(_, let condition): condition
            case nil: nil
            }
        }
        let all = ofEffects + ofTransitions + ofClocks + ofFigures + [self.opening.requires]
        return all.compactMap { $0 }
    }
}
