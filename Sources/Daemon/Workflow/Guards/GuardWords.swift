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
        return definition.type.label(ofOption: value) ?? Label(same: value)
    }

    /// A bound as the rulebook puts it: 3 × ‹gains›.
    func bound(_ bound: Guard.Bound) -> Label {
        switch bound {
        case .literal(let text):
            return Label(same: text)
        case .field(let name, let times):
            let label = self.field(name)
            guard times != ExactNumber(1) else { return Label("〈\(label.zh)〉", "‹\(label.en)›") }
            return Label("〈\(label.zh)〉的\(times)倍", "\(times) × ‹\(label.en)›")
        case .items(let name):
            let label = self.field(name)
            return Label("〈\(label.zh)〉的项数", "the number of ‹\(label.en)›")
        case .chosen(let figures, let name):
            let label = self.field(name)
            let known = self.definition.fields[name]?.type.options.map(\.name) ?? []
            let values = known + figures.keys.filter { !known.contains($0) }.sorted()
            let named = values.compactMap { value in
                figures[value].map { (label: self.value(value, of: name), figure: $0) }
            }
            let zh = named.map { "\($0.label.zh)\($0.figure)" }
            let en = named.map { "\($0.label.en) \($0.figure)" }
            return Label(
                "〈\(label.zh)〉对应的数值(\(zh.joined(separator: "、")))",
                "the figure for ‹\(label.en)› (\(en.joined(separator: ", ")))")
        case .owed(let clock):
            let label = self.definition.clocks[clock]?.labels ?? Label(same: clock)
            return Label("本金与〈\(label.zh)〉之和", "the amount with ‹\(label.en)›")
        }
    }

    /// 不低于 and so on.
    func relation(_ relation: Guard.Relation) -> Label {
        switch relation {
        case .atLeast: Label("不低于", "at least")
        case .atMost: Label("不高于", "at most")
        case .moreThan: Label("高于", "more than")
        case .lessThan: Label("低于", "less than")
        }
    }

    func point(_ point: Guard.ElapsedTest.Point?) -> Label {
        switch point {
        case .event(let event):
            let label = self.event(event)
            return Label("〈\(label.zh)〉", "‹\(label.en)›")
        case .field(let field):
            let label = self.field(field)
            return Label("〈\(label.zh)〉", "‹\(label.en)›")
        case nil:
            return Label("办理当日", "the day of the act")
        }
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
