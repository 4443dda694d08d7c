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

    /// Those that may be one matter are found among those that are alike.
    func doubles(in reader: MapReader, alike: [String]) -> [String] {
        let names = self.fields("doubles", in: reader)
        guard let tree = reader["doubles"] else { return names }
        if !Set(alike).isSubset(of: names) || alike.isEmpty {
            self.findings.error(
                tree.mark, "doubles must name what alike names, by which others are found",
                mend: "doubles: [\((alike + names).unique.joined(separator: ", "))]")
        }
        if reader["natural_key"] == nil {
            self.findings.error(
                tree.mark,
                "doubles asks where a part of the natural key is missing, and there is none",
                mend: "natural_key: […]")
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

    /// Who acts outside; nil when it says something else.
    func outside(_ name: String, _ tree: Tree) -> RoleBinding? {
        if tree.text == "outside" { return .outside(OutsideRole()) }
        guard tree["outside"] != nil else { return nil }
        let reader = MapReader(
            tree, of: "role \(name)", noting: self.findings, keys: ["outside", "by_name", "reads"])
        var role = OutsideRole(namedBy: self.fields("outside", in: reader))
        role.knownAs = self.knownAs(reader, name)
        for group in reader["reads"]?.items ?? [] { role.told.append(self.told(group, to: name)) }
        return .outside(role)
    }

    /// `by_name: true` – as what he is here –, or the role outside as which an office knows him.
    private func knownAs(_ reader: MapReader, _ role: String) -> String? {
        guard let tree = reader["by_name"], let word = tree.text, !["true", "false"].contains(word)
        else { return reader.boolean("by_name") ? role : nil }
        self.check.role(word, tree.mark)
        return word
    }

    private func told(_ tree: Tree, to role: String) -> ToldOutside {
        let reader = MapReader(
            tree, of: "what role \(role) is told", noting: self.findings,
            keys: ["after", "fields", "documents", "clocks", "events"])
        func names(_ key: String, _ check: (String, Mark) -> Void) -> Set<String> {
            for item in reader[key]?.items ?? [] { check(item.text ?? "", item.mark) }
            return Set(reader.texts(key))
        }
        var told = ToldOutside()
        told.after = names("after", self.check.event)
        told.fields = names("fields", self.check.field)
        told.documents = names("documents", self.check.document)
        told.clocks = names("clocks", self.check.clock)
        told.events = names("events", self.check.event)
        return told
    }
}
