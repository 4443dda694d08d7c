// SPDX-License-Identifier: Apache-2.0
import WorkCalendar

// Leaves that look beyond one value: time between facts, other cases, tables, the state.
extension GuardJudge {
    func unmetState(_ states: [String]) -> Unmet? {
        guard !states.contains(self.facts.state) else { return nil }
        let words = GuardWords(self.definition)
        let labels = states.map(words.state).joined
        let now = words.state(self.facts.state)
        return Unmet(
            code: "state", parameters: ["state": self.facts.state],
            sentence: Label(
                "应处于“\(labels.zh)”,现为“\(now.zh)”",
                "must be in state “\(labels.en)”, is in “\(now.en)”"))
    }

    func unmetElapsed(_ test: Guard.ElapsedTest) -> Unmet? {
        let words = GuardWords(self.definition)
        if let from = test.from, self.day(of: from) == nil { return words.noDay(from) }
        if let to = test.to, self.day(of: to) == nil { return words.noDay(to) }
        let from = test.from.flatMap(self.day) ?? self.on
        let to = test.to.flatMap(self.day) ?? self.on
        if let period = test.atLeast {
            // Looking forward, the whole length must lie between the two days (backward limits).
            let holds =
                test.from == nil
                ? from <= self.reckoner.latest(before: to, leaving: period).due
                : self.reckoner.end(of: period, from: from, roll: .none).due <= to
            if !holds { return words.elapsed(test, period, isAtLeast: true, from, to, self) }
        }
        if let period = test.atMost,
            to > self.reckoner.end(of: period, from: from, roll: .none).due
        {
            return words.elapsed(test, period, isAtLeast: false, from, to, self)
        }
        return nil
    }

    private func day(of point: Guard.ElapsedTest.Point) -> Day? {
        switch point {
        case .event(let event): self.facts.history.last { $0.event == event }?.happenedOn
        case .field(let field): self.facts.day(field)
        }
    }

    func unmetSame(_ test: Guard.SameTest) -> Unmet? {
        guard let value = self.facts.fields[test.field], !value.isEmpty else {
            return test.isForAll || test.atLeast == 0
                ? nil : GuardWords(self.definition).missing(field: test.field, allowed: nil)
        }
        let cases = self.surroundings.cases(with: test.field, value, in: test.workflows)
        let fitting = cases.filter { self.fits($0, test) }
        let words = GuardWords(self.definition)
        if test.isForAll {
            let others = cases.filter { other in !fitting.contains { $0.id == other.id } }
            guard !others.isEmpty, case .states(let states) = test.condition else { return nil }
            return words.casesBehind(others, states: states, "same")
        }
        return fitting.count >= test.atLeast
            ? nil : words.tooFewSame(test, found: fitting.count)
    }

    private func fits(_ other: ChildFacts, _ test: Guard.SameTest) -> Bool {
        switch test.condition {
        case nil:
            return true
        case .states(let states):
            return states.contains(other.state)
        case .recorded(let event, let within):
            return self.surroundings.days(of: event, in: other.id).contains { day in
                guard day <= self.on else { return false }
                guard let within else { return true }
                return self.on <= self.reckoner.end(of: within, from: day, roll: .none).due
            }
        }
    }

    func unmetTable(_ test: Guard.TableTest) -> Unmet? {
        let words = GuardWords(self.definition)
        guard let day = self.facts.day(test.validOn) else {
            return words.missing(field: test.validOn, allowed: nil)
        }
        for field in test.match.values.sorted()
        where self.facts.fields[field].map(\.isEmpty) ?? true {
            return words.missing(field: field, allowed: nil)
        }
        let valid = (self.definition.tables[test.table]?.rows ?? []).filter { $0.isValid(on: day) }
        // A list among the matched fields needs a row for each of its items.
        let lists = test.match.sorted { $0.key < $1.key }
        var rows: [FactTable.Row] = []
        for combination in self.combinations(of: lists) {
            let found = valid.filter { row in
                combination.allSatisfy { row.cells[$0.key]?.contains($0.value) ?? false }
            }
            guard !found.isEmpty else {
                return words.noRow(
                    test, combination.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, day)
            }
            rows += found
        }
        for (column, field) in test.allows.sorted(by: { $0.key < $1.key }) {
            let allowed = Set(rows.flatMap { $0.cells[column] ?? [] })
            let beyond = (self.facts.fields[field]?.texts ?? []).filter { !allowed.contains($0) }
            guard beyond.isEmpty else { return words.notAllowed(test, field, beyond, day) }
        }
        return nil
    }

    /// Every way to take one value of each field: column → value.
    private func combinations(
        of match: [(key: String, value: String)]
    ) -> [[String: String]] {
        match.reduce([[:]]) { combinations, entry in
            let values = self.facts.fields[entry.value]?.texts ?? []
            return combinations.flatMap { combination in
                values.map { value in
                    combination.merging([entry.key: value]) { _, new in new }
                }
            }
        }
    }
}
