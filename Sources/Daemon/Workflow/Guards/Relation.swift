// SPDX-License-Identifier: Apache-2.0

extension Guard {
    /// How a value relates to a bound.
    package enum Relation: String, Hashable, Sendable, CaseIterable {
        case atLeast = "at_least"
        case atMost = "at_most"
        case moreThan = "more_than"
        case lessThan = "less_than"

        /// Whether it holds for a value that is below (−), at (0) or above (+) the bound.
        func holds(_ order: Int) -> Bool {
            switch self {
            case .atLeast: order >= 0
            case .atMost: order <= 0
            case .moreThan: order > 0
            case .lessThan: order < 0
            }
        }

        /// Whether no amount fails it, or none holds it: amounts are never below nothing.
        func alwaysHolds(atLeastZero bound: ExactNumber) -> Bool {
            switch self {
            case .atLeast, .lessThan: bound <= .zero
            case .moreThan, .atMost: bound < .zero
            }
        }

        /// 不低于 and so on.
        var words: Label {
            switch self {
            case .atLeast: Label("不低于", "at least")
            case .atMost: Label("不高于", "at most")
            case .moreThan: Label("高于", "more than")
            case .lessThan: Label("低于", "less than")
            }
        }
    }
}
