// SPDX-License-Identifier: Apache-2.0

/// The type of a field's value.
package indirect enum FieldType: Hashable, Sendable {
    case text, integer, decimal, amount, date, boolean, office, user, caseReference, recipient
    /// An assembly's session (届次), kept in one normal form: 十七届四次.
    case session
    /// One of the options.
    case choice([ChoiceOption])
    /// A value of named parts, each of a type of its own.
    case record([RecordPart])
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
        case .record: "record"
        case .list: "list"
        }
    }

    /// The type of one value: a list's items, else the type itself.
    package var element: FieldType {
        if case .list(let element, _, _) = self { element } else { self }
    }

    /// A choice's values, also those of a list of them; none for other types.
    package var options: [ChoiceOption] {
        if case .choice(let options) = self.element { options } else { [] }
    }

    /// The label of a choice's value, if this is a choice or a list of them.
    package func label(ofOption value: String) -> Label? {
        self.options.first { $0.name == value }?.labels
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

/// One part of a record.
package struct RecordPart: Named, Hashable, Sendable {
    /// The name.
    package var name: String
    /// The type of its value: a single one.
    package var type: FieldType
    /// A text that is an organisation's code.
    package var isOrganisationCode: Bool

    /// A part.
    package init(name: String, type: FieldType, isOrganisationCode: Bool = false) {
        self.name = name
        self.type = type
        self.isOrganisationCode = isOrganisationCode
    }
}

/// What a field's values must be beside their type.
package struct FieldRestrictions: Hashable, Sendable {
    /// The qualification a user must hold in the directory.
    package var holds: String?
    /// The field in which no value of this one may stand.
    package var notIn: String?
    /// The role whose holder may not stand among its values.
    package var notHeldBy: String?
    /// The field in which every value of this one must stand.
    package var within: String?
    /// The integer that holds how many a list's row says there are in all: 等5名代表.
    package var countedIn: String?
    /// The amount that accumulates from which what is given here goes back: it is that much less.
    package var backFrom: String?
    /// The table's column that holds every value allowed.
    package var column: TableColumn?
    /// A date that has come: what is found, done or ended cannot lie ahead.
    package var isPast = false
    /// The number of a document of the office's: kept in one form, and used once.
    package var isDocumentNumber = false
    /// An organisation's code: kept in one form, its check character verified.
    package var isOrganisationCode = false

    /// No restrictions.
    package init() {}
}

/// A column of a table of facts.
package struct TableColumn: Hashable, Sendable {
    /// The table.
    package var table: String
    /// The column.
    package var column: String

    /// A column.
    package init(table: String, column: String) {
        self.table = table
        self.column = column
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
    /// Each amount given is added; the history keeps every part with its day.
    package var accumulates: Bool
    /// What its values must be beside the type.
    package var restrictions: FieldRestrictions
    /// Who reads it; nil: whoever reads the case.
    package var secret: Secret?

    /// A field.
    package init(
        name: String, type: FieldType, labels: Label, isRequired: Bool, defaultValue: Value?,
        isPersonal: Bool, accumulates: Bool = false,
        restrictions: FieldRestrictions = FieldRestrictions()
    ) {
        self.name = name
        self.type = type
        self.labels = labels
        self.isRequired = isRequired
        self.defaultValue = defaultValue
        self.isPersonal = isPersonal
        self.accumulates = accumulates
        self.restrictions = restrictions
    }
}
