// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

/// What a workflow's conditions speak of: values that make a difference are more telling than any.
package struct Stock: Sendable {
    /// Field → texts it is compared with.
    package private(set) var literals: [String: [String]] = [:]
    /// Field → bounds it is compared with.
    package private(set) var bounds: [String: [Guard.Bound]] = [:]
    /// Field → fields whose items it may have.
    package private(set) var supersets: [String: [String]] = [:]
    /// Questions put to tables.
    package private(set) var tables: [TableLeaf] = []
    /// Workflows of other cases it knows.
    package private(set) var neighbours: Set<String> = []
    /// Lengths of time between facts.
    package private(set) var spans: Set<Period> = []
    /// Papers that are asked for.
    package private(set) var papers: Set<String> = []
    /// Events that must have happened more than once.
    package private(set) var counted: Set<String> = []

    /// What the conditions of a workflow speak of.
    package init(_ definition: WorkflowDefinition) {
        var guards: [Guard] = [definition.opening.requires].compactMap { $0 }
        for effects in definition.transitions.map(\.effects) + [definition.opening.effects] {
            guards += effects.conditions
            self.neighbours.formUnion(effects.opens.map(\.workflow))
            self.neighbours.formUnion(effects.tells.map(\.workflow))
        }
        for transition in definition.transitions {
            guards += [transition.when, transition.requires].compactMap { $0 }
            if case .linked(let workflows) = transition.trigger {
                self.neighbours.formUnion(workflows)
            }
        }
        for clock in definition.clocks.items {
            guards += clock.rule?.limits.compactMap(\.condition) ?? []
        }
        for leaf in guards.flatMap(\.questions) { self.learn(leaf) }
    }

    private mutating func learn(_ leaf: Guard.Leaf) {
        switch leaf {
        case .field(let leaf): self.learn(leaf)
        case .table(let leaf): self.tables.append(leaf)
        case .cases(let leaf): self.neighbours.formUnion(leaf.workflows)
        case .namedCase(let leaf): self.neighbours.formUnion(leaf.workflows)
        case .same(let leaf): self.neighbours.formUnion(leaf.workflows)
        case .document(let leaf): self.papers.insert(leaf.kind)
        case .recorded(let leaf):
            if leaf.atLeast != .literal("1") { self.counted.formUnion(leaf.events) }
        case .elapsed(let leaf):
            self.spans.formUnion([leaf.atLeast, leaf.atMost].compactMap { $0 })
        case .papers, .deliveries, .clock, .notSameActor, .state:
            break
        }
    }

    private mutating func learn(_ leaf: FieldLeaf) {
        switch leaf.test {
        case .oneOf(let texts), .includes(let texts):
            self.literals[leaf.field, default: []] += texts
        case .compared(_, .literal(let text)):
            self.literals[leaf.field, default: []].append(text)
        case .compared(_, let bound):
            self.bounds[leaf.field, default: []].append(bound)
        case .between(let low, let high):
            for bound in [low, high] {
                self.learn(FieldLeaf(leaf.field, .compared(.atLeast, bound)))
            }
        case .subset(let other), .first(let other):
            self.supersets[leaf.field, default: []].append(other)
        case .given, .counted, .addedUp:
            break
        }
    }
}

extension Effects {
    /// The conditions under which it does something.
    var conditions: [Guard] {
        let clocks = (self.stops + self.restarts + self.starts).map(\.condition)
        let pauses = (self.pauses + self.resumes).map(\.condition)
        let others =
            self.produces.map(\.condition) + self.emits.map(\.condition)
            + self.opens.map(\.condition) + self.tells.map(\.condition)
        return (clocks + pauses + others).compactMap { $0 }
    }
}
