// SPDX-License-Identifier: Apache-2.0

extension WorkflowDefinition {
    /// A value as people read it: offices and users by name, choices by label.
    ///
    /// - Parameter names: code or number of an office or a user → what it is called.
    package func told(
        _ value: Value, of field: FieldDefinition?, naming names: [String: String]
    ) -> Label {
        let labels = value.items.map { item -> Label in
            guard let text = item.text else { return WorkflowDefinition.recipient(item) }
            if let field, field.restrictions.column != nil {
                return GuardWords(self).value(text, of: field.name)
            }
            if let option = field?.type.label(ofOption: text) { return option }
            switch field?.type.element {
            case .office, .recipient, .user: return Label(same: names[text] ?? text)
            case .boolean: return text == "true" ? Label("是", "yes") : Label("否", "no")
            default: return Label(same: text)
            }
        }
        return Label(
            labels.map(\.zh).joined(separator: "、"), labels.map(\.en).joined(separator: ", "))
    }

    /// {to, copies} as 市政协提案委(2份).
    private static func recipient(_ item: Value) -> Label {
        guard case .record(let parts) = item, let to = parts["to"] else {
            return Label(same: item.line)
        }
        guard let copies = parts["copies"], copies != "1" else { return Label(same: to) }
        return Label("\(to)(\(copies)份)", "\(to) (\(copies) copies)")
    }
}
