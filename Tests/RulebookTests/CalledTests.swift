// SPDX-License-Identifier: Apache-2.0
import Rulebook
import Testing
import Workflow

/// People say labels, so each must mean one thing: of every workflow, in every place, beside every parent.
@Suite struct CalledTests {
    private static let rulebook = Result { try Rulebook.load(ShippedRulebook.files) }

    private static func definitions() throws -> [WorkflowDefinition] {
        let rulebook = try self.rulebook.get()
        return rulebook.workflowNames.flatMap { name in
            rulebook.profileNames.compactMap { rulebook.workflow(name, profile: $0)?.definition }
        }
    }

    /// Labels that are shared, and so refused with the names they may mean: 恢复调查 after a suspension of the inquiry
    /// and after the police refused; Announce, of a service and of a ban.
    private static let shared: Set<String> = [
        "penalty event take_back 恢复调查", "penalty event resume_inquiry 恢复调查",
        "illegal_ban event publicise Announce",
    ]

    @Test(.timeLimit(.minutes(60)))
    func everyLabelMeansOneThing() throws {
        var wrong: Set<String> = []
        for definition in try Self.definitions() {
            var kinds: [(String, Vocabulary)] = [
                ("event", definition.events.vocabulary), ("field", definition.fields.vocabulary),
                ("role", definition.roles.vocabulary), ("state", definition.states.vocabulary),
                ("document", definition.documents.vocabulary),
                ("clock", definition.clocks.vocabulary),
            ]
            for field in definition.fields.items where !field.type.options.isEmpty {
                kinds.append((field.name, NamedList(field.type.options).vocabulary))
            }
            for (kind, vocabulary) in kinds {
                for term in vocabulary.terms {
                    for label in [term.label.zh, term.label.en]
                    where vocabulary.meaning(of: label) != .name(term.name) {
                        wrong.insert("\(definition.name) \(kind) \(term.name) \(label)")
                    }
                }
            }
        }
        #expect(wrong == Self.shared, "\(wrong.sorted().joined(separator: "\n"))")
    }

    @Test func everyWorkflowIsCalledByItsOwnLabel() throws {
        let rulebook = try Self.rulebook.get()
        let national = rulebook.conventions.nationalProfile
        let vocabulary = Vocabulary(
            rulebook.workflowNames.compactMap { name in
                rulebook.workflow(name, profile: national).map { .init(name, $0.definition.labels) }
            })
        for term in vocabulary.terms {
            #expect(vocabulary.meaning(of: term.label.zh) == .name(term.name))
            #expect(vocabulary.meaning(of: term.label.en) == .name(term.name))
        }
    }
}
