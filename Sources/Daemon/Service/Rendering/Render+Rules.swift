// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import WorkCalendar
internal import Workflow

// Workflows as tables.
extension Render {
    static func head(_ definition: WorkflowDefinition) -> V1.WorkflowHead {
        V1.WorkflowHead(
            workflow: definition.name, version: Int32(definition.version),
            effective: definition.effective.description, prefix: definition.prefix,
            label: Render.label(definition.labels), states: Int32(definition.states.items.count),
            transitions: Int32(definition.transitions.count),
            clocks: Int32(definition.clocks.items.count))
    }

    static func workflow(_ definition: WorkflowDefinition, _ day: Day) -> V1.Workflow {
        let render = Render(laws: definition.laws, day: day)
        let words = RuleWords(definition)
        return V1.Workflow(
            head: Render.head(definition), profile: definition.profile,
            states: definition.states.items.map { state in
                let initial = definition.initial.contains(state.name) ? "initial" : ""
                return V1.NamedLabel(
                    name: state.name, label: Render.label(state.labels),
                    remark: state.isFinal ? "final" : initial)
            },
            events: definition.events.items.map {
                V1.NamedLabel(
                    name: $0.name, label: Render.label($0.labels),
                    remark: ($0.takes + $0.mayTake.map { "[\($0)]" }).joined(separator: " "))
            },
            fields: definition.fields.items.map {
                V1.NamedLabel(
                    name: $0.name, label: Render.label($0.labels),
                    remark: $0.type.word + ($0.isRequired ? " required" : ""))
            },
            roles: definition.roles.items.map {
                V1.NamedLabel(name: $0.name, label: Render.label($0.labels))
            },
            clocks: definition.clocks.items.map { clock in
                V1.ClockRule(
                    clock: clock.name, label: Render.label(clock.labels),
                    kind: clock.kind.rawValue, whose: clock.whose,
                    limits: (clock.rule?.limits ?? []).map {
                        let limit = words.limit($0)
                        return "\(limit.zh) / \(limit.en)"
                    },
                    basis: (clock.rule?.basis ?? []).map(render.basis))
            },
            transitions: definition.transitions.map { render.transition($0, definition) })
    }

    private func transition(
        _ transition: TransitionDefinition, _ definition: WorkflowDefinition
    ) -> V1.TransitionRow {
        let words = GuardWords(definition)
        return V1.TransitionRow(
            id: transition.id, event: transition.event, from: transition.from,
            to: transition.to ?? "", by: transition.by,
            requires: transition.requires.map { Render.label(words.statement($0)) },
            effects: transition.effects.words, basis: transition.basis.map(self.basis),
            when: transition.when.map { Render.label(words.statement($0)) },
            trigger: transition.trigger?.words ?? "")
    }
}

extension Effects {
    /// What it does, one word pair each.
    var words: [String] {
        var words = self.draws.map { "draws \($0.into)" }
        words += self.stops.map { "stops \($0.clock ?? "all")" }
        words += self.resumes.map { "resumes \($0.clock) (\($0.reason))" }
        words += self.pauses.map { "pauses \($0.clock) (\($0.reason))" }
        words += self.extends.map { "extends \($0.clock)" }
        words += self.restarts.map { "restarts \($0.clock ?? "")" }
        words += self.starts.map { "starts \($0.clock ?? "")" }
        words += self.sets.keys.sorted().map { "sets \($0)" }
        words += self.produces.map { "produces \($0.document)" }
        words += self.emits.map { "emits \($0.delivery)" }
        words += self.opens.map { "opens \($0.workflow)" }
        words += self.tells.map { "tells \($0.workflow) \($0.event)" }
        return words
    }
}

extension Trigger {
    /// What sets it off.
    var words: String {
        switch self {
        case .clocks(let clocks): "clock \(clocks.joined(separator: ", "))"
        case .deliveries(let kinds): "deliveries \(kinds.joined(separator: ", "))"
        case .children(let workflow): "children \(workflow)"
        case .linked(let workflows): "linked \(workflows.joined(separator: ", "))"
        }
    }
}
