// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// A rulebook's files as trees, extensions written in: what workflows are resolved from.
struct RulebookSource: Sendable {
    /// Workflow → its versions, oldest first.
    var workflows: [String: [Tree]]
    /// Profile → how it is at each day on which it changes, oldest first.
    var profiles: [String: [ResolvedProfile]]
    /// File name → rows.
    var tables: [String: Tree]
    var laws: Tree
    var roles: Tree
    var format: String

    /// The parents a workflow can have; nil for none.
    func parents(_ workflow: Tree) -> [String?] {
        let parents = (workflow["parents"]?.items ?? []).compactMap(\.text)
        return parents.isEmpty ? [nil] : parents.map(Optional.some)
    }

    /// The content that a case pins.
    func pinned(
        _ tree: Tree, for profile: ResolvedProfile, parent: String?, noting findings: Findings
    ) -> Tree {
        let folder = ProfileFolder(
            profile: profile, workflow: tree["workflow"]?.text ?? "", parent: parent,
            findings: findings)
        let series = folder.lookUp(["series"]).map(folder.folded) ?? .map([], tree.mark)
        let common = profile.settings.at(["common", "series"]) ?? .map([], tree.mark)
        let folded = folder.folded(tree)
        let context = PinnedContent.Context(
            format: self.format, profile: profile.name, calendar: profile.calendar,
            timeZone: profile.timeZone,
            yellow: profile.yellow, parent: parent, laws: self.laws, roles: self.roles,
            series: ProfileBook.overlay(common, series), related: self.related(folded),
            tables: self.tables(folded, findings))
        return PinnedContent.tree(folded, context)
    }

    /// The newest versions of the workflows that a workflow names.
    private func related(_ tree: Tree) -> [String: Tree] {
        let words = tree.scalars
        return self.workflows.filter { words.contains($0.key) }.compactMapValues(\.last)
    }

    private func tables(_ tree: Tree, _ findings: Findings) -> Tree {
        let entries = (tree["tables"]?.entries ?? []).compactMap { entry -> Tree.Entry? in
            guard let rows = self.tables[entry.value.text ?? ""] else {
                findings.error(
                    entry.value.mark, "there is no table \(entry.value.text ?? "")",
                    mend: "put it into tables/")
                return nil
            }
            return Tree.Entry(key: entry.key, mark: entry.mark, value: rows)
        }
        return .map(entries, tree.mark)
    }
}

extension Tree {
    /// Every scalar in it.
    var scalars: Set<String> {
        var found: Set<String> = []
        self.collectScalars(into: &found)
        return found
    }

    private func collectScalars(into found: inout Set<String>) {
        switch self {
        case .scalar(let text, _): found.insert(text)
        case .list(let items, _): items.forEach { $0.collectScalars(into: &found) }
        case .map(let entries, _): entries.forEach { $0.value.collectScalars(into: &found) }
        }
    }
}
