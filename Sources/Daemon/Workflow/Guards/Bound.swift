// SPDX-License-Identifier: Apache-2.0
import WorkCalendar

extension Guard {
    /// A number or date to compare with.
    package enum Bound: Hashable, Sendable {
        /// As the rulebook says.
        case literal(String)
        /// A field's value, so many times.
        case field(String, times: ExactNumber)
        /// What is left of a field's value when another's is taken away; never below nothing.
        case rest(of: String, less: String)
        /// The count of a list's items, so many times, less so many.
        case items(of: String, times: ExactNumber, less: ExactNumber)
        /// The figure that belongs to a field's value.
        case chosen([String: String], by: String)
        /// What an accruing clock's amount and its growth come to.
        case owed(clock: String)
        /// The same, less what has been paid.
        case unpaid(clock: String)
    }
}

// How a rulebook writes it.
extension ConditionReader {
    /// What a value is compared with; nil (and noted) when it is written in no known way.
    package var bound: Guard.Bound? {
        if let text = self.text {
            if ExactNumber(text) == nil, Day(text) == nil {
                self.error(
                    "\(text) is no number and no day",
                    mend:
                        "or {field: F, times: n}, {field: F, less: F}, {items: F}, {of: MAP, at: F}, {owed: CLOCK}, {unpaid: CLOCK}"
                )
            }
            return .literal(text)
        }
        if let field = self["field"], let less = self["less"] {
            self.only(["field", "less"])
            return .rest(of: field.word(thatIs: .field), less: less.word(thatIs: .field))
        }
        if let field = self["field"] {
            self.only(["field", "times"])
            let name = field.word(thatIs: .field)
            let times = self["times"].map { ExactNumber($0.text ?? "") } ?? ExactNumber(1)
            if times == nil { self.error("times must be a number") }
            return .field(name, times: times ?? ExactNumber(1))
        }
        if let items = self["items"] {
            self.only(["items", "times", "less"])
            let times = self["times"].map { ExactNumber($0.text ?? "") } ?? ExactNumber(1)
            let less = self["less"].map { ExactNumber($0.text ?? "") } ?? .zero
            if times == nil || less == nil { self.error("times and less must be numbers") }
            return .items(
                of: items.word(thatIs: .field), times: times ?? ExactNumber(1), less: less ?? .zero)
        }
        if let clock = self["owed"] {
            self.only(["owed"])
            return .owed(clock: clock.word(thatIs: .clock))
        }
        if let clock = self["unpaid"] {
            self.only(["unpaid"])
            return .unpaid(clock: clock.word(thatIs: .clock))
        }
        if let figures = self["of"], let field = self["at"] {
            self.only(["of", "at"])
            return self.chosen(figures, by: field)
        }
        self.error(
            "no bound is written so",
            mend:
                "a number, a day, {field: F, times: n}, {field: F, less: F}, {items: F}, {of: MAP, at: F}, {owed: CLOCK}, {unpaid: CLOCK}"
        )
        return nil
    }

    private func chosen(_ figures: Self, by field: Self) -> Guard.Bound {
        let name = field.word(thatIs: .field)
        let values = figures.entries.reduce(into: [String: String]()) {
            $0[$1.key] = $1.value.text
        }
        for (key, value) in values where ExactNumber(value) == nil && Day(value) == nil {
            figures.error("\(key): \(value) is no number and no day")
        }
        return .chosen(values, by: name)
    }

    /// How often at least, by the key `at_least`; once if nothing is said.
    var times: Guard.Bound {
        guard let least = self["at_least"], let bound = least.bound else { return .literal("1") }
        if case .literal(let text) = bound { least.mustBeOneOrMore(Int(text)) }
        return bound
    }
}

// What it comes to.
extension GuardJudge {
    /// The number or date a bound stands for in this case; nil when it has none.
    func value(of bound: Guard.Bound) -> String? {
        switch bound {
        case .literal(let text):
            return text
        case .field(let field, let times):
            guard let text = self.facts.fields[field]?.text else { return nil }
            guard times != ExactNumber(1), let number = ExactNumber(text) else { return text }
            return (number * times).description
        case .rest(let field, let less):
            guard let whole = self.number(field) else { return nil }
            return max(.zero, whole - (self.number(less) ?? .zero)).description
        case .items(let field, let times, let less):
            let count = ExactNumber(self.facts.fields[field]?.items.count ?? 0)
            return (count * times - less).description
        case .chosen(let figures, let field):
            return self.facts.fields[field]?.text.flatMap { figures[$0] }
        case .owed(let clock):
            return Accrued(clock, self, until: self.on)?.owed.description
        case .unpaid(let clock):
            return Accrued(clock, self, until: self.on)?.unpaid.description
        }
    }

    private func number(_ field: String) -> ExactNumber? {
        self.facts.fields[field]?.text.flatMap { ExactNumber($0) }
    }

    /// A bound that counts: how many there must be.
    func count(_ bound: Guard.Bound) -> Int {
        self.value(of: bound).flatMap { ExactNumber($0) }.map(\.roundedUp) ?? 1
    }
}

// How it is said.
extension GuardWords {
    /// A bound and what it comes to: 3 × ‹gains› (30000).
    func named(_ bound: Guard.Bound, _ limit: String) -> Label {
        if case .literal = bound { return Label(same: limit) }
        let said = self.bound(bound)
        return Label("\(said.zh)(\(limit))", "\(said.en) (\(limit))")
    }

    /// A bound as the rulebook puts it: 3 × ‹gains›.
    func bound(_ bound: Guard.Bound) -> Label {
        switch bound {
        case .literal(let text):
            return Label(same: text)
        case .field(let name, let times):
            let label = self.field(name)
            guard times != ExactNumber(1) else { return Label("〈\(label.zh)〉", "‹\(label.en)›") }
            return Label("〈\(label.zh)〉的\(times)倍", "\(times) × ‹\(label.en)›")
        case .rest(let name, let less):
            let (whole, part) = (self.field(name), self.field(less))
            return Label("〈\(whole.zh)〉减去〈\(part.zh)〉", "‹\(whole.en)› less ‹\(part.en)›")
        case .items(let name, let times, let less):
            let label = self.field(name)
            var words = Label("〈\(label.zh)〉的项数", "the number of ‹\(label.en)›")
            if times != ExactNumber(1) {
                words = Label("\(words.zh)的\(times)倍", "\(times) × \(words.en)")
            }
            if less != .zero { words = Label("\(words.zh)减\(less)", "\(words.en) less \(less)") }
            return words
        case .chosen(let figures, let name):
            let label = self.field(name)
            let known = self.definition.fields[name]?.type.options.map(\.name) ?? []
            let values = known + figures.keys.filter { !known.contains($0) }.sorted()
            let named = values.compactMap { value in
                figures[value].map { (label: self.value(value, of: name), figure: $0) }
            }
            let zh = named.map { "\($0.label.zh)\($0.figure)" }
            let en = named.map { "\($0.label.en) \($0.figure)" }
            return Label(
                "〈\(label.zh)〉对应的数值(\(zh.joined(separator: "、")))",
                "the figure for ‹\(label.en)› (\(en.joined(separator: ", ")))")
        case .owed(let clock):
            let label = self.definition.clocks[clock]?.labels ?? Label(same: clock)
            return Label("本金与〈\(label.zh)〉之和", "the amount with ‹\(label.en)›")
        case .unpaid(let clock):
            let label = self.definition.clocks[clock]?.labels ?? Label(same: clock)
            return Label(
                "本金与〈\(label.zh)〉之和的未缴部分", "what is unpaid of the amount with ‹\(label.en)›")
        }
    }
}

// Whether it can be compared with.
extension Guard.Bound {
    /// No times, or fewer, would turn the comparison round.
    var factorFaults: [GuardFault] {
        switch self {
        case .field(_, let times) where times <= .zero:
            [GuardFault("times must be a number above 0", mend: "times: 2")]
        case .items(_, let times, let less) where times <= .zero || less < .zero:
            [GuardFault("times must be above 0, and less not below 0", mend: "times: 2, less: 1")]
        default:
            []
        }
    }

    /// Why a field cannot be compared with it.
    func faults(comparing field: String, at place: GuardPlace) -> [GuardFault] {
        let fields = place.definition.fields
        let type = fields[field]?.type
        let isNumber = type.map(self.isNumber) ?? false
        var faults: [GuardFault] = []
        if let type, !isNumber, type != .date {
            faults.append(
                GuardFault(
                    "compares \(field) with a bound, but it is no number and no date",
                    mend: "type: integer, decimal, amount or date"))
        }
        faults += self.factorFaults
        switch self {
        case .literal(let text):
            if isNumber ? ExactNumber(text) == nil : type == .date && Day(text) == nil {
                faults.append(GuardFault("compares \(field) with \(text)"))
            }
        case .field(let other, _):
            faults += self.faults(comparing: field, isNumber, with: [other], in: fields)
        case .rest(let whole, let less):
            faults += self.faults(comparing: field, isNumber, with: [whole, less], in: fields)
        case .chosen(let figures, let by):
            guard case .choice(let options) = fields[by]?.type else {
                return faults + [
                    GuardFault("\(by) must be a choice to have a figure for each value")
                ]
            }
            faults += options.filter { figures[$0.name] == nil }.map { option in
                GuardFault(
                    "there is no figure for \(by) \(option.name)",
                    mend: "figures: \(figures.keys.sorted().joined(separator: ", "))")
            }
        case .owed(let clock), .unpaid(let clock):
            if place.definition.clocks[clock]?.rule.map({ $0.accrual == nil }) ?? false {
                faults.append(
                    GuardFault(
                        "asks what is owed by clock \(clock), which does not accrue",
                        mend: "accrues: … in its rule"))
            }
        case .items:
            break
        }
        return faults
    }

    private func faults(
        comparing field: String, _ isNumber: Bool, with others: [String],
        in fields: NamedList<FieldDefinition>
    ) -> [GuardFault] {
        others.filter { isNumber != (fields[$0].map { self.isNumber($0.type) } ?? false) }.map {
            GuardFault("compares \(field) with \($0), which has another type")
        }
    }

    private func isNumber(_ type: FieldType) -> Bool {
        type == .integer || type == .decimal || type == .amount
    }
}
