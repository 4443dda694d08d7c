// SPDX-License-Identifier: Apache-2.0

/// A draw as it was made: enough to make it again.
package struct Draw: Hashable, Sendable {
    /// The field that holds the pool.
    package var pool: String
    /// The field that took the sample.
    package var into: String
    /// The seed of the lots.
    package var seed: UInt64
    /// The pool without those left out, in its order.
    package var candidates: [Value]
    /// The sample, in the order of drawing.
    package var drawn: [Value]
}

/// Lots: SplitMix64 from a seed, numbers below a bound by rejection, Fisher–Yates from the front.
///
/// Written down in the rulebook format, so that anybody can draw again.
struct Lots {
    private var state: UInt64

    init(seed: UInt64) {
        self.state = seed
    }

    private mutating func next() -> UInt64 {
        self.state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    private mutating func next(below bound: UInt64) -> UInt64 {
        // The largest multiple of the bound; what lies above would favour the small numbers.
        let limit = UInt64.max - UInt64.max % bound
        while true {
            let number = self.next()
            if number < limit { return number % bound }
        }
    }

    mutating func draw(_ count: Int, from candidates: [Value]) -> [Value] {
        var pool = candidates
        for index in 0..<min(count, pool.count) {
            let rest = UInt64(pool.count - index)
            pool.swapAt(index, index + Int(self.next(below: rest)))
        }
        return Array(pool.prefix(count))
    }
}

extension Machine {
    /// Samples that would be smaller than they must be, or larger than what there is.
    func badDraws(_ attempt: Attempt, through branch: TransitionDefinition) -> [Unmet] {
        let (judge, merged) = (self.judge(attempt), attempt.merged)
        return branch.effects.draws.compactMap { effect in
            let candidates = self.candidates(effect, merged)
            guard let size = self.size(effect, merged) else { return nil }
            let label = GuardWords(self.definition).field(effect.into)
            if size > candidates.count || candidates.isEmpty {
                return Unmet(
                    code: "draw", parameters: ["field": effect.into],
                    sentence: Label(
                        "〈\(label.zh)〉应抽\(size)个,可抽的只有\(candidates.count)个",
                        "‹\(label.en)› needs \(size), there are only \(candidates.count) to draw from"
                    ))
            }
            guard let share = effect.atLeast.flatMap(judge.value(of:)).flatMap({ ExactNumber($0) })
            else { return nil }
            let pool = merged.fields[effect.pool]?.items.count ?? 0
            let needed = (share * ExactNumber(pool)).roundedUp
            guard size < needed else { return nil }
            return Unmet(
                code: "draw", parameters: ["field": effect.into],
                sentence: Label(
                    "〈\(label.zh)〉只抽\(size)个,最低应抽\(needed)个(\(pool)个的\(share))",
                    "‹\(label.en)› would be \(size), must be at least \(needed) (\(share) of \(pool))"
                ))
        }
    }

    private func candidates(_ effect: DrawEffect, _ facts: CaseFacts) -> [Value] {
        let left = Set(effect.notIn.flatMap { facts.fields[$0]?.items } ?? [])
        return (facts.fields[effect.pool]?.items ?? []).filter { !left.contains($0) }
    }

    private func size(_ effect: DrawEffect, _ facts: CaseFacts) -> Int? {
        switch effect.size {
        case .count(let count):
            return count
        case .rate(let field, let roundsUp):
            guard let rate = facts.fields[field]?.text.flatMap({ ExactNumber($0) }) else {
                return nil
            }
            let share = rate * ExactNumber(facts.fields[effect.pool]?.items.count ?? 0)
            return roundsUp ? share.roundedUp : share.nearestInteger
        }
    }

    /// Draws; the samples stand in their fields afterwards.
    func draw(_ effects: [DrawEffect], in facts: inout CaseFacts, seed: UInt64) -> [Draw] {
        effects.enumerated().compactMap { index, effect in
            guard let size = self.size(effect, facts) else { return nil }
            // Each draw of one act has lots of its own.
            let ownSeed = seed &+ UInt64(index)
            var lots = Lots(seed: ownSeed)
            let candidates = self.candidates(effect, facts)
            let drawn = lots.draw(size, from: candidates)
            facts.fields[effect.into] = .list(drawn)
            return Draw(
                pool: effect.pool, into: effect.into, seed: ownSeed, candidates: candidates,
                drawn: drawn)
        }
    }
}
