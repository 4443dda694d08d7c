// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import Workflow

/// A case as somebody outside reads it who takes part in it: what concerns him, and nothing else.
///
/// What the rules do not name is not there for him: he is not told that there is something.
package struct OutsideView: Sendable {
    /// Events that he may put himself.
    package private(set) var own: Set<String> = []
    /// Events whose lines he reads.
    private var events: Set<String> = []
    /// Fields of which lines may tell, and those of which the case tells now.
    private var fields: (inLines: Set<String>, now: Set<String>) = ([], [])
    /// Kinds of documents, with the line before which one must have been filed to be told.
    private var documents: [String: Int64] = [:]
    private var clocks: Set<String> = []
    /// Whom the case calls what he is: himself, or whom he speaks for.
    private var names: Set<String> = []
    private let user: Int64

    /// What these parts in a case let a user read of it, after these acts.
    init(
        _ parts: [ParticipantRow], of user: Int64, by definition: WorkflowDefinition,
        after facts: [Fact]
    ) {
        self.user = user
        let last = facts.reduce(into: [String: Int64]()) { $0[$1.event] = $1.sequence }
        let set = facts.reduce(into: [String: Fact]()) { set, fact in
            for field in fact.changes.keys { set[field] = fact }
        }
        for role in Set(parts.map(\.role)) {
            let own = definition.own(outside: role)
            let told = [own] + (definition.outside(role)?.told ?? [])
            self.events.formUnion(told.flatMap(\.events))
            self.own.formUnion(
                definition.transitions.filter { $0.by.contains(role) }.map(\.event))
            let known = definition.known(outside: role)
            self.fields.inLines.formUnion(known)
            self.fields.now.formUnion(known)
            for kind in definition.filed(outside: role) { self.documents[kind] = .max }
            for group in told { self.take(group, last, set) }
        }
        self.names = Set(parts.map(\.name))
    }

    private mutating func take(
        _ group: ToldOutside, _ last: [String: Int64], _ set: [String: Fact]
    ) {
        let reached =
            group.after.isEmpty ? Int64.max : group.after.compactMap { last[$0] }.max() ?? 0
        self.fields.inLines.formUnion(group.fields)
        for field in group.fields {
            guard let setter = set[field] else { continue }
            // At once means with the line that says it, if that line is told.
            let isTold =
                group.after.isEmpty
                ? self.events.contains(setter.event) : setter.sequence <= reached
            if isTold { self.fields.now.insert(field) }
        }
        for kind in group.documents {
            self.documents[kind] = Swift.max(self.documents[kind] ?? 0, reached)
        }
        if reached > 0 { self.clocks.formUnion(group.clocks) }
    }

    func shown(_ fields: [String: Value]) -> [String: Value] {
        fields.filter { self.fields.now.contains($0.key) }
    }

    func shown(_ row: CaseRow) -> CaseRow {
        var row = row
        row.fields = self.shown(row.fields)
        row.notGiven = row.notGiven.filter(self.fields.now.contains)
        row.party = nil
        return row
    }

    func shown(_ facts: CaseFacts) -> CaseFacts {
        var facts = facts
        facts.fields = self.shown(facts.fields)
        facts.history = facts.history.filter { self.events.contains($0.event) }.map { fact in
            var fact = fact
            fact.changes = fact.changes.filter { self.fields.inLines.contains($0.key) }
            return fact
        }
        facts.clocks.removeAll { !self.tells(clock: $0.clock) }
        facts.documents.removeAll { !self.tells(document: $0.kind, filedBy: $0.sequence) }
        facts.deliveries.removeAll { !self.isTo(him: $0.recipient) }
        return facts
    }

    /// A line of the history; nil when it is not for him.
    ///
    /// A note is the office's own, unless he wrote it.
    func shown(_ row: HistoryRow) -> HistoryRow? {
        if row.enteredBy == self.user { return row }
        let kind =
            row.event == HistoryLine.attach ? row.changes.first { $0.field == "document" } : nil
        let isPaper = kind?.after?.text.map {
            self.tells(document: $0, filedBy: row.sequence)
        }
        guard isPaper ?? self.events.contains(row.event) else { return nil }
        var row = row
        row.note = ""
        if isPaper == nil { row.changes.removeAll { !self.fields.inLines.contains($0.field) } }
        return row
    }

    func tells(document kind: String, filedBy sequence: Int64) -> Bool {
        self.documents[kind].map { sequence <= $0 } ?? false
    }

    func tells(clock: String) -> Bool { self.clocks.contains(clock) }

    func tells(field: String) -> Bool { self.fields.now.contains(field) }

    func isTo(him name: String) -> Bool { self.names.contains(name) }
}
