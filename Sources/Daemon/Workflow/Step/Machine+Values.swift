// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

// The values that come with an event or an opening: canonical, and within their fields' rules.
extension Machine {
    /// The case with the event's fields and roles.
    func merged(
        _ attempt: Attempt, by event: EventDefinition
    ) -> Result<CaseFacts, FieldProblems> {
        let (facts, command) = (attempt.facts, attempt.command)
        var problems: [FieldProblem] = []
        var given: [String: Value] = [:]
        for (name, value) in command.fields.sorted(by: { $0.key < $1.key }) {
            guard let field = self.definition.fields[name],
                event.takes.contains(name) || event.mayTake.contains(name)
            else {
                problems.append(self.notTaken(name, event))
                continue
            }
            let lenient = command.mode == .record || command.cause == .consequence
            given[name] = self.canonical(
                value, of: field, in: attempt.surroundings, lenient: lenient,
                verifyingCodes: command.cause != .consequence, noting: &problems)
        }
        var merged = facts
        for name in event.anew { merged.fields[name] = nil }
        for (name, value) in given {
            merged.fields[name] = self.added(value, to: facts.fields[name], of: name)
            problems += self.giveBack(value, of: name, in: &merged)
        }
        merged.fields = merged.fields.filter { !$0.value.isEmpty }
        merged.roles.merge(command.roles) { $1 }
        if command.mode == .live, command.cause == .person {
            problems += given.keys.sorted().flatMap {
                self.breaches(
                    of: $0, among: merged.fields, on: attempt.moment.today,
                    in: attempt.surroundings)
            }
            problems += self.clashes(
                of: event.takes + event.mayTake, in: merged, attempt.surroundings)
        }
        return problems.isEmpty ? .success(merged) : .failure(FieldProblems(problems: problems))
    }

    /// A value in its field's canonical form; nil (and a problem) when it does not fit.
    package func canonical(
        _ value: Value, of field: FieldDefinition, in references: any References, lenient: Bool,
        verifyingCodes: Bool = true, noting problems: inout [FieldProblem]
    ) -> Value? {
        if value.isEmpty { return value }
        let read = field.canonical(
            value, references, lenient: lenient, verifyingCodes: verifyingCodes)
        switch read {
        case .success(let canonical):
            return self.tableValue(canonical, field)
        case .failure(let failure):
            problems += failure.problems
            return nil
        }
    }

    /// Values of a table's column may be given by their labels.
    private func tableValue(_ value: Value, _ field: FieldDefinition) -> Value {
        guard let column = field.restrictions.column,
            let options = self.definition.tables[column.table]?.values(of: column.column)
        else { return value }
        func named(_ value: Value) -> Value {
            guard let text = value.text,
                let option = options.first(where: {
                    $0.name == text || $0.labels.zh == text || $0.labels.en == text
                })
            else { return value }
            return .text(option.name)
        }
        if case .list(let items) = value { return .list(items.map(named)) }
        return named(value)
    }

    /// An amount that accumulates is added to what is there.
    private func added(_ value: Value, to before: Value?, of name: String) -> Value {
        guard self.definition.fields[name]?.accumulates ?? false,
            let part = value.text.flatMap({ ExactNumber($0) }),
            let sum = before?.text.flatMap({ ExactNumber($0) })
        else { return value }
        return .text((sum + part).description)
    }

    /// What goes back is taken from the amount it was a part of; a problem where that is less.
    private func giveBack(
        _ value: Value, of name: String, in facts: inout CaseFacts
    ) -> [FieldProblem] {
        guard let field = self.definition.fields[name], let whole = field.restrictions.backFrom,
            let part = value.text.flatMap({ ExactNumber($0) })
        else { return [] }
        let there = facts.fields[whole]?.text.flatMap { ExactNumber($0) } ?? .zero
        guard part <= there else {
            let label = self.definition.fields[whole]?.labels ?? Label(same: whole)
            return [
                FieldProblem(
                    path: name,
                    sentence: Label(
                        "〈\(field.labels.zh)〉\(part)多于〈\(label.zh)〉\(there)",
                        "‹\(field.labels.en)› \(part) is more than ‹\(label.en)› \(there)"))
            ]
        }
        facts.fields[whole] = .text((there - part).description)
        return []
    }

    /// Where a field's values break its own rules: a qualification, another field, a table, today.
    package func breaches(
        of name: String, among fields: [String: Value], on today: Day,
        in references: any References
    ) -> [FieldProblem] {
        guard let field = self.definition.fields[name], let value = fields[name] else { return [] }
        let rules = field.restrictions
        var problems: [FieldProblem] = []
        if self.definition.transitions.contains(where: { transition in
            transition.effects.draws.contains { $0.into == name }
        }) {
            problems.append(
                FieldProblem(
                    path: name,
                    sentence: Label(
                        "〈\(field.labels.zh)〉由随机抽取得出,不得填写",
                        "‹\(field.labels.en)› is drawn by lot; it is not entered")))
        }
        if rules.isPast, let day = Day(value.text ?? ""), day > today {
            problems.append(
                FieldProblem(
                    path: name,
                    sentence: Label(
                        "〈\(field.labels.zh)〉为\(day),尚未到来;今天是\(today)",
                        "‹\(field.labels.en)› is \(day), which has not come; today is \(today)")))
        }
        for text in value.texts {
            let shown = references.shown(text, field.type)
            if let qualification = rules.holds,
                !references.user(text, holds: qualification)
            {
                let label =
                    self.definition.qualifications[qualification] ?? Label(same: qualification)
                problems.append(
                    FieldProblem(
                        path: name,
                        sentence: Label(
                            "\(shown)没有“\(label.zh)”", "\(shown) does not hold “\(label.en)”"),
                        remedy: .grant(
                            Remedy.Term(qualification, label),
                            to: Remedy.Term(text, Label(same: shown)))))
            }
            if let other = rules.notIn, fields[other]?.texts.contains(text) ?? false {
                let label = GuardWords(self.definition).field(other)
                problems.append(
                    FieldProblem(
                        path: name,
                        sentence: Label(
                            "\(shown)在〈\(label.zh)〉之中,不得同时担任〈\(field.labels.zh)〉",
                            "\(shown) stands in ‹\(label.en)› and may not be ‹\(field.labels.en)› too"
                        )))
            }
            if let other = rules.within, !(fields[other]?.texts.contains(text) ?? false) {
                let label = GuardWords(self.definition).field(other)
                let known = (fields[other]?.texts ?? []).joined(separator: "、")
                problems.append(
                    FieldProblem(
                        path: name,
                        sentence: Label(
                            "“\(shown)”不在〈\(label.zh)〉之中;有:\(known)",
                            "“\(shown)” does not stand in ‹\(label.en)›, which has \(known)")))
            }
            if let column = rules.column {
                problems += self.misfit(text, of: field, among: column)
            }
        }
        return problems
    }

    /// Offices that stand in a field although they hold the role it excludes.
    package func clashes(
        of names: [String], in facts: CaseFacts, _ references: any References
    ) -> [FieldProblem] {
        names.flatMap { name -> [FieldProblem] in
            guard let field = self.definition.fields[name],
                let role = field.restrictions.notHeldBy, let holder = facts.roles[role]
            else { return [] }
            let other = self.definition.roles[role]?.labels ?? Label(same: role)
            return (facts.fields[name]?.texts ?? []).filter {
                $0 == holder.office ?? holder.name
            }.map { _ in
                FieldProblem(
                    path: name,
                    sentence: Label(
                        "〈\(field.labels.zh)〉不能与〈\(other.zh)〉相同:\(holder.name)",
                        "‹\(field.labels.en)› cannot be the same as ‹\(other.en)›: \(holder.name)"))
            }
        }
    }

    private func misfit(
        _ text: String, of field: FieldDefinition, among column: TableColumn
    ) -> [FieldProblem] {
        let options = self.definition.tables[column.table]?.values(of: column.column) ?? []
        guard !options.contains(where: { $0.name == text }) else { return [] }
        let told = options.map { Remedy.Term($0.name, $0.labels) }.told
        return [
            FieldProblem(
                path: field.name,
                sentence: Label(
                    "应为\(told.zh)之一,现为“\(text)”", "must be one of \(told.en), is “\(text)”"))
        ]
    }

    private func notTaken(_ name: String, _ event: EventDefinition) -> FieldProblem {
        let words = GuardWords(self.definition)
        let taken = event.takes + event.mayTake
        let terms = taken.map { Remedy.Term($0, words.field($0)) }
        let near = Vocabulary(terms).near(name).perhaps
        let told = terms.isEmpty ? Label("无", "none") : terms.told
        let field = self.definition.fields[name].map { "〈\($0.labels.zh)〉" } ?? "“\(name)”"
        return FieldProblem(
            path: name,
            sentence: Label(
                "〈\(event.labels.zh)〉不带字段\(field)\(near.zh);可带:\(told.zh)",
                "‹\(event.labels.en)› does not take a field “\(name)”\(near.en); it takes: "
                    + told.en))
    }
}

extension References {
    /// A value as people know it: a user by name.
    func shown(_ text: String, _ type: FieldType) -> String {
        guard type.element == .user, let surroundings = self as? any Surroundings else {
            return text
        }
        return surroundings.userName(text).map { "\($0)(\(text))" } ?? text
    }
}
