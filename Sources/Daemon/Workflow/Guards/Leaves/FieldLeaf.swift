// SPDX-License-Identifier: Apache-2.0
import WorkCalendar

/// `field`: a field has a value (that fits).
package struct FieldLeaf: Hashable, Sendable {
    /// What a field's value must be.
    package enum Test: Hashable, Sendable {
        /// Something.
        case given
        /// This, or one of these.
        case oneOf([String])
        /// In this relation to a number or date.
        case compared(Guard.Relation, Guard.Bound)
        /// From this number or date to that one, both included.
        case between(Guard.Bound, Guard.Bound)
        /// A list with one of these.
        case includes([String])
        /// A list without anything that is not in this field.
        case subset(of: String)
        /// The first item of this field.
        case first(of: String)
        /// A list of at least so many items.
        case counted(Guard.Bound)
        /// A list of records whose amounts come to exactly this.
        case addedUp(Guard.Bound)
    }

    /// The field.
    package var field: String
    /// What it must be.
    package var test: Test

    /// A question about a field.
    package init(_ field: String, _ test: Test) {
        self.field = field
        self.test = test
    }
}

extension FieldLeaf: GuardLeaf {
    package static let names = ["field"]

    package var leaf: Guard.Leaf { .field(self) }

    package var asksOthers: Bool { false }

    package static func read(_ condition: some ConditionReader) -> FieldLeaf? {
        let relations = Guard.Relation.allCases.map(\.rawValue)
        let tests =
            ["equals", "in"] + relations + [
                "includes", "includes_any", "subset_of", "first_of", "items_at_least", "adds_up_to",
            ]
        condition.only(["field", "basis"] + tests)
        let asked = tests.filter { condition[$0] != nil }
        let field = condition.head.word(thatIs: .field)
        if asked == ["at_least", "at_most"] {
            guard let low = condition["at_least"]?.bound, let high = condition["at_most"]?.bound
            else { return nil }
            return FieldLeaf(field, .between(low, high))
        }
        if asked.count > 1 {
            condition.error("a condition on a field asks one thing at a time")
        }
        if let values = condition["equals"] ?? condition["in"] {
            return FieldLeaf(field, .oneOf(values.words))
        }
        if let values = condition["includes"] ?? condition["includes_any"] {
            return FieldLeaf(field, .includes(values.words))
        }
        if let other = condition["subset_of"] {
            return FieldLeaf(field, .subset(of: other.word(thatIs: .field)))
        }
        if let other = condition["first_of"] {
            return FieldLeaf(field, .first(of: other.word(thatIs: .field)))
        }
        if let least = condition["items_at_least"], let bound = least.bound {
            return FieldLeaf(field, .counted(bound))
        }
        if let sum = condition["adds_up_to"], let bound = sum.bound {
            return FieldLeaf(field, .addedUp(bound))
        }
        for relation in Guard.Relation.allCases {
            if let bound = condition[relation.rawValue].flatMap(\.bound) {
                return FieldLeaf(field, .compared(relation, bound))
            }
        }
        return FieldLeaf(field, .given)
    }

    package func unmet(by judge: GuardJudge) -> Unmet? {
        let words = judge.words
        let value = judge.facts.fields[self.field].flatMap { $0.isEmpty ? nil : $0 }
        guard let value else {
            if case .oneOf(let options) = self.test, !options.isEmpty {
                let allowed = words.values(options, of: self.field)
                return words.missing(field: self.field, allowed: allowed)
            }
            return words.missing(field: self.field, allowed: nil)
        }
        switch self.test {
        case .given:
            return nil
        case .oneOf(let options):
            if let text = value.text, options.contains(text) { return nil }
            return self.wrong(
                mustBe: words.values(options, of: self.field),
                is: words.values(value.texts, of: self.field), words)
        case .compared(let relation, let bound):
            guard let limit = judge.value(of: bound) else {
                return self.noBound(bound, relation, words: words)
            }
            if self.order(of: value, to: limit).map(relation.holds) ?? false { return nil }
            return self.outOfBound(bound, limit: limit, relation, value: value.line, words: words)
        case .between(let low, let high):
            return self.unmet(value, from: low, to: high, judge: judge)
        case .includes(let options):
            if value.texts.contains(where: options.contains) { return nil }
            return self.notIncluding(words.values(options, of: self.field), words)
        case .subset(let other):
            let allowed = Set(judge.facts.fields[other]?.items ?? [])
            let beyond = value.items.filter { !allowed.contains($0) }
            guard !beyond.isEmpty else { return nil }
            let named = words.values(
                beyond.map(\.line), of: self.field, separator: ("、", ", "))
            return self.beyond(other, named, words: words)
        case .first(let other):
            guard let first = judge.facts.fields[other]?.items.first else {
                return words.missing(field: other, allowed: nil)
            }
            return value == first
                ? nil
                : self.wrong(
                    mustBe: words.values([first.line], of: self.field),
                    is: words.values(value.texts, of: self.field), words)
        case .counted(let bound):
            let needed = judge.count(bound)
            return value.items.count >= needed
                ? nil : self.tooFew(needed, found: value.items.count, words)
        case .addedUp(let bound):
            return self.unmet(addingUp: value, to: bound, judge: judge)
        }
    }

    /// Outside of a range both ends are named: whoever is told only one finds the other by being refused.
    private func unmet(
        _ value: Value, from low: Guard.Bound, to high: Guard.Bound, judge: GuardJudge
    ) -> Unmet? {
        let words = judge.words
        guard let least = judge.value(of: low) else {
            return self.noBound(low, .atLeast, words: words)
        }
        guard let most = judge.value(of: high) else {
            return self.noBound(high, .atMost, words: words)
        }
        let isWithin =
            (self.order(of: value, to: least).map { $0 >= 0 } ?? false)
            && (self.order(of: value, to: most).map { $0 <= 0 } ?? false)
        if isWithin { return nil }
        let label = words.field(self.field)
        let (from, to) = (words.named(low, least), words.named(high, most))
        return Unmet(
            code: "field", parameters: ["field": self.field, "bound": least, "upper": most],
            sentence: Label(
                "〈\(label.zh)〉应在\(from.zh)至\(to.zh)之间,现为\(value.line)",
                "‹\(label.en)› must be from \(from.en) to \(to.en), is \(value.line)"),
            remedy: words.giving(self.field))
    }

    private func unmet(
        addingUp value: Value, to bound: Guard.Bound, judge: GuardJudge
    ) -> Unmet? {
        let part = judge.definition.fields[self.field]?.type.amountPart
        let sum = value.items.compactMap { $0.amount(of: part) }.reduce(.zero, +)
        let limit = judge.value(of: bound).flatMap { ExactNumber($0) }
        if limit == sum { return nil }
        let (label, said) = (judge.words.field(self.field), judge.words.bound(bound))
        let figure = limit.map { "(\($0))" } ?? ""
        return Unmet(
            code: "field",
            parameters: ["field": self.field, "bound": limit?.description ?? ""],
            sentence: Label(
                "〈\(label.zh)〉各项合计应为\(said.zh)\(figure),现合计\(sum)",
                "the items of ‹\(label.en)› must add up to \(said.en) \(figure), they come to \(sum)"
            ),
            remedy: judge.words.giving(self.field))
    }

    private func tooFew(_ needed: Int, found: Int, _ words: GuardWords) -> Unmet {
        let label = words.field(self.field)
        return Unmet(
            code: "field", parameters: ["field": self.field, "bound": String(needed)],
            sentence: Label(
                "〈\(label.zh)〉应有\(needed)项,现\(found)项",
                "‹\(label.en)›: needed \(needed), found \(found)"),
            remedy: words.giving(self.field))
    }

    /// Negative, zero or positive as the value is below, at or above the bound.
    private func order(of value: Value, to bound: String) -> Int? {
        guard let text = value.text else { return nil }
        if let a = Day(text), let b = Day(bound) { return a.days(since: b) }
        guard let a = ExactNumber(text), let b = ExactNumber(bound) else { return nil }
        return a < b ? -1 : (a == b ? 0 : 1)
    }

    package func statement(in words: GuardWords) -> Label {
        let label = words.field(self.field)
        switch self.test {
        case .given:
            return Label("有〈\(label.zh)〉", "‹\(label.en)› given")
        case .oneOf(let options):
            let values = words.values(options, of: self.field)
            return Label("〈\(label.zh)〉为\(values.zh)", "‹\(label.en)› is \(values.en)")
        case .compared(let relation, let bound):
            let how = relation.words
            let limit = words.bound(bound)
            return Label(
                "〈\(label.zh)〉\(how.zh)\(limit.zh)", "‹\(label.en)› \(how.en) \(limit.en)")
        case .between(let low, let high):
            let (from, to) = (words.bound(low), words.bound(high))
            return Label(
                "〈\(label.zh)〉在\(from.zh)至\(to.zh)之间",
                "‹\(label.en)› from \(from.en) to \(to.en)")
        case .includes(let options):
            let values = words.values(options, of: self.field)
            return Label("〈\(label.zh)〉含\(values.zh)", "‹\(label.en)› includes \(values.en)")
        case .subset(let other):
            let limit = words.field(other)
            guard words.isList(self.field) else {
                return Label(
                    "〈\(label.zh)〉在〈\(limit.zh)〉之中", "‹\(label.en)› is among ‹\(limit.en)›")
            }
            return Label(
                "〈\(label.zh)〉不超出〈\(limit.zh)〉", "‹\(label.en)› within ‹\(limit.en)›")
        case .first(let other):
            let list = words.field(other)
            return Label(
                "〈\(label.zh)〉为〈\(list.zh)〉第一项",
                "‹\(label.en)› is the first of ‹\(list.en)›")
        case .counted(let bound):
            let least = words.bound(bound)
            return Label(
                "〈\(label.zh)〉不少于\(least.zh)项", "‹\(label.en)› has at least \(least.en) items")
        case .addedUp(let bound):
            let sum = words.bound(bound)
            return Label(
                "〈\(label.zh)〉各项合计为\(sum.zh)", "the items of ‹\(label.en)› add up to \(sum.en)")
        }
    }

    package func faults(at place: GuardPlace) -> [GuardFault] {
        var values: [String] = []
        switch self.test {
        case .oneOf(let options), .includes(let options): values = options
        case .given, .compared, .between, .subset, .first, .counted, .addedUp: break
        }
        var faults = place.faults(of: self.field, comparedWith: values)
        if case .compared(_, let bound) = self.test {
            faults += bound.faults(comparing: self.field, at: place)
        }
        if case .between(let low, let high) = self.test {
            faults +=
                (low.faults(comparing: self.field, at: place)
                    + high.faults(comparing: self.field, at: place))
        }
        if case .counted(let bound) = self.test { faults += bound.factorFaults }
        if case .addedUp = self.test,
            place.definition.fields[self.field].map({ $0.type.amountPart == nil }) ?? false
        {
            faults.append(
                GuardFault(
                    "adds up \(self.field), which is no list of records with one amount",
                    mend: "type: list, of: {DAY: date, SUM: amount}"))
        }
        if case .counted(.literal(let text)) = self.test, Int(text).map({ $0 < 1 }) ?? true {
            faults.append(
                GuardFault(
                    "items_at_least must be a whole number, 1 or more", mend: "items_at_least: 1",
                    value: text))
        }
        if case .compared(let relation, .literal(let text)) = self.test,
            place.definition.fields[self.field]?.type == .amount,
            let bound = ExactNumber(text), relation.alwaysHolds(atLeastZero: bound)
        {
            faults.append(
                GuardFault(
                    "compares the amount \(self.field) with \(text): no amount is below 0",
                    mend: "a figure above 0", value: text))
        }
        return faults
    }
}

extension GuardPlace {
    /// A field that is asked for can be set, and the values it is compared with are values it can have.
    func faults(of field: String, comparedWith values: [String]) -> [GuardFault] {
        guard let definition = self.definition.fields[field] else { return [] }
        var faults: [GuardFault] = []
        if !self.canBeSet(definition) {
            faults.append(
                GuardFault(
                    "asks for field \(field), which nothing can set",
                    mend: "takes or may_take: [\(field)] of some event, or sets or adds"))
        }
        if definition.type == .text, definition.restrictions.column == nil, !values.isEmpty {
            faults.append(
                GuardFault(
                    "compares the free text \(field) with \(values.joined(separator: ", "))",
                    mend: "type: choice with these options, or boolean"))
        }
        if case .choice(let options) = definition.type.element {
            let names = options.map(\.name)
            faults += values.filter { !names.contains($0) }.map { value in
                GuardFault(
                    "compares \(field) with \(value), which is no option of it",
                    mend: "options: \(names.joined(separator: ", "))", value: value)
            }
        }
        if definition.type == .boolean {
            faults += values.filter { $0 != "true" && $0 != "false" }.map { value in
                GuardFault(
                    "compares \(field) with \(value); it is true or false",
                    mend: "true or false", value: value)
            }
        }
        return faults
    }

    private func canBeSet(_ field: FieldDefinition) -> Bool {
        // What the opening itself asks for comes with the opening.
        self.isOfTheWhole || field.isRequired || field.defaultValue != nil
            || self.definition.events.items.contains {
                $0.takes.contains(field.name) || $0.mayTake.contains(field.name)
            }
            || self.definition.allEffects.contains { effects in
                effects.fieldsSet.contains(field.name)
                    || effects.draws.contains { $0.into == field.name }
            }
            || self.supplied.contains(field.name)
    }
}

extension FieldType {
    /// The only part of a list's records that is an amount.
    fileprivate var amountPart: String? {
        guard case .list(.record(let parts), _, _) = self else { return nil }
        let amounts = parts.filter { $0.type == .amount }
        return amounts.count == 1 ? amounts[0].name : nil
    }
}

extension Value {
    fileprivate func amount(of part: String?) -> ExactNumber? {
        guard case .record(let parts) = self, let part else { return nil }
        return parts[part].flatMap { ExactNumber($0) }
    }
}
