// SPDX-License-Identifier: Apache-2.0

/// How some measured values lie: the middle one, the one that ninety-nine of a hundred do not exceed, the
/// largest.
package struct Spread<Value: Comparable & Sendable>: Sendable {
    /// How many there are.
    package var count: Int
    package var median: Value
    package var p99: Value
    package var largest: Value

    /// The spread of values; nil of none.
    package init?(_ values: [Value]) {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        // By nearest rank: each is a value that was measured.
        func rank(_ percent: Int) -> Value { sorted[(sorted.count * percent + 99) / 100 - 1] }
        self.count = sorted.count
        self.median = rank(50)
        self.p99 = rank(99)
        self.largest = sorted[sorted.count - 1]
    }
}

extension Spread: Equatable {}
