// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum WorkflowWords {
    static let workflow = Text(zh: "流程", en: "Workflow")
    static let prefix = Text(zh: "件号", en: "Prefix")
    static let effective = Text(zh: "施行", en: "Effective")
    static let states = Text(zh: "状态", en: "States")
    static let transitions = Text(zh: "转换", en: "Transitions")
    static let clocks = Text(zh: "时限", en: "Clocks")
    static let profiles = Text(zh: "地方规则", en: "Profiles")
    static let extends = Text(zh: "基于", en: "Extends")
    static let events = Text(zh: "事项", en: "Events")
    static let fields = Text(zh: "内容", en: "Fields")
    static let documents = Text(zh: "材料", en: "Documents")
    static let trigger = Text(zh: "自动", en: "By itself")
    static let roles = Text(zh: "角色", en: "Roles")
    static let remark = Text(zh: "备注", en: "Remark")
    static let limits = Text(zh: "限", en: "Limits")
    static let whose = Text(zh: "由谁", en: "Whose")
    static let kind = Text(zh: "种类", en: "Kind")
    static let from = Text(zh: "由", en: "From")
    static let to = Text(zh: "转为", en: "To")
    static let by = Text(zh: "由谁", en: "By")
    static let when = Text(zh: "情形", en: "When")
    static let requires = Text(zh: "条件", en: "Requires")
    static let effects = Text(zh: "效果", en: "Effects")
    static let hash = Text(zh: "规则 ", en: "Rulebook ")
}

extension Report {
    /// The workflows and profiles in force.
    package init(_ list: V1.ListWorkflowsResponse, _ language: Language) {
        self.init(
            json: list.json,
            csv: CSV(
                [
                    "workflow", "version", "effective", "prefix", "label", "states",
                    "transitions", "clocks",
                ], objects: list.workflows.map(\.json), language))
        table(.workflows(list.workflows, language))
        if !list.profiles.isEmpty {
            heading(WorkflowWords.profiles(language))
            table(.profiles(list.profiles, language))
        }
        if !list.rulebookHash.isEmpty { heading(WorkflowWords.hash(language) + list.rulebookHash) }
    }

    /// One workflow in full.
    package init(_ workflow: V1.Workflow, _ language: Language) {
        self.init(
            json: workflow.json,
            csv: CSV(
                [
                    "id", "event", "from", "to", "by", "when", "requires", "effects", "trigger",
                    "basis",
                ], objects: workflow.transitions.map(\.json), language))
        let head = workflow.head ?? V1.WorkflowHead()
        line("\(head.workflow) v\(head.version)  \(head.label.text(language))")
        pairs([
            (WorkflowWords.effective(language), Cell(head.effective)),
            (WorkflowWords.prefix(language), Cell(head.prefix)),
            (Words.profile(language), Cell(workflow.profile)),
        ])
        let lists = [
            (WorkflowWords.states, workflow.states), (WorkflowWords.events, workflow.events),
            (WorkflowWords.fields, workflow.fields), (WorkflowWords.roles, workflow.roles),
            (WorkflowWords.documents, workflow.documents),
        ]
        for (title, names) in lists where !names.isEmpty {
            heading(title(language))
            table(.names(names, language))
        }
        if !workflow.clocks.isEmpty {
            heading(WorkflowWords.clocks(language))
            table(.rules(workflow, language))
        }
        guard !workflow.transitions.isEmpty else { return }
        heading(WorkflowWords.transitions(language))
        for transition in workflow.transitions { add(transition, of: workflow, language) }
    }

    private mutating func add(
        _ row: V1.TransitionRow, of workflow: V1.Workflow, _ language: Language
    ) {
        let event = row.event.isEmpty || row.event == row.id ? "" : "  (\(row.event))"
        line("\(row.id)\(event)")
        pairs([
            (WorkflowWords.from(language), Cell(workflow.states.names(row.from, language))),
            (WorkflowWords.to(language), Cell(workflow.states.names([row.to], language))),
            (WorkflowWords.by(language), Cell(workflow.roles.names(row.by, language))),
            (WorkflowWords.when(language), Cell(row.when.text(language))),
            (WorkflowWords.trigger(language), Cell(row.trigger.text(language))),
            (WorkflowWords.requires(language), Cell(row.requires.text(language))),
            (WorkflowWords.effects(language), Cell(row.effects.texts(language))),
            (Words.basis(language), Cell(row.basis.citation(language))),
        ])
    }
}

extension Table {
    fileprivate static func workflows(_ heads: [V1.WorkflowHead], _ language: Language) -> Table {
        let texts = [WorkflowWords.workflow, Words.name, WorkflowWords.prefix]
        let figures = [WorkflowWords.states, WorkflowWords.transitions, WorkflowWords.clocks]
        return Table(
            texts.map { Column($0(language)) }
                + [
                    Column(Words.version(language), alignsRight: true),
                    Column(WorkflowWords.effective(language)),
                ] + figures.map { Column($0(language), alignsRight: true) },
            rows: heads.map { head in
                [
                    Cell(head.workflow), Cell(head.label.text(language)), Cell(head.prefix),
                    Cell(String(head.version)), Cell(head.effective), Cell(String(head.states)),
                    Cell(String(head.transitions)), Cell(String(head.clocks)),
                ]
            })
    }

    fileprivate static func profiles(_ heads: [V1.ProfileHead], _ language: Language) -> Table {
        let columns = [
            Words.profile, Words.name, Words.version, WorkflowWords.effective,
            WorkflowWords.extends,
        ]
        return Table(
            columns.map { Column($0(language)) },
            rows: heads.map { head in
                [
                    Cell(head.profile), Cell(head.label.text(language)),
                    Cell(String(head.version)), Cell(head.effective), Cell(head.extends),
                ]
            })
    }

    fileprivate static func names(_ names: [V1.NamedLabel], _ language: Language) -> Table {
        Table(
            [Words.code, Words.name, WorkflowWords.remark].map { Column($0(language)) },
            rows: names.map {
                [Cell($0.name), Cell($0.label.text(language)), Cell($0.remark.text(language))]
            })
    }

    fileprivate static func rules(_ workflow: V1.Workflow, _ language: Language) -> Table {
        let columns = [
            Words.clock, Words.name, WorkflowWords.kind, WorkflowWords.whose,
            WorkflowWords.limits, Words.basis,
        ]
        return Table(
            columns.map { Column($0(language)) },
            rows: workflow.clocks.map { rule in
                [
                    Cell(rule.clock), Cell(rule.label.text(language)), Cell(rule.kind),
                    Cell(workflow.roles.names([rule.whose], language)),
                    Cell(rule.limits.texts(language)),
                    Cell(rule.basis.citation(language)),
                ]
            })
    }
}

extension [V1.NamedLabel] {
    /// The names of these codes; a code without a name stays as it is.
    fileprivate func names(_ codes: [String], _ language: Language) -> String {
        codes.map { code in
            first { $0.name == code }?.label.text(language, else: code) ?? code
        }.joined(separator: Words.listSeparator(language))
    }
}

extension [V1.Label] {
    fileprivate func texts(_ language: Language) -> String {
        map { $0.text(language) }.joined(separator: language == .zh ? ";" : "; ")
    }
}
