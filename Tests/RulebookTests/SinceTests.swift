// SPDX-License-Identifier: Apache-2.0
import Rulebook
import Testing
import Workflow

/// A paper serves one request: what can be asked for twice says since when its paper must be there.
@Suite struct SinceTests {
    private static let rulebook = Result { try Rulebook.load(ShippedRulebook.files) }
    private static let names = (try? rulebook.get().workflowNames) ?? []

    @Test(arguments: names)
    func anEventThatCanComeTwiceSaysSinceWhenItsPaperMustBeThere(_ name: String) throws {
        let rulebook = try SinceTests.rulebook.get()
        let parent = rulebook.workflow(name, profile: "cn")?.definition.parents.first
        let workflow = try #require(
            rulebook.workflow(name, profile: "cn", parent: parent)?.definition)
        for transition in workflow.transitions where self.canComeAgain(transition, in: workflow) {
            for case .document(let leaf) in transition.requires?.questions ?? []
            where leaf.since == nil {
                Issue.record("\(name): \(transition.id) takes any ‹\(leaf.kind)›, however old")
            }
        }
    }

    /// Whether its event, once entered, can be entered through it afterwards.
    private func canComeAgain(
        _ transition: TransitionDefinition, in workflow: WorkflowDefinition
    ) -> Bool {
        workflow.transitions.filter { $0.event == transition.event }.contains { first in
            let after = self.reached(from: first.to.map { [$0] } ?? first.from, in: workflow)
            return !after.isDisjoint(with: transition.from)
        }
    }

    private func reached(from start: [String], in workflow: WorkflowDefinition) -> Set<String> {
        var reached = Set(start)
        var frontier = start
        while let state = frontier.popLast() {
            for transition in workflow.transitions where transition.from.contains(state) {
                if let to = transition.to, reached.insert(to).inserted { frontier.append(to) }
            }
        }
        return reached
    }
}
