// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar

/// The words of a page about one workflow in one language.
struct PageWords {
    let definition: WorkflowDefinition
    let language: PageLanguage
    let guards: GuardWords

    init(_ definition: WorkflowDefinition, _ language: PageLanguage) {
        self.definition = definition
        self.language = language
        self.guards = GuardWords(definition)
    }

    func role(_ name: String) -> String { self.language(self.guards.role(name)) }

    func roles(_ names: [String]) -> String { self.language.list(names.map(self.role)) }

    func event(_ name: String) -> String { self.language(self.guards.event(name)) }

    func state(_ name: String) -> String { self.language(self.guards.state(name)) }

    func field(_ name: String) -> String { self.language(self.guards.field(name)) }

    func document(_ name: String) -> String { self.language(self.guards.document(name)) }

    func delivery(_ name: String) -> String {
        self.definition.deliveries[name].map { self.language($0.labels) } ?? name
    }

    func workflow(_ name: String) -> String { self.language(self.guards.workflows([name])) }

    /// An event of this workflow or of one it knows.
    func event(_ name: String, of workflow: String) -> String {
        if workflow == self.definition.name { return self.event(name) }
        let label = self.definition.related[workflow]?.events[name].map { self.language($0) }
        return label.flatMap { $0.isEmpty ? nil : $0 } ?? name
    }

    func clock(_ name: String) -> String {
        self.definition.clocks[name].map { self.language($0.labels) } ?? name
    }

    func pauseReason(_ name: String) -> String {
        self.definition.pauseReasons[name].map { self.language($0) } ?? name
    }

    func period(_ period: Period) -> String {
        self.language(period.chinese, period.description)
    }

    /// The condition as a sentence.
    func statement(_ condition: Guard) -> String {
        self.language(self.guards.statement(condition))
    }

    /// （如…）, or nothing for a condition that always holds.
    func onlyIf(_ condition: Guard?) -> String {
        let demands = condition?.demands ?? []
        guard !demands.isEmpty else { return "" }
        let text = demands.map(self.statement).joined(separator: self.language("且", " and "))
        return self.language("（如\(text)）", " (if \(text))")
    }

    /// What sets a transition off by itself.
    func trigger(_ trigger: Trigger) -> String {
        let quoted = self.language.quoted
        switch trigger {
        case .clocks(let names):
            let text = self.language.list(names.map { quoted(self.clock($0)) })
            return self.language("\(text)届满时系统自动办理", "by the daemon when \(text) runs out")
        case .deliveries(let names):
            let text = self.language.list(names.map { quoted(self.delivery($0)) })
            return self.language(
                "\(text)送达情况变化时系统自动办理", "by the daemon when \(text) is sent or arrives")
        case .children(let name):
            let text = quoted(self.workflow(name))
            return self.language("\(text)变动时系统自动办理", "by the daemon when a \(text) moves")
        case .linked(let names):
            let text = self.language.list(names.map { quoted(self.workflow($0)) })
            return self.language(
                "关联的\(text)变动时系统自动办理", "by the daemon when a linked \(text) moves")
        }
    }

    /// How the holder of a role is found.
    func binding(of role: RoleDefinition) -> String {
        switch role.binding {
        case .ofCase:
            self.language("立案或办理时指定的单位", "an office named at the opening or by an event")
        case .ofParent: self.language("与所属案件相同", "the same as in the case it belongs to")
        case .within(let role):
            self.language(
                "\(self.role(role))中担任此职的人员", "a person of the \(self.role(role)) who holds it")
        case .directory: self.language("名录中负有此职责的单位", "the offices with this duty in the directory")
        case .outside:
            self.definition.events.items.contains {
                $0.onBehalfOf == role.name && self.definition.isPutInPersonOnly($0)
            }
                ? self.language("单位以外的人，本人办理", "somebody outside, who does it himself")
                : self.language("单位以外的人，由他人代为登记", "somebody outside; others enter it")
        }
    }

    /// A field's type with its limits.
    func type(_ type: FieldType) -> String {
        switch type {
        case .text: return self.language("文本", "text")
        case .integer: return self.language("整数", "integer")
        case .decimal: return self.language("小数", "decimal")
        case .amount: return self.language("金额", "amount")
        case .date: return self.language("日期", "date")
        case .boolean: return self.language("是否", "yes or no")
        case .office: return self.language("单位", "office")
        case .user: return self.language("人员", "user")
        case .caseReference: return self.language("案件", "case")
        case .recipient: return self.language("收件人", "recipient")
        case .session: return self.language("届次", "session")
        case .choice(let options):
            let names = options.map { self.language($0.labels) }
            return self.language("选项：", "one of: ") + self.language.list(names)
        case .record(let parts):
            let names = parts.map { "\($0.name) \(self.type($0.type))" }
            return self.language("组合：", "record: ") + self.language.list(names)
        case .list(let element, let least, let most):
            var bounds: [String] = []
            if let least { bounds.append(self.language("至少\(least)项", "at least \(least)")) }
            if let most { bounds.append(self.language("至多\(most)项", "at most \(most)")) }
            let added = bounds.isEmpty ? "" : self.language.inBrackets(self.language.list(bounds))
            return self.language("多项：", "list of ") + self.type(element) + added
        }
    }
}
