// SPDX-License-Identifier: Apache-2.0
internal import Rulebook
internal import Storage
internal import Workflow

// Cases are found by what is on the paper, as far as they are seen: one that is not is neither found nor counted.
extension Visibility {
    /// How many cases are told where a word means several.
    private static let told = 10

    /// The id of the case that is called so: by its id in whatever width and case, by its number on the paper,
    /// or by the number of a document in it.
    ///
    /// - Parameter isToAct: something shall be done in it: only a case that is not over is meant then, and
    ///   else such a one before all others.
    /// - Returns: the word as it is where nothing is called so.
    /// - Throws: ``CaseworkError`` that lists them where several are called so.
    package func caseID(called word: String, isToAct: Bool = false) throws -> String {
        if try self.reader.caseRow(word) != nil { return word }
        if let id = CaseNumber.normal(word) { return id }
        var found = try self.cases(called: word)
        let open = found.filter { !$0.isFinal }
        if isToAct || !open.isEmpty { found = open }
        guard found.count > 1 else { return found.first?.id ?? word }
        throw try self.several(found, word)
    }

    /// The cases that bear a number which somebody reads in them.
    private func cases(called word: String) throws -> [CaseRow] {
        let number = CaseNumber.onPaper(word)
        let document = Folding.documentNumber(word)
        guard number != nil || Folding.isNumbered(document) else { return [] }
        var found: [String: CaseRow] = [:]
        for (field, workflows) in self.fields(ofNumbers: number != nil) {
            for row in try self.reader.cases(with: field, number ?? document, in: workflows) {
                guard found[row.id] == nil, try self.sees(row) else { continue }
                let shown = try self.kept(in: row).shown(row)
                if shown.fields[field]?.text == row.fields[field]?.text { found[row.id] = row }
            }
        }
        return found.values.sorted { $0.id < $1.id }
    }

    /// The fields by which a matter is numbered, or that hold the number of a document; with the workflows that have
    /// them.
    private func fields(ofNumbers: Bool) -> [(field: String, workflows: [String])] {
        let rulebook = self.rules.rulebook
        var workflows: [String: [String]] = [:]
        for name in rulebook.workflowNames {
            let definition = rulebook.workflow(
                name, profile: rulebook.conventions.nationalProfile)?.definition
            for field in definition?.fields.items ?? [] {
                let isNumber =
                    field.type == .integer
                    && (definition?.naturalKey.contains(field.name) ?? false)
                if ofNumbers ? isNumber : field.restrictions.isDocumentNumber {
                    workflows[field.name, default: []].append(name)
                }
            }
        }
        return workflows.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Several cases that one word means: each with its title and its office; of restricted ones the id alone, since
    /// nobody has read in them.
    private func several(_ rows: [CaseRow], _ word: String) throws -> CaseworkError {
        let lines = try rows.prefix(Self.told).map { row -> String in
            let (definition, kept) = (try self.present(row), try self.kept(in: row))
            if kept.isRestricted { return row.id }
            let office = try definition.home(row.roles).flatMap(self.reader.office)?.name
            return "\(row.id) \(kept.shown(row).title)" + (office.map { "(\($0))" } ?? "")
        }
        let more = rows.count > Self.told
        return CaseworkError(
            .invalid,
            Label(
                "“\(word)”有\(rows.count)件,请用件号:\(lines.joined(separator: "、"))\(more ? "等" : "")",
                "“\(word)” is the number of \(rows.count) cases, use the id: \(lines.joined(separator: "; "))\(more ? " …" : "")"
            ))
    }
}
