// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar

// A guard as a statement, for transition tables and for "must not hold".
extension GuardWords {
    /// What the guard asks, as one sentence.
    package func statement(_ condition: Guard) -> Label {
        switch condition {
        case .constant(let holds):
            return holds ? Label("(恒成立)", "(always)") : Label("(本地不适用)", "(never here)")
        case .all(let parts):
            return self.join(parts, "且", " and ")
        case .any(let parts):
            return self.join(parts, "或", " or ").map { "(\($0))" }
        case .not(let part):
            let inner = self.statement(part)
            return Label("非[\(inner.zh)]", "not [\(inner.en)]")
        case .implies(let premise, let conclusion):
            let first = self.statement(premise)
            let second = self.statement(conclusion)
            return Label("如\(first.zh)则\(second.zh)", "if \(first.en) then \(second.en)")
        case .leaf(let leaf, _):
            return self.statement(leaf)
        }
    }

    private func join(_ parts: [Guard], _ zh: String, _ en: String) -> Label {
        let labels = parts.map(self.statement)
        return Label(
            labels.map(\.zh).joined(separator: zh), labels.map(\.en).joined(separator: en))
    }

    private func statement(_ leaf: Guard.Leaf) -> Label {
        switch leaf {
        case .field(let name, let test): return self.statement(field: name, test)
        case .recorded(let test): return self.statement(test)
        case .document(let kind, _, let since):
            let label = self.document(kind)
            let after = self.since(since)
            return Label("有〈\(label.zh)〉\(after.zh)", "‹\(label.en)› on file\(after.en)")
        case .children(let workflows, let test):
            return self.statement(cases: workflows, test)
        case .linked(let workflows, let test):
            let inner = self.statement(cases: workflows, test)
            return Label("关联案件:\(inner.zh)", "linked: \(inner.en)")
        case .same(let test):
            return self.statement(test)
        case .elapsed(let test):
            return self.statement(test)
        case .table(let test):
            return self.statement(test)
        case .state(let states):
            let labels = states.map(self.state).joined
            return Label("处于\(labels.zh)", "in state \(labels.en)")
        case .deliveries(let kind, let test, _):
            let label = self.definition.deliveries[kind]?.labels ?? Label(same: kind)
            let how = test == .sent ? Label("送出", "sent") : Label("送达", "acknowledged")
            return Label("〈\(label.zh)〉全部\(how.zh)", "every ‹\(label.en)› \(how.en)")
        case .clock(let name, let test):
            return self.statement(clock: name, test)
        case .notSameActor(let events):
            let label = self.events(events)
            return Label("与〈\(label.zh)〉非同一人", "another person than for ‹\(label.en)›")
        }
    }

    private func statement(field name: String, _ test: Guard.FieldTest) -> Label {
        let label = self.field(name)
        switch test {
        case .given:
            return Label("有〈\(label.zh)〉", "‹\(label.en)› given")
        case .oneOf(let options):
            let values = self.values(options, of: name)
            return Label("〈\(label.zh)〉为\(values.zh)", "‹\(label.en)› is \(values.en)")
        case .compared(let relation, let bound):
            let how = self.relation(relation)
            let words = self.bound(bound)
            return Label(
                "〈\(label.zh)〉\(how.zh)\(words.zh)", "‹\(label.en)› \(how.en) \(words.en)")
        case .includes(let options):
            let values = self.values(options, of: name)
            return Label("〈\(label.zh)〉含\(values.zh)", "‹\(label.en)› includes \(values.en)")
        case .subset(let other):
            let limit = self.field(other)
            return Label(
                "〈\(label.zh)〉不超出〈\(limit.zh)〉", "‹\(label.en)› within ‹\(limit.en)›")
        }
    }

    private func statement(_ test: Guard.RecordedTest) -> Label {
        let events = self.events(test.events)
        let since = self.since(test.since)
        var with = Label(same: "")
        for (field, allowed) in test.with.sorted(by: { $0.key < $1.key }) {
            let values = self.values(allowed, of: field)
            with.zh += "(〈\(self.field(field).zh)〉为\(values.zh))"
            with.en += " (‹\(self.field(field).en)› \(values.en))"
        }
        var times = Label(same: "")
        if test.atLeast != .literal("1") {
            let count = self.bound(test.atLeast)
            times = Label("\(count.zh)次", " \(count.en)×")
        }
        return Label(
            "已〈\(events.zh)〉\(times.zh)\(with.zh)\(since.zh)",
            "‹\(events.en)› recorded\(times.en)\(with.en)\(since.en)")
    }

    private func statement(_ test: Guard.SameTest) -> Label {
        let names = self.workflows(test.workflows)
        let field = self.field(test.field)
        let what = self.condition(of: test)
        let count =
            test.isForAll ? Label("均", "every ") : Label("不少于\(test.atLeast)件", "\(test.atLeast)+ ")
        return Label(
            "同一〈\(field.zh)〉的〈\(names.zh)〉\(what.zh)\(count.zh)",
            "\(count.en)‹\(names.en)› with the same ‹\(field.en)›\(what.en)")
    }

    private func statement(_ test: Guard.ElapsedTest) -> Label {
        let (a, b) = (self.point(test.from), self.point(test.to))
        var words = Label("自\(a.zh)至\(b.zh)", "from \(a.en) to \(b.en)")
        if let period = test.atLeast {
            words = Label("\(words.zh)不少于\(period.chinese)", "\(words.en) at least \(period)")
        }
        if let period = test.atMost {
            words = Label("\(words.zh)不超过\(period.chinese)", "\(words.en) at most \(period)")
        }
        return words
    }

    private func statement(_ test: Guard.TableTest) -> Label {
        let match = test.match.values.sorted().map(self.field).joined
        let allows = test.allows.values.sorted().map(self.field).joined
        return Label(
            "表“\(test.table)”按〈\(match.zh)〉允许〈\(allows.zh)〉",
            "the table “\(test.table)” allows ‹\(allows.en)› for ‹\(match.en)›")
    }

    private func statement(cases workflows: [String], _ test: Guard.ChildTest) -> Label {
        let names = self.workflows(workflows)
        switch test {
        case .allIn(let states):
            let labels = self.childStates(workflows, states)
            return Label("各〈\(names.zh)〉均\(labels.zh)", "every ‹\(names.en)› \(labels.en)")
        case .anyIn(let states):
            let labels = self.childStates(workflows, states)
            return Label("有〈\(names.zh)〉\(labels.zh)", "a ‹\(names.en)› \(labels.en)")
        case .atLeast(let count):
            return Label("〈\(names.zh)〉不少于\(count)件", "at least \(count) ‹\(names.en)›")
        }
    }

    private func statement(clock name: String, _ test: Guard.ClockTest) -> Label {
        let label = self.definition.clocks[name]?.labels ?? Label(same: name)
        switch test {
        case .open: return Label("〈\(label.zh)〉未届满", "‹\(label.en)› still running")
        case .runOut: return Label("〈\(label.zh)〉已届满", "‹\(label.en)› run out")
        case .none: return Label("本地无〈\(label.zh)〉", "no limit for ‹\(label.en)› here")
        case .notExtended: return Label("〈\(label.zh)〉未延长过", "‹\(label.en)› not extended")
        case .stoppedInTime: return Label("〈\(label.zh)〉按期完成", "‹\(label.en)› kept")
        }
    }
}
