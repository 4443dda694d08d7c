// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

/// What a workflow's conditions speak of: values that make a difference are more telling than any.
package struct Vocabulary: Sendable {
    /// Field → texts it is compared with.
    package private(set) var literals: [String: [String]] = [:]
    /// Field → bounds it is compared with.
    package private(set) var bounds: [String: [Guard.Bound]] = [:]
    /// Field → fields whose items it may have.
    package private(set) var supersets: [String: [String]] = [:]
    /// Questions put to tables.
    package private(set) var tables: [Guard.TableTest] = []
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
        for leaf in guards.flatMap(\.everyLeaf) { self.learn(leaf) }
    }

    private mutating func learn(_ leaf: Guard.Leaf) {
        switch leaf {
        case .field(let field, .oneOf(let texts)), .field(let field, .includes(let texts)):
            self.literals[field, default: []] += texts
        case .field(let field, .compared(_, .literal(let text))):
            self.literals[field, default: []].append(text)
        case .field(let field, .compared(_, let bound)):
            self.bounds[field, default: []].append(bound)
        case .field(let field, .subset(let other)):
            self.supersets[field, default: []].append(other)
        case .table(let test):
            self.tables.append(test)
        case .children(let workflows, _), .linked(let workflows, _):
            self.neighbours.formUnion(workflows)
        case .same(let test):
            self.neighbours.formUnion(test.workflows)
        case .document(let kind, _, _):
            self.papers.insert(kind)
        case .recorded(let test):
            if test.atLeast != .literal("1") { self.counted.formUnion(test.events) }
        case .elapsed(let test):
            self.spans.formUnion([test.atLeast, test.atMost].compactMap { $0 })
        default:
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

extension Guard {
    /// Every question it asks.
    var everyLeaf: [Guard.Leaf] {
        switch self {
        case .constant: []
        case .all(let parts), .any(let parts): parts.flatMap(\.everyLeaf)
        case .not(let part): part.everyLeaf
        case .implies(let premise, let conclusion): premise.everyLeaf + conclusion.everyLeaf
        case .leaf(let leaf, _): [leaf]
        }
    }
}
