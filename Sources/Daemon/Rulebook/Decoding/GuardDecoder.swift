// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// Reads guards: the closed algebra of the rulebook format.
struct GuardDecoder {
    let check: ReferenceCheck
    let workflow: String
    var findings: Findings { self.check.findings }

    static let leaves = [
        "all", "any", "not", "if", "field", "recorded", "document", "children", "linked", "same",
        "elapsed", "deliveries", "clock", "not_same_actor_as", "table", "state", "constant",
    ]

    /// The guard of a tree; a guard that cannot be read never holds (and is noted).
    func decode(_ tree: Tree) -> Guard {
        guard case .map(let entries, let mark) = tree else {
            self.findings.error(tree.mark, "a condition must be a map", mend: "such as {field: F}")
            return .constant(false)
        }
        if tree["if"] != nil { return self.decodeImplication(tree) }
        // `all` beside `deliveries` is that leaf's own key, not the combinator.
        let head =
            entries.first { $0.key == "deliveries" }
            ?? entries.first { GuardDecoder.leaves.contains($0.key) }
        guard let head else {
            self.findings.error(
                mark, "no condition is called \(entries.first?.key ?? "")",
                mend: "conditions: \(GuardDecoder.leaves.dropLast().joined(separator: ", "))")
            return .constant(false)
        }
        switch head.key {
        case "all", "any":
            self.only(tree, [head.key])
            let parts = head.value.items.map(self.decode)
            return head.key == "all" ? .all(parts) : .any(parts)
        case "not":
            self.only(tree, ["not"])
            return .not(self.decode(head.value))
        case "constant":
            return .constant(head.value.text == "true")
        default:
            let basis = BasisDecoder(self.check).bases(tree["basis"])
            guard let leaf = self.leaf(head, tree) else { return .constant(false) }
            return .leaf(leaf, basis: basis.isEmpty ? [.practice] : basis)
        }
    }

    private func decodeImplication(_ tree: Tree) -> Guard {
        self.only(tree, ["if", "then"])
        guard let premise = tree["if"], let conclusion = tree["then"] else {
            self.findings.error(tree.mark, "if needs then")
            return .constant(false)
        }
        return .implies(self.decode(premise), self.decode(conclusion))
    }

    private func leaf(_ head: Tree.Entry, _ tree: Tree) -> Guard.Leaf? {
        switch head.key {
        case "field": self.fieldLeaf(head, tree)
        case "recorded": self.recordedLeaf(head, tree)
        case "document": self.documentLeaf(head, tree)
        case "children", "linked": self.casesLeaf(head, tree)
        case "same": self.sameLeaf(head, tree)
        case "elapsed": self.elapsedLeaf(head, tree)
        case "table": self.tableLeaf(head, tree)
        case "state": self.stateLeaf(head, tree)
        case "deliveries": self.deliveriesLeaf(head, tree)
        case "clock": self.clockLeaf(head, tree)
        case "not_same_actor_as": self.actorLeaf(head, tree)
        default: nil
        }
    }

    private func fieldLeaf(_ head: Tree.Entry, _ tree: Tree) -> Guard.Leaf {
        let relations = Guard.Relation.allCases.map(\.rawValue)
        let tests = ["equals", "in"] + relations + ["includes", "includes_any", "subset_of"]
        self.only(tree, ["field", "basis"] + tests)
        if tests.filter({ tree[$0] != nil }).count > 1 {
            self.findings.error(tree.mark, "a condition on a field asks one thing at a time")
        }
        let field = self.word(head.value)
        self.check.field(field, head.value.mark)
        if let values = tree["equals"] ?? tree["in"] {
            return .field(field, .oneOf(values.items.map(self.word)))
        }
        if let values = tree["includes"] ?? tree["includes_any"] {
            return .field(field, .includes(values.items.map(self.word)))
        }
        if let other = tree["subset_of"] {
            self.check.field(self.word(other), other.mark)
            return .field(field, .subset(of: self.word(other)))
        }
        for relation in Guard.Relation.allCases {
            if let bound = tree[relation.rawValue].flatMap(self.bound) {
                return .field(field, .compared(relation, bound))
            }
        }
        return .field(field, .given)
    }

    /// What a value is compared with.
    func bound(_ tree: Tree) -> Guard.Bound? {
        if let text = tree.text {
            if ExactNumber(text) == nil, Day(text) == nil {
                self.findings.error(
                    tree.mark, "\(text) is no number and no day",
                    mend: "or {field: F, times: n}, {items: F}, {of: MAP, at: F}, {owed: CLOCK}")
            }
            return .literal(text)
        }
        if let field = tree["field"] {
            self.only(tree, ["field", "times"])
            self.check.field(self.word(field), field.mark)
            let times = tree["times"].map { ExactNumber($0.text ?? "") } ?? ExactNumber(1)
            if times == nil { self.findings.error(tree.mark, "times must be a number") }
            return .field(self.word(field), times: times ?? ExactNumber(1))
        }
        if let items = tree["items"] {
            self.only(tree, ["items"])
            self.check.field(self.word(items), items.mark)
            return .items(of: self.word(items))
        }
        if let clock = tree["owed"] {
            self.only(tree, ["owed"])
            self.check.clock(self.word(clock), clock.mark)
            return .owed(clock: self.word(clock))
        }
        if let figures = tree["of"], let field = tree["at"] {
            self.only(tree, ["of", "at"])
            self.check.field(self.word(field), field.mark)
            let values = figures.entries.reduce(into: [String: String]()) {
                $0[$1.key] = $1.value.text
            }
            for (key, value) in values where ExactNumber(value) == nil && Day(value) == nil {
                self.findings.error(figures.mark, "\(key): \(value) is no number and no day")
            }
            return .chosen(values, by: self.word(field))
        }
        self.findings.error(
            tree.mark, "no bound is written so",
            mend:
                "a number, a day, {field: F, times: n}, {items: F}, {of: MAP, at: F}, {owed: CLOCK}"
        )
        return nil
    }

    private func recordedLeaf(_ head: Tree.Entry, _ tree: Tree) -> Guard.Leaf {
        self.only(tree, ["recorded", "at_least", "with", "since", "basis"])
        let events = head.value.items.map(self.word)
        for (event, item) in zip(events, head.value.items) { self.check.event(event, item.mark) }
        var with: [String: [String]] = [:]
        for entry in tree["with"]?.entries ?? [] {
            self.check.field(entry.key, entry.mark)
            with[entry.key] = entry.value.items.map(self.word)
        }
        return .recorded(
            .init(
                events: events,
                atLeast: self.times(tree["at_least"]), with: with,
                since: self.since(tree["since"])))
    }

    private func documentLeaf(_ head: Tree.Entry, _ tree: Tree) -> Guard.Leaf {
        self.only(tree, ["document", "at_least", "since", "basis"])
        let kind = self.word(head.value)
        self.check.document(kind, head.value.mark)
        return .document(
            kind: kind, atLeast: self.times(tree["at_least"]), since: self.since(tree["since"]))
    }

    /// How often at least, once if nothing is said.
    private func times(_ tree: Tree?) -> Guard.Bound {
        guard let tree, let bound = self.bound(tree) else { return .literal("1") }
        if case .literal(let text) = bound { self.atLeastOnce(Int(text), tree) }
        return bound
    }

    /// None at all would always hold: a figure is replaced, a guard never removed.
    private func atLeastOnce(_ number: Int?, _ tree: Tree) {
        if let number, number >= 1 { return }
        self.findings.error(
            tree.mark, "at_least must be a whole number, 1 or more", mend: "at_least: 1")
    }

    private func casesLeaf(_ head: Tree.Entry, _ tree: Tree) -> Guard.Leaf? {
        self.only(tree, [head.key, "basis"])
        let isLinked = head.key == "linked"
        let reader = MapReader(
            head.value, head.key, self.findings,
            keys: ["workflow", "all_in", "any_in", "at_least"])
        let workflows = reader.texts("workflow")
        for name in workflows { self.check.workflow(name, reader["workflow"]?.mark ?? head.mark) }
        for key in ["all_in", "any_in"] {
            guard let list = reader[key] else { continue }
            let states = self.states(list, of: workflows)
            let test: Guard.ChildTest = key == "all_in" ? .allIn(states) : .anyIn(states)
            return isLinked
                ? .linked(workflows: workflows, test) : .children(workflows: workflows, test)
        }
        guard let atLeast = reader["at_least"] else {
            self.findings.error(head.mark, "\(head.key) needs all_in, any_in or at_least")
            return nil
        }
        let test = Guard.ChildTest.atLeast(self.count(atLeast))
        return isLinked
            ? .linked(workflows: workflows, test) : .children(workflows: workflows, test)
    }

    func states(_ list: Tree, of workflows: [String]) -> [String] {
        let known = workflows.reduce(into: Set<String>()) {
            $0.formUnion(self.check.names.related[$1]?.states ?? [])
        }
        let states = list.items.map(self.word)
        for (state, item) in zip(states, list.items) {
            self.check.check(
                state, known, "state of \(workflows.joined(separator: ", "))", item.mark)
        }
        return states
    }

    private func deliveriesLeaf(_ head: Tree.Entry, _ tree: Tree) -> Guard.Leaf? {
        self.only(tree, ["deliveries", "all", "since", "basis"])
        let kind = self.word(head.value)
        self.check.delivery(kind, head.value.mark)
        guard let test = Guard.DeliveryTest(rawValue: tree["all"]?.text ?? "") else {
            self.findings.error(tree.mark, "deliveries needs all: sent or acknowledged")
            return nil
        }
        return .deliveries(kind: kind, test, since: self.since(tree["since"]))
    }

    private func clockLeaf(_ head: Tree.Entry, _ tree: Tree) -> Guard.Leaf? {
        self.only(tree, ["clock", "is", "basis"])
        let clock = self.word(head.value)
        self.check.clock(clock, head.value.mark)
        guard let test = Guard.ClockTest(rawValue: tree["is"]?.text ?? "") else {
            self.findings.error(
                tree.mark, "clock needs is: open, run_out, none, not_extended or stopped_in_time")
            return nil
        }
        return .clock(clock, test)
    }

    private func actorLeaf(_ head: Tree.Entry, _ tree: Tree) -> Guard.Leaf {
        self.only(tree, ["not_same_actor_as", "basis"])
        let events = head.value.items.map(self.word)
        for (event, item) in zip(events, head.value.items) { self.check.event(event, item.mark) }
        return .notSameActor(events: events)
    }

    /// X = event, transition id, `state.S`, or a list of them.
    func since(_ tree: Tree?) -> Since? {
        guard let tree else { return nil }
        var since = Since(events: [], states: [])
        for item in tree.items {
            let word = self.word(item)
            if word.hasPrefix("state.") {
                let state = String(word.dropFirst("state.".count))
                self.check.state(state, item.mark)
                since.states.append(state)
            } else {
                let known = self.check.names.events.union(self.check.names.transitions)
                self.check.check(word, known, "event or transition", item.mark)
                since.events.append(word)
            }
        }
        return since
    }

    func count(_ tree: Tree?) -> Int {
        guard let tree else { return 1 }
        let number = Int(tree.text ?? "")
        self.atLeastOnce(number, tree)
        return number ?? 1
    }

    func word(_ tree: Tree) -> String {
        guard let text = tree.text else {
            self.findings.error(tree.mark, "must be a word")
            return ""
        }
        return text
    }

    func only(_ tree: Tree, _ keys: [String]) {
        for entry in tree.entries where !keys.contains(entry.key) {
            self.findings.error(
                entry.mark, "this condition has no key \(entry.key)",
                mend: "its keys: \(keys.joined(separator: ", "))")
        }
    }
}

/// Reads bases: `<law id> <article>`, `practice`, `default`; the word `unread` at the end marks a
/// figure not read in the text.
struct BasisDecoder {
    let check: ReferenceCheck

    init(_ check: ReferenceCheck) {
        self.check = check
    }

    /// The bases of a word or a list; empty when there is none.
    func bases(_ tree: Tree?) -> [Basis] {
        (tree?.items ?? []).compactMap(self.basis)
    }

    private func basis(_ tree: Tree) -> Basis? {
        guard let text = tree.text, !text.isEmpty else {
            self.check.findings.error(tree.mark, "a basis must be a law and an article")
            return nil
        }
        switch text {
        case "practice":
            return .practice
        case "default":
            self.check.findings.remark(tree.mark, "a default of ours: no source")
            return .byDefault
        default:
            break
        }
        var words = text.split(separator: " ").map(String.init)
        let isUnread = words.last == "unread"
        if isUnread {
            words.removeLast()
            self.check.findings.remark(
                tree.mark, "not read in the law's text: \(words.joined(separator: " "))")
        }
        let law = words.first ?? ""
        self.check.check(law, self.check.names.laws, "law", tree.mark)
        let article = words.dropFirst().joined(separator: " ")
        if article.isEmpty, !isUnread {
            self.check.findings.error(
                tree.mark, "\(law) needs an article", mend: "such as \(law) 51, or \(law) unread")
        }
        return .article(law: law, article: article, isUnread: isUnread)
    }
}
