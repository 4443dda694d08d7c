// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// Reads guards: the closed algebra of the rulebook format.
struct GuardDecoder {
    let check: ReferenceCheck
    let workflow: String
    var findings: Findings { self.check.findings }

    static let leaves = [
        "all", "any", "not", "if", "field", "recorded", "document", "children", "deliveries",
        "clock", "not_same_actor_as", "constant",
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
        case "children": self.childrenLeaf(head, tree)
        case "deliveries": self.deliveriesLeaf(head, tree)
        case "clock": self.clockLeaf(head, tree)
        case "not_same_actor_as": self.actorLeaf(head, tree)
        default: nil
        }
    }

    private func fieldLeaf(_ head: Tree.Entry, _ tree: Tree) -> Guard.Leaf {
        self.only(tree, ["field", "equals", "in", "at_least", "at_most", "basis"])
        let field = self.word(head.value)
        self.check.field(field, head.value.mark)
        if let values = tree["equals"] ?? tree["in"] {
            return .field(field, .oneOf(values.items.map(self.word)))
        }
        if let bound = tree["at_least"] { return .field(field, .atLeast(self.word(bound))) }
        if let bound = tree["at_most"] { return .field(field, .atMost(self.word(bound))) }
        return .field(field, .given)
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
                events: events, atLeast: self.count(tree["at_least"]), with: with,
                since: self.since(tree["since"])))
    }

    private func documentLeaf(_ head: Tree.Entry, _ tree: Tree) -> Guard.Leaf {
        self.only(tree, ["document", "at_least", "since", "basis"])
        let kind = self.word(head.value)
        self.check.document(kind, head.value.mark)
        var bound = Guard.Bound.literal(1)
        if let atLeast = tree["at_least"] {
            if let items = atLeast["items"] {
                self.check.field(self.word(items), items.mark)
                bound = .items(of: self.word(items))
            } else {
                bound = .literal(self.count(atLeast))
            }
        }
        return .document(kind: kind, atLeast: bound, since: self.since(tree["since"]))
    }

    private func childrenLeaf(_ head: Tree.Entry, _ tree: Tree) -> Guard.Leaf? {
        self.only(tree, ["children", "basis"])
        let reader = MapReader(
            head.value, "children", self.findings,
            keys: ["workflow", "all_in", "any_in", "at_least"])
        let workflows = reader.texts("workflow")
        for name in workflows { self.check.workflow(name, reader["workflow"]?.mark ?? head.mark) }
        for key in ["all_in", "any_in"] {
            guard let list = reader[key] else { continue }
            let known = workflows.reduce(into: Set<String>()) {
                $0.formUnion(self.check.names.related[$1]?.states ?? [])
            }
            let states = list.items.map(self.word)
            for (state, item) in zip(states, list.items) {
                self.check.check(
                    state, known, "state of \(workflows.joined(separator: ", "))", item.mark)
            }
            return .children(
                workflows: workflows, key == "all_in" ? .allIn(states) : .anyIn(states))
        }
        guard let atLeast = reader["at_least"] else {
            self.findings.error(head.mark, "children needs all_in, any_in or at_least")
            return nil
        }
        return .children(workflows: workflows, .atLeast(self.count(atLeast)))
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

    private func count(_ tree: Tree?) -> Int {
        guard let tree else { return 1 }
        guard let number = Int(tree.text ?? ""), number >= 0 else {
            self.findings.error(tree.mark, "at_least must be a whole number")
            return 1
        }
        return number
    }

    private func word(_ tree: Tree) -> String {
        guard let text = tree.text else {
            self.findings.error(tree.mark, "must be a word")
            return ""
        }
        return text
    }

    private func only(_ tree: Tree, _ keys: [String]) {
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
        case "practice": return .practice
        case "default": return .byDefault
        default: break
        }
        var words = text.split(separator: " ").map(String.init)
        let isUnread = words.last == "unread"
        if isUnread { words.removeLast() }
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
