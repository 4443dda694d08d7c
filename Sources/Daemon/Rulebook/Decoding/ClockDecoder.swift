// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// Reads clocks and their rules.
struct ClockDecoder {
    let check: ReferenceCheck
    let guards: GuardDecoder
    /// The parent's events and so on, when this workflow is read as a child; for `parent.EVENT`.
    let parentEvents: Set<String>?
    var findings: Findings { self.check.findings }

    func clock(_ name: String, _ tree: Tree, at mark: Mark) -> ClockDefinition {
        let reader = MapReader(
            tree, of: "clock \(name)", noting: self.findings,
            keys: ["labels", "rule", "whose", "kind", "warn", "ladder", "remitted"])
        let whose = reader.text("whose")
        self.check.role(whose, reader["whose"]?.mark ?? mark)
        let kind = reader.optionalText("kind") ?? "duty"
        if ClockDefinition.Kind(rawValue: kind) == nil {
            self.findings.error(reader["kind"]?.mark ?? mark, "kind must be duty or window")
        }
        if reader["rule"] == nil { self.findings.error(mark, "clock \(name) needs rule") }
        return ClockDefinition(
            name: name, labels: reader.labels(), whose: whose,
            kind: ClockDefinition.Kind(rawValue: kind) ?? .duty,
            rule: reader["rule"].flatMap(self.rule),
            warn: (reader["warn"]?.items ?? []).compactMap(self.period),
            ladder: reader["ladder"].map(self.ladder),
            remission: reader["remitted"].flatMap(self.remission))
    }

    private func remission(_ tree: Tree) -> Remission? {
        let reader = MapReader(
            tree, of: "remitted", noting: self.findings, keys: ["to", "while"])
        let to = reader.text("to")
        self.check.field(to, reader["to"]?.mark ?? tree.mark)
        guard let condition = reader["while"] else {
            self.findings.error(tree.mark, "remitted needs while: as long as what holds")
            return nil
        }
        return Remission(to: to, condition: self.guards.decode(condition))
    }

    private func ladder(_ tree: Tree) -> Ladder {
        let reader = MapReader(
            tree, of: "the ladder", noting: self.findings, keys: ["event", "after", "then"])
        let event = reader.optionalText("event")
        if let event { self.check.event(event, reader["event"]?.mark ?? tree.mark) }
        var tell: [String] = []
        if let then = reader["then"] {
            let inner = MapReader(
                then, of: "the ladder's then", noting: self.findings, keys: ["tell"])
            tell = inner.texts("tell")
            for role in tell { self.check.role(role, then.mark) }
        }
        return Ladder(
            event: event, after: (reader["after"]?.items ?? []).compactMap(self.period),
            thenTell: tell)
    }

    private static let limitKeys = [
        "length", "until", "less", "before", "day", "from", "if", "basis", "extended",
    ]

    private func rule(_ tree: Tree) -> ClockRule? {
        if tree.text == "none" { return nil }
        let reader = MapReader(
            tree, of: "the rule", noting: self.findings,
            keys: ["limits", "roll", "basis", "accrues"] + ClockDecoder.limitKeys)
        let limits: [Limit]
        if let list = tree["limits"] {
            for key in ClockDecoder.limitKeys where key != "basis" {
                if let wrong = tree[key] {
                    self.findings.error(wrong.mark, "\(key) belongs to one of the limits")
                }
            }
            limits = list.items.compactMap { self.limit($0, isPartOfRule: false) }
        } else {
            limits = [self.limit(tree, isPartOfRule: true)].compactMap { $0 }
        }
        let basis = BasisDecoder(self.check).bases(reader["basis"])
        if basis.isEmpty {
            self.findings.error(
                tree.mark, "the rule has no basis", mend: "basis: LAW ARTICLE, practice or default")
        }
        let roll = RollOver(rawValue: reader.text("roll"))
        if roll == nil, let mark = reader["roll"]?.mark {
            self.findings.error(mark, "roll must be next_working_day or none")
        }
        let accrual = reader["accrues"].flatMap(self.accrual)
        if limits.contains(where: { $0.measure == .open }), accrual == nil {
            self.findings.error(
                tree.mark, "length: open is for what grows by the day",
                mend: "accrues: {of: FIELD, less: FIELD, percent_per_day: N, at_most: BOUND}")
        }
        return ClockRule(limits: limits, roll: roll ?? .none, basis: basis, accrual: accrual)
    }

    private func accrual(_ tree: Tree) -> Accrual? {
        let reader = MapReader(
            tree, of: "accrues", noting: self.findings,
            keys: ["of", "less", "percent_per_day", "at_most"])
        for key in ["of", "less"] { self.check.field(reader.text(key), tree.mark) }
        let rate = ExactNumber(reader.text("percent_per_day"))
        if rate.map({ $0 <= .zero }) ?? true {
            self.findings.error(
                reader["percent_per_day"]?.mark ?? tree.mark,
                "percent_per_day must be a number above 0", mend: "percent_per_day: 3")
        }
        let atMost = reader["at_most"]
        let isDue = atMost?.text == "due"
        let bound = isDue ? nil : atMost.flatMap(self.guards.bound)
        guard isDue || bound != nil, let rate else {
            self.findings.error(tree.mark, "accrues needs at_most: what it never grows beyond")
            return nil
        }
        return Accrual(
            of: reader.text("of"), less: reader.text("less"), percentPerDay: rate, atMost: bound)
    }

    private func limit(_ tree: Tree, isPartOfRule: Bool) -> Limit? {
        if !isPartOfRule {
            _ = MapReader(tree, of: "a limit", noting: self.findings, keys: ClockDecoder.limitKeys)
        }
        if let less = tree["less"], tree["until"] == nil {
            self.findings.error(
                less.mark, "less belongs to the plan that a limit runs until",
                mend: "until: FIELD, less: FIELD")
        }
        let measures = ["length", "until", "before", "day"].filter { tree[$0] != nil }
        let isBackward = tree["before"] != nil && tree["length"] != nil && measures.count == 2
        guard measures.count == 1 || isBackward else {
            self.findings.error(
                tree.mark, "a limit needs one of length, until, day, before (with length)")
            return nil
        }
        guard let measure = self.measure(tree, isBackward) else { return nil }
        let basis = BasisDecoder(self.check).bases(tree["basis"])
        let extended = (tree["extended"]?.items ?? [])
        return Limit(
            measure: measure, start: self.start(tree["from"]),
            condition: tree["if"].map(self.guards.decode),
            extensions: extended.compactMap(self.extensionStep),
            extendsAnyTime: extended.contains { $0.text == "any" },
            basis: isPartOfRule ? [] : basis)
    }

    private func measure(_ tree: Tree, _ isBackward: Bool) -> Limit.Measure? {
        if let until = tree["until"] {
            self.check.field(until.text ?? "", until.mark)
            if let paid = tree["less"] {
                self.check.field(paid.text ?? "", paid.mark)
                return .plan(field: until.text ?? "", paid: paid.text ?? "")
            }
            return .until(field: until.text ?? "")
        }
        if let day = tree["day"] { return self.yearDay(day) }
        if tree["length"]?.text == "open" { return .open }
        guard let length = tree["length"].flatMap(self.period) else { return nil }
        if isBackward, let before = tree["before"] {
            self.check.field(before.text ?? "", before.mark)
            return .before(field: before.text ?? "", length)
        }
        return .length(length)
    }

    private func yearDay(_ tree: Tree) -> Limit.Measure? {
        guard let (month, day) = MapReader.monthAndDay(tree, self.findings) else { return nil }
        return .yearDay(month: month, day: day)
    }

    private func start(_ tree: Tree?) -> Limit.Start {
        guard let tree else { return .run }
        let words = tree.items.compactMap(\.text)
        if let first = words.first, first.hasPrefix("parent.") {
            let events = words.map { String($0.dropFirst("parent.".count)) }
            if let parentEvents {
                for event in events {
                    self.check.check(
                        event, among: parentEvents, as: "event of the parent", at: tree.mark)
                }
            }
            return .parentEvents(events)
        }
        if words.count == 1, self.check.names.fields.contains(words[0]) {
            return .field(words[0])
        }
        for word in words { self.check.event(word, tree.mark) }
        return .events(words)
    }

    private func extensionStep(_ tree: Tree) -> Limit.Extension? {
        let text = tree.text ?? ""
        switch text {
        case "free": return .free
        case "any": return nil
        case _ where text.hasPrefix("+"):
            return Period(String(text.dropFirst())).map(Limit.Extension.further) ?? self.bad(tree)
        default:
            return Period(text).map(Limit.Extension.total) ?? self.bad(tree)
        }
    }

    private func bad(_ tree: Tree) -> Limit.Extension? {
        self.findings.error(
            tree.mark, "extended must be a length, +length, free or any, is \(tree.text ?? "")")
        return nil
    }

    func period(_ tree: Tree) -> Period? {
        if let period = Period(tree.text ?? ""), period.count > 0 { return period }
        self.findings.error(
            tree.mark, "\(tree.text ?? "this") is no length of time",
            mend: "such as 3 months, 5 working days, 15 days, 2 years")
        return nil
    }
}
