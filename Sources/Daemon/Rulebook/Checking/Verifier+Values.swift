// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

// Values and figures: what is set fits its field, and no figure defeats another.
extension Verifier {
    func verifyValues() {
        for transition in self.definition.transitions {
            let place = self.place(of: transition)
            self.verify(transition.effects.sets, at: place.key("sets"))
            for (index, draw) in transition.effects.draws.enumerated() {
                self.verifyShare(draw, at: place.key("draws").item(index))
            }
        }
        self.verifyOpening()
        self.verify(self.definition.yearly?.set ?? [:], at: Place("yearly", "set"))
        for field in self.definition.fields.items {
            self.verifyCounts(of: field)
            guard let value = field.defaultValue, let fault = self.misfit(value, in: field)
            else { continue }
            self.error(
                Place("fields", field.name, "default"),
                "the default \(fault) is no \(.name(field.type.element.word))",
                mend: "a value of the field's type")
        }
        for clock in self.definition.clocks.items {
            self.verifyWarnings(of: clock)
            self.verifySteps(of: clock)
            self.verifyExtensions(of: clock)
            self.verifyRate(of: clock)
        }
    }

    /// A case begins with what is given and with its fields' defaults; nothing is set or drawn then.
    private func verifyOpening() {
        let effects = self.definition.opening.effects
        let mend: Said = "a default of the field, or an effect of the first transition"
        let used = [
            "sets": effects.sets.isEmpty, "adds": effects.adds.isEmpty,
            "removes": effects.removes.isEmpty,
        ].filter { !$0.value }.keys.sorted()
        for key in used {
            self.error(Place("opening", key), "the opening sets no fields", mend: mend)
        }
        if !effects.draws.isEmpty {
            self.error(Place("opening", "draws"), "the opening draws no lots", mend: mend)
        }
    }

    private func verify(_ values: [String: Value], at place: Place) {
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard let field = self.definition.fields[name],
                let fault = self.misfit(value, in: field)
            else { continue }
            self.error(
                place.key(name),
                "sets \(name) to \(fault), which is no \(.name(field.type.element.word))",
                mend: field.type.options.isEmpty
                    ? "a value of the field's type"
                    : "options: \(field.type.options.map(\.name).joined(separator: ", "))")
        }
    }

    /// The first of a value's words that its field cannot hold; nil when it can hold them all.
    private func misfit(_ value: Value, in field: FieldDefinition) -> String? {
        value.texts.first { text in
            // `$year` and the like are filled in when it happens.
            if text.hasPrefix("$") { return text == "$happened_on" && field.type != .date }
            switch field.type.element {
            case .boolean: return text != "true" && text != "false"
            case .choice(let options): return !options.contains { $0.name == text }
            case .date: return Day(text) == nil
            case .integer: return Int64(text) == nil
            case .decimal: return ExactNumber(text) == nil
            case .amount: return ExactNumber(text).map { $0 < .zero } ?? true
            case .text, .office, .user, .caseReference, .recipient, .session, .record, .list:
                return false
            }
        }
    }

    /// A list of at least more than it may have can never be given.
    private func verifyCounts(of field: FieldDefinition) {
        guard case .list(_, let least?, let most?) = field.type, least > most else { return }
        self.error(
            Place("fields", field.name, "min_items"),
            "min_items \(least) is more than max_items \(most)", mend: "min_items at most max_items"
        )
    }

    /// A share is more than nothing and at most the whole.
    private func verifyShare(_ draw: DrawEffect, at place: Place) {
        guard case .literal(let text)? = draw.atLeast else { return }
        let isShare = ExactNumber(text).map { $0 > .zero && $0 <= ExactNumber(1) } ?? false
        if isShare { return }
        self.error(
            place.key("at_least"), "a share must be above 0 and at most 1, is \(text)",
            mend: "at_least: 0.03")
    }

    /// What is warned of before it can begin is never warned of.
    private func verifyWarnings(of clock: ClockDefinition) {
        let lengths = (clock.rule?.limits ?? []).map(\.span)
        guard !lengths.isEmpty, lengths.allSatisfy({ $0 != nil }) else { return }
        for (index, warning) in clock.warn.enumerated()
        where lengths.compactMap({ $0 }).allSatisfy({ warning.isLonger(than: $0) }) {
            let longest = lengths.compactMap { $0 }.map(\.description).joined(separator: ", ")
            self.note(
                Place("clocks", clock.name, "warn").item(index),
                "warns \(warning) before a date that is only \(longest) away",
                mend: "a warning shorter than every limit")
        }
    }

    /// An error where it holds for the whole country; elsewhere a place's shorter limit is its right.
    private func note(_ place: Place, _ reason: Said, mend: Said) {
        if self.isNational {
            self.error(place, reason, mend: mend)
        } else {
            self.remark(place, reason, mend: mend)
        }
    }

    private func verifySteps(of clock: ClockDefinition) {
        let steps = clock.ladder?.after ?? []
        for (index, step) in steps.enumerated().dropFirst()
        where !step.isLonger(than: steps[index - 1]) {
            self.error(
                Place("clocks", clock.name, "ladder", "after").item(index),
                "the steps of the ladder of \(clock.name) do not go up: \(step) after \(steps[index - 1])",
                mend: "later steps after earlier ones")
        }
    }

    /// An extension to a day that the unextended limit reaches by itself extends nothing.
    private func verifyExtensions(of clock: ClockDefinition) {
        for (index, limit) in (clock.rule?.limits ?? []).enumerated() {
            let place = self.place(ofLimit: index, of: clock.name).key("extended")
            for (step, allowed) in limit.extensions.enumerated() {
                guard case .further(let period) = allowed, period.count == 0 else { continue }
                self.error(
                    place.item(step), "\(period) is no length of time", mend: "extended: +30 days")
            }
            guard case .length(var reached) = limit.measure else { continue }
            for (step, allowed) in limit.extensions.enumerated() {
                guard case .total(let period) = allowed else { break }
                if period.unit == reached.unit, period.count <= reached.count {
                    self.error(
                        place.item(step), "extended to \(period) is no longer than \(reached)",
                        mend: "longer than the length, or +\(period) for so long after its end")
                }
                reached = period
            }
        }
    }

    private func verifyRate(of clock: ClockDefinition) {
        guard let rate = clock.rule?.accrual?.percentPerDay, rate > ExactNumber(100) else { return }
        self.error(
            Place.rule(clock.name).key("accrues").key("percent_per_day"),
            "percent_per_day must be at most 100, is \(rate)", mend: "percent_per_day: 3")
    }
}

extension Limit {
    /// How long it runs; nil where a date decides.
    var span: Period? {
        if case .length(let period) = self.measure { period } else { nil }
    }
}

extension Period {
    /// How many days it has at least and at most: a working day may have a week of holidays before it.
    private var days: ClosedRange<Int> {
        switch self.unit {
        case .days: self.count...self.count
        case .workingDays: self.count...(2 * self.count + 9)
        case .months: (28 * self.count)...(31 * self.count)
        case .years: (365 * self.count)...(366 * self.count)
        }
    }

    /// Whether it is longer for certain, whatever the calendar.
    func isLonger(than other: Period) -> Bool {
        self.unit == other.unit
            ? self.count > other.count : self.days.lowerBound > other.days.upperBound
    }
}
