// SPDX-License-Identifier: Apache-2.0
internal import Workflow

// Figures, and what the daemon opens by itself each year.
extension WorkflowDecoder {
    func figure(_ name: String, _ tree: Tree, at mark: Mark) -> FigureDefinition? {
        let reader = MapReader(
            tree, of: "figure \(name)", noting: self.findings,
            keys: ["labels", "among", "of", "by", "count", "workflow", "distinct", "also"])
        var decoder = self.guards
        var unit = FigureDefinition.Unit.cases
        var fields = self.check.names.fields
        if let count = reader.optionalText("count") {
            let workflow = reader.text("workflow")
            self.check.workflow(workflow, mark)
            if count != "children" { self.findings.error(mark, "count must be children") }
            unit = .children(workflow)
            // Their states, events and fields are those of the children.
            if let other = self.other(workflow) {
                fields = other.names
                decoder = other.decoder
            }
        }
        guard let amongTree = reader["among"] else {
            self.findings.error(mark, "figure \(name) needs among")
            return nil
        }
        let among = self.choice(amongTree, decoder)
        if case .items = among { unit = .items }
        if case .acts = among { unit = .acts }
        if let field = reader.optionalText("distinct") {
            self.check.field(field, reader["distinct"]?.mark ?? mark)
            unit = .values(of: field)
            for key in ["of", "by", "count"] where reader[key] != nil {
                self.findings.error(
                    mark, "a figure with distinct is a plain count, without \(key)",
                    mend: "leave \(key) out")
            }
        }
        var split: FigureDefinition.Split?
        if let by = reader.optionalText("by") {
            if by != "state" {
                self.check.check(by, among: fields, as: "field", at: reader["by"]?.mark ?? mark)
            }
            split = by == "state" ? .state : .field(by)
        }
        return FigureDefinition(
            name: name, labels: reader.labels(), unit: unit, among: among,
            of: reader["of"].map { self.choice($0, decoder) }, by: split,
            also: (reader["also"]?.items ?? []).compactMap { self.also($0, unit) })
    }

    /// Names and conditions of another workflow's cases.
    private func other(_ workflow: String) -> (names: Set<String>, decoder: GuardDecoder)? {
        self.context.related[workflow].map {
            let names = Names(
                $0, related: self.context.related, laws: self.check.names.laws, tables: [:])
            let check = ReferenceCheck(names: names, findings: self.findings)
            return (names.fields, GuardDecoder(check: check, workflow: workflow))
        }
    }

    private func also(
        _ tree: Tree, _ unit: FigureDefinition.Unit
    ) -> FigureDefinition.Also? {
        let reader = MapReader(
            tree, of: "also", noting: self.findings, keys: ["workflow", "among"])
        let workflow = reader.text("workflow")
        self.check.workflow(workflow, tree.mark)
        guard case .values(let field) = unit else {
            self.findings.error(tree.mark, "also needs distinct", mend: "distinct: FIELD")
            return nil
        }
        guard let among = reader["among"], let other = self.other(workflow) else {
            self.findings.error(
                tree.mark, "also needs workflow and among", mend: "{workflow: W, among: …}")
            return nil
        }
        if !other.names.contains(field) {
            self.findings.error(
                tree.mark, "\(workflow) has no field \(field)",
                mend: "a field that both workflows have")
        }
        return FigureDefinition.Also(workflow: workflow, among: other.decoder.decode(among))
    }

    private func choice(_ tree: Tree, _ decoder: GuardDecoder) -> FigureDefinition.Choice {
        if let items = tree["items"] {
            self.check.field(items.text ?? "", items.mark)
            for entry in tree.entries where !["items", "if"].contains(entry.key) {
                self.findings.error(entry.mark, "items has no key \(entry.key)", mend: "items, if")
            }
            return .items(of: items.text ?? "", when: tree["if"].map(decoder.decode))
        }
        if let acts = tree["acts"] { return self.acts(acts, in: tree, decoder) }
        return .condition(decoder.decode(tree))
    }

    private func acts(
        _ events: Tree, in tree: Tree, _ decoder: GuardDecoder
    ) -> FigureDefinition.Choice {
        let reader = MapReader(
            tree, of: "acts", noting: self.findings, keys: ["acts", "with", "last_by", "if"])
        for item in events.items { self.check.event(item.text ?? "", item.mark) }
        let with = (reader["with"]?.entries ?? []).reduce(into: [String: [String]]()) {
            self.check.field($1.key, $1.mark)
            $0[$1.key] = $1.value.items.compactMap(\.text)
        }
        let last = reader.optionalText("last_by")
        if let last { self.check.field(last, tree.mark) }
        return .acts(
            FigureDefinition.Acts(events: reader.texts("acts"), with: with, lastBy: last),
            when: tree["if"].map(decoder.decode))
    }

    func yearly(_ tree: Tree) -> YearlyOpening? {
        let reader = MapReader(
            tree, of: "yearly", noting: self.findings, keys: ["on", "for", "bind", "set"])
        guard let on = reader["on"], let (month, day) = MapReader.monthAndDay(on, self.findings)
        else {
            self.findings.error(tree.mark, "yearly needs on: MM-DD")
            return nil
        }
        let roles = (reader["bind"]?.entries ?? []).filter { $0.value.text == "item" }
        guard roles.count == 1 else {
            self.findings.error(
                tree.mark, "yearly binds one role to item", mend: "bind: {lead: item}")
            return nil
        }
        self.check.role(roles[0].key, roles[0].mark)
        let set = (reader["set"]?.entries ?? []).reduce(into: [String: Value]()) {
            self.check.field($1.key, $1.mark)
            $0[$1.key] = .text($1.value.text ?? "")
        }
        if self.tree["natural_key"] == nil {
            self.findings.error(
                tree.mark, "what is opened yearly needs a natural_key",
                mend: "so that it is opened once a year: natural_key: [office, year]")
        }
        return YearlyOpening(
            month: month, day: day, duty: reader.text("for"), role: roles[0].key, set: set)
    }
}
