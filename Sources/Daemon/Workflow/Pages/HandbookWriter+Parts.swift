// SPDX-License-Identifier: Apache-2.0

// Who, what, where, when: the parts a workflow is made of.
extension HandbookWriter {
    private var nameHead: String { self.language("名称", "Name") }

    private var codeHead: String { self.language("代码", "Code") }

    mutating func writeRoles() {
        self.page.heading(2, self.language("角色", "Roles"))
        self.page.table(
            [self.nameHead, self.codeHead, self.language("由谁担任", "Held by")],
            self.definition.roles.items.map { role in
                [
                    self.text(role.labels), Markdown.code(role.name),
                    Markdown.escaped(self.words.binding(of: role)),
                ]
            })
    }

    mutating func writeFields() {
        self.page.heading(2, self.language("内容", "Fields"))
        let yes = self.language("是", "yes")
        self.page.table(
            [
                self.nameHead, self.codeHead, self.language("类型", "Type"),
                self.language("立案必填", "Needed to open"), self.language("默认", "Default"),
                self.language("个人信息", "Personal"),
            ],
            self.definition.fields.items.map { field in
                let value = field.defaultValue.map { value in
                    value.items.map { item in
                        item.text.map { self.language(self.words.guards.value($0, of: field.name)) }
                            ?? item.line
                    }
                }
                return [
                    self.text(field.labels), Markdown.code(field.name),
                    Markdown.escaped(self.words.type(field.type) + self.limits(of: field)),
                    field.isRequired ? yes : "",
                    Markdown.escaped(self.language.list(value ?? [])),
                    field.isPersonal ? yes : "",
                ]
            })
    }

    private func limits(of field: FieldDefinition) -> String {
        let language = self.language
        var words: [String] = []
        if field.accumulates { words.append(language("逐笔累加", "each amount is added")) }
        if let whole = field.restrictions.backFrom {
            let name = self.words.field(whole)
            words.append(language("从\(name)中退回", "goes back from \(name)"))
        }
        if field.restrictions.isPast {
            words.append(language("不得晚于登记之日", "not after the day of entry"))
        }
        if let name = field.restrictions.holds {
            let label = self.definition.qualifications[name].map { language($0) } ?? name
            words.append(language("须有\(label)", "must hold: \(label)"))
        }
        if let other = field.restrictions.notIn {
            let label = self.words.field(other)
            words.append(language("不得为〈\(label)〉之一", "none of ‹\(label)›"))
        }
        if let role = field.restrictions.notHeldBy {
            words.append(
                language("不得为\(self.words.role(role))", "not the \(self.words.role(role))"))
        }
        if let other = field.restrictions.within {
            let label = self.words.field(other)
            words.append(language("须为〈\(label)〉之一", "one of ‹\(label)›"))
        }
        if let column = field.restrictions.column {
            let name = "\(column.table).\(column.column)"
            words.append(language("取自表\(name)", "from the table \(name)"))
        }
        return words.isEmpty ? "" : language.inBrackets(language.sentences(words))
    }

    mutating func writeStates() {
        self.page.heading(2, self.language("状态", "States"))
        self.page.table(
            [self.nameHead, self.codeHead, self.language("备注", "Remark")],
            self.definition.states.items.map { state in
                var remarks: [String] = []
                if state.name == self.definition.initial.first {
                    remarks.append(self.language("开始", "where cases begin"))
                } else if self.definition.initial.contains(state.name) {
                    remarks.append(self.language("也可由此开始", "cases may begin here"))
                }
                if state.isFinal { remarks.append(self.language("终结", "final")) }
                return [
                    self.text(state.labels), Markdown.code(state.name),
                    self.language.list(remarks),
                ]
            })
    }

    mutating func writeEvents() {
        self.page.heading(2, self.language("事项", "Events"))
        self.page.table(
            [
                self.nameHead, self.codeHead, self.language("必带内容", "Takes"),
                self.language("可带内容", "May take"), self.language("备注", "Remark"),
            ],
            self.definition.events.items.map { event in
                var remarks: [String] = []
                if let role = event.onBehalfOf.map(self.words.role) {
                    remarks.append(
                        self.definition.isPutInPersonOnly(event)
                            ? self.language("由\(role)本人办理", "put by the \(role) himself")
                            : self.language("代\(role)登记", "entered for the \(role)"))
                }
                if !event.binds.isEmpty {
                    let roles = self.words.roles(event.binds)
                    remarks.append(self.language("确定\(roles)", "names the \(roles)"))
                }
                if !event.anew.isEmpty {
                    let fields = self.language.list(event.anew.map(self.words.field))
                    remarks.append(
                        self.language("\(fields)每次另填", "\(fields): given anew each time"))
                }
                return [
                    self.text(event.labels), Markdown.code(event.name),
                    self.fields(event.takes), self.fields(event.mayTake),
                    Markdown.escaped(self.language.sentences(remarks)),
                ]
            })
    }

    private func fields(_ names: [String]) -> String {
        Markdown.escaped(self.language.list(names.map(self.words.field)))
    }

    mutating func writeTransitions() {
        self.page.heading(2, self.language("办理规则", "Transitions"))
        self.page.paragraph(
            self.language(
                "同一事项有几条规则时，自上而下取最先相符的一条。没有“转为”的只登记事实。",
                "Of several rules for one event the first whose case applies is taken. Without a "
                    + "state to go to, a fact is recorded and the case stays where it stands."))
        self.page.table(
            [
                self.language("事项", "Event"), self.language("由", "From"),
                self.language("转为", "To"), self.language("由谁", "Who"),
                self.language("情形和条件", "Case and conditions"),
                self.language("效果", "Effects"), self.language("依据", "Basis"),
            ],
            self.definition.transitions.map(self.row))
    }

    private func row(_ transition: TransitionDefinition) -> [String] {
        let mark = transition.isOfDaemon ? "\(Diagram.daemonMark) " : ""
        let states = transition.from.map(self.words.state)
        var conditions: [String] = []
        if !transition.isPossible { conditions.append(self.language("本地不适用", "never here")) }
        if let trigger = transition.trigger {
            conditions.append(Markdown.escaped(self.words.trigger(trigger)))
        }
        let when = self.demands(transition.when)
        if !when.isEmpty {
            conditions.append(self.language("情形：", "Case: ") + self.language.sentences(when))
        }
        if let roles = transition.binds {
            conditions.append(
                roles.isEmpty
                    ? self.language("不指定承办角色", "names nobody")
                    : self.language(
                        "确定\(self.words.roles(roles))", "names the \(self.words.roles(roles))"))
        }
        conditions += self.demands(transition.requires).map { "• \($0)" }
        return [
            "\(mark)\(Markdown.escaped(self.words.event(transition.event))) "
                + Markdown.code(transition.id),
            Markdown.escaped(self.language.list(states)),
            Markdown.escaped(transition.to.map(self.words.state) ?? ""),
            Markdown.escaped(self.words.roles(transition.by)),
            Markdown.lines(conditions),
            Markdown.lines(self.words.effects(transition.effects).map(Markdown.escaped)),
            self.cited(transition.basis),
        ]
    }

    mutating func writeDocuments() {
        self.page.heading(2, self.language("文书", "Documents"))
        self.page.table(
            [self.nameHead, self.codeHead, self.language("文号", "Number")],
            self.definition.documents.items.map { document in
                let pattern = document.series.map { self.definition.series[$0] ?? $0 }
                return [
                    self.text(document.labels), Markdown.code(document.name),
                    Markdown.escaped(pattern ?? ""),
                ]
            })
        self.page.heading(2, self.language("送达", "Deliveries"))
        self.page.table(
            [
                self.nameHead, self.codeHead, self.language("文书", "Document"),
                self.language("附件", "Enclosed"),
            ],
            self.definition.deliveries.items.map { delivery in
                [
                    self.text(delivery.labels), Markdown.code(delivery.name),
                    Markdown.escaped(delivery.document.map(self.words.document) ?? ""),
                    Markdown.escaped(
                        self.language.list(delivery.encloses.map(self.words.document))),
                ]
            })
    }

    /// The figures by name; how they are counted joins when the reports do.
    mutating func writeFigures() {
        guard !self.definition.figures.items.isEmpty else { return }
        self.page.heading(2, self.language("统计", "Figures"))
        self.page.table(
            [self.nameHead, self.codeHead],
            self.definition.figures.items.map { [self.text($0.labels), Markdown.code($0.name)] })
    }
}
