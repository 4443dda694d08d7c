// SPDX-License-Identifier: Apache-2.0
internal import Workflow

/// Reads guards: the closed algebra of the rulebook format.
///
/// Each leaf reads itself.
struct GuardDecoder {
    let check: ReferenceCheck
    let workflow: String
    var findings: Findings { self.check.findings }

    private static let combinators = ["all", "any", "not", "if"]
    private static let leaves = Guard.Leaf.kinds.flatMap { $0.names }

    /// The guard of a tree; a guard that cannot be read never holds (and is noted).
    func decode(_ tree: Tree) -> Guard {
        guard case .map(let entries, let mark) = tree else {
            self.findings.error(tree.mark, "a condition must be a map", mend: "such as {field: F}")
            return .constant(false)
        }
        if tree["if"] != nil { return self.decodeImplication(tree) }
        let names = GuardDecoder.combinators + GuardDecoder.leaves
        // `all` beside `deliveries` is that leaf's own key, not the combinator.
        let head =
            entries.first { DeliveriesLeaf.names.contains($0.key) }
            ?? entries.first { names.contains($0.key) || $0.key == "constant" }
        guard let head else {
            self.findings.error(
                mark, "no condition is called \(entries.first?.key ?? "")",
                mend: "conditions: \(names.joined(separator: ", "))")
            return .constant(false)
        }
        let condition = ConditionTree(tree, name: head.key, check: self.check)
        switch head.key {
        case "all", "any":
            condition.only([head.key])
            let parts = head.value.items.map(self.decode)
            return head.key == "all" ? .all(parts) : .any(parts)
        case "not":
            condition.only(["not"])
            return .not(self.decode(head.value))
        case "constant":
            return .constant(head.value.text == "true")
        default:
            let basis = BasisDecoder(self.check).bases(tree["basis"])
            let kind = Guard.Leaf.kinds.first { $0.names.contains(head.key) }
            guard let leaf = kind?.read(condition)?.leaf else { return .constant(false) }
            return .leaf(leaf, basis: basis.isEmpty ? [.practice] : basis)
        }
    }

    private func decodeImplication(_ tree: Tree) -> Guard {
        ConditionTree(tree, name: "if", check: self.check).only(["if", "then"])
        guard let premise = tree["if"], let conclusion = tree["then"] else {
            self.findings.error(tree.mark, "if needs then")
            return .constant(false)
        }
        return .implies(self.decode(premise), self.decode(conclusion))
    }

    /// What a value is compared with.
    func bound(_ tree: Tree) -> Guard.Bound? {
        ConditionTree(tree, name: "", check: self.check).bound
    }
}
