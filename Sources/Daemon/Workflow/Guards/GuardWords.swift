// SPDX-License-Identifier: Apache-2.0

/// The sentences of guards, in both languages, with the rulebook's labels.
package struct GuardWords {
    let definition: WorkflowDefinition

    /// Words for a workflow.
    package init(_ definition: WorkflowDefinition) {
        self.definition = definition
    }

    func event(_ name: String) -> Label {
        self.definition.events[name]?.labels ?? Label(same: name)
    }

    func named(event name: String) -> Remedy.Term { Remedy.Term(name, self.event(name)) }

    func events(_ names: [String]) -> Label {
        let labels = names.map(self.event)
        return Label(
            labels.map(\.zh).joined(separator: "或"), labels.map(\.en).joined(separator: " or "))
    }

    func field(_ name: String) -> Label {
        self.definition.fields[name]?.labels ?? Label(same: name)
    }

    func isList(_ field: String) -> Bool {
        if case .list = self.definition.fields[field]?.type { true } else { false }
    }

    func state(_ name: String) -> Label {
        self.definition.states[name]?.labels ?? Label(same: name)
    }

    func document(_ name: String) -> Label {
        self.definition.documents[name]?.labels ?? Label(same: name)
    }

    /// The label of a role, or of the daemon itself.
    package func role(_ name: String) -> Label {
        if name == "system" { return Label("系统", "the daemon") }
        return self.definition.roles[name]?.labels ?? Label(same: name)
    }

    /// The labels of a choice's values, or the values themselves.
    func values(
        _ values: [String], of field: String, separator: (zh: String, en: String) = ("或", " or ")
    ) -> Label {
        let labels = values.map { self.value($0, of: field) }
        return Label(
            labels.map(\.zh).joined(separator: separator.zh),
            labels.map(\.en).joined(separator: separator.en))
    }

    /// The label of a choice's or a table column's value, or the value itself.
    package func value(_ value: String, of field: String) -> Label {
        guard let definition = self.definition.fields[field] else { return Label(same: value) }
        if let column = definition.restrictions.column,
            let option = self.definition.tables[column.table]?.values(of: column.column)
                .first(where: { $0.name == value })
        {
            return option.labels
        }
        if definition.type == .boolean {
            return value == "true" ? Label("是", "yes") : Label("否", "no")
        }
        return definition.type.label(ofOption: value) ?? Label(same: value)
    }

    func childStates(_ workflows: [String], _ states: [String]) -> Label {
        let labels = states.map { state in
            workflows.compactMap { name in
                name == self.definition.name
                    ? self.definition.states[state]?.labels
                    : self.definition.related[name]?.states[state]
            }.first ?? Label(same: state)
        }
        return Label(
            labels.map(\.zh).joined(separator: "或"), labels.map(\.en).joined(separator: " or "))
    }

    func workflows(_ names: [String]) -> Label {
        let labels = names.map { name in
            name == self.definition.name
                ? self.definition.labels
                : self.definition.related[name]?.labels ?? Label(same: name)
        }
        return Label(
            labels.map(\.zh).joined(separator: "或"), labels.map(\.en).joined(separator: " or "))
    }

    /// Who may enter an event, for the remedy.
    func performers(of event: String) -> Label {
        let roles = self.definition.transitions.filter { $0.event == event }.flatMap(\.by).unique
        return roles.filter { $0 != "system" }.map(self.role).joined
    }
}
