// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

// Leaves that look beyond one value: other cases, time between facts, tables, the state.
extension GuardDecoder {
    func sameLeaf(_ head: Tree.Entry, _ tree: Tree) -> Guard.Leaf {
        self.only(tree, ["same", "basis"])
        let reader = MapReader(
            head.value, "same", self.findings,
            keys: ["field", "workflow", "all_in", "any_in", "recorded", "within", "at_least"])
        let field = reader.text("field")
        self.check.field(field, head.mark)
        let workflows = reader.texts("workflow")
        if workflows.isEmpty { self.findings.error(head.mark, "same needs workflow") }
        for name in workflows {
            self.check.workflow(name, head.mark)
            if let other = self.check.names.related[name] {
                self.check.check(field, other.fields, "field of \(name)", head.mark)
            }
        }
        var condition: Guard.SameTest.Condition?
        if let list = reader["all_in"] ?? reader["any_in"] {
            condition = .states(self.states(list, of: workflows))
        } else if let event = reader.optionalText("recorded") {
            let known = workflows.reduce(into: Set<String>()) {
                $0.formUnion(self.check.names.related[$1]?.events ?? [])
            }
            self.check.check(
                event, known, "event of \(workflows.joined(separator: ", "))", head.mark)
            condition = .recorded(event: event, within: reader["within"].flatMap(self.period))
        }
        if reader["within"] != nil, reader["recorded"] == nil {
            self.findings.error(head.mark, "within belongs to recorded")
        }
        return .same(
            .init(
                field: field, workflows: workflows, condition: condition,
                isForAll: reader["all_in"] != nil, atLeast: self.count(reader["at_least"])))
    }

    func elapsedLeaf(_ head: Tree.Entry, _ tree: Tree) -> Guard.Leaf? {
        self.only(tree, ["elapsed", "basis"])
        let reader = MapReader(
            head.value, "elapsed", self.findings, keys: ["from", "to", "at_least", "at_most"])
        let from = reader["from"].map(self.point)
        let to = reader["to"].map(self.point)
        guard from != nil || to != nil, reader["at_least"] != nil || reader["at_most"] != nil else {
            self.findings.error(
                head.mark, "elapsed needs from or to, and at_least or at_most",
                mend: "{from: FIELD, at_least: 15 days}")
            return nil
        }
        return .elapsed(
            .init(
                from: from, to: to, atLeast: reader["at_least"].flatMap(self.period),
                atMost: reader["at_most"].flatMap(self.period)))
    }

    private func point(_ tree: Tree) -> Guard.ElapsedTest.Point {
        let word = self.word(tree)
        if self.check.names.fields.contains(word) { return .field(word) }
        self.check.check(
            word, self.check.names.events.union(self.check.names.fields), "event or field",
            tree.mark)
        return .event(word)
    }

    func tableLeaf(_ head: Tree.Entry, _ tree: Tree) -> Guard.Leaf {
        self.only(tree, ["table", "valid_on", "match", "allows", "basis"])
        let table = self.word(head.value)
        self.check.check(
            table, Set(self.check.names.tables.keys), "table of this workflow", head.value.mark)
        let validOn = tree["valid_on"]?.text ?? ""
        if validOn.isEmpty {
            self.findings.error(tree.mark, "table needs valid_on: a date field")
        }
        self.check.field(validOn, tree["valid_on"]?.mark ?? tree.mark)
        return .table(
            .init(
                table: table, validOn: validOn, match: self.columns(tree["match"], of: table),
                allows: self.columns(tree["allows"], of: table)))
    }

    private func columns(_ tree: Tree?, of table: String) -> [String: String] {
        (tree?.entries ?? []).reduce(into: [:]) { columns, entry in
            self.check.check(
                entry.key, self.check.names.tables[table] ?? [], "column of \(table)", entry.mark)
            self.check.field(self.word(entry.value), entry.value.mark)
            columns[entry.key] = self.word(entry.value)
        }
    }

    func stateLeaf(_ head: Tree.Entry, _ tree: Tree) -> Guard.Leaf {
        self.only(tree, ["state", "basis"])
        let states = head.value.items.map(self.word)
        for (state, item) in zip(states, head.value.items) { self.check.state(state, item.mark) }
        return .state(states)
    }

    private func period(_ tree: Tree) -> Period? {
        if let period = Period(tree.text ?? "") { return period }
        self.findings.error(
            tree.mark, "\(tree.text ?? "this") is no length of time",
            mend: "such as 3 months, 5 working days, 15 days, 2 years")
        return nil
    }
}
