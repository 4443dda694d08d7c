// SPDX-License-Identifier: Apache-2.0

/// `recorded`: one of these events was recorded, so often, with these values.
package struct RecordedLeaf: Sendable {
    /// Any of these events.
    package var events: [String]
    /// How often.
    package var atLeast: Guard.Bound
    /// Values right after the event.
    package var with: [String: [String]]
    /// Only after this.
    package var since: Since?

    /// A question about the case's history.
    package init(
        events: [String], atLeast: Guard.Bound, with: [String: [String]], since: Since?
    ) {
        self.events = events
        self.atLeast = atLeast
        self.with = with
        self.since = since
    }
}

extension RecordedLeaf: GuardLeaf {
    package static let names = ["recorded"]

    package var leaf: Guard.Leaf { .recorded(self) }

    package var asksOthers: Bool { false }

    package static func read(_ condition: some ConditionReader) -> RecordedLeaf? {
        condition.only(["recorded", "at_least", "with", "since", "basis"])
        let events = condition.head.words(thatAre: .event)
        var with: [String: [String]] = [:]
        for (field, values) in condition["with"]?.entries ?? [] {
            values.atKey.check(field, is: .field)
            with[field] = values.words
        }
        return RecordedLeaf(
            events: events, atLeast: condition.times, with: with, since: condition.since)
    }

    package func unmet(by judge: GuardJudge) -> Unmet? {
        let from = judge.facts.sequence(of: self.since)
        var values: [String: Value] = [:]
        var found = 0
        for fact in judge.facts.history {
            for (field, value) in fact.changes { values[field] = value }
            guard fact.sequence > from, self.events.contains(fact.event) else { continue }
            let fits = self.with.allSatisfy { field, allowed in
                values[field]?.text.map(allowed.contains) ?? false
            }
            if fits { found += 1 }
        }
        let needed = judge.count(self.atLeast)
        guard found < needed else { return nil }
        var named = self
        // What never happened is no moment to count from: the sentence leaves it out.
        if from == 0 { named.since = nil }
        return named.notRecorded(needed: needed, found: found, by: judge)
    }

    private func notRecorded(needed: Int, found: Int, by judge: GuardJudge) -> Unmet {
        let (words, id) = (judge.words, judge.facts.id)
        let events = words.events(self.events)
        let since = words.since(self.since)
        var count = Label(same: "")
        if needed > 1 {
            count = Label("(应\(needed)次,现\(found)次)", " (needed \(needed), found \(found))")
        }
        var with = Label(same: "")
        for (field, allowed) in self.with.sorted(by: { $0.key < $1.key }) {
            let values = words.values(allowed, of: field)
            with.zh += "且〈\(words.field(field).zh)〉为\(values.zh)"
            with.en += " with ‹\(words.field(field).en)› \(values.en)"
        }
        let performers = words.performers(of: self.events[0])
        return Unmet(
            code: "recorded", parameters: ["event": self.events.joined(separator: ",")],
            sentence: Label(
                "尚未〈\(events.zh)〉\(with.zh)\(count.zh)\(since.zh)",
                "‹\(events.en)› not recorded\(with.en)\(count.en)\(since.en)"),
            remedy: .act(words.named(event: self.events[0]), in: id, by: performers))
    }

    package func statement(in words: GuardWords) -> Label {
        let events = words.events(self.events)
        let since = words.since(self.since)
        var with = Label(same: "")
        for (field, allowed) in self.with.sorted(by: { $0.key < $1.key }) {
            let values = words.values(allowed, of: field)
            with.zh += "(〈\(words.field(field).zh)〉为\(values.zh))"
            with.en += " (‹\(words.field(field).en)› \(values.en))"
        }
        var times = Label(same: "")
        if self.atLeast != .literal("1") {
            let count = words.bound(self.atLeast)
            times = Label("\(count.zh)次", " \(count.en)×")
        }
        return Label(
            "已〈\(events.zh)〉\(times.zh)\(with.zh)\(since.zh)",
            "‹\(events.en)› recorded\(times.en)\(with.en)\(since.en)")
    }

    package func faults(at place: GuardPlace) -> [GuardFault] {
        var faults = self.events.compactMap(place.neverRecorded)
        for (field, values) in self.with {
            if place.definition.fields[field]?.isPersonal ?? false {
                faults.append(
                    GuardFault(
                        "compares the personal field \(field) in the history, where it may be erased"
                    ))
            }
            faults += place.faults(of: field, comparedWith: values)
        }
        return faults
    }
}
