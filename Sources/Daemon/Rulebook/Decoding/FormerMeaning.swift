// SPDX-License-Identifier: Apache-2.0
internal import Workflow

/// What older content meant: format 1 left unsaid what a rulebook says itself since format 2.
///
/// It stands in `Former/format-1.yaml`, since it is law as well: cases pin content of format 1 for
/// ever, and rulebooks of format 1 stay in force until others are installed.
struct FormerMeaning {
    /// The format that left this unsaid.
    static let format = "1"
    static let ofFormat1 = FormerMeaning()

    private let said: Tree

    private init() {
        let text = String(decoding: PackageResources.format_1_yaml, as: UTF8.self)
        let file = "format-1.yaml"
        self.said =
            TreeReader(Findings()).documents(text, file: file).first
            ?? .map([], Mark(file: file, line: 1))
    }

    /// The nation's profile.
    var national: String? { self.said["national"]?.text }
    /// The roles that may annul and correct.
    var undoes: [String] { self.texts("undoes") }
    /// The workflow whose cases are made of rows when none is named.
    var assignments: String? { self.said["assignments"]?.text }

    private func texts(_ key: String) -> [String] {
        (self.said[key]?.items ?? []).compactMap(\.text)
    }

    /// A workflow of format 1 with its title, its party, likeness and who is outside said aloud.
    func completed(_ tree: Tree) -> Tree {
        var tree = tree
        let fields = tree["fields"]
        if tree["title_field"] == nil, let title = self.said["title_field"] {
            tree = tree.setting("title_field", title)
        }
        let alike = (self.said["alike"]?.items ?? []).filter { fields?[$0.text ?? ""] != nil }
        if tree["alike"] == nil, alike.contains(where: { $0.text == tree["title_field"]?.text }) {
            tree = tree.setting("alike", .list(alike, tree.mark))
        }
        if tree["party_field"] == nil, let party = self.said["party_field"],
            let field = fields?[party.text ?? ""], field["type"]?.text == "text",
            field["personal"]?.text != "true"
        {
            tree = tree.setting("party_field", party)
        }
        let names = (self.said["outside"]?.items ?? []).filter { fields?[$0.text ?? ""] != nil }
        guard let roles = tree["roles"], !names.isEmpty else { return tree }
        let named = roles.entries.map { role in
            guard role.value.text == "outside" else { return role }
            let outside = Tree.Entry(
                key: "outside", mark: role.mark, value: .list(names, role.mark))
            return Tree.Entry(key: role.key, mark: role.mark, value: .map([outside], role.mark))
        }
        return tree.setting("roles", .map(named, roles.mark))
    }

    /// The body whose letters became cases of a workflow.
    func body(of workflow: String) -> String? { self.said["bodies"]?[workflow]?.text }

    /// What letters made of a workflow: as much of it as the workflow has; nil when a case cannot be
    /// opened where it would stand.
    func letters(of tree: Tree, initial: [String]) -> Tree? {
        guard var letters = self.said["letters"],
            initial.contains(letters["state"]?.text ?? "")
        else { return nil }
        func keep(_ key: String, _ isKnown: (Tree.Entry) -> Bool) {
            let kept = (letters[key]?.entries ?? []).filter(isKnown)
            letters =
                kept.isEmpty ? letters.removing(key) : letters.setting(key, .map(kept, tree.mark))
        }
        keep("state_with") { initial.contains($0.value.text ?? "") }
        keep("roles") { tree["roles"]?[$0.key]?.text == "case" }
        keep("fields") { tree["fields"]?[$0.key] != nil }
        if tree["documents"]?[letters["document"]?.text ?? ""] == nil {
            letters = letters.removing("document")
        }
        guard let body = self.body(of: tree["workflow"]?.text ?? "") else { return letters }
        return letters.setting("body", .scalar(body, tree.mark))
    }

    /// A workflow or profile without what only format 2 says, to compare it with one of format 1.
    static func withoutLaterKeys(_ tree: Tree) -> Tree {
        let later = ["title_field", "alike", "party_field", "letters", "assignments", "national"]
        let bare = later.reduce(tree) { $0.removing($1) }
        guard let roles = bare["roles"] else { return bare }
        let unnamed = roles.entries.map { role in
            role.value["outside"] == nil
                ? role
                : Tree.Entry(
                    key: role.key, mark: role.mark, value: .scalar("outside", role.mark))
        }
        return bare.setting("roles", .map(unnamed, roles.mark))
    }
}
