// SPDX-License-Identifier: Apache-2.0

/// What the reader can find in a letter, by the names that people and rulebooks use.
package enum LetterField: String, Sendable, Hashable, CaseIterable {
    case docNumber = "doc_number"
    case replyType = "reply_type"
    case body
    case session
    /// The assembly, as the session spells it.
    case assembly
    case number
    /// The number where it is not all digits.
    case numberText = "number_text"
    case title
    case proposers
    case leadOffice = "lead_office"
    case coOffices = "co_offices"
    case signer
    case contact
    case phone
    case disclosure
    case copies
    case date

    /// What kind of value it has.
    package enum Shape: Sendable, Hashable {
        case text, list
        /// Several values, each of these parts.
        case records([String])
    }

    /// What kind of value it has.
    package var shape: Shape {
        switch self {
        case .proposers, .coOffices: .list
        case .copies: .records(LetterCopy.parts)
        case .docNumber, .replyType, .body, .session, .assembly, .number, .numberText, .title,
            .leadOffice, .signer, .contact, .phone, .disclosure, .date:
            .text
        }
    }

    /// Follows from another field, so the letter has no words of its own for it.
    package var isDerived: Bool { self == .assembly }
}

/// A value of a letter's field.
package enum LetterValue: Sendable, Hashable {
    case text(String)
    case integer(Int)
    case list([String])
    case records([[String: String]])
}

/// A field as a letter gives it.
package struct GivenField: Sendable, Hashable {
    package var field: LetterField
    package var value: LetterValue
    /// The letter's own words, verbatim.
    package var source: String
    /// From 0 (a guess) to 1 (cannot be read otherwise).
    package var confidence: Double

    fileprivate init<T>(_ field: LetterField, _ read: Read<T>, as value: (T) -> LetterValue) {
        self.field = field
        self.value = value(read.value)
        self.source = read.source
        self.confidence = read.confidence
    }
}

extension LetterCopy {
    fileprivate static let parts = ["office", "copies"]

    fileprivate var record: [String: String] {
        Dictionary(uniqueKeysWithValues: zip(Self.parts, [office, String(copies)]))
    }
}

// The fields by their names.
extension LetterFields {
    /// What the letter gives under a name; nil where it does not say.
    package subscript(field: LetterField) -> GivenField? {
        func text(_ read: Read<String>?) -> GivenField? {
            read.map { GivenField(field, $0, as: LetterValue.text) }
        }
        func list(_ read: Read<[String]>?) -> GivenField? {
            read.map { GivenField(field, $0, as: LetterValue.list) }
        }
        return switch field {
        case .docNumber: text(docNumber)
        case .replyType: text(replyType)
        case .body: text(body)
        case .session: text(session)
        case .assembly:
            session.map { GivenField(field, $0) { .text(AssemblyName.of(session: $0)) } }
        case .number: number.map { GivenField(field, $0, as: LetterValue.integer) }
        case .numberText: text(numberText)
        case .title: text(title)
        case .proposers: list(proposers)
        case .leadOffice: text(leadOffice)
        case .coOffices: list(coOffices)
        case .signer: text(signer)
        case .contact: text(contact)
        case .phone: text(phone)
        case .disclosure: text(disclosure)
        case .copies:
            copies.map { GivenField(field, $0) { .records($0.map(\.record)) } }
        case .date: text(date)
        }
    }

    /// What the letter says, in its order.
    package var given: [GivenField] {
        LetterField.allCases.filter { !$0.isDerived }.compactMap { self[$0] }
    }

    /// The names of what the letter does not say; a number is there in either form.
    package var notGiven: [LetterField] {
        LetterField.allCases.filter { field in
            guard !field.isDerived, field != .numberText, self[field] == nil else { return false }
            return field != .number || numberText == nil
        }
    }
}
