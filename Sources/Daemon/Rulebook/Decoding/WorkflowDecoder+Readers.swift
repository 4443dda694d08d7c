// SPDX-License-Identifier: Apache-2.0
internal import Workflow

// Who reads cases, and what of them is kept from some.
extension WorkflowDecoder {
    func readers(in reader: MapReader) -> Readers {
        guard let tree = reader["readers"] else { return .involved }
        if let readers = tree.text.flatMap(Readers.init) { return readers }
        self.findings.error(
            tree.mark, "readers must be involved, place, all or participants",
            mend: "readers: involved")
        return .involved
    }

    /// `secret: {to: [ROLE …], while: FIELD, instead: {zh: …, en: …}}`.
    func secret(_ tree: Tree, of what: Said) -> Secret {
        let reader = MapReader(
            tree, of: "the secrecy of \(what)", noting: self.findings,
            keys: ["to", "while", "instead"])
        let roles = reader.texts("to")
        let mark = reader["to"]?.mark ?? tree.mark
        for role in roles { self.check.role(role, mark) }
        if roles.isEmpty {
            self.findings.error(mark, "\(what) is secret to everybody", mend: "to: [ROLE]")
        }
        let field = reader.optionalText("while")
        if let field {
            let at = reader["while"]?.mark ?? tree.mark
            self.check.field(field, at)
            if self.tree["fields"]?[field]?["type"]?.text != "boolean" {
                self.findings.error(at, "while must name a boolean field", mend: "type: boolean")
            }
        }
        guard let instead = reader["instead"] else {
            self.findings.error(
                tree.mark, "\(reader.what) needs \("instead")",
                mend: "instead: {zh: 某人, en: somebody}")
            return Secret(roles: roles, whileTrue: field, instead: Label(same: ""))
        }
        return Secret(
            roles: roles, whileTrue: field,
            instead: MapReader.label(instead, of: what, noting: self.findings))
    }

    /// What a case is called by, or found by, is read by everybody who reads of the case.
    func checkIsNoName(_ field: String, _ mark: Mark) {
        let key = (self.tree["natural_key"]?.items ?? []).compactMap(\.text)
        let names = [self.tree["title_field"], self.tree["party_field"]].compactMap { $0?.text }
        guard (key + names).contains(field) else { return }
        self.findings.error(
            mark, "the secret field \(field) is what a case is called or found by",
            mend: "another title_field, party_field or natural_key")
    }
}
