// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// The content a case pins: the folded workflow and all that it is read with.
///
/// It is a tree like any file, so that a later program reads it as it reads files.
enum PinnedContent {
    struct Context {
        /// The rulebook's format; content of format 1 does not name it.
        var format: String
        var profile: String
        var calendar: String
        var timeZone: String
        var yellow: String
        var parent: String?
        var laws: Tree
        var roles: Tree
        var series: Tree
        var related: [String: Tree]
        /// The rows of the tables the workflow names, as it calls them.
        var tables: Tree
    }

    static func tree(_ workflow: Tree, _ context: Context) -> Tree {
        let mark = workflow.mark
        func scalar(_ key: String, _ text: String) -> Tree.Entry {
            Tree.Entry(key: key, mark: mark, value: .scalar(text, mark))
        }
        var entries = [
            scalar("profile", context.profile), scalar("calendar", context.calendar),
            scalar("time_zone", context.timeZone),
        ]
        if !context.yellow.isEmpty { entries.append(scalar("yellow", context.yellow)) }
        if let parent = context.parent { entries.append(scalar("parent", parent)) }
        let related = context.related.sorted { $0.key < $1.key }.map { name, tree in
            Tree.Entry(key: name, mark: mark, value: PinnedContent.outline(tree))
        }
        entries += [
            Tree.Entry(key: "laws", mark: mark, value: context.laws),
            Tree.Entry(key: "roles", mark: mark, value: context.roles),
            Tree.Entry(key: "series", mark: mark, value: context.series),
            Tree.Entry(key: "related", mark: mark, value: .map(related, mark)),
            Tree.Entry(key: "tables", mark: mark, value: context.tables),
            Tree.Entry(key: "workflow", mark: mark, value: workflow),
        ]
        if context.format != FormerMeaning.format {
            entries.append(scalar("format", context.format))
        }
        return .map(entries, mark)
    }

    /// What other workflows need to know of one: labels, and the names of states, events, fields.
    private static func outline(_ tree: Tree) -> Tree {
        let mark = tree.mark
        var entries: [Tree.Entry] = []
        if let labels = tree["labels"] {
            entries.append(Tree.Entry(key: "labels", mark: mark, value: labels))
        }
        for section in ["states", "events"] {
            let labelled = (tree[section]?.entries ?? []).map { item in
                Tree.Entry(
                    key: item.key, mark: mark,
                    value: .map(item.value.entries.filter { $0.key == "labels" }, mark))
            }
            entries.append(Tree.Entry(key: section, mark: mark, value: .map(labelled, mark)))
        }
        let fields = (tree["fields"]?.entries ?? []).map {
            Tree.Entry(key: $0.key, mark: mark, value: .scalar("", mark))
        }
        entries.append(Tree.Entry(key: "fields", mark: mark, value: .map(fields, mark)))
        return .map(entries, mark)
    }

    static func definition(_ tree: Tree, _ findings: Findings) -> WorkflowDefinition? {
        guard let workflow = tree["workflow"] else { return nil }
        let related = (tree["related"]?.entries ?? []).reduce(into: [String: Tree]()) {
            $0[$1.key] = $1.value
        }
        let series = (tree["series"]?.entries ?? []).reduce(into: [String: String]()) {
            $0[$1.key] = $1.value.text
        }
        let context = WorkflowDecoder.DecodingContext(
            profile: tree["profile"]?.text ?? "", calendar: tree["calendar"]?.text ?? "",
            timeZone: tree["time_zone"]?.text ?? "",
            yellow: tree["yellow"]?.text.flatMap { Period($0) }, parent: tree["parent"]?.text,
            related: related, laws: PinnedContent.laws(tree["laws"], findings),
            roles: PinnedContent.roles(tree["roles"]), series: series,
            qualifications: PinnedContent.qualifications(tree["roles"]),
            tables: tree["tables"] ?? .map([], tree.mark))
        guard tree["format"] == nil else {
            return WorkflowDecoder(workflow, in: context, noting: findings).definition()
        }
        return PinnedContent.formerDefinition(workflow, in: context, noting: findings)
    }

    /// Content of format 1: what it leaves unsaid is known from elsewhere.
    private static func formerDefinition(
        _ tree: Tree, in context: WorkflowDecoder.DecodingContext, noting findings: Findings
    ) -> WorkflowDefinition {
        let former = FormerMeaning.ofFormat1
        let workflow = former.completed(tree)
        var definition = WorkflowDecoder(workflow, in: context, noting: findings).definition()
        // An office's own workflow may use these names for something else: then no letter fits it.
        let trial = Findings()
        if definition.letters == nil,
            let letters = former.letters(of: workflow, initial: definition.initial)
        {
            let mapping = WorkflowDecoder(workflow, in: context, noting: trial).letters(letters)
            definition.letters = trial.hasErrors ? nil : mapping
        }
        return definition
    }

    static func roles(_ tree: Tree?) -> [String: Label] {
        (tree?.entries ?? []).reduce(into: [:]) {
            $0[$1.key] = Label(
                $1.value.at(["labels", "zh"])?.text ?? "",
                $1.value.at(["labels", "en"])?.text ?? "")
        }
    }

    /// Roles that a person only holds, such as a certificate.
    static func qualifications(_ tree: Tree?) -> [String: Label] {
        let names = (tree?.entries ?? []).filter { $0.value["qualification"]?.text == "true" }
        return PinnedContent.roles(tree).filter { name, _ in names.contains { $0.key == name } }
    }

    private static func laws(_ tree: Tree?, _ findings: Findings) -> NamedList<Law> {
        let laws = (tree?.entries ?? []).map { entry in
            let reader = MapReader(
                entry.value, of: "law \(entry.key)", noting: findings,
                keys: ["zh", "en", "edition", "earlier"])
            let earlier = (reader["earlier"]?.items ?? []).map { item in
                let edition = MapReader(
                    item, of: "an earlier edition", noting: findings, keys: ["edition", "articles"])
                let articles = (edition["articles"]?.entries ?? []).reduce(into: [String: String]())
                {
                    $0[$1.key] = $1.value.text
                }
                return Law.Edition(from: edition.day("edition"), articles: articles)
            }
            return Law(
                name: entry.key, labels: Label(reader.text("zh"), reader.text("en")),
                edition: reader.day("edition"), earlier: earlier)
        }
        return NamedList(laws)
    }
}
