// SPDX-License-Identifier: Apache-2.0
internal import Workflow

/// A profile's sections are workflows, each of its keys is used, and its answers are ones that rules
/// ask about.
struct SettingsCheck {
    private let rulebook: Rulebook
    private let findings: Findings

    init(_ rulebook: Rulebook, _ findings: Findings) {
        self.rulebook = rulebook
        self.findings = findings
    }

    func verify() {
        let source = self.rulebook.source
        var used: [String: Set<String>] = [:]
        var asked: [String: Set<String>] = [:]
        for (name, versions) in source.workflows {
            for tree in versions {
                used[name, default: []].formUnion(tree.settingsUsed)
                asked.merge(tree.settingsAsked) { $0.union($1) }
            }
        }
        let everywhere = used.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        for profile in source.profiles.values.flatMap({ $0 }) {
            for section in profile.settings.entries {
                self.verify(section, of: profile.name, known: Set(used.keys), everywhere)
                for (path, values) in asked.sorted(by: { $0.key < $1.key }) {
                    self.verify(path, in: section.value, askedFor: values)
                }
            }
        }
    }

    /// A profile's section is a workflow or `common`, and each of its keys is used by somebody.
    private func verify(
        _ section: Tree.Entry, of profile: String, known: Set<String>, _ everywhere: Set<String>
    ) {
        guard section.key == "common" || known.contains(section.key) else {
            self.findings.error(
                section.mark,
                "profile \(profile) has a section \(section.key), which is no workflow",
                mend: "common, or one of: \(self.rulebook.workflowNames.joined(separator: ", "))")
            return
        }
        for entry in section.value.entries
        where !everywhere.contains(entry.key) && entry.key != "series" && !known.contains(entry.key)
        {
            self.findings.error(
                entry.mark,
                "profile \(profile) sets \(section.key).\(entry.key), which no workflow uses",
                mend: "remove it, or use it as $profile.\(entry.key)")
        }
    }

    /// `yes` where a rule asks for `true` would be no without a word.
    private func verify(_ path: String, in section: Tree, askedFor values: Set<String>) {
        let keys = path.split(separator: ".").map(String.init)
        guard let value = section.at(keys), let text = value.text, !values.contains(text) else {
            return
        }
        if values.isSubset(of: ["true", "false"]) {
            guard text != "true", text != "false" else { return }
            self.findings.error(
                value.mark, "\(path) must be true or false, is \(text)", mend: "true or false")
        } else if !self.nationalAnswers(to: keys).contains(text) {
            self.findings.error(
                value.mark, "no rule asks whether \(path) is \(text)",
                mend: "one of: \(values.sorted().joined(separator: ", "))")
        }
    }

    /// What the nation answers: the others of a choice need no rule of their own.
    private func nationalAnswers(to keys: [String]) -> Set<String> {
        let national =
            self.rulebook.source.profiles[self.rulebook.conventions.nationalProfile] ?? []
        return Set(
            national.flatMap { profile in
                profile.settings.entries.compactMap { $0.value.at(keys)?.text }
            })
    }
}

extension Tree {
    /// The first words of every `$profile.a.b` and setting in it, and of all their further words.
    var settingsUsed: Set<String> {
        var words: Set<String> = []
        for text in self.scalars where text.hasPrefix("$profile.") {
            words.formUnion(text.split(separator: ".").dropFirst().map(String.init))
        }
        for path in self.settingsAsked.keys {
            words.formUnion(path.split(separator: ".").map(String.init))
        }
        return words
    }

    /// What conditions ask of settings: path → the answers asked for.
    fileprivate var settingsAsked: [String: Set<String>] {
        var all: [String: Set<String>] = [:]
        switch self {
        case .scalar: break
        case .list(let items, _):
            for item in items { all.merge(item.settingsAsked) { $0.union($1) } }
        case .map(let entries, _):
            if let path = self["setting"]?.text {
                let answers = (self["equals"] ?? self["in"])?.items.compactMap(\.text) ?? []
                all[path] = Set(answers)
            }
            for entry in entries { all.merge(entry.value.settingsAsked) { $0.union($1) } }
        }
        return all
    }
}
