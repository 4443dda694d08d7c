// SPDX-License-Identifier: Apache-2.0

/// A figure of a workflow, for reports: a share, or counts by a field's values.
package struct FigureDefinition: Named, Sendable {
    /// What is counted.
    package enum Unit: Hashable, Sendable {
        /// Cases of the workflow itself.
        case cases
        /// The children of one case, of this workflow.
        case children(String)
        /// The items of two of a case's lists.
        case items
        /// What was entered in a case.
        case acts
        /// The values of a field, each once, however many cases have it.
        case values(of: String)
    }

    /// Cases of another workflow that are counted with its own.
    package struct Also: Sendable {
        /// The other workflow.
        package var workflow: String
        /// Which of its cases.
        package var among: Guard

        /// Cases of another workflow.
        package init(workflow: String, among: Guard) {
            self.workflow = workflow
            self.among = among
        }
    }

    /// Acts of a case: each recording of some events.
    package struct Acts: Sendable {
        /// Any of these events.
        package var events: [String]
        /// Values right after the event.
        package var with: [String: [String]]
        /// Of those that agree in this field only the last counts.
        package var lastBy: String?

        /// Acts of a case.
        package init(events: [String], with: [String: [String]], lastBy: String?) {
            self.events = events
            self.with = with
            self.lastBy = lastBy
        }

        /// How many there are.
        package func count(in facts: CaseFacts) -> Int {
            var values: [String: Value] = [:]
            var found: [(by: Value?, fits: Bool)] = []
            for fact in facts.history {
                for (field, value) in fact.changes { values[field] = value }
                guard self.events.contains(fact.event) else { continue }
                let by = self.lastBy.flatMap { values[$0] }
                if self.lastBy != nil { found.removeAll { $0.by == by } }
                let fits = self.with.allSatisfy { field, allowed in
                    values[field]?.text.map(allowed.contains) ?? false
                }
                found.append((by, fits))
            }
            return found.count(where: \.fits)
        }
    }

    /// Which of them.
    package enum Choice: Sendable {
        /// Those of which the condition holds.
        case condition(Guard)
        /// The items of a list field, of the cases of which the condition holds.
        case items(of: String, when: Guard?)
        /// Acts, of the cases of which the condition holds.
        case acts(Acts, when: Guard?)
    }

    /// What the counts are split by.
    package enum Split: Hashable, Sendable {
        /// A field's values.
        case field(String)
        /// The state.
        case state
    }

    /// The name.
    package var name: String
    /// What people read.
    package var labels: Label
    /// What is counted.
    package var unit: Unit
    /// The denominator, or what is counted.
    package var among: Choice
    /// The numerator; nil for a plain count.
    package var of: Choice?
    /// Counts for each value instead of a share.
    package var by: Split?
    /// Of values: those of other workflows' cases, counted with them.
    package var also: [Also]

    /// A figure.
    package init(
        name: String, labels: Label, unit: Unit, among: Choice, of: Choice?, by: Split?,
        also: [Also] = []
    ) {
        self.also = also
        self.name = name
        self.labels = labels
        self.unit = unit
        self.among = among
        self.of = of
        self.by = by
    }
}
