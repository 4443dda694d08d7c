// SPDX-License-Identifier: Apache-2.0

/// The type of a field's value.
package indirect enum FieldType: Hashable, Sendable {
    case text, integer, decimal, amount, date, boolean, office, user, caseReference, recipient
    /// An assembly's session (届次), kept in one normal form: 十七届四次.
    case session
    /// One of the options.
    case choice([ChoiceOption])
    /// Several values of a type.
    case list(of: FieldType, minItems: Int?, maxItems: Int?)

    /// The word for it in the rulebook.
    package var word: String {
        switch self {
        case .text: "text"
        case .integer: "integer"
        case .decimal: "decimal"
        case .amount: "amount"
        case .date: "date"
        case .boolean: "boolean"
        case .office: "office"
        case .user: "user"
        case .caseReference: "case"
        case .recipient: "recipient"
        case .session: "session"
        case .choice: "choice"
        case .list: "list"
        }
    }

    /// The type of one value: a list's items, else the type itself.
    package var element: FieldType {
        if case .list(let element, _, _) = self { element } else { self }
    }

    /// The label of a choice's value, if this is a choice or a list of them.
    package func label(ofOption value: String) -> Label? {
        guard case .choice(let options) = self.element else { return nil }
        return options.first { $0.name == value }?.labels
    }
}

/// One value of a choice.
package struct ChoiceOption: Named, Hashable, Sendable {
    /// The value.
    package var name: String
    /// What people read.
    package var labels: Label

    /// An option.
    package init(name: String, labels: Label) {
        self.name = name
        self.labels = labels
    }
}

/// A field of a workflow's cases.
package struct FieldDefinition: Named, Sendable {
    /// The name.
    package var name: String
    /// Its type.
    package var type: FieldType
    /// What people read.
    package var labels: Label
    /// Whether an opening must give it.
    package var isRequired: Bool
    /// The value a case has when nobody gives one.
    package var defaultValue: Value?
    /// Personal data: the history's chain covers a salted digest, so it can be erased.
    package var isPersonal: Bool

    /// A field.
    package init(
        name: String, type: FieldType, labels: Label, isRequired: Bool, defaultValue: Value?,
        isPersonal: Bool
    ) {
        self.name = name
        self.type = type
        self.labels = labels
        self.isRequired = isRequired
        self.defaultValue = defaultValue
        self.isPersonal = isPersonal
    }
}
