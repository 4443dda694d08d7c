// SPDX-License-Identifier: Apache-2.0
internal import Workflow

// Fields and their types.
extension WorkflowDecoder {
    private static let fieldKeys = [
        "type", "labels", "required", "default", "options", "of", "min_items", "max_items",
        "personal",
    ]

    func field(_ name: String, _ tree: Tree, _ mark: Mark) -> FieldDefinition? {
        let reader = MapReader(
            tree, "field \(name)", self.findings, keys: WorkflowDecoder.fieldKeys)
        guard let type = self.type(reader.text("type"), reader, mark) else { return nil }
        if let of = reader["options"], case .list = type.element {
            self.findings.error(of.mark, "no options here")
        }
        var standard: Value?
        if let value = reader["default"] {
            standard = self.defaultValue(value, type)
        }
        return FieldDefinition(
            name: name, type: type, labels: reader.labels(),
            isRequired: reader.boolean("required"), defaultValue: standard,
            isPersonal: reader.boolean("personal"))
    }

    private func type(_ word: String, _ reader: MapReader, _ mark: Mark) -> FieldType? {
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
            let of = reader.text("of")
            guard of != "list", let element = self.type(of, reader, mark) else {
                self.findings.error(mark, "a list needs of: a type that is no list")
                return nil
            }
            return .list(
                of: element,
                minItems: reader["min_items"] == nil ? nil : reader.integer("min_items"),
                maxItems: reader["max_items"] == nil ? nil : reader.integer("max_items"))
        default:
            self.findings.error(
                reader["type"]?.mark ?? mark, "there is no type \(word)",
                mend:
                    "text integer decimal amount date boolean choice office user case recipient session list"
            )
            return nil
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
                labels: MapReader.label(entry.value, "option \(entry.key)", self.findings))
        }
    }

    private func defaultValue(_ tree: Tree, _ type: FieldType) -> Value {
        let text = tree.text ?? ""
        if case .choice(let options) = type, !options.contains(where: { $0.name == text }) {
            self.findings.error(tree.mark, "the default \(text) is not among the options")
        }
        if type == .boolean, text != "true", text != "false" {
            self.findings.error(tree.mark, "the default must be true or false")
        }
        return .text(text)
    }
}
