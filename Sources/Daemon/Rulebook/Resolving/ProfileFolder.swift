// SPDX-License-Identifier: Apache-2.0
internal import Workflow

/// Writes a profile's figures into a workflow: after this no `$profile.` and no `setting` is left.
struct ProfileFolder {
    let profile: ResolvedProfile
    let workflow: String
    let parent: String?
    let findings: Findings

    /// The tree with the profile's values in place of references.
    func folded(_ tree: Tree) -> Tree {
        switch tree {
        case .scalar(let text, let mark):
            if text == "self" { return .scalar(self.workflow, mark) }
            guard text.hasPrefix("$profile.") else { return tree }
            let path = text.dropFirst("$profile.".count).split(separator: ".").map(String.init)
            guard let value = self.lookUp(path) else {
                self.findings.error(
                    mark,
                    "profile \(self.profile.name) has no \(path.joined(separator: ".")) for \(self.workflow)",
                    mend: "add it to the section \(self.workflow) of the profile")
                return .scalar("", mark)
            }
            return self.folded(value)
        case .list(let items, let mark):
            // A list that a profile puts inside a list is spliced in.
            return .list(
                items.flatMap { item -> [Tree] in
                    let isReference = item.text?.hasPrefix("$profile.") ?? false
                    let folded = self.folded(item)
                    if isReference, case .list(let inner, _) = folded { return inner }
                    return [folded]
                }, mark)
        case .map(let entries, let mark):
            if let setting = tree["setting"] {
                return self.foldedSetting(setting, of: tree, at: mark)
            }
            return .map(
                entries.map {
                    Tree.Entry(key: $0.key, mark: $0.mark, value: self.folded($0.value))
                }, mark)
        }
    }

    /// `{setting: S, equals: v}` becomes `{constant: true}` or `{constant: false}`.
    private func foldedSetting(
        _ setting: Tree, of guardTree: Tree, at mark: Mark
    ) -> Tree {
        let path = (setting.text ?? "").split(separator: ".").map(String.init)
        guard let value = self.lookUp(path)?.text else {
            self.findings.error(
                setting.mark,
                "profile \(self.profile.name) has no setting \(path.joined(separator: ".")) for \(self.workflow)",
                mend: "add it to the section \(self.workflow) of the profile")
            return .map(
                [Tree.Entry(key: "constant", mark: mark, value: .scalar("true", mark))], mark)
        }
        let wanted = (guardTree["equals"] ?? guardTree["in"])?.items.compactMap(\.text) ?? []
        if wanted.isEmpty {
            self.findings.error(mark, "a setting guard needs equals or in")
        }
        let holds = wanted.contains(value) ? "true" : "false"
        return .map([Tree.Entry(key: "constant", mark: mark, value: .scalar(holds, mark))], mark)
    }

    /// Section of the opening workflow → section of this one → common → from the top.
    func lookUp(_ path: [String]) -> Tree? {
        let settings = self.profile.settings
        var sections: [[String]] = []
        if let parent { sections.append([parent, self.workflow]) }
        sections += [[self.workflow], ["common"]]
        for section in sections {
            guard let tree = settings.at(section) else { continue }
            if let value = tree.at(path) { return value }
            // The basis of a limit that this place does not have: nobody's law.
            if path.last == "basis", tree.at(path.dropLast())?.text == "none" {
                return .scalar("practice", tree.mark)
            }
        }
        return settings.at(path)
    }
}
