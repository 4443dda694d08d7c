// SPDX-License-Identifier: Apache-2.0

/// `recorded`: one of these events was recorded, so often, with these values.
package struct RecordedLeaf: Sendable {
    /// Any of these events, or transitions by their ids.
    package var events: [String]
    /// How often.
    package var atLeast: Guard.Bound
    /// Values right after the event.
    package var with: [String: [String]]
    /// Fields whose value right after the event was the one they have now.
    package var same: [String]
    /// Only after this.
    package var since: Since?
    /// A field whose values right after the event are counted, each once.
    package var distinct: String?

    /// A question about the case's history.
    package init(
        events: [String], atLeast: Guard.Bound, with: [String: [String]], same: [String] = [],
        since: Since?, distinct: String? = nil
    ) {
        self.same = same
        self.events = events
        self.atLeast = atLeast
        self.with = with
        self.since = since
        self.distinct = distinct
    }
}

extension RecordedLeaf: GuardLeaf {
    package static let names = ["recorded"]

    package var leaf: Guard.Leaf { .recorded(self) }

    package var asksOthers: Bool { false }

    package static func read(_ condition: some ConditionReader) -> RecordedLeaf? {
        condition.only(["recorded", "at_least", "with", "same", "since", "distinct", "basis"])
        let events = condition.head.words(thatAre: .eventOrTransition)
        var with: [String: [String]] = [:]
        for (field, values) in condition["with"]?.entries ?? [] {
            values.atKey.check(field, is: .field)
            with[field] = values.words
        }
        let distinct = condition["distinct"]?.word
        if let distinct { condition["distinct"]?.check(distinct, is: .field) }
        return RecordedLeaf(
            events: events, atLeast: condition.times, with: with,
            same: condition["same"]?.words(thatAre: .field) ?? [], since: condition.since,
            distinct: distinct)
    }

    /// The events that its names stand for.
    private func names(in definition: WorkflowDefinition) -> [String] {
        self.events.map { name in
            definition.events.contains(name)
                ? name : definition.transitions.first { $0.id == name }?.event ?? name
        }.unique
    }

    package func unmet(by judge: GuardJudge) -> Unmet? {
        let from = judge.facts.sequence(of: self.since)
        var values: [String: Value] = [:]
        var count = 0
        var counted: Set<Value?> = []
        // An event's name means the event, although a transition may bear it too.
        let events = self.events.filter(judge.definition.events.contains)
        let transitions = self.events.filter { !judge.definition.events.contains($0) }
        for fact in judge.facts.history {
            for (field, value) in fact.changes { values[field] = value }
            guard fact.sequence > from,
                events.contains(fact.event) || transitions.contains(fact.transition)
            else { continue }
            let fits =
                self.with.allSatisfy { field, allowed in
                    values[field]?.text.map(allowed.contains) ?? false
                } && self.same.allSatisfy { values[$0] == judge.facts.fields[$0] }
            guard fits else { continue }
            count += 1
            if let distinct { counted.insert(values[distinct] ?? nil) }
        }
        let found = self.distinct == nil ? count : counted.count
        let needed = judge.count(self.atLeast)
        guard found < needed else { return nil }
        var named = self
        // What never happened is no moment to count from: the sentence leaves it out.
        if from == 0 { named.since = nil }
        return named.notRecorded(needed: needed, found: found, by: judge)
    }

    private func notRecorded(needed: Int, found: Int, by judge: GuardJudge) -> Unmet {
        let (words, id) = (judge.words, judge.facts.id)
        let names = self.names(in: words.definition)
        let events = words.events(names)
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
        for field in self.same {
            with.zh += "且〈\(words.field(field).zh)〉相同"
            with.en += " with the same ‹\(words.field(field).en)›"
        }
        let performers = words.performers(of: names[0])
        return Unmet(
            code: "recorded", parameters: ["event": self.events.joined(separator: ",")],
            sentence: Label(
                "尚未〈\(events.zh)〉\(with.zh)\(count.zh)\(since.zh)",
                "‹\(events.en)› not recorded\(with.en)\(count.en)\(since.en)"),
            remedy: .act(words.named(event: names[0]), in: id, by: performers))
    }

    package func statement(in words: GuardWords) -> Label {
        let events = words.events(self.names(in: words.definition))
        let since = words.since(self.since)
        var with = Label(same: "")
        for (field, allowed) in self.with.sorted(by: { $0.key < $1.key }) {
            let values = words.values(allowed, of: field)
            with.zh += "(〈\(words.field(field).zh)〉为\(values.zh))"
            with.en += " (‹\(words.field(field).en)› \(values.en))"
        }
        for field in self.same {
            with.zh += "(〈\(words.field(field).zh)〉相同)"
            with.en += " (same ‹\(words.field(field).en)›)"
        }
        var times = Label(same: "")
        if self.atLeast != .literal("1") {
            let count = words.bound(self.atLeast)
            times = Label("\(count.zh)次", " \(count.en)×")
        }
        let each = self.distinct.map(words.field).map {
            Label(",每一〈\($0.zh)〉计一次", ", each ‹\($0.en)› once")
        }
        let once = each ?? Label(same: "")
        return Label(
            "已〈\(events.zh)〉\(times.zh)\(with.zh)\(since.zh)\(once.zh)",
            "‹\(events.en)› recorded\(times.en)\(with.en)\(since.en)\(once.en)")
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
