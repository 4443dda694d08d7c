// SPDX-License-Identifier: Apache-2.0

/// `document`: a document is on file.
package struct DocumentLeaf: Sendable {
    /// Its kind.
    package var kind: String
    /// How many.
    package var atLeast: Guard.Bound
    /// Only after this.
    package var since: Since?

    /// A question about the case's documents.
    package init(kind: String, atLeast: Guard.Bound, since: Since?) {
        self.kind = kind
        self.atLeast = atLeast
        self.since = since
    }
}

extension DocumentLeaf: GuardLeaf {
    package static let names = ["document"]

    package var leaf: Guard.Leaf { .document(self) }

    package var asksOthers: Bool { true }

    package static func read(_ condition: some ConditionReader) -> DocumentLeaf? {
        condition.only(["document", "at_least", "since", "basis"])
        return DocumentLeaf(
            kind: condition.head.word(thatIs: .document), atLeast: condition.times,
            since: condition.since)
    }

    package func unmet(by judge: GuardJudge) -> Unmet? {
        let from = judge.facts.sequence(of: self.since)
        let needed = max(1, judge.count(self.atLeast))
        let found = judge.facts.documents.count {
            $0.kind == self.kind && $0.isOnFile && $0.sequence > from
        }
        guard found < needed else { return nil }
        let label = judge.words.document(self.kind)
        let after = judge.words.since(from == 0 ? nil : self.since)
        let count =
            needed > 1
            ? Label("(应\(needed)份,现\(found)份)", " (needed \(needed), found \(found))")
            : Label(same: "")
        return Unmet(
            code: "document", parameters: ["document": self.kind],
            sentence: Label(
                "缺少材料〈\(label.zh)〉\(count.zh)\(after.zh)",
                "document ‹\(label.en)› is missing\(count.en)\(after.en)"),
            remedy: .attach(Remedy.Term(self.kind, label), to: judge.facts.id))
    }

    package func statement(in words: GuardWords) -> Label {
        let label = words.document(self.kind)
        let after = words.since(self.since)
        return Label("有〈\(label.zh)〉\(after.zh)", "‹\(label.en)› on file\(after.en)")
    }

    package func faults(at place: GuardPlace) -> [GuardFault] { [] }
}
