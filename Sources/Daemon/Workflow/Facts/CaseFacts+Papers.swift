// SPDX-License-Identifier: Apache-2.0

extension CaseFacts {
    /// Whether a document that an act calls for was filed before the act, and for it.
    ///
    /// It was when it came in the same round, and no other act of this round called for it.
    ///
    /// - Parameter transition: the act, which is the last of the history; nil for the opening.
    package func isFiledAhead(
        _ kind: String, of transition: TransitionDefinition?, by definition: WorkflowDefinition
    ) -> Bool {
        let mine = self.documents.filter { $0.kind == kind && !$0.isWithdrawn }
        guard !mine.isEmpty, mine.allSatisfy(\.isOnFile) else { return false }
        let start = self.round(of: transition)
        let calls = self.history.dropLast().count { fact in
            fact.sequence >= start
                && definition.transitions.contains {
                    $0.id == fact.transition
                        && $0.effects.produces.contains { $0.document == kind }
                }
        }
        return mine.count { $0.sequence > start } > calls
    }

    /// The line with which the round of the last act began; 0 for the first round.
    ///
    /// It is the line that led back, after the act was last done, to where it can be done, or to where
    /// the case had been before it was ever done; where none did, that act itself. A paper that was
    /// filed before the case was sent back belongs to the earlier act: its second version is none of
    /// the next round.
    package func round(of transition: TransitionDefinition?) -> Int64 {
        let earlier = self.history.dropLast()
        guard let transition,
            let first = earlier.firstIndex(where: { $0.event == transition.event }),
            let last = earlier.lastIndex(where: { $0.event == transition.event })
        else { return 0 }
        let before = Set(earlier[...first].compactMap(\.from)).union(transition.from)
        let back = earlier[(last + 1)...].first { fact in
            fact.from != fact.to && fact.to.map(before.contains) ?? false
        }
        return back?.sequence ?? earlier[last].sequence
    }
}
