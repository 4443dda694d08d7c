// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum CaseWords {
    static let workflow = Text(zh: "流程", en: "Workflow")
    static let mode = Text(zh: "录入方式", en: "Entered")
    static let opened = Text(zh: "立件", en: "Opened")
    static let recorded = Text(zh: "录入", en: "Recorded")
    static let parent = Text(zh: "上级件", en: "Parent")
    static let key = Text(zh: "案由号", en: "Natural key")
    static let rulebook = Text(zh: "规则", en: "Rulebook")
    static let final = Text(zh: "(终结)", en: " (final)")
    static let void = Text(
        zh: "此件立件有误,已作废:不计入任何数字。", en: "This case was opened in error: it counts nowhere.")
    static let quarantined = Text(
        zh: "本件已隔离:数据不一致,请管理员查看日志。",
        en: "This case is quarantined: its data do not agree; ask an administrator to see the log.")
    static let roles = Text(zh: "角色", en: "Roles")
    static let fields = Text(zh: "内容", en: "Fields")
    static let clocks = Text(zh: "时限", en: "Clocks")
    static let documents = Text(zh: "文书", en: "Documents")
    static let deliveries = Text(zh: "送达", en: "Deliveries")
    static let children = Text(zh: "下级件", en: "Children")
    static let notGiven = Text(zh: "来源未载明:", en: "Not given by the source: ")
    static let notInDirectory = Text(zh: "(未列入单位名录)", en: " (not in the directory)")
    static let empty = Text(zh: "(空)", en: "(empty)")
    static let unset = Text(zh: "(未填)", en: "(not given)")
    static let personal = Text(zh: " *个人信息", en: " *personal")
    static let count = Text(zh: "共%件", en: "Cases: %")
    static let none = Text(zh: "没有符合条件的件。", en: "No case matches.")
    static let listed = Text(
        zh: "以上只列出%件:加大 --limit。", en: "Only % of them are listed: raise --limit.")
    static let more = Text(zh: "还有更多:加大 --limit。", en: "There are more: raise --limit.")
}

extension Report {
    /// One case in full; fields that are not given only with `all`.
    package init(_ item: V1.Case, all: Bool, _ language: Language) {
        self.init(json: item.typedJSON, csv: .init(item, language))
        line([item.caseId, item.title].filter { !$0.isEmpty }.joined(separator: "  "))
        if item.quarantined { line(CaseWords.quarantined(language)) }
        if item.void { line(CaseWords.void(language)) }
        pairs(Self.head(item, language))
        if !item.roles.isEmpty {
            heading(CaseWords.roles(language))
            pairs(
                item.roles.map { role in
                    (role.label.text(language, else: role.role), Cell(role.text(language)))
                })
        }
        addFields(item, all: all, language)
        if !item.notGiven.isEmpty {
            line("")
            let names = item.notGivenLabels.text(language, else: item.notGiven)
            line(CaseWords.notGiven(language) + names)
        }
        addParts(item, language)
    }

    private static func head(_ item: V1.Case, _ language: Language) -> [(String, Cell)] {
        let label = item.workflowLabel.text(language, else: item.workflow)
        let named = item.stateLabel.named(item.state, language)
        let workflow =
            language == .zh
            ? "\(label) (第\(item.workflowVersion)版)"
            : "\(label) (\(item.workflow) v\(item.workflowVersion))"
        return [
            (
                CaseWords.workflow(language),
                Cell(workflow)
            ),
            (Words.state(language), Cell(named + (item.final ? CaseWords.final(language) : ""))),
            (Words.version(language), Cell(String(item.version))),
            (Words.profile(language), Cell(item.profile)),
            (CaseWords.mode(language), Cell(Words.mode(item.mode)(language))),
            (CaseWords.opened(language), Cell(item.openedOn)),
            (CaseWords.recorded(language), Cell(Moment.local(item.recordedAt))),
            (CaseWords.parent(language), Cell(item.parent)),
            (CaseWords.key(language), Cell(item.keyText(language))),
            (CaseWords.rulebook(language), Cell(String(item.rulebookHash.prefix(12)))),
        ]
    }

    private mutating func addFields(_ item: V1.Case, all: Bool, _ language: Language) {
        let shown = item.fields.filter { all || $0.value?.kind != nil }
        guard !shown.isEmpty else { return }
        heading(CaseWords.fields(language))
        pairs(
            shown.map { field in
                let mark = field.personal ? CaseWords.personal(language) : ""
                return (field.label.named(field.name, language), Cell(field.text(language) + mark))
            })
    }

    private mutating func addParts(_ item: V1.Case, _ language: Language) {
        if !item.clocks.isEmpty {
            heading(CaseWords.clocks(language))
            table(.clocks(item.clocks, language))
            for clock in item.clocks {
                guard let accrued = clock.accrued else { continue }
                line("\(clock.label.text(language, else: clock.clock)): \(accrued.text(language))")
            }
        }
        if !item.documents.isEmpty {
            heading(CaseWords.documents(language))
            table(.documents(item.documents, language))
        }
        if !item.deliveries.isEmpty {
            heading(CaseWords.deliveries(language))
            table(.deliveries(item.deliveries, withCase: false, language))
        }
        if !item.children.isEmpty {
            heading(CaseWords.children(language))
            table(.children(item.children, language))
        }
    }

    private static let caseNames = [
        "case_id", "workflow", "workflow_version", "profile", "state", "state_label", "final",
        "version", "mode", "opened_on", "recorded_at", "parent", "title", "workflow_label",
        "natural_key", "quarantined", "number", "people", "handler", "handler_name",
    ]

    /// Cases found; `more` when the daemon has others.
    ///
    /// - Parameter chosen: what is shown of each; nil: the usual, and all of it to programs.
    /// - Parameter total: how many there are, where that is known.
    package init(
        _ cases: [V1.Case], showing chosen: [ListColumn]? = nil, more: Bool, total: Int? = nil,
        _ language: Language
    ) {
        let shown = chosen ?? CaseColumn.usual.map(ListColumn.head)
        self.init(
            json: .array(cases.map(\.json)),
            csv: chosen == nil
                ? CSV(Self.caseNames, objects: cases.map(\.json), language)
                : CSV(
                    shown.map { $0.heading(language) },
                    rows: cases.map { item in shown.map { $0.value(item, language) } }, language))
        guard !cases.isEmpty else {
            line(CaseWords.none(language))
            return
        }
        // What no case has takes no room.
        let columns = shown.filter { column in
            chosen != nil || cases.contains { !column.value($0, language).isEmpty }
        }
        table(
            Table(
                columns.map {
                    Table.Column(
                        $0.heading(language), isWhole: $0 == .head(.id),
                        isSpare: chosen == nil
                            && [.head(.workflow), .head(.people), .head(.opened)].contains($0))
                },
                rows: cases.map { item in
                    columns.map { column in
                        Cell(
                            column.value(item, language),
                            colour: column == .head(.state) && item.quarantined ? .red : nil)
                    }
                }))
        line(CaseWords.count.filled(String(total ?? cases.count), language))
        guard more else { return }
        line(
            total == nil
                ? CaseWords.more(language)
                : CaseWords.listed.filled(String(cases.count), language))
    }
}

extension V1.RoleBinding {
    fileprivate func text(_ language: Language) -> String {
        guard !office.isEmpty else { return name + CaseWords.notInDirectory(language) }
        return name.isEmpty || name == office ? office : "\(name) (\(office))"
    }
}

extension V1.CaseField {
    fileprivate func text(_ language: Language) -> String {
        guard let value, value.kind != nil else { return CaseWords.unset(language) }
        let text = display.text(language, else: value.text(language))
        return text.isEmpty ? CaseWords.empty(language) : text
    }
}

extension Table {
    fileprivate static func children(_ children: [V1.CaseLink], _ language: Language) -> Table {
        let columns = [
            Words.caseColumn, CaseWords.workflow, Words.state, Words.office, Words.title,
        ]
        return Table(
            columns.map { Column($0(language)) },
            rows: children.map { child in
                [
                    Cell(child.caseId),
                    Cell(child.workflowLabel.text(language, else: child.workflow)),
                    Cell(child.stateLabel.text(language, else: child.state)), Cell(child.office),
                    Cell(child.title),
                ]
            })
    }
}

extension CSV {
    /// A case as rows of `section, name, label, value`, so that all of it fits one table.
    fileprivate init(_ item: V1.Case, _ language: Language) {
        self.init(["section", "name", "label", "value"], language)
        guard case .object(let members) = item.json else { return }
        for (name, value) in members {
            switch value {
            case .string(let text): append(["case", name, "", text])
            case .bool, .integer, .number: append(["case", name, "", value.compactText])
            default: continue
            }
        }
        for role in item.roles {
            append(["role", role.role, role.label.text(language), role.office])
        }
        for field in item.fields where field.value?.kind != nil {
            let value = field.value?.text(language) ?? ""
            append(["field", field.name, field.label.text(language), value])
        }
        for clock in item.clocks {
            append(["clock", clock.clock, clock.label.text(language), clock.due])
        }
        for document in item.documents {
            append(["document", document.kind, document.label.text(language), document.name])
        }
        for delivery in item.deliveries {
            let label = delivery.label.text(language)
            append(["delivery", delivery.kind, label, "\(delivery.recipient) \(delivery.status)"])
        }
        for child in item.children { append(["child", child.caseId, child.title, child.state]) }
        for name in item.notGiven { append(["not_given", name, "", ""]) }
    }
}

extension V1.Case {
    /// The natural key, with the workflow as people call it.
    fileprivate func keyText(_ language: Language) -> String {
        let name = workflow + " "
        guard naturalKey.hasPrefix(name) else { return naturalKey }
        let label = workflowLabel.text(language, else: workflow)
        return "\(label) \(naturalKey.dropFirst(name.count))"
    }
}
