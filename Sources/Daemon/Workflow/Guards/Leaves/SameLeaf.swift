// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// `same`: other cases with the same value of a field, such as those of the same organisation.
package struct SameLeaf: Sendable {
    /// What is asked of them.
    package enum Condition: Hashable, Sendable {
        /// They stand in one of these states.
        case states([String])
        /// One of these events was recorded in them, within a time before the day judged.
        case recorded(events: [String], within: Period?)
    }

    /// The field that must have the same value.
    package var field: String
    /// Their workflows.
    package var workflows: [String]
    /// What is asked of them; nil for nothing.
    package var condition: Condition?
    /// What their fields say now; one of these values each.
    package var with: [String: [String]]
    /// Every such case must fulfil it; otherwise so many.
    package var isForAll: Bool
    /// How many.
    package var atLeast: Int

    /// A question about other cases.
    package init(
        field: String, workflows: [String], condition: Condition?, with: [String: [String]] = [:],
        isForAll: Bool, atLeast: Int
    ) {
        self.field = field
        self.workflows = workflows
        self.condition = condition
        self.with = with
        self.isForAll = isForAll
        self.atLeast = atLeast
    }
}

extension SameLeaf: GuardLeaf {
    package static let names = ["same"]

    package var leaf: Guard.Leaf { .same(self) }

    package var asksOthers: Bool { true }

    package static func read(_ condition: some ConditionReader) -> SameLeaf? {
        condition.only(["same", "basis"])
        let head = condition.head
        head.isMap(
            "same",
            keys: [
                "field", "workflow", "all_in", "any_in", "recorded", "within", "with", "at_least",
            ])
        let field = head.text(of: "field", in: "same")
        head.atKey.check(field, is: .field)
        let workflows = head.texts(of: "workflow")
        if workflows.isEmpty { head.atKey.error("same needs workflow") }
        for name in workflows {
            head.atKey.check(name, is: .workflow)
            head.atKey.check(field, is: .fieldOf(name))
        }
        var asked: Condition?
        if let list = head["all_in"] ?? head["any_in"] {
            asked = .states(list.words(thatAre: .stateOf(workflows)))
        } else if let recorded = head["recorded"] {
            asked = .recorded(
                events: recorded.words(thatAre: .eventOf(workflows)),
                within: head["within"].flatMap(\.period))
        }
        if head["within"] != nil, head["recorded"] == nil {
            head.atKey.error("within belongs to recorded")
        }
        return SameLeaf(
            field: field, workflows: workflows, condition: asked,
            with: SameLeaf.values(head, of: workflows), isForAll: head["all_in"] != nil,
            atLeast: head["at_least"]?.count ?? 1)
    }

    /// `with`: fields of the other cases.
    private static func values(
        _ head: some ConditionReader, of workflows: [String]
    ) -> [String: [String]] {
        var with: [String: [String]] = [:]
        for (field, values) in head["with"]?.entries ?? [] {
            for name in workflows { values.atKey.check(field, is: .fieldOf(name)) }
            with[field] = values.words
        }
        return with
    }

    package func unmet(by judge: GuardJudge) -> Unmet? {
        guard let value = judge.facts.fields[self.field], !value.isEmpty else {
            return self.isForAll || self.atLeast == 0
                ? nil : judge.words.missing(field: self.field, allowed: nil)
        }
        let cases = judge.surroundings.cases(with: self.field, value, in: self.workflows)
        let fitting = cases.filter { self.fits($0, judge) }
        if self.isForAll {
            let others = cases.filter { other in !fitting.contains { $0.id == other.id } }
            guard !others.isEmpty, case .states(let states) = self.condition else { return nil }
            return judge.words.casesBehind(others, states: states, code: "same")
        }
        return fitting.count >= self.atLeast
            ? nil : self.tooFew(found: fitting.count, judge.words)
    }

    private func fits(_ other: ChildFacts, _ judge: GuardJudge) -> Bool {
        let says = self.with.allSatisfy { field, values in
            other.fields[field]?.text.map(values.contains) ?? false
        }
        guard says else { return false }
        switch self.condition {
        case nil:
            return true
        case .states(let states):
            return states.contains(other.state)
        case .recorded(let events, let within):
            let days = events.flatMap { judge.surroundings.days(of: $0, in: other.id) }
            return days.contains { day in
                guard day <= judge.on else { return false }
                guard let within else { return true }
                return judge.on <= judge.reckoner.end(of: within, from: day, roll: .none).due
            }
        }
    }

    private func tooFew(found: Int, _ words: GuardWords) -> Unmet {
        let names = words.workflows(self.workflows)
        let field = words.field(self.field)
        let what = self.conditionSaid(in: words)
        return Unmet(
            code: "same", parameters: ["workflow": self.workflows.joined(separator: ",")],
            sentence: Label(
                "同一〈\(field.zh)〉的〈\(names.zh)〉\(what.zh):应有\(self.atLeast)件,现\(found)件",
                "‹\(names.en)› with the same ‹\(field.en)›\(what.en): needed \(self.atLeast), found \(found)"
            ))
    }

    /// What is asked of the other cases: (已〈决定〉,3年内).
    private func conditionSaid(in words: GuardWords) -> Label {
        switch self.condition {
        case nil:
            return Label(same: "")
        case .states(let states):
            let labels = words.childStates(self.workflows, states)
            return Label("(\(labels.zh))", " (\(labels.en))")
        case .recorded(let events, let within):
            let labels = self.labels(of: events, in: words)
            guard let within else { return Label("(已〈\(labels.zh)〉)", " (‹\(labels.en)›)") }
            return Label(
                "(\(within.chinese)内已〈\(labels.zh)〉)", " (‹\(labels.en)› within \(within))")
        }
    }

    /// The events as the other workflows call them.
    private func labels(of events: [String], in words: GuardWords) -> Label {
        let labels = events.map { event in
            self.workflows.compactMap { words.definition.related[$0]?.events[event] }.first
                ?? words.event(event)
        }
        return Label(
            labels.map(\.zh).joined(separator: "或"), labels.map(\.en).joined(separator: " or "))
    }

    package func statement(in words: GuardWords) -> Label {
        let names = words.workflows(self.workflows)
        let field = words.field(self.field)
        let what = self.conditionSaid(in: words)
        let count =
            self.isForAll ? Label("均", "every ") : Label("不少于\(self.atLeast)件", "\(self.atLeast)+ ")
        return Label(
            "同一〈\(field.zh)〉的〈\(names.zh)〉\(what.zh)\(count.zh)",
            "\(count.en)‹\(names.en)› with the same ‹\(field.en)›\(what.en)")
    }

    package func faults(at place: GuardPlace) -> [GuardFault] {
        guard case .recorded(_, let within?) = self.condition, within.count == 0 else { return [] }
        return [
            GuardFault(
                "\(within) is no length of time", mend: "within: 1 year", value: within.description)
        ]
    }
}
