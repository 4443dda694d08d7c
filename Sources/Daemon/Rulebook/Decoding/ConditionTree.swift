// SPDX-License-Identifier: Apache-2.0
internal import Workflow

/// A part of a rulebook file as a condition reads it: names are checked where they stand.
struct ConditionTree: ConditionReader {
    let name: String
    private let tree: Tree
    /// Where the key stands that it belongs to; where it stands itself when it has none.
    private let keyMark: Mark
    /// Where errors are noted.
    private let mark: Mark
    private let declared: ReferenceCheck

    /// A condition that begins with a word.
    init(_ tree: Tree, name: String, check: ReferenceCheck) {
        self.name = name
        self.tree = tree
        self.keyMark = tree.mark
        self.mark = tree.mark
        self.declared = check
    }

    private init(_ tree: Tree, of parent: ConditionTree, keyMark: Mark, mark: Mark? = nil) {
        self.name = parent.name
        self.tree = tree
        self.keyMark = keyMark
        self.mark = mark ?? tree.mark
        self.declared = parent.declared
    }

    var text: String? { self.tree.text }

    var items: [ConditionTree] {
        self.tree.items.map { ConditionTree($0, of: self, keyMark: self.keyMark) }
    }

    var entries: [(key: String, value: ConditionTree)] {
        self.tree.entries.map { entry in
            (entry.key, ConditionTree(entry.value, of: self, keyMark: entry.mark))
        }
    }

    var atKey: ConditionTree {
        ConditionTree(self.tree, of: self, keyMark: self.keyMark, mark: self.keyMark)
    }

    subscript(key: String) -> ConditionTree? {
        self.tree.entries.first { $0.key == key }.map { entry in
            ConditionTree(entry.value, of: self, keyMark: entry.mark)
        }
    }

    func error(_ reason: Said, mend: Said) {
        self.declared.findings.error(self.mark, reason, mend: mend)
    }

    func isMap(_ what: Said, keys: [String]) {
        _ = MapReader(self.tree, of: what, noting: self.declared.findings, keys: keys)
    }

    func check(_ name: String, is kind: DeclaredName) {
        let names = self.declared.names
        // Names of a workflow that there is not were noted with that workflow.
        if case .fieldOf(let workflow) = kind, names.related[workflow] == nil { return }
        self.declared.check(name, among: names.declared(kind), as: kind.words, at: self.mark)
    }

    func declares(_ name: String, as kind: DeclaredName) -> Bool {
        self.declared.names.declared(kind).contains(name)
    }
}

extension Names {
    fileprivate func declared(_ kind: DeclaredName) -> Set<String> {
        switch kind {
        case .clock: self.clocks
        case .delivery: self.deliveries
        case .document: self.documents
        case .event: self.events
        case .field: self.fields
        case .state: self.states
        case .table: Set(self.tables.keys)
        case .workflow: Set(self.related.keys)
        case .eventOrField: self.events.union(self.fields)
        case .eventOrTransition: self.events.union(self.transitions)
        case .column(let table): self.tables[table] ?? []
        case .eventOf(let workflows):
            workflows.reduce(into: []) { $0.formUnion(self.related[$1]?.events ?? []) }
        case .fieldOf(let workflow): self.related[workflow]?.fields ?? []
        case .stateOf(let workflows):
            workflows.reduce(into: []) { $0.formUnion(self.related[$1]?.states ?? []) }
        }
    }
}

extension DeclaredName {
    fileprivate var words: Said {
        switch self {
        case .clock: "clock"
        case .delivery: "delivery"
        case .document: "document"
        case .event: "event"
        case .field: "field"
        case .state: "state"
        case .table: "table of this workflow"
        case .workflow: "workflow"
        case .eventOrField: "event or field"
        case .eventOrTransition: "event or transition"
        case .column(let table): "column of \(table)"
        case .eventOf(let workflows): "event of \(workflows.joined(separator: ", "))"
        case .fieldOf(let workflow): "field of \(workflow)"
        case .stateOf(let workflows): "state of \(workflows.joined(separator: ", "))"
        }
    }
}
