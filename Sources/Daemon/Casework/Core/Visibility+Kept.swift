// SPDX-License-Identifier: Apache-2.0
internal import Rulebook
package import Storage
package import Workflow

// What of a case that is seen is kept from somebody.
extension Visibility {
    /// The fields and documents of a case that are kept from the viewer, with what he reads instead.
    package func kept(in row: CaseRow) throws -> Kept {
        guard let person else { return Kept() }
        let definition = try self.present(row)
        let parent = try row.parent.flatMap(self.reader.caseRow)
        var holders = row.roles
        for role in definition.roles.items where role.binding == .ofParent {
            holders[role.name] = parent?.roles[role.name]
        }
        var roles = definition.actingRoles(
            person.standings(for: nil).map(\.standing), holders: holders)
        var kept = Kept()
        // Whoever has a right to read it reads it by that.
        let parts = try self.partsAlone(in: row)
        if !parts.isEmpty {
            kept.outside = OutsideView(
                parts, of: person.number, by: definition,
                after: definition.standing(try self.reader.facts(of: row.id)))
            roles.formUnion(parts.map(\.role))
        }
        kept.isRestricted = definition.isRestricted
        for field in definition.fields.items {
            guard let secret = field.secret, secret.holds(row.fields) else { continue }
            let isHis = parts.contains { definition.outside($0.role)?.names(field.name) ?? false }
            guard !isHis, secret.isKept(from: roles, row.fields) else {
                kept.opened[field.name] = row.fields[field.name]?.texts ?? []
                continue
            }
            kept.fields[field.name] = secret.instead
            for text in try self.everSaid(field.name, in: row) { kept.keep(text, secret.instead) }
        }
        for document in definition.documents.items {
            guard let secret = document.secret, secret.holds(row.fields) else { continue }
            // Of whoever takes part himself it is his own, as far as he is told of it.
            guard kept.outside == nil, secret.isKept(from: roles, row.fields) else {
                kept.opened[document.name] = []
                continue
            }
            kept.documents[document.name] = secret.instead
        }
        // What goes out of a part may be addressed to somebody whom only the whole names.
        if let parent {
            let above = try self.kept(in: parent)
            // What a part itself lets him read is not kept from him in its words.
            let own = Set(kept.opened.values.joined().flatMap { [$0] + $0.listed })
            kept.texts.merge(above.texts.filter { !own.contains($0.key) }) { own, _ in own }
            for (name, texts) in above.opened { kept.opened["parent.\(name)"] = texts }
        }
        return kept
    }

    /// What is kept of a case from the public: what is kept from the viewer, every secret, and whatever is personal,
    /// wherever it stands.
    package func keptFromThePublic(in row: CaseRow) throws -> Kept {
        let definition = try self.present(row)
        var kept = try self.kept(in: row)
        for field in definition.fields.items {
            guard field.isPersonal || field.secret?.holds(row.fields) ?? false else { continue }
            let instead = field.secret?.instead ?? Label(same: "＊＊＊")
            kept.fields[field.name] = instead
            for text in try self.everSaid(field.name, in: row) { kept.keep(text, instead) }
        }
        for document in definition.documents.items {
            guard let secret = document.secret, secret.holds(row.fields) else { continue }
            kept.documents[document.name] = secret.instead
        }
        if let parent = try row.parent.flatMap(self.reader.caseRow) {
            let above = try self.keptFromThePublic(in: parent)
            kept.texts.merge(above.texts) { own, _ in own }
        }
        return kept
    }

    /// What a case keeps from whoever has no role in it: all that its secret fields say and ever said.
    package func secrets(of row: CaseRow) throws -> [String] {
        try Visibility(of: .person(.withoutRole), in: self.reader, self.rules).kept(in: row)
            .texts.keys.sorted()
    }

    /// All that a field says and ever said: what was corrected still stands in letters and lines.
    private func everSaid(_ field: String, in row: CaseRow) throws -> Set<String> {
        var said = Set(row.fields[field]?.texts ?? [])
        for fact in try self.reader.facts(of: row.id) {
            said.formUnion(fact.changes[field]??.texts ?? [])
        }
        for (_, values) in try self.reader.personalValues(of: row.id) {
            said.formUnion(values[field]??.texts ?? [])
        }
        return said
    }

    /// Fields that are secret anywhere: nobody finds a case by them.
    package var secretFields: Set<String> {
        self.person == nil ? [] : self.rules.reading.secretFields
    }

    /// Names and labels of fields that are secret in every case.
    package var secretWords: Set<String> { self.rules.reading.secretWords }

    /// The definition that a case has pinned.
    package func definition(of row: CaseRow) throws -> WorkflowDefinition {
        try self.rules.definition(row.definitionHash, self.reader)
    }

    /// The rules of reading for a case: those now in force, if its workflow still exists.
    package func present(_ row: CaseRow) throws -> WorkflowDefinition {
        try self.rules.rulebook.workflow(row.workflow, profile: row.profile)?.definition
            ?? self.definition(of: row)
    }
}
