// SPDX-License-Identifier: Apache-2.0

// What a page says of a condition: what a place's settings have decided is left out.
extension Guard {
    /// Whether it holds in every case here.
    var holdsAlways: Bool {
        switch self {
        case .constant(let holds): holds
        case .all(let parts): parts.allSatisfy(\.holdsAlways)
        case .any(let parts): parts.contains(where: \.holdsAlways)
        case .not(let part): part.holdsNever
        case .implies(let premise, let conclusion): premise.holdsNever || conclusion.holdsAlways
        case .leaf: false
        }
    }

    /// Whether it holds in no case here.
    var holdsNever: Bool {
        switch self {
        case .constant(let holds): !holds
        case .all(let parts): parts.contains(where: \.holdsNever)
        case .any(let parts): parts.allSatisfy(\.holdsNever)
        case .not(let part): part.holdsAlways
        case .implies(let premise, let conclusion): premise.holdsAlways && conclusion.holdsNever
        case .leaf: false
        }
    }

    /// The conditions that must hold together, without those that always do.
    var demands: [Guard] {
        switch self {
        case .all(let parts): parts.flatMap(\.demands)
        case .implies(let premise, let conclusion) where premise.holdsAlways: conclusion.demands
        default: self.holdsAlways ? [] : [self]
        }
    }

    /// The questions in it that matter here, each with its basis.
    var leaves: [(question: Guard, basis: [Basis])] {
        switch self {
        case .constant: []
        case .all(let parts), .any(let parts): parts.flatMap(\.leaves)
        case .not(let part): part.leaves
        case .implies(let premise, let conclusion):
            premise.holdsNever ? [] : premise.leaves + conclusion.leaves
        case .leaf(_, let basis): [(self, basis)]
        }
    }
}

extension TransitionDefinition {
    /// Whether a place's settings leave it possible.
    var isPossible: Bool {
        !(self.when?.holdsNever ?? false) && !(self.requires?.holdsNever ?? false)
    }

    /// Whether the daemon makes it without being asked by a person.
    var isOfDaemon: Bool {
        self.trigger != nil || self.by == ["system"]
    }
}

/// An effect that may have a condition.
protocol Conditional {
    /// Only if this holds.
    var condition: Guard? { get }
}

extension ClockEffect: Conditional {}
extension PauseEffect: Conditional {}
extension ProduceEffect: Conditional {}
extension EmitEffect: Conditional {}
extension OpenEffect: Conditional {}
extension TellEffect: Conditional {}

extension Array where Element: Conditional {
    /// Those that a place's settings leave possible.
    var possible: [Element] {
        self.filter { !($0.condition?.holdsNever ?? false) }
    }
}

extension Effects {
    /// The conditions of single effects.
    var conditions: [Guard] {
        let clocks = (self.stops + self.restarts + self.starts).possible.map(\.condition)
        let pauses = (self.resumes + self.pauses).possible.map(\.condition)
        let documents = self.produces.possible.map(\.condition)
        let deliveries = self.emits.possible.map(\.condition)
        let cases = self.opens.possible.map(\.condition) + self.tells.possible.map(\.condition)
        return (clocks + pauses + documents + deliveries + cases).compactMap { $0 }
    }
}
