// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

// Guards: what they ask for can come about.
extension Verifier {
    func verifyGuards() {
        for transition in self.definition.transitions {
            self.verify([transition.when, transition.requires], transition.location)
            self.verify(transition.effects.conditions, transition.location)
        }
        self.verify([self.definition.opening.requires], nil)
        self.verify(self.definition.opening.effects.conditions, nil)
        for clock in self.definition.clocks.items {
            self.verify((clock.rule?.limits ?? []).map(\.condition), nil)
        }
        for figure in self.definition.figures.items where figure.unit == .cases {
            for case .condition(let condition)? in [figure.among, figure.of] {
                for leaf in condition.leaves where !leaf.isState { self.verify(leaf, nil) }
            }
        }
    }

    private func verify(_ conditions: [Guard?], _ location: String?) {
        for condition in conditions {
            for leaf in condition?.leaves ?? [] { self.verify(leaf, location) }
        }
    }

    private func verify(_ leaf: Guard.Leaf, _ location: String?) {
        switch leaf {
        case .field(let field, let test):
            self.verifyField(field, test, location)
            if case .compared(_, let bound) = test {
                self.verifyBound(bound, for: field, location)
            }
        case .recorded(let test):
            for event in test.events where !self.canHappen(event) {
                self.error(location, "asks for \(event), which no transition records")
            }
            for (field, values) in test.with {
                if self.definition.fields[field]?.isPersonal ?? false {
                    self.error(
                        location,
                        "compares the personal field \(field) in the history, where it may be erased"
                    )
                }
                self.verifyField(field, .oneOf(values), location)
            }
        case .deliveries(let kind, _, _):
            let isSent = self.allEffects.contains { effects in
                effects.emits.contains { $0.delivery == kind }
            }
            if !isSent {
                self.error(location, "asks for delivery \(kind), which nothing sends")
            }
        case .table(let test):
            self.verifyTable(test, location)
        case .state:
            self.error(
                location, "asks for the state, which from says already",
                mend: "state is for figures")
        case .clock(let clock, let test):
            self.verifyClockTest(clock, test, location)
        case .elapsed(let test):
            for point in [test.from, test.to].compactMap({ $0 }) {
                self.verify(point, location)
            }
        case .document, .children, .linked, .same, .notSameActor:
            break
        }
    }

    /// A point in time is an event that happens, or a date.
    private func verify(_ point: Guard.ElapsedTest.Point, _ location: String?) {
        switch point {
        case .event(let event):
            if !self.canHappen(event) {
                self.error(location, "asks for \(event), which no transition records")
            }
        case .field(let field):
            self.verifyDate(field, location, "counts the time from or to")
        }
    }

    /// A field that is counted from, or to, is a date.
    func verifyDate(_ field: String, _ location: String?, _ what: String) {
        guard let definition = self.definition.fields[field], definition.type != .date else {
            return
        }
        self.error(location, "\(what) \(field), which is no date", mend: "type: date")
    }

    /// A table's day is a date, and what it allows are values it has.
    private func verifyTable(_ test: Guard.TableTest, _ location: String?) {
        if let field = self.definition.fields[test.validOn], field.type != .date {
            self.error(
                location, "the table is valid on \(test.validOn), which is no date")
        }
        for (column, name) in test.match.merging(test.allows, uniquingKeysWith: { $1 }) {
            guard let type = self.definition.fields[name]?.type.element,
                case .choice(let options) = type
            else { continue }
            let values = self.definition.tables[test.table]?.values(of: column).map(\.name) ?? []
            for value in values where !options.contains(where: { $0.name == value }) {
                self.error(
                    location,
                    "the table \(test.table) has \(column) \(value), which is no option of \(name)",
                    mend: "options: \(options.map(\.name).joined(separator: ", "))")
            }
        }
    }

    /// `not_extended` and `stopped_in_time` can come out either way only if something does it.
    private func verifyClockTest(
        _ clock: String, _ test: Guard.ClockTest, _ location: String?
    ) {
        guard test == .notExtended else { return }
        let isExtended = self.definition.transitions.contains { other in
            other.effects.extends.contains { $0.clock == clock }
        }
        if !isExtended {
            self.error(
                location, "asks whether \(clock) was extended, which nothing does")
        }
    }

    private func canHappen(_ event: String) -> Bool {
        self.definition.transitions.contains { $0.event == event }
    }

    private func verifyField(
        _ field: String, _ test: Guard.FieldTest, _ location: String?
    ) {
        guard let definition = self.definition.fields[field] else { return }
        // What the opening itself asks for comes with the opening.
        let canBeSet =
            location == nil || definition.isRequired || definition.defaultValue != nil
            || self.definition.events.items.contains {
                $0.takes.contains(field) || $0.mayTake.contains(field)
            }
            || self.allEffects.contains { effects in
                effects.sets[field] != nil || effects.draws.contains { $0.into == field }
            }
            || self.supplied.contains(field)
        if !canBeSet {
            self.error(location, "asks for field \(field), which nothing can set")
        }
        var values: [String] = []
        switch test {
        case .oneOf(let options), .includes(let options): values = options
        case .given, .compared, .subset: return
        }
        if definition.type == .text, definition.restrictions.column == nil, !values.isEmpty {
            self.error(
                location, "compares the free text \(field) with \(values.joined(separator: ", "))",
                mend: "type: choice with these options, or boolean")
        }
        if case .choice(let options) = definition.type.element {
            for value in values where !options.contains(where: { $0.name == value }) {
                self.error(
                    location,
                    "compares \(field) with \(value), which is no option of it",
                    mend: "options: \(options.map(\.name).joined(separator: ", "))")
            }
        }
        if definition.type == .boolean {
            for value in values where value != "true" && value != "false" {
                self.error(
                    location, "compares \(field) with \(value); it is true or false")
            }
        }
    }
}

extension Verifier {
    /// What is compared can be compared.
    private func verifyBound(
        _ bound: Guard.Bound, for field: String, _ location: String?
    ) {
        let type = self.definition.fields[field]?.type
        let isNumber = type == .integer || type == .decimal || type == .amount
        if let type, !isNumber, type != .date {
            self.error(
                location, "compares \(field) with a bound, but it is no number and no date",
                mend: "type: integer, decimal, amount or date")
        }
        switch bound {
        case .literal(let text):
            if isNumber ? ExactNumber(text) == nil : type == .date && Day(text) == nil {
                self.error(location, "compares \(field) with \(text)")
            }
        case .field(let other, _):
            let otherType = self.definition.fields[other]?.type
            let otherIsNumber =
                otherType == .integer || otherType == .decimal || otherType == .amount
            if isNumber != otherIsNumber {
                self.error(
                    location, "compares \(field) with \(other), which has another type")
            }
        case .chosen(let figures, let by):
            guard case .choice(let options) = self.definition.fields[by]?.type else {
                self.error(
                    location, "\(by) must be a choice to have a figure for each value")
                return
            }
            for option in options where figures[option.name] == nil {
                self.error(
                    location, "there is no figure for \(by) \(option.name)",
                    mend: "figures: \(figures.keys.sorted().joined(separator: ", "))")
            }
        case .owed(let clock):
            if self.definition.clocks[clock]?.rule.map({ $0.accrual == nil }) ?? false {
                self.error(
                    location,
                    "asks what is owed by clock \(clock), which does not accrue",
                    mend: "accrues: … in its rule")
            }
        case .items:
            break
        }
    }
}

extension Guard {
    /// All its leaves.
    var leaves: [Guard.Leaf] {
        switch self {
        case .constant: []
        case .all(let parts), .any(let parts): parts.flatMap(\.leaves)
        case .not(let part): part.leaves
        case .implies(let premise, let conclusion): premise.leaves + conclusion.leaves
        case .leaf(let leaf, _): [leaf]
        }
    }
}

extension Guard.Leaf {
    fileprivate var isState: Bool {
        if case .state = self { true } else { false }
    }
}

extension Effects {
    /// The conditions of all that it does.
    var conditions: [Guard?] {
        let clocks = (self.stops + self.restarts + self.starts).map(\.condition)
        let pauses = (self.pauses + self.resumes).map(\.condition)
        return clocks + pauses + self.produces.map(\.condition) + self.emits.map(\.condition)
            + self.opens.map(\.condition) + self.tells.map(\.condition)
    }
}
