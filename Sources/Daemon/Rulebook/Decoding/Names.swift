// SPDX-License-Identifier: Apache-2.0
internal import Spelling
internal import Workflow

/// The names a workflow declares, so that every reference can be checked where it stands.
struct Names {
    var states: Set<String>
    var events: Set<String>
    var fields: Set<String>
    var roles: Set<String>
    var clocks: Set<String>
    var documents: Set<String>
    var deliveries: Set<String>
    var transitions: Set<String>
    /// Workflow name → its states and events.
    var related: [String: RelatedNames]
    var laws: Set<String>
    var pauseReasons: Set<String>
    /// Table → its columns.
    var tables: [String: Set<String>]

    /// What another workflow declares.
    struct RelatedNames {
        var states: Set<String>
        var events: Set<String>
        var fields: Set<String>
    }

    init(
        _ workflow: Tree, related: [String: Tree], laws: Set<String>,
        tables: [String: Set<String>]
    ) {
        self.tables = tables
        self.pauseReasons = Set(workflow["pause_reasons"]?.entries.map(\.key) ?? [])
        func keys(_ section: String, _ tree: Tree) -> Set<String> {
            Set(tree[section]?.entries.map(\.key) ?? [])
        }
        self.states = keys("states", workflow)
        self.events = keys("events", workflow)
        self.fields = keys("fields", workflow)
        self.roles = keys("roles", workflow)
        self.clocks = keys("clocks", workflow)
        self.documents = keys("documents", workflow)
        self.deliveries = keys("deliveries", workflow)
        self.transitions = Set(
            (workflow["transitions"]?.items ?? []).map(WorkflowBook.transitionID))
        self.laws = laws
        self.related = related.mapValues { other in
            RelatedNames(
                states: keys("states", other), events: keys("events", other),
                fields: keys("fields", other))
        }
    }
}

/// Checks references where they stand.
struct ReferenceCheck {
    let names: Names
    let findings: Findings

    /// Notes an error when the name is not among those declared.
    func check(_ name: String, among known: Set<String>, as kind: Said, at mark: Mark) {
        guard !name.isEmpty, !known.contains(name) else { return }
        self.findings.error(
            mark, "there is no \(kind) \(name)",
            mend: ReferenceCheck.nearest(name, known).map { "did you mean \($0)?" }
                ?? "declare it, or name one of: \(known.sorted().joined(separator: ", "))")
    }

    func state(_ name: String, _ mark: Mark) {
        self.check(name, among: self.names.states, as: "state", at: mark)
    }
    func event(_ name: String, _ mark: Mark) {
        self.check(name, among: self.names.events, as: "event", at: mark)
    }
    func field(_ name: String, _ mark: Mark) {
        self.check(name, among: self.names.fields, as: "field", at: mark)
    }
    func clock(_ name: String, _ mark: Mark) {
        self.check(name, among: self.names.clocks, as: "clock", at: mark)
    }
    func document(_ name: String, _ mark: Mark) {
        self.check(name, among: self.names.documents, as: "document", at: mark)
    }
    func delivery(_ name: String, _ mark: Mark) {
        self.check(name, among: self.names.deliveries, as: "delivery", at: mark)
    }
    func role(_ name: String, _ mark: Mark) {
        if name != "system" { self.check(name, among: self.names.roles, as: "role", at: mark) }
    }
    func workflow(_ name: String, _ mark: Mark) {
        self.check(name, among: Set(self.names.related.keys), as: "workflow", at: mark)
    }

    /// A declared name a slip of the pen away.
    static func nearest(_ name: String, _ known: Set<String>) -> String? {
        Spelling.nearest(to: name, among: known.sorted()) { [$0] }.first
    }
}
