// SPDX-License-Identifier: Apache-2.0

/// `papers: on_file`: no document that the procedure called for is missing.
package struct PapersLeaf: Sendable {
    /// A question about all documents called for.
    package init() {}
}

extension PapersLeaf: GuardLeaf {
    package static let names = ["papers"]

    package var leaf: Guard.Leaf { .papers(self) }

    package var asksOthers: Bool { true }

    package static func read(_ condition: some ConditionReader) -> PapersLeaf? {
        condition.only(["papers", "basis"])
        guard condition["papers"]?.text == "on_file" else {
            condition.error("papers must be on_file", mend: "papers: on_file")
            return nil
        }
        return PapersLeaf()
    }

    package func unmet(by judge: GuardJudge) -> Unmet? {
        let kinds = judge.facts.documents.filter(\.isMissing).map(\.kind).unique
        guard let first = kinds.first else { return nil }
        let labels = kinds.map(judge.words.document)
        let names = (
            zh: labels.map { "〈\($0.zh)〉" }.joined(),
            en: labels.map { "‹\($0.en)›" }.joined(separator: ", ")
        )
        return Unmet(
            code: "papers", parameters: ["documents": kinds.joined(separator: ",")],
            sentence: Label("应有文书未归卷:\(names.zh)", "not yet on file: \(names.en)"),
            remedy: .attach(Remedy.Term(first, judge.words.document(first)), to: judge.facts.id))
    }

    package func statement(in words: GuardWords) -> Label {
        Label("应有文书均已归卷", "every document called for is on file")
    }

    package func faults(at place: GuardPlace) -> [GuardFault] {
        place.definition.allEffects.contains { !$0.produces.isEmpty }
            ? []
            : [
                GuardFault(
                    "asks for papers, and nothing calls for any", mend: "produces: [KIND]")
            ]
    }
}
