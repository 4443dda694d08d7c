// SPDX-License-Identifier: Apache-2.0
internal import Letters
internal import Workflow

// What published letters make of a workflow.
extension WorkflowDecoder {
    func letters(_ tree: Tree) -> LetterMapping {
        let reader = MapReader(
            tree, of: "letters", noting: self.findings,
            keys: ["body", "state", "state_with", "roles", "document", "fields"])
        let state = reader.text("state")
        self.letterState(state, reader["state"]?.mark ?? tree.mark)
        let with = (reader["state_with"]?.entries ?? []).map { entry in
            self.letterField(entry.key, entry.mark)
            self.letterState(entry.value.text ?? "", entry.value.mark)
            return (letter: entry.key, state: entry.value.text ?? "")
        }
        let roles = (reader["roles"]?.entries ?? []).map { entry in
            self.letterRole(entry)
            return (role: entry.key, letter: entry.value.text ?? "")
        }
        let document = reader.optionalText("document")
        if let document { self.check.document(document, reader["document"]?.mark ?? tree.mark) }
        let fields = (reader["fields"]?.entries ?? []).compactMap(self.filled)
        if fields.isEmpty {
            self.findings.error(
                tree.mark, "letters fill no field", mend: "fields: {FIELD: what the letter says}")
        }
        return LetterMapping(
            body: reader.optionalText("body"), state: state, statesWith: with, roles: roles,
            document: document, fields: fields)
    }

    /// A name of what letters say.
    @discardableResult
    private func letterField(_ name: String, _ mark: Mark) -> LetterField? {
        self.check.check(
            name, among: Set(LetterField.allCases.map(\.rawValue)), as: "field of a letter",
            at: mark)
        if name.isEmpty {
            self.findings.error(mark, "a field of a letter must be a word")
        }
        return LetterField(rawValue: name)
    }

    /// A letter's case is opened there.
    private func letterState(_ name: String, _ mark: Mark) {
        self.check.state(name, mark)
        let states = self.tree["states"]?.entries.map(\.key) ?? []
        let initial = self.tree["initial"]?.items.compactMap(\.text) ?? Array(states.prefix(1))
        if states.contains(name), !initial.contains(name) {
            self.findings.error(
                mark, "no case can be opened in state \(name)",
                mend: "initial: [\((initial + [name]).joined(separator: ", "))]")
        }
    }

    private func letterRole(_ entry: Tree.Entry) {
        self.check.role(entry.key, entry.mark)
        let roles = self.tree["roles"]
        if roles?[entry.key] != nil, roles?[entry.key]?.text != "case" {
            self.findings.error(
                entry.mark, "role \(entry.key) is not bound by the case, so no letter can bind it",
                mend: "\(entry.key): case")
        }
        guard let field = self.letterField(entry.value.text ?? "", entry.value.mark),
            field.shape != .text
        else { return }
        self.findings.error(
            entry.value.mark, "\(field.rawValue) are several, a role has one holder",
            mend: "\(entry.key): \(LetterField.leadOffice.rawValue)")
    }

    /// `FIELD: what the letter says`, the first of a list, or `{from, parts}` for records.
    private func filled(_ entry: Tree.Entry) -> LetterMapping.Filled? {
        self.check.field(entry.key, entry.mark)
        var (from, parts): (Tree, [String: String]) = (entry.value, [:])
        if case .map = entry.value {
            let reader = MapReader(
                entry.value, of: "letters to \(entry.key)", noting: self.findings,
                keys: ["from", "parts"])
            guard let named = reader["from"] else {
                self.findings.error(entry.mark, "letters to \(entry.key) need from")
                return nil
            }
            from = named
            parts = (reader["parts"]?.entries ?? []).reduce(into: [:]) {
                $0[$1.key] = $1.value.text ?? ""
            }
        }
        let type = self.tree["fields"]?[entry.key]
        let letters = from.items.compactMap { item -> String? in
            guard let letter = self.letterField(item.text ?? "", item.mark) else { return nil }
            if let type { self.checkShape(of: letter, parts, into: type, entry) }
            return letter.rawValue
        }
        return LetterMapping.Filled(field: entry.key, letters: letters, parts: parts)
    }

    /// A single value goes into a single one, a list into a list, records part by part.
    private func checkShape(
        of letter: LetterField, _ parts: [String: String], into type: Tree, _ entry: Tree.Entry
    ) {
        let isList = type["type"]?.text == "list"
        let of = type["of"]
        let into = of?.text == "recipient" ? Self.recipientParts : of?.entries.map(\.key) ?? []
        switch letter.shape {
        case .text where !isList, .list where isList && into.isEmpty:
            if parts.isEmpty { return }
            self.findings.error(
                entry.mark, "\(letter.rawValue) has no parts", mend: "\(entry.key): …")
        case .records(let own) where isList && !into.isEmpty:
            let pairs = parts.isEmpty ? own.map { ($0, $0) } : parts.map { ($0.key, $0.value) }
            for (part, source) in pairs.sorted(by: { $0.0 < $1.0 }) {
                self.check.check(
                    part, among: Set(into), as: "part of \(entry.key)", at: entry.mark)
                self.check.check(
                    source, among: Set(own), as: "part of \(letter.rawValue)", at: entry.mark)
            }
        case .text, .list, .records:
            self.findings.error(
                entry.mark,
                "the letter's \(letter.rawValue) does not fit \(entry.key): one is a list, the other is not, or has other parts",
                mend: "a field of the letter with the same shape")
        }
    }

    /// The parts of a recipient (§3.1).
    private static let recipientParts = ["to", "copies"]
}
