// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

// Clocks: started, stopped, counted from events that start them.
extension Verifier {
    /// One of a clock's limits; the rule itself where it is the only one.
    func place(ofLimit index: Int, of clock: String) -> Place {
        let rule = Place.rule(clock)
        let hasList = self.tree["clocks"]?[clock]?["rule"]?["limits"] != nil
        return hasList ? rule.key("limits").item(index) : rule
    }

    func verifyClocks() {
        for clock in self.definition.clocks.items where self.definition.isOfLetters(clock.name) {
            self.verifyLetters(clock)
            self.verifyLadder(clock)
        }
        for clock in self.definition.clocks.items where !self.definition.isOfLetters(clock.name) {
            let starters = self.definition.transitions.filter { transition in
                (transition.effects.starts + transition.effects.restarts)
                    .contains { $0.clock == clock.name }
            }
            let atOpening = self.definition.opening.effects.starts.contains {
                $0.clock == clock.name
            }
            if starters.isEmpty, !atOpening {
                self.error(
                    Place("clocks", clock.name), "no transition starts clock \(clock.name)",
                    mend: "starts: [\(clock.name)]"
                )
            }
            let isStopped = self.definition.transitions.contains { transition in
                transition.effects.stops.contains { $0.clock == clock.name || $0.clock == nil }
            }
            if clock.kind == .duty, !isStopped {
                self.error(
                    Place("clocks", clock.name), "duty \(clock.name) is never stopped",
                    mend: "stops: [\(clock.name)], or kind: window")
            }
            self.verifyLadder(clock)
            self.verifyLimits(clock, starters, atOpening: atOpening)
        }
    }

    private func verifyLadder(_ clock: ClockDefinition) {
        guard let ladder = clock.ladder else { return }
        if let event = ladder.event,
            !self.definition.transitions.contains(where: {
                $0.event == event && $0.by.contains("system")
            })
        {
            self.error(
                Place("clocks", clock.name, "ladder", "event"),
                "the ladder of \(clock.name) puts \(event), which is not open to system",
                mend: "by: [system, …] on \(event)")
        }
        if ladder.after.isEmpty {
            self.error(
                Place("clocks", clock.name, "ladder"), "the ladder of \(clock.name) has no steps",
                mend: "after: [10 days, 20 days]")
        }
    }

    /// An event a limit counts from must itself start the clock (or it would never join the run).
    private func verifyLimits(
        _ clock: ClockDefinition, _ starters: [TransitionDefinition], atOpening: Bool
    ) {
        for (index, limit) in (clock.rule?.limits ?? []).enumerated() {
            let place = self.place(ofLimit: index, of: clock.name)
            self.verifyDates(limit, of: clock, at: place)
            guard case .events(let events) = limit.start else { continue }
            for event in events where !starters.contains(where: { $0.event == event }) {
                self.error(
                    place.key("from"),
                    "clock \(clock.name) counts from \(event), which does not start it",
                    mend: "starts: [\(clock.name)] on the transition of \(event)")
            }
        }
    }

    private func verifyDates(_ limit: Limit, of clock: ClockDefinition, at place: Place) {
        switch limit.measure {
        case .until(let field), .before(let field, _):
            self.verifyDate(field, "clock \(clock.name) runs to", at: place)
        case .plan(let field, let paid):
            if self.definition.fields[field].map({ !$0.type.isPlan }) ?? false {
                self.error(
                    place,
                    "clock \(clock.name) runs to \(field), which is no list of days and amounts",
                    mend: "type: list, of: {DAY: date, SUM: amount}")
            }
            if self.definition.fields[paid].map({ $0.type != .amount }) ?? false {
                self.error(
                    place, "clock \(clock.name) compares \(field) with \(paid), which is no amount",
                    mend: "type: amount")
            }
        case .length, .open, .yearDay:
            break
        }
        if case .field(let field) = limit.start {
            self.verifyDate(field, "clock \(clock.name) runs from", at: place.key("from"))
        }
    }

    private func verifyDate(_ field: String, _ what: Said, at place: Place) {
        guard let fault = self.definition.notADate(field, what) else { return }
        self.error(place, fault.reason, mend: fault.mend)
    }

    /// What a limit foresees can be asked for: some event extends the clock, and brings the date.
    func verifyExtended() {
        for clock in self.definition.clocks.items {
            let extending = self.definition.transitions.filter { transition in
                transition.effects.extends.contains { $0.clock == clock.name }
            }
            let isForeseen = clock.rule?.limits.contains { $0.allows(extension: 0) } ?? false
            if isForeseen, extending.isEmpty {
                self.error(
                    Place.rule(clock.name),
                    "clock \(clock.name) may be extended, but no event extends it",
                    mend: "extends: [{clock: \(clock.name), to: FIELD}], or leave out extended")
            }
            for transition in extending {
                for effect in transition.effects.extends where effect.clock == clock.name {
                    let event = self.definition.events[transition.event]
                    if !(event?.takes.contains(effect.field) ?? true) {
                        self.error(
                            self.place(of: transition, "extends"),
                            "extends \(clock.name) to \(effect.field), which \(transition.event) need not bring",
                            mend: "takes: [\(effect.field)]")
                    }
                }
            }
        }
    }
}

extension FieldType {
    /// A list of records, each of one day and one amount.
    fileprivate var isPlan: Bool {
        guard case .list(.record(let parts), _, _) = self else { return false }
        return parts.filter { $0.type == .date }.count == 1
            && parts.filter { $0.type == .amount }.count == 1
    }
}
