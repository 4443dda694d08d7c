// SPDX-License-Identifier: Apache-2.0

// A guard as a statement, for transition tables and for "must not hold".
extension GuardWords {
    /// What the guard asks, as one sentence.
    package func statement(_ condition: Guard) -> Label {
        switch condition {
        case .constant(let holds):
            return holds ? Label("(恒成立)", "(always)") : Label("(本地不适用)", "(never here)")
        case .all(let parts):
            return self.join(parts, zh: "且", en: " and ")
        case .any(let parts):
            return self.join(parts, zh: "或", en: " or ").map { "(\($0))" }
        case .not(let part):
            let inner = self.statement(part)
            return Label("非[\(inner.zh)]", "not [\(inner.en)]")
        case .implies(let premise, let conclusion):
            let first = self.statement(premise)
            let second = self.statement(conclusion)
            return Label("如\(first.zh)则\(second.zh)", "if \(first.en) then \(second.en)")
        case .leaf(let leaf, _):
            return leaf.question.statement(in: self)
        }
    }

    private func join(_ parts: [Guard], zh: String, en: String) -> Label {
        let labels = parts.map(self.statement)
        return Label(
            labels.map(\.zh).joined(separator: zh), labels.map(\.en).joined(separator: en))
    }
}
