// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// Whether conditions can hold together: their ways of holding, each looked through for what
/// contradicts itself.
///
/// It says “impossible” only when it is sure; what a profile decides is taken to come out either way.
struct Possibility {
    /// A question and its answer.
    private struct Answer {
        let leaf: Guard.Leaf
        let holds: Bool
        let question: Question

        init(leaf: Guard.Leaf, holds: Bool) {
            (self.leaf, self.holds, self.question) = (leaf, holds, Question(leaf))
        }
    }

    /// What tells questions apart: worked out when it is first needed, for all the ways in which it is asked.
    private final class Question {
        private let leaf: Guard.Leaf
        private(set) lazy var key = "\(self.leaf)"

        init(_ leaf: Guard.Leaf) { self.leaf = leaf }
    }

    let definition: WorkflowDefinition
    /// More ways than this are not looked through: such conditions pass.
    private static let mostWays = 512

    /// Why these cannot all come out as said; nil when they can, or when there is too much to look at.
    func contradiction(_ wanted: [(condition: Guard, holds: Bool)]) -> Said? {
        var ways: [[Answer]] = [[]]
        for (condition, holds) in wanted {
            guard let more = self.ways(condition, holds) else { return nil }
            guard let joined = Possibility.joined(ways, more) else { return nil }
            ways = joined
        }
        var first: Said?
        for way in ways {
            guard let reason = self.contradiction(in: way) else { return nil }
            first = first ?? reason
        }
        return first ?? "nothing is asked"
    }

    /// The ways in which a condition comes out so; nil when they are too many.
    private func ways(_ condition: Guard, _ holds: Bool) -> [[Answer]]? {
        switch condition {
        case .constant: [[]]
        case .leaf(let leaf, _): [[Answer(leaf: leaf, holds: holds)]]
        case .not(let part): self.ways(part, !holds)
        case .all(let parts): holds ? self.every(parts, true) : self.some(parts, false)
        case .any(let parts): holds ? self.some(parts, true) : self.every(parts, false)
        case .implies(let premise, let conclusion):
            holds
                ? self.some([.not(premise), conclusion], true)
                : self.every([premise, .not(conclusion)], true)
        }
    }

    private func every(_ parts: [Guard], _ holds: Bool) -> [[Answer]]? {
        parts.reduce([[]] as [[Answer]]?) { ways, part in
            guard let ways, let more = self.ways(part, holds) else { return nil }
            return Possibility.joined(ways, more)
        }
    }

    private func some(_ parts: [Guard], _ holds: Bool) -> [[Answer]]? {
        var all: [[Answer]] = []
        for part in parts {
            guard let more = self.ways(part, holds) else { return nil }
            all += more
        }
        return all.count > Possibility.mostWays ? nil : all
    }

    private static func joined(_ ways: [[Answer]], _ more: [[Answer]]) -> [[Answer]]? {
        guard ways.count * more.count <= Possibility.mostWays else { return nil }
        return ways.flatMap { way in more.map { way + $0 } }
    }

    /// What contradicts itself among answers that all hold.
    private func contradiction(in way: [Answer]) -> Said? {
        var fields: [String: [Answer]] = [:]
        for answer in way {
            if case .field(let leaf) = answer.leaf {
                fields[leaf.field, default: []].append(answer)
            }
        }
        for (name, answers) in fields.sorted(by: { $0.key < $1.key }) {
            var known = KnownField(name, self.definition.fields[name]?.type)
            for answer in answers {
                if case .field(let leaf) = answer.leaf { known.learn(leaf.test, answer.holds) }
            }
            if let reason = known.contradiction { return reason }
        }
        // Where all come out alike nothing is asked twice with two answers.
        guard way.contains(where: \.holds), way.contains(where: { !$0.holds }) else { return nil }
        var said: [String: Bool] = [:]
        for answer in way {
            let before = said.updateValue(answer.holds, forKey: answer.question.key)
            if let before, before != answer.holds {
                let words = GuardWords(self.definition)
                return
                    "\(.words(answer.leaf.question.statement(in: words))) both holds and does not"
            }
        }
        return nil
    }
}

/// What answers say of one field's value.
private struct KnownField {
    private let name: String
    /// The values it can have; nil for any.
    private var allowed: Set<String>?
    private let isList: Bool
    private var isGiven = false
    private var isMissing = false
    private var lowest: (value: ExactNumber, isOpen: Bool, text: String)?
    private var highest: (value: ExactNumber, isOpen: Bool, text: String)?
    private var equals: [String] = []
    private var denied: Set<String> = []

    init(_ name: String, _ type: FieldType?) {
        self.name = name
        switch type {
        case .boolean: (self.allowed, self.isList) = (["true", "false"], false)
        case .choice(let options): (self.allowed, self.isList) = (Set(options.map(\.name)), false)
        case .list: (self.allowed, self.isList) = (nil, true)
        default: (self.allowed, self.isList) = (nil, false)
        }
    }

    mutating func learn(_ test: FieldLeaf.Test, _ holds: Bool) {
        switch test {
        case .given:
            if holds { self.isGiven = true } else { self.isMissing = true }
        case .oneOf(let values):
            if holds {
                self.isGiven = true
                self.equals.append(values.joined(separator: ", "))
                self.allowed = self.allowed.map { $0.intersection(values) } ?? Set(values)
            } else {
                self.denied.formUnion(values)
            }
        case .compared(let relation, .literal(let text)):
            // Of a field without a value nothing is more or less: only what holds says something.
            guard holds, let bound = Day(text).map({ ExactNumber($0.number) }) ?? ExactNumber(text)
            else { return }
            self.isGiven = true
            self.limit(relation, bound, saying: text)
        case .between(let low, let high):
            if holds {
                self.learn(.compared(.atLeast, low), true)
                self.learn(.compared(.atMost, high), true)
            }
        case .compared, .includes, .subset, .first, .counted, .addedUp:
            if holds { self.isGiven = true }
        }
    }

    private mutating func limit(
        _ relation: Guard.Relation, _ bound: ExactNumber, saying text: String
    ) {
        switch relation {
        case .atLeast, .moreThan:
            let isOpen = relation == .moreThan
            if let lowest, lowest.value > bound || lowest.value == bound && lowest.isOpen { return }
            self.lowest = (bound, isOpen, "\(relation.rawValue) \(text)")
        case .atMost, .lessThan:
            let isOpen = relation == .lessThan
            if let highest, highest.value < bound || highest.value == bound && highest.isOpen {
                return
            }
            self.highest = (bound, isOpen, "\(relation.rawValue) \(text)")
        }
    }

    var contradiction: Said? {
        if self.isGiven, self.isMissing { return "\(self.name) is given and is not" }
        guard self.isGiven else { return nil }
        if let allowed, allowed.isEmpty, self.equals.count > 1 {
            return "\(self.name) is \(self.equals[0]) and is \(self.equals[1])"
        }
        if let allowed, !allowed.isEmpty, !self.isList, allowed.subtracting(self.denied).isEmpty {
            let values = allowed.sorted().joined(separator: ", ")
            return "\(self.name) is \(values) and is not"
        }
        guard let lowest, let highest else { return nil }
        let isEmpty =
            lowest.value > highest.value
            || lowest.value == highest.value && (lowest.isOpen || highest.isOpen)
        return isEmpty ? "\(self.name) is \(lowest.text) and \(highest.text)" : nil
    }
}
