// SPDX-License-Identifier: Apache-2.0
package import Workflow

/// What of a workflow's cases stands in the public file (公开, 公示), and for how long.
package struct PublicationDefinition: Hashable, Sendable {
    /// Events that put it there.
    package var up: Set<String> = []
    /// Events that take it away.
    package var down: Set<String> = []
    /// The document that is the public text.
    package var document = ""
    /// Fields that are told beside it.
    package var shows: [String] = []
    /// The event from whose day its term runs; nil for no term.
    package var from: String?
    /// The term.
    package var years = 0
    /// By what the term is bound.
    package var basis: Label?
}

extension RulebookBuilder {
    private static let publicationKeys = [
        "up", "down", "document", "shows", "from", "years", "basis",
    ]

    /// What stands in the public file, by workflow.
    func publications(_ head: Tree, _ source: RulebookSource) -> [String: PublicationDefinition] {
        var all: [String: PublicationDefinition] = [:]
        for entry in head["publications"]?.entries ?? [] {
            let tree = entry.value
            _ = MapReader(
                tree, of: "publications", noting: self.findings, keys: Self.publicationKeys)
            guard let workflow = source.workflows[entry.key]?.last else {
                self.findings.error(
                    entry.mark,
                    "the public file has \(entry.key), which is no workflow of this rulebook",
                    mend: "a name of workflows/")
                continue
            }
            let publication = self.publication(tree)
            let wanted =
                publication.up.union(publication.down).sorted().map { ("events", $0) }
                + [publication.from].compactMap { $0.map { ("events", $0) } }
                + [("documents", publication.document)]
                + publication.shows.map { ("fields", $0) }
            for (section, part) in wanted where workflow[section]?[part] == nil {
                self.findings.error(
                    tree.mark,
                    "the public file names \(part), which \(entry.key) has not under \(section)",
                    mend: "a name of \(section)")
            }
            if publication.up.isEmpty || (publication.from == nil) != (publication.years == 0) {
                self.findings.error(
                    tree.mark,
                    "what is published needs the event, and for a term its begin and length",
                    mend: "up: [EVENT], from: EVENT, years: N")
            }
            all[entry.key] = publication
        }
        return all
    }

    private func publication(_ tree: Tree) -> PublicationDefinition {
        func names(_ key: String) -> [String] { (tree[key]?.items ?? []).compactMap(\.text) }
        var publication = PublicationDefinition()
        (publication.up, publication.down) = (Set(names("up")), Set(names("down")))
        (publication.document, publication.shows) = (tree["document"]?.text ?? "", names("shows"))
        publication.from = tree["from"]?.text
        publication.years = tree["years"]?.text.flatMap { Int($0) } ?? 0
        if let zh = tree["basis"]?["zh"]?.text, let en = tree["basis"]?["en"]?.text {
            publication.basis = Label(zh, en)
        }
        return publication
    }
}
