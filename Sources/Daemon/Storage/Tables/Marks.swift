// SPDX-License-Identifier: Apache-2.0

/// What finds a case besides its id and natural key: words of it in one form, however they were spelled.
package struct CaseMark: Hashable, Sendable {
    /// What kind of words.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The title, without the words that titles of its kind share.
        case likeness
        /// An office and the number of a document of its.
        case documentNumber = "document_number"
    }

    /// What kind of words.
    package var kind: Kind
    /// The words in their one form.
    package var text: String
    /// The case.
    package var caseID: String

    /// A mark of a case.
    package init(_ kind: Kind, _ text: String, of caseID: String) {
        self.kind = kind
        self.text = text
        self.caseID = caseID
    }
}

/// Reads the table of marks.
package protocol MarkReading {
    /// Ids of the cases that have a mark, in their order.
    func caseIDs(marked kind: CaseMark.Kind, _ text: String) throws -> [String]
}
