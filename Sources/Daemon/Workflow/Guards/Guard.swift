// SPDX-License-Identifier: Apache-2.0

/// A condition: a closed algebra, no expression language.
///
/// Each leaf can say in both languages what is missing and what would mend it.
package indirect enum Guard: Sendable {
    /// Every one holds.
    case all([Guard])
    /// At least one holds.
    case any([Guard])
    /// It does not hold.
    case not(Guard)
    /// Holds when the first does not; only the second is reported.
    case implies(Guard, Guard)
    /// A profile's setting, folded when the rulebook was resolved.
    case constant(Bool)
    /// A question about the case.
    case leaf(Leaf, basis: [Basis])

    /// A question about the case: the closed list of kinds, each in a file of its own.
    package enum Leaf: Sendable {
        /// A field has a value (that fits).
        case field(FieldLeaf)
        /// An event was recorded.
        case recorded(RecordedLeaf)
        /// A document is on file.
        case document(DocumentLeaf)
        /// No document that was called for is missing.
        case papers(PapersLeaf)
        /// Child or linked cases stand where they should.
        case cases(CasesLeaf)
        /// The case that a field names.
        case namedCase(NamedCaseLeaf)
        /// Other cases with the same value of a field.
        case same(SameLeaf)
        /// The time between two facts.
        case elapsed(ElapsedLeaf)
        /// Deliveries of a kind are out.
        case deliveries(DeliveriesLeaf)
        /// A clock is as named.
        case clock(ClockLeaf)
        /// Another user than any who entered these events.
        case notSameActor(ActorLeaf)
        /// A table of facts allows it.
        case table(TableLeaf)
        /// The case stands in one of these states: for figures.
        case state(StateLeaf)

        /// Every kind, in the order in which they are named to people.
        package static let kinds: [any GuardLeaf.Type] = [
            FieldLeaf.self, RecordedLeaf.self, DocumentLeaf.self, PapersLeaf.self,
            CasesLeaf.self,
            NamedCaseLeaf.self, SameLeaf.self,
            ElapsedLeaf.self, DeliveriesLeaf.self, ClockLeaf.self, ActorLeaf.self, TableLeaf.self,
            StateLeaf.self,
        ]

        /// The question itself, whatever its kind.
        package var question: any GuardLeaf {
            switch self {
            case .field(let leaf): leaf
            case .recorded(let leaf): leaf
            case .document(let leaf): leaf
            case .papers(let leaf): leaf
            case .cases(let leaf): leaf
            case .namedCase(let leaf): leaf
            case .same(let leaf): leaf
            case .elapsed(let leaf): leaf
            case .deliveries(let leaf): leaf
            case .clock(let leaf): leaf
            case .notSameActor(let leaf): leaf
            case .table(let leaf): leaf
            case .state(let leaf): leaf
            }
        }
    }
}

extension Guard {
    /// All its questions.
    package var questions: [Leaf] {
        switch self {
        case .constant: []
        case .all(let parts), .any(let parts): parts.flatMap(\.questions)
        case .not(let part): part.questions
        case .implies(let premise, let conclusion): premise.questions + conclusion.questions
        case .leaf(let leaf, _): [leaf]
        }
    }

    /// The bases of all its leaves.
    package var bases: [Basis] {
        switch self {
        case .constant: []
        case .all(let parts), .any(let parts): parts.flatMap(\.bases).unique
        case .not(let part): part.bases
        case .implies(_, let conclusion): conclusion.bases
        case .leaf(_, let basis): basis
        }
    }
}
