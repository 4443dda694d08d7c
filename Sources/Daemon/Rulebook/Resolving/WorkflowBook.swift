// SPDX-License-Identifier: Apache-2.0
internal import Workflow

/// Resolves `extends`: the base is taken whole, then merged, thinned and patched.
struct WorkflowBook {
    private let documents: [String: [Tree]]
    private let findings: Findings

    /// Documents by workflow name, every version.
    init(_ documents: [String: [Tree]], _ findings: Findings) {
        self.documents = documents
        self.findings = findings
    }

    /// Every workflow's versions by name, oldest first.
    func resolved() -> [String: [Tree]] {
        self.documents.mapValues { versions in
            let ordered = versions.sorted { WorkflowBook.version($0) < WorkflowBook.version($1) }
            for (earlier, later) in zip(ordered, ordered.dropFirst()) {
                let days = [earlier, later].map { $0["effective"]?.text ?? "" }
                if days[0] >= days[1] {
                    self.findings.error(
                        later["effective"]?.mark ?? later.mark,
                        "version \(WorkflowBook.version(later)) is in force from \(days[1]), not after the version before it (\(days[0]))"
                    )
                }
            }
            return ordered.compactMap { self.resolve($0, []) }
        }.filter { !$0.value.isEmpty }
    }

    private static func version(_ tree: Tree) -> Int {
        Int(tree["version"]?.text ?? "") ?? 0
    }

    private func resolve(_ tree: Tree, _ trail: [String]) -> Tree? {
        guard let extends = tree["extends"] else { return tree }
        let parts = (extends.text ?? "").split(separator: " ").map(String.init)
        guard parts.count == 2, let version = Int(parts[1]) else {
            self.findings.error(
                extends.mark, "extends must be a name and a version", mend: "extends: NAME VERSION")
            return nil
        }
        guard !trail.contains(extends.text ?? ""), trail.count < RulebookLimits.extensions else {
            self.findings.error(extends.mark, "workflows extend one another in a circle")
            return nil
        }
        let candidates = self.documents[parts[0]] ?? []
        guard let found = candidates.first(where: { WorkflowBook.version($0) == version }),
            let base = self.resolve(found, trail + [extends.text ?? ""])
        else {
            self.findings.error(extends.mark, "there is no workflow \(parts[0]) version \(version)")
            return nil
        }
        return self.merge(tree, over: base)
    }

    private static let mergedSections: Set<String> = [
        "fields", "events", "states", "clocks", "documents", "deliveries", "roles", "figures",
        "pause_reasons", "letters",
    ]

    private func merge(_ own: Tree, over base: Tree) -> Tree {
        var result = base
        if let without = own["without"] { result = self.thinned(result, without) }
        for entry in own.entries {
            switch entry.key {
            case "extends", "without":
                continue
            case "transitions":
                result = self.patched(result, entry.value)
            case _ where WorkflowBook.mergedSections.contains(entry.key):
                let below = result[entry.key] ?? .map([], entry.mark)
                result = result.setting(entry.key, WorkflowBook.mergeItems(below, entry.value))
            default:
                result = result.setting(entry.key, entry.value, mark: entry.mark)
            }
        }
        return result
    }

    /// Items merge key by key; options and lists are replaced whole.
    private static func mergeItems(_ base: Tree, _ over: Tree) -> Tree {
        var result = base
        for entry in over.entries {
            var value = entry.value
            if let below = base[entry.key], case .map = below, case .map = value {
                value = entry.value.entries.reduce(below) {
                    $0.setting($1.key, $1.value, mark: $1.mark)
                }
            }
            result = result.setting(entry.key, value, mark: entry.mark)
        }
        return result
    }

    private func thinned(_ tree: Tree, _ without: Tree) -> Tree {
        without.entries.reduce(tree) { tree, section in
            guard let below = tree[section.key] else {
                self.findings.error(section.mark, "the base has no \(section.key)")
                return tree
            }
            let names = section.value.items.compactMap(\.text)
            let present =
                section.key == "transitions"
                ? below.items.map(WorkflowBook.transitionID) : below.entries.map(\.key)
            for name in names where !present.contains(name) {
                self.findings.error(section.value.mark, "the base has no \(section.key) \(name)")
            }
            if section.key == "transitions" {
                let kept = below.items.filter { !names.contains(WorkflowBook.transitionID($0)) }
                return tree.setting(section.key, .list(kept, below.mark))
            }
            return tree.setting(section.key, names.reduce(below) { $0.removing($1) })
        }
    }

    /// An existing id is replaced, `patch` replaces only the keys given, others are added.
    private func patched(_ tree: Tree, _ changes: Tree) -> Tree {
        var items = tree["transitions"]?.items ?? []
        for change in changes.items {
            if let patch = change["patch"] {
                guard
                    let index = items.firstIndex(where: {
                        WorkflowBook.transitionID($0) == patch.text
                    })
                else {
                    self.findings.error(
                        patch.mark, "the base has no transition \(patch.text ?? "")")
                    continue
                }
                items[index] = change.removing("patch").entries.reduce(items[index]) {
                    $0.setting($1.key, $1.value, mark: $1.mark)
                }
            } else if let index = items.firstIndex(where: {
                WorkflowBook.transitionID($0) == WorkflowBook.transitionID(change)
            }) {
                items[index] = change
            } else {
                items.append(change)
            }
        }
        return tree.setting("transitions", .list(items, changes.mark))
    }

    static func transitionID(_ tree: Tree) -> String {
        tree["id"]?.text ?? tree["event"]?.text ?? ""
    }
}
