// SPDX-License-Identifier: Apache-2.0
internal import Workflow

// By what a matter is known: its title, its key, its party, and whom it may be confused with.
extension WorkflowDecoder {
    /// Fields named in a list.
    func fields(_ key: String, in reader: MapReader) -> [String] {
        for item in reader[key]?.items ?? [] { self.check.field(item.text ?? "", item.mark) }
        return reader.texts(key)
    }

    /// Fields, and roles as `role.NAME`.
    func naturalKey(in reader: MapReader) -> [String] {
        for item in reader["natural_key"]?.items ?? [] {
            let part = item.text ?? ""
            if let role = WorkflowDefinition.role(inKey: part) {
                self.check.role(role, item.mark)
            } else {
                self.check.field(part, item.mark)
            }
        }
        return reader.texts("natural_key")
    }

    func titleField(in reader: MapReader) -> String {
        guard let tree = reader["title_field"] else {
            self.findings.error(
                self.tree.mark, "\(reader.what) needs title_field, by which people call a case",
                mend: "title_field: FIELD")
            return ""
        }
        let name = reader.text("title_field")
        self.check.field(name, tree.mark)
        return name
    }

    /// Cases are found by their titles: without it nothing could be alike.
    func alike(in reader: MapReader, title: String) -> [String] {
        let names = self.fields("alike", in: reader)
        if let tree = reader["alike"], !names.contains(title) {
            self.findings.error(
                tree.mark, "alike must name \(title), the title, by which others are found",
                mend: "alike: [\(([title] + names).joined(separator: ", "))]")
        }
        return names
    }

    /// The party's code stands in an index of its own: a single text, which nobody erases.
    func partyField(in reader: MapReader) -> String? {
        guard let name = reader.optionalText("party_field") else { return nil }
        let mark = reader["party_field"]?.mark ?? self.tree.mark
        self.check.field(name, mark)
        guard let field = self.tree["fields"]?[name] else { return name }
        if field["type"]?.text != "text" {
            self.findings.error(mark, "party_field must be a text", mend: "type: text in \(name)")
        }
        if field["personal"]?.text == "true" {
            self.findings.error(
                mark, "party_field must not be personal: it could not be erased from the index",
                mend: "a code that is public, or no party_field")
        }
        return name
    }

    /// Who acts outside, by the fields that name him; nil when it says something else.
    func outside(_ name: String, _ tree: Tree) -> RoleBinding? {
        if tree.text == "outside" { return .outside(namedBy: []) }
        guard tree["outside"] != nil else { return nil }
        let reader = MapReader(
            tree, of: "role \(name)", noting: self.findings, keys: ["outside"])
        return .outside(namedBy: self.fields("outside", in: reader))
    }
}
