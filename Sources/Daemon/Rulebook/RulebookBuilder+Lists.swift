// SPDX-License-Identifier: Apache-2.0
internal import Workflow

// What offices call their lists and the columns of them.
extension RulebookBuilder {
    /// The names of lists, each with its workflow.
    func lists(_ head: Tree, _ source: RulebookSource) -> [String: String] {
        var lists: [String: String] = [:]
        for list in head["lists"]?.entries ?? [] {
            guard let workflow = list.value.text, source.workflows[workflow] != nil else {
                self.findings.error(
                    list.value.mark, "the list \(list.key) names no workflow of this rulebook",
                    mend: "\(list.key): WORKFLOW")
                continue
            }
            lists[list.key] = workflow
        }
        return lists
    }

    /// What duties of offices are called that are no roles.
    func duties(_ head: Tree) -> [String: Label] {
        var duties: [String: Label] = [:]
        for entry in head["duties"]?.entries ?? [] {
            guard let zh = entry.value["zh"]?.text, let en = entry.value["en"]?.text else {
                self.findings.error(
                    entry.mark, "the duty \(entry.key) has no label in both languages",
                    mend: "\(entry.key): {zh: …, en: …}")
                continue
            }
            duties[entry.key] = Label(zh, en)
        }
        return duties
    }

    /// Other words for columns; one word means one thing.
    func headings(_ head: Tree, _ source: RulebookSource) -> [String: [String]] {
        var known: Set = ["state"]
        for tree in source.workflows.values.joined() {
            known.formUnion((tree["fields"]?.entries ?? []).map(\.key))
            known.formUnion((tree["roles"]?.entries ?? []).map(\.key))
            known.formUnion((tree["events"]?.entries ?? []).map { "\($0.key)_on" })
        }
        var headings: [String: [String]] = [:]
        var owners: [String: String] = [:]
        for entry in head["headings"]?.entries ?? [] {
            if !known.contains(entry.key) {
                self.findings.error(
                    entry.mark, "no workflow has a field, role or event day \(entry.key)",
                    mend: "a field, a role, EVENT_on or state")
            }
            for item in entry.value.items {
                guard let word = item.text, !word.isEmpty else { continue }
                if let other = owners.updateValue(entry.key, forKey: word) {
                    self.findings.error(
                        item.mark, "\(word) is a heading of \(other) already",
                        mend: "one meaning for each heading")
                }
                headings[entry.key, default: []].append(word)
            }
        }
        return headings
    }
}
