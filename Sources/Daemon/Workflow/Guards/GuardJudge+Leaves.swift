// SPDX-License-Identifier: Apache-2.0
import WorkCalendar

// Each leaf's question and its sentence when the answer is no (rulebook format, guards).
extension GuardJudge {
    func unmetField(_ field: String, _ test: Guard.FieldTest) -> Unmet? {
        let words = GuardWords(self.definition)
        let value = self.facts.fields[field].flatMap { $0.isEmpty ? nil : $0 }
        guard let value else {
            if case .oneOf(let options) = test, !options.isEmpty {
                let allowed = words.values(options, of: field)
                return words.missing(field: field, allowed: allowed)
            }
            return words.missing(field: field, allowed: nil)
        }
        switch test {
        case .given:
            return nil
        case .oneOf(let options):
            if let text = value.text, options.contains(text) { return nil }
            return words.wrong(
                field: field, mustBe: words.values(options, of: field),
                is: words.values(value.texts, of: field))
        case .compared(let relation, let bound):
            return self.unmetComparison(field, value, relation, bound)
        case .includes(let options):
            if value.texts.contains(where: options.contains) { return nil }
            return words.notIncluding(field, words.values(options, of: field))
        case .subset(let other):
            let allowed = Set(self.facts.fields[other]?.items ?? [])
            let beyond = value.items.filter { !allowed.contains($0) }
            guard !beyond.isEmpty else { return nil }
            return words.beyond(
                field, other, words.values(beyond.map(\.line), of: field, separator: ("、", ", ")))
        }
    }

    private func unmetComparison(
        _ field: String, _ value: Value, _ relation: Guard.Relation, _ bound: Guard.Bound
    ) -> Unmet? {
        let words = GuardWords(self.definition)
        guard let limit = self.value(of: bound) else {
            return words.noBound(field, relation, bound)
        }
        if self.compare(value, limit, field).map(relation.holds) ?? false { return nil }
        return words.outOfBound(field, relation, bound, limit, value.line)
    }

    /// Negative, zero or positive as the value is below, at or above the bound.
    private func compare(_ value: Value, _ bound: String, _ field: String) -> Int? {
        guard let text = value.text else { return nil }
        if let a = Day(text), let b = Day(bound) { return a.days(since: b) }
        guard let a = ExactNumber(text), let b = ExactNumber(bound) else { return nil }
        return a < b ? -1 : (a == b ? 0 : 1)
    }

    /// The number or date a bound stands for in this case; nil when it has none.
    func value(of bound: Guard.Bound) -> String? {
        switch bound {
        case .literal(let text):
            return text
        case .field(let field, let times):
            guard let text = self.facts.fields[field]?.text else { return nil }
            guard times != ExactNumber(1), let number = ExactNumber(text) else { return text }
            return (number * times).description
        case .items(let field):
            return String(self.facts.fields[field]?.items.count ?? 0)
        case .chosen(let figures, let field):
            return self.facts.fields[field]?.text.flatMap { figures[$0] }
        case .owed(let clock):
            return Accrued(clock, self, until: self.on)?.owed.description
        }
    }

    /// A bound that counts: how many there must be.
    private func count(_ bound: Guard.Bound) -> Int {
        self.value(of: bound).flatMap { ExactNumber($0) }.map(\.roundedUp) ?? 1
    }

    func unmetRecorded(_ test: Guard.RecordedTest) -> Unmet? {
        let from = self.facts.sequence(of: test.since)
        var values: [String: Value] = [:]
        var found = 0
        for fact in self.facts.history {
            for (field, value) in fact.changes { values[field] = value }
            guard fact.sequence > from, test.events.contains(fact.event) else { continue }
            let fits = test.with.allSatisfy { field, allowed in
                values[field]?.text.map(allowed.contains) ?? false
            }
            if fits { found += 1 }
        }
        let needed = self.count(test.atLeast)
        guard found < needed else { return nil }
        var named = test
        // What never happened is no moment to count from: the sentence leaves it out.
        if from == 0 { named.since = nil }
        return GuardWords(self.definition).notRecorded(
            named, needed: needed, found: found, case: self.facts.id)
    }

    func unmetDocument(_ kind: String, _ bound: Guard.Bound, _ since: Since?) -> Unmet? {
        let from = self.facts.sequence(of: since)
        let needed = max(1, self.count(bound))
        let found = self.facts.documents.count {
            $0.kind == kind && $0.isOnFile && $0.sequence > from
        }
        guard found < needed else { return nil }
        return GuardWords(self.definition).noDocument(
            kind, needed: needed, found: found, since: from == 0 ? nil : since,
            case: self.facts.id)
    }

    func unmetCases(
        _ all: [ChildFacts], _ workflows: [String], _ test: Guard.ChildTest, _ code: String
    ) -> Unmet? {
        let cases = all.filter { workflows.contains($0.workflow) }
        let words = GuardWords(self.definition)
        switch test {
        case .allIn(let states):
            let behind = cases.filter { !states.contains($0.state) }
            return behind.isEmpty ? nil : words.casesBehind(behind, states: states, code)
        case .anyIn(let states):
            if cases.contains(where: { states.contains($0.state) }) { return nil }
            return words.noCaseIn(workflows, states: states, code)
        case .atLeast(let count):
            return cases.count >= count
                ? nil : words.tooFewCases(workflows, needed: count, found: cases.count, code)
        }
    }

    func unmetDeliveries(_ kind: String, _ test: Guard.DeliveryTest, _ since: Since?) -> Unmet? {
        let from = self.facts.sequence(of: since)
        let open = self.facts.deliveries.filter { delivery in
            guard delivery.kind == kind, delivery.sequence >= from else { return false }
            switch test {
            case .sent: return delivery.status == .pending || delivery.status == .failed
            case .acknowledged:
                return ![.acknowledged, .otherwise, .withdrawn].contains(delivery.status)
            }
        }
        guard !open.isEmpty else { return nil }
        return GuardWords(self.definition).notOut(
            kind, test, recipients: open.map(\.recipient), case: self.facts.id)
    }

    func unmetClock(_ clock: String, _ test: Guard.ClockTest) -> Unmet? {
        let words = GuardWords(self.definition)
        guard self.definition.clocks[clock]?.rule != nil else {
            switch test {
            case .open, .none, .notExtended, .stoppedInTime: return nil
            case .runOut: return words.clock(clock, "本地未设〈%〉", "this place has no limit for ‹%›")
            }
        }
        let run = self.facts.run(of: clock)
        switch test {
        case .none:
            return words.clock(clock, "本地设有〈%〉", "this place has a limit for ‹%›")
        case .open:
            return self.unmetOpen(clock, run, words)
        case .runOut:
            return self.unmetRunOut(clock, run, words)
        case .notExtended:
            guard let run, !run.extensions.isEmpty else { return nil }
            return words.clock(clock, "〈%〉已延长", "‹%› has been extended already")
        case .stoppedInTime:
            if let run, run.wasInTime { return nil }
            return words.clock(clock, "〈%〉未按期完成", "‹%› was not kept")
        }
    }

    private func unmetOpen(_ clock: String, _ run: ClockRun?, _ words: GuardWords) -> Unmet? {
        guard let run else {
            return words.clock(clock, "〈%〉尚未开始", "‹%› has not started")
        }
        if run.isOpen {
            guard !run.isPaused, let due = run.due, self.on > due else { return nil }
            return words.clock(clock, "〈%〉已于\(due)届满", "‹%› ran out on \(due)")
        }
        return words.clock(clock, "〈%〉已结束", "‹%› is over")
    }

    private func unmetRunOut(_ clock: String, _ run: ClockRun?, _ words: GuardWords) -> Unmet? {
        if self.ranOut.contains(clock) { return nil }
        guard let run else {
            return words.clock(clock, "〈%〉尚未开始", "‹%› has not started")
        }
        if run.isPaused {
            return words.clock(clock, "〈%〉中止计算,尚未届满", "‹%› is paused and has not run out")
        }
        guard let due = run.due else {
            return words.clock(clock, "〈%〉尚无到期日", "‹%› has no due date yet")
        }
        if run.isOpen ? self.on > due : !run.wasInTime { return nil }
        return words.clock(clock, "〈%〉至\(due)尚未届满", "‹%› runs until \(due)")
    }

    func unmetActor(_ events: [String]) -> Unmet? {
        guard let user else { return nil }
        guard
            let same = self.facts.history.last(where: {
                events.contains($0.event) && $0.enteredBy == user
            })
        else { return nil }
        let name = self.surroundings.userName(user) ?? user
        return GuardWords(self.definition).sameActor(name, same.event)
    }
}
