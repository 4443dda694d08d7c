// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Casework
internal import Storage
internal import Workflow

// What a form asks for.
extension Render {
    /// The form of an event: roles that it binds, fields that must come with it, fields that may.
    static func form(of answer: WhyAnswer, in view: WhyView) -> [V1.FormField] {
        let definition = view.definition
        // A form takes rights: who only looks is shown none.
        guard answer.isYours else { return [] }
        let roles = (definition.events[answer.event]?.binds ?? []).filter {
            !definition.fields.contains($0)
        }
        let fields = answer.takes.map { ($0, true) } + answer.mayTake.map { ($0, false) }
        return roles.map { Render.form(role: $0, isRequired: false, definition) }
            + fields.compactMap { name, isRequired in
                definition.fields[name].map { field in
                    let names = field.type.element == .user ? view.userNames : view.officeNames
                    return Render.form(
                        field, isRequired: isRequired, definition, view.row.fields[name],
                        naming: names)
                }
            }
    }

    /// The form by which a case is opened: roles of it, then fields.
    static func opening(_ definition: WorkflowDefinition) -> [V1.FormField] {
        definition.roles.items.filter { $0.binding == .ofCase }.map {
            Render.form(role: $0.name, isRequired: false, definition)
        }
            + definition.fields.items.filter { !definition.isLaterOnly($0.name) }.map {
                Render.form($0, isRequired: $0.isRequired, definition, nil)
            }
    }

    /// What a choice may be, or what a table's column allows.
    private static func choices(
        of field: FieldDefinition, _ definition: WorkflowDefinition
    ) -> [V1.FormChoice] {
        guard let column = field.restrictions.column else {
            return field.type.options.map {
                V1.FormChoice(value: $0.name, label: Render.label($0.labels))
            }
        }
        return (definition.tables[column.table]?.values(of: column.column) ?? []).map {
            V1.FormChoice(value: $0.name, label: Render.label($0.labels))
        }
    }

    private static func form(
        role: String, isRequired: Bool, _ definition: WorkflowDefinition
    ) -> V1.FormField {
        V1.FormField(
            name: role, label: Render.label(definition.roles[role]?.labels ?? Label(same: role)),
            type: FieldType.office.word, required: isRequired, role: true)
    }

    private static func form(
        _ field: FieldDefinition, isRequired: Bool, _ definition: WorkflowDefinition,
        _ value: Value?, naming names: [String: String] = [:]
    ) -> V1.FormField {
        let isList = field.type.element != field.type
        return V1.FormField(
            name: field.name, label: Render.label(field.labels), type: field.type.word,
            items: isList ? field.type.element.word : "", required: isRequired,
            choices: Render.choices(of: field, definition),
            display: value.map {
                Render.label(definition.told($0, of: field, naming: names))
            }, remark: Render.label(PartWords(definition).type(of: field)),
            past: field.restrictions.isPast)
    }
}

extension WorkflowDefinition {
    /// Whether a field comes with an event, is made of others or is filled with whoever opens, and so is none that an
    /// opening must or usually does give.
    fileprivate func isLaterOnly(_ name: String) -> Bool {
        guard let field = self.fields[name], !field.isRequired else { return false }
        return self.events.items.contains { ($0.takes + $0.mayTake).contains(name) }
            || self.transitions.contains { $0.effects.adds.contains { $0.list == name } }
            || self.opening.by.contains { self.outside($0)?.names(name) ?? false }
    }
}
