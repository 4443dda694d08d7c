// SPDX-License-Identifier: Apache-2.0
import Storage
import Workflow

/// What a condition comes to as far as papers decide it; everything else is unknown.
///
/// It reads the rows of documents, never what the machine made of them.
struct PaperLogic {
    /// The case's documents.
    let documents: [DocumentRow]
    /// Its acts as they stand.
    let history: [Fact]
    /// The line before which it is asked.
    let before: Int64

    /// True, false, or nil: papers alone do not decide it.
    func holds(_ condition: Guard) -> Bool? {
        switch condition {
        case .constant(let value):
            return value
        case .all(let parts):
            let answers = parts.map(self.holds)
            if answers.contains(false) { return false }
            return answers.contains(nil) ? nil : true
        case .any(let parts):
            let answers = parts.map(self.holds)
            if answers.contains(true) { return true }
            return answers.contains(nil) ? nil : false
        case .not(let part):
            return self.holds(part).map { !$0 }
        case .implies(let premise, let conclusion):
            return self.holds(.any([.not(premise), conclusion]))
        case .leaf(.document(let leaf), _):
            return self.isOnFile(leaf)
        case .leaf:
            return nil
        }
    }

    private func isOnFile(_ leaf: DocumentLeaf) -> Bool? {
        guard case .literal(let needed) = leaf.atLeast, let count = Int(needed) else { return nil }
        let since = self.history.filter { fact in
            guard let since = leaf.since, fact.sequence < self.before else { return false }
            return since.events.contains(fact.event) || since.events.contains(fact.transition)
                || fact.to.map(since.states.contains) ?? false
        }.map(\.sequence).max()
        let found = self.documents.filter { row in
            row.kind == leaf.kind && row.sha256 != nil && row.sequence > since ?? 0
                && row.sequence < self.before && row.withdrawn.map { $0 > self.before } ?? true
        }
        return found.count >= max(1, count)
    }
}
