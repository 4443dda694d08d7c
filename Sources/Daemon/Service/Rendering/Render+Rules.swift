// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Rulebook
internal import WorkCalendar
internal import Workflow

// Workflows as tables.
extension Render {
    /// - Parameter isYours: whoever asks may open cases of it.
    static func head(
        _ definition: WorkflowDefinition, isYours: Bool
    ) -> V1.WorkflowHead {
        V1.WorkflowHead(
            workflow: definition.name, version: Int32(definition.version),
            effective: definition.effective.description, prefix: definition.prefix,
            label: Render.label(definition.labels), states: Int32(definition.states.items.count),
            transitions: Int32(definition.transitions.count),
            clocks: Int32(definition.clocks.items.count), yours: isYours)
    }

    /// - Parameter isYours: whoever asks may open cases of it.
    static func workflow(
        _ definition: WorkflowDefinition, _ day: Day, isYours: Bool
    ) -> V1.Workflow {
        let render = Render(laws: definition.laws, day: day)
        let words = PartWords(definition)
        return V1.Workflow(
            head: Render.head(definition, isYours: isYours), profile: definition.profile,
            states: definition.states.items.map { state in
                V1.NamedLabel(
                    name: state.name, label: Render.label(state.labels),
                    remark: Render.remark(state, definition).map(Render.label))
            },
            events: definition.events.items.map {
                V1.NamedLabel(
                    name: $0.name, label: Render.label($0.labels),
                    remark: Render.label(
                        Label(
                            same: ($0.takes + $0.mayTake.map { "[\($0)]" })
                                .joined(separator: " "))))
            },
            fields: definition.fields.items.map {
                V1.NamedLabel(
                    name: $0.name, label: Render.label($0.labels),
                    remark: Render.label(words.type(of: $0)))
            },
            roles: definition.roles.items.map {
                V1.NamedLabel(
                    name: $0.name, label: Render.label($0.labels),
                    ofCase: $0.binding == .ofCase)
            },
            clocks: definition.clocks.items.map { clock in
                V1.ClockRule(
                    clock: clock.name, label: Render.label(clock.labels),
                    kind: clock.kind.rawValue, whose: clock.whose,
                    limits: (clock.rule?.limits ?? []).map { Render.label(words.limit($0)) },
                    basis: (clock.rule?.basis ?? []).map(render.basis))
            },
            transitions: definition.transitions.map { render.transition($0, definition) },
            documents: definition.documents.items.map {
                V1.NamedLabel(name: $0.name, label: Render.label($0.labels))
            }, opening: Render.opening(definition))
    }

    static func finding(_ finding: Finding) -> V1.Finding {
        V1.Finding(
            file: finding.mark.file, line: Int32(finding.mark.line),
            severity: finding.severity.rawValue, reason: finding.reason.en, mend: finding.mend.en,
            sentence: Render.label(finding.reason), remedy: Render.label(finding.mend))
    }

    /// What is known of a calendar's years on a day.
    static func calendar(_ book: CalendarBook, name: String, on day: Day) -> V1.CalendarHead {
        let known = book.known(on: day)
        let years = known.knownYears
        return V1.CalendarHead(
            calendar: name, version: known.version,
            knownFrom: years.isEmpty ? "" : "\(years.lowerBound)-01-01",
            knownUntil: years.isEmpty ? "" : "\(years.upperBound - 1)-12-31",
            missingYear: Int32(book.whatIsMissing(on: day) ?? 0),
            versions: book.versions.map {
                V1.CalendarVersion(
                    version: $0.version, announcedOn: $0.announcedOn.description,
                    notice: $0.notice, inForce: $0.version == known.version)
            })
    }

    private static func remark(
        _ state: StateDefinition, _ definition: WorkflowDefinition
    ) -> Label? {
        if state.isFinal { return Label("终结", "final") }
        return definition.initial.contains(state.name) ? Label("开始", "initial") : nil
    }

    private func transition(
        _ transition: TransitionDefinition, _ definition: WorkflowDefinition
    ) -> V1.TransitionRow {
        let words = GuardWords(definition)
        let parts = PartWords(definition)
        return V1.TransitionRow(
            id: transition.id, event: transition.event, from: transition.from,
            to: transition.to ?? "", by: transition.by,
            requires: transition.requires.map { Render.label(words.statement($0)) },
            effects: parts.effects(transition.effects).map(Render.label),
            basis: transition.basis.map(self.basis),
            when: transition.when.map { Render.label(words.statement($0)) },
            trigger: transition.trigger.map { Render.label(parts.trigger($0)) })
    }
}
