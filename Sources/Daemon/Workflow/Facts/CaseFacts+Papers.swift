// SPDX-License-Identifier: Apache-2.0

extension CaseFacts {
    /// Whether a document that an act calls for was filed before the act, and for it.
    ///
    /// It was when it came after the same act was last done, and no other act since then called for it.
    ///
    /// - Parameter transition: the act, which is the last of the history; nil for the opening.
    package func isFiledAhead(
        _ kind: String, of transition: TransitionDefinition?, by definition: WorkflowDefinition
    ) -> Bool {
        let mine = self.documents.filter { $0.kind == kind }
        guard !mine.isEmpty, mine.allSatisfy(\.isOnFile) else { return false }
        let earlier = self.history.dropLast()
        let before = earlier.last { $0.event == transition?.event }?.sequence ?? 0
        let calls = earlier.count { fact in
            fact.sequence >= before
                && definition.transitions.contains {
                    $0.id == fact.transition
                        && $0.effects.produces.contains { $0.document == kind }
                }
        }
        return mine.count { $0.sequence > before } > calls
    }
}
