// SPDX-License-Identifier: Apache-2.0
internal import Workflow

// Fields and their types.
extension WorkflowDecoder {
    private static let fieldKeys = [
        "type", "labels", "required", "default", "options", "of", "min_items", "max_items",
        "personal", "accumulates", "holds", "not_in", "within", "column", "counted_in", "back_from",
        "past", "document_number", "organisation_code", "secret",
    ]

    func field(_ name: String, _ tree: Tree, at mark: Mark) -> FieldDefinition? {
        let reader = MapReader(
            tree, of: "field \(name)", noting: self.findings, keys: WorkflowDecoder.fieldKeys)
        guard let type = self.type(reader.text("type"), in: reader, at: mark) else { return nil }
        if let of = reader["options"], case .list = type.element {
            self.findings.error(of.mark, "no options here")
        }
        var standard: Value?
        if let value = reader["default"] {
            standard = self.defaultValue(value, type)
        }
        let accumulates = reader.boolean("accumulates")
        if accumulates, type != .amount {
            self.findings.error(mark, "only an amount accumulates")
        }
        var field = FieldDefinition(
            name: name, type: type, labels: reader.labels(),
            isRequired: reader.boolean("required"), defaultValue: standard,
            isPersonal: reader.boolean("personal"), accumulates: accumulates,
            restrictions: self.restrictions(in: reader, of: type, at: mark))
        if let tree = reader["secret"] {
            field.secret = self.secret(tree, of: "field \(name)")
            self.checkIsNoName(field.name, tree.mark)
        }
        return field
    }

    private func backFrom(in reader: MapReader, of type: FieldType, at mark: Mark) -> String? {
        guard let whole = reader.optionalText("back_from") else { return nil }
        let at = reader["back_from"]?.mark ?? mark
        self.check.field(whole, at)
        let accumulates = [reader.tree, self.tree["fields"]?[whole]].allSatisfy {
            $0?["accumulates"]?.text == "true"
        }
        if type != .amount || !accumulates {
            self.findings.error(
                at, "back_from is for amounts that accumulate, from one that does",
                mend: "accumulates: true in both")
        }
        return whole
    }

    private func restrictions(
        in reader: MapReader, of type: FieldType, at mark: Mark
    ) -> FieldRestrictions {
        var rules = FieldRestrictions()
        if let holds = reader.optionalText("holds") {
            self.check.check(
                holds, among: Set(self.context.qualifications.keys), as: "qualification", at: mark)
            if type.element != .user { self.findings.error(mark, "holds is for users") }
            rules.holds = holds
        }
        if let other = reader.optionalText("not_in") {
            let at = reader["not_in"]?.mark ?? mark
            if other.hasPrefix("role.") {
                let role = String(other.dropFirst("role.".count))
                self.check.role(role, at)
                if type.element != .office {
                    self.findings.error(at, "a role is held by an office")
                }
                rules.notHeldBy = role
            } else {
                self.check.field(other, at)
                rules.notIn = other
            }
        }
        rules.backFrom = self.backFrom(in: reader, of: type, at: mark)
        if let other = reader.optionalText("within") {
            self.check.field(other, reader["within"]?.mark ?? mark)
            rules.within = other
        }
        if let other = reader.optionalText("counted_in") {
            self.check.field(other, reader["counted_in"]?.mark ?? mark)
            if case .list = type {
            } else {
                self.findings.error(mark, "counted_in is for a list", mend: "type: list")
            }
            rules.countedIn = other
        }
        rules.isPast = reader.boolean("past")
        rules.isDocumentNumber = reader.boolean("document_number")
        if rules.isDocumentNumber, type != .text {
            self.findings.error(mark, "document_number is for texts")
        }
        rules.isOrganisationCode = reader.boolean("organisation_code")
        if rules.isOrganisationCode, type != .text {
            self.findings.error(
                mark, "organisation_code is for a single text", mend: "type: text")
        }
        if rules.isPast, type != .date {
            self.findings.error(mark, "past is for a date", mend: "type: date")
        }
        if let column = reader.optionalText("column") {
            let parts = column.split(separator: ".").map(String.init)
            let tables = self.check.names.tables
            if parts.count == 2 {
                self.check.check(
                    parts[0], among: Set(tables.keys), as: "table of this workflow", at: mark)
                self.check.check(
                    parts[1], among: tables[parts[0]] ?? [], as: "column of \(parts[0])", at: mark)
                rules.column = TableColumn(table: parts[0], column: parts[1])
            } else {
                self.findings.error(mark, "column must be TABLE.COLUMN")
            }
            if type.element != .text { self.findings.error(mark, "column is for text") }
        }
        return rules
    }

    private func type(_ word: String, in reader: MapReader, at mark: Mark) -> FieldType? {
        switch word {
        case "text": return .text
        case "integer": return .integer
        case "decimal": return .decimal
        case "amount": return .amount
        case "date": return .date
        case "boolean": return .boolean
        case "office": return .office
        case "user": return .user
        case "case": return .caseReference
        case "recipient": return .recipient
        case "session": return .session
        case "choice": return .choice(self.options(reader, mark))
        case "list":
            if let parts = reader["of"], case .map(let entries, _) = parts {
                return .list(
                    of: .record(self.parts(entries)), minItems: self.items("min_items", reader),
                    maxItems: self.items("max_items", reader))
            }
            let of = reader.text("of")
            guard of != "list", let element = self.type(of, in: reader, at: mark) else {
                self.findings.error(mark, "a list needs of: a type that is no list")
                return nil
            }
            return .list(
                of: element, minItems: self.items("min_items", reader),
                maxItems: self.items("max_items", reader))
        default:
            self.findings.error(
                reader["type"]?.mark ?? mark, "there is no type \(word)",
                mend:
                    "text integer decimal amount date boolean choice office user case recipient session list"
            )
            return nil
        }
    }

    private func items(_ key: String, _ reader: MapReader) -> Int? {
        // None at all would be no demand: a figure is replaced, a guard never removed.
        reader[key] == nil ? nil : reader.integer(key, atLeast: 1)
    }

    private func parts(_ entries: [Tree.Entry]) -> [RecordPart] {
        let types: [String: FieldType] = [
            "text": .text, "integer": .integer, "decimal": .decimal, "amount": .amount,
            "date": .date, "boolean": .boolean, "office": .office, "user": .user,
        ]
        return entries.compactMap { entry in
            if entry.value.text == "organisation_code" {
                return RecordPart(name: entry.key, type: .text, isOrganisationCode: true)
            }
            guard let type = types[entry.value.text ?? ""] else {
                self.findings.error(
                    entry.mark, "a record's part must be of a plain type",
                    mend: .name(
                        (types.keys + ["organisation_code"]).sorted().joined(separator: " ")))
                return nil
            }
            return RecordPart(name: entry.key, type: type)
        }
    }

    private func options(_ reader: MapReader, _ mark: Mark) -> [ChoiceOption] {
        guard let tree = reader["options"], case .map(let entries, _) = tree, !entries.isEmpty
        else {
            self.findings.error(
                mark, "a choice needs options", mend: "options: {value: {zh: …, en: …}}")
            return []
        }
        return entries.map { entry in
            ChoiceOption(
                name: entry.key,
                labels: MapReader.label(
                    entry.value, of: "option \(entry.key)", noting: self.findings))
        }
    }

    private func defaultValue(_ tree: Tree, _ type: FieldType) -> Value {
        let text = tree.text ?? ""
        if case .choice(let options) = type, !options.contains(where: { $0.name == text }) {
            self.findings.error(
                tree.mark, "the default \(text) is not among the options",
                mend: "options: \(options.map(\.name).joined(separator: ", "))")
        }
        if type == .boolean, text != "true", text != "false" {
            self.findings.error(
                tree.mark, "the default must be true or false", mend: "true or false")
        }
        return .text(text)
    }
}
