// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseworkCore
internal import Rulebook
internal import Workflow

/// What names are called in cases of which only the id is known: by the rules of their kind now in force.
struct KindWords: Sendable {
    let rulebook: Rulebook

    /// The rules of a case's kind; nil of one that the rulebook has no more.
    func definition(of id: String) -> WorkflowDefinition? {
        let prefix = id.prefix { $0 != "-" }
        let national = self.rulebook.conventions.nationalProfile
        return self.rulebook.workflowNames.lazy.compactMap {
            self.rulebook.workflow($0, profile: national)?.definition
        }.first { $0.prefix == prefix }
    }

    /// What an event of a case is called.
    func event(_ name: String, of id: String) -> V1.Label? {
        name.isEmpty ? nil : Render.label(Render.eventLabel(name, self.definition(of: id)))
    }

    /// What a state of a case is called.
    func state(_ name: String, of id: String) -> V1.Label? {
        self.definition(of: id)?.states[name].map { Render.label($0.labels) }
    }

    /// What a field of a case, or a kind of document in it, is called.
    func part(_ name: String, of id: String) -> V1.Label {
        let definition = self.definition(of: id)
        let labels = definition?.fields[name]?.labels ?? definition?.documents[name]?.labels
        return Render.label(labels ?? Label(same: name))
    }

    /// What a clock of a case is called.
    func clock(_ name: String, of id: String) -> Label {
        self.definition(of: id)?.clocks[name]?.labels ?? Label(same: name)
    }

    /// What a role or a duty is called.
    func role(_ name: String) -> V1.Label { Render.label(self.rulebook.called(duty: name)) }
}
