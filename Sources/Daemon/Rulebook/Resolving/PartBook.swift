// SPDX-License-Identifier: Apache-2.0
internal import Workflow

/// Writes parts into the workflows that have them, before anything else is resolved.
///
/// A case therefore pins the whole text, and what was pinned is read without any part. What came from a
/// part keeps its place in the part's file, what the workflow gives to it keeps its place in the workflow.
struct PartBook {
    private let parts: [String: Tree]
    private let findings: Findings

    private static let keys = ["part", "takes", "may_take", "values", "transitions"] + sections
    /// Sections whose entries a part brings along.
    private static let sections = [
        "fields", "documents", "deliveries", "clocks", "events", "pause_reasons",
    ]

    /// Documents by the part's name.
    init(_ documents: [String: [Tree]], _ findings: Findings) {
        self.parts = documents.compactMapValues(\.first)
        self.findings = findings
        for part in self.parts.values {
            _ = MapReader(part, of: "a part", noting: findings, keys: PartBook.keys)
        }
    }

    /// A workflow's document with its parts in it.
    func expanded(_ workflow: Tree) -> Tree {
        var values = References()
        var filled: [(name: String, mark: Mark, tree: Tree)] = []
        for use in workflow["parts"]?.entries ?? [] {
            guard let part = self.parts[use.key] else {
                self.findings.error(
                    use.mark, "there is no part \(use.key)",
                    mend: self.parts.isEmpty
                        ? "put it into parts/"
                        : "one of parts/: \(self.parts.keys.sorted().joined(separator: ", "))")
                continue
            }
            let given = values.filled(use.value, self.findings)
            var own = self.bound(part, named: use.key, given, at: use.mark)
            for value in part["values"]?.entries ?? [] {
                let tree = own.filled(value.value, self.findings)
                own[value.key] = tree
                values["\(use.key).\(value.key)"] = tree
            }
            filled.append((use.key, use.mark, own.filled(part.removing("values"), self.findings)))
        }
        var result = values.filled(workflow.removing("parts"), self.findings)
        for section in PartBook.sections {
            result = self.withEntries(of: filled, in: section, result)
        }
        return self.withTransitions(of: filled, result)
    }

    /// What stands for the parameters of a part: what the workflow gives, else what the part says.
    private func bound(
        _ part: Tree, named name: String, _ given: Tree, at mark: Mark
    ) -> References {
        var own = References()
        let needed = (part["takes"]?.items ?? []).compactMap(\.text)
        let standard = part["may_take"]?.entries ?? []
        let known = needed + standard.map(\.key)
        for entry in standard { own[entry.key] = entry.value }
        for entry in given.entries {
            if known.contains(entry.key) {
                own[entry.key] = entry.value
            } else {
                self.findings.error(
                    entry.mark, "the part \(name) takes no \(entry.key)",
                    mend: "it takes: \(known.joined(separator: ", "))")
            }
        }
        for parameter in needed where given[parameter] == nil {
            self.findings.error(
                mark, "the part \(name) needs \(parameter)",
                mend: "parts: {\(name): {\(parameter): …}}")
            own[parameter] = .scalar("", mark)
        }
        return own
    }

    /// `NAME: part` in a section stands for that part's entries; without it they come last.
    private func withEntries(
        of parts: [(name: String, mark: Mark, tree: Tree)], in section: String, _ workflow: Tree
    ) -> Tree {
        var rest = parts.filter { !($0.tree[section]?.entries.isEmpty ?? true) }
        let isAPlace = { (entry: Tree.Entry) in entry.value.text == "part" }
        guard !rest.isEmpty || workflow[section]?.entries.contains(where: isAPlace) ?? false else {
            return workflow
        }
        var entries: [Tree.Entry] = []
        for entry in workflow[section]?.entries ?? [] {
            guard isAPlace(entry) else {
                entries.append(entry)
                continue
            }
            guard let index = rest.firstIndex(where: { $0.name == entry.key }) else {
                self.findings.error(
                    entry.mark, "no part \(entry.key) of this workflow has \(section)",
                    mend: "name it under parts, or take this line out")
                continue
            }
            entries += rest.remove(at: index).tree[section]?.entries ?? []
        }
        for part in rest { entries += part.tree[section]?.entries ?? [] }
        self.refuseDoubles(in: section, entries, parts)
        return workflow.setting(section, .map(entries, workflow[section]?.mark ?? workflow.mark))
    }

    /// The workflow is named where it has the name itself, else the second part that brings it.
    private func refuseDoubles(
        in section: String, _ entries: [Tree.Entry],
        _ parts: [(name: String, mark: Mark, tree: Tree)]
    ) {
        let groups = Dictionary(grouping: entries, by: \.key).sorted { $0.key < $1.key }
        for (key, same) in groups where same.count > 1 {
            let owners = parts.filter { $0.tree[section]?[key] != nil }
            let own = same.first { entry in
                !owners.contains { $0.tree[section]?.mark.file == entry.mark.file }
            }
            self.findings.error(
                own?.mark ?? owners.last?.mark ?? same[0].mark,
                "\(key) stands twice in \(section): also in the part \(owners.first?.name ?? "")",
                mend: "a name stands once; take one away, or give it another name")
        }
    }

    /// `- part: NAME` stands for that part's transitions; without it they come last.
    private func withTransitions(
        of parts: [(name: String, mark: Mark, tree: Tree)], _ workflow: Tree
    ) -> Tree {
        var rest = parts.filter { $0.tree["transitions"] != nil }
        var items: [Tree] = []
        for item in workflow["transitions"]?.items ?? [] {
            guard let name = item["part"]?.text else {
                items.append(item)
                continue
            }
            guard item.entries.count == 1,
                let index = rest.firstIndex(where: { $0.name == name })
            else {
                self.findings.error(
                    item.mark, "no part \(name) of this workflow has transitions",
                    mend: "- part: \(name), once and by itself; parts names it")
                continue
            }
            items += rest.remove(at: index).tree["transitions"]?.items ?? []
        }
        for part in rest { items += part.tree["transitions"]?.items ?? [] }
        guard !parts.isEmpty else { return workflow }
        return workflow.setting(
            "transitions", .list(items, workflow["transitions"]?.mark ?? workflow.mark))
    }
}

/// What `$part.NAME` stands for in a file.
private struct References {
    private static let prefix = "$part."
    /// A key that lays the keys of a map into the map it stands in.
    private static let laidIn = "<<"

    private var trees: [String: Tree] = [:]

    subscript(name: String) -> Tree? {
        get { self.trees[name] }
        set { self.trees[name] = newValue }
    }

    /// The tree with what is meant in place of each reference.
    ///
    /// A list in a list is spliced in.
    func filled(_ tree: Tree, _ findings: Findings) -> Tree {
        switch tree {
        case .scalar(let text, let mark):
            guard text.hasPrefix(References.prefix) else { return tree }
            let name = String(text.dropFirst(References.prefix.count))
            guard let found = self.trees[name] else {
                let known = self.trees.keys.sorted().joined(separator: ", ")
                findings.error(
                    mark, "\(text) stands for nothing here",
                    mend: known.isEmpty ? "name the part under parts" : "known: \(known)")
                return .scalar("", mark)
            }
            return found
        case .list(let items, let mark):
            return .list(
                items.flatMap { item -> [Tree] in
                    let filled = self.filled(item, findings)
                    if item.text != nil, case .list(let inner, _) = filled { return inner }
                    return [filled]
                }, mark)
        case .map(let entries, let mark):
            let filled = entries.flatMap { entry -> [Tree.Entry] in
                let value = self.filled(entry.value, findings)
                guard entry.key == References.laidIn else {
                    return [Tree.Entry(key: entry.key, mark: entry.mark, value: value)]
                }
                if case .map(let inner, _) = value { return inner }
                findings.error(
                    entry.mark, "<< must stand for a map", mend: "<<: $part.NAME, which is a map")
                return []
            }
            self.refuseDoubles(filled, in: entries, findings)
            return .map(filled, mark)
        }
    }

    private func refuseDoubles(
        _ filled: [Tree.Entry], in entries: [Tree.Entry], _ findings: Findings
    ) {
        guard let laidIn = entries.first(where: { $0.key == References.laidIn }) else { return }
        let groups = Dictionary(grouping: filled, by: \.key).sorted { $0.key < $1.key }
        for (key, same) in groups where same.count > 1 {
            findings.error(
                laidIn.mark, "\(key) stands here, and in what << lays in as well",
                mend: "say \(key) in one of the two")
        }
    }
}
