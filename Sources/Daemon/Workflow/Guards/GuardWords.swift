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

    func events(_ names: [String]) -> Label {
        let labels = names.map(self.event)
        return Label(
            labels.map(\.zh).joined(separator: "或"), labels.map(\.en).joined(separator: " or "))
    }

    func field(_ name: String) -> Label {
        self.definition.fields[name]?.labels ?? Label(same: name)
    }

    func state(_ name: String) -> Label {
        self.definition.states[name]?.labels ?? Label(same: name)
    }

    func document(_ name: String) -> Label {
        self.definition.documents[name]?.labels ?? Label(same: name)
    }

    func role(_ name: String) -> Label {
        if name == "system" { return Label("系统", "the daemon") }
        return self.definition.roles[name]?.labels ?? Label(same: name)
    }

    /// The labels of a choice's values, or the values themselves.
    func values(_ values: [String], of field: String) -> Label {
        let type = self.definition.fields[field]?.type
        let labels = values.map { type?.label(ofOption: $0) ?? Label(same: $0) }
        return Label(
            labels.map(\.zh).joined(separator: "或"), labels.map(\.en).joined(separator: " or "))
    }

    /// 〔自〈X〉以来〕.
    func since(_ since: Since?) -> Label {
        guard let since else { return Label(same: "") }
        let labels =
            since.events.map { name in
                let event = self.definition.transitions.first { $0.id == name }?.event ?? name
                return self.event(event)
            } + since.states.map(self.state)
        let joined = Label(
            labels.map(\.zh).joined(separator: "或"), labels.map(\.en).joined(separator: " or "))
        return Label("(自〈\(joined.zh)〉以来)", " [since ‹\(joined.en)›]")
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

    /// Who may enter an event, for the mend.
    func performers(of event: String) -> Label {
        let roles = self.definition.transitions.filter { $0.event == event }.flatMap(\.by).unique
        return roles.filter { $0 != "system" }.map(self.role).joined
    }
}
