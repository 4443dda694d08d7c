// SPDX-License-Identifier: Apache-2.0
internal import Workflow

/// What the month's circular (通报) counts.
package struct CircularDefinition: Hashable, Sendable {
    /// Whose cases.
    package var workflows: [String] = []
    /// The clocks under which they must be answered.
    package var clocks: [String] = []
    /// Events that answer.
    package var answered: [String] = []
    /// The event by which an office is chased.
    package var chased = ""
    /// The field in which an answer is rated, and the options that count as satisfied.
    package var rating = ""
    package var satisfied: [String] = []
}

extension RulebookBuilder {
    /// What the circular counts; nil where the rulebook names nothing.
    func circular(_ head: Tree, _ source: RulebookSource) -> CircularDefinition? {
        guard let tree = head["circular"] else { return nil }
        _ = MapReader(
            tree, of: "circular", noting: self.findings,
            keys: ["workflows", "clocks", "answered", "chased", "rating", "satisfied"])
        func names(_ key: String) -> [String] { (tree[key]?.items ?? []).compactMap(\.text) }
        var circular = CircularDefinition()
        circular.workflows = names("workflows")
        circular.clocks = names("clocks")
        circular.answered = names("answered")
        circular.chased = tree["chased"]?.text ?? ""
        circular.rating = tree["rating"]?.text ?? ""
        circular.satisfied = names("satisfied")
        for name in circular.workflows {
            guard let workflow = source.workflows[name]?.last else {
                self.findings.error(
                    tree.mark, "the circular counts \(name), which is no workflow of this rulebook",
                    mend: "workflows: [NAME]")
                continue
            }
            let wanted =
                circular.clocks.map { ("clocks", $0) }
                + (circular.answered + [circular.chased]).map { ("events", $0) }
                + [("fields", circular.rating)]
            for (section, part) in wanted where workflow[section]?[part] == nil {
                self.findings.error(
                    tree.mark,
                    "the circular counts \(part), which \(name) has not under \(section)",
                    mend: "a name of \(section), in each of the workflows")
            }
        }
        return circular
    }
}
