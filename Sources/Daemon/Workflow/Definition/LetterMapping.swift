// SPDX-License-Identifier: Apache-2.0

/// What a published letter makes of a workflow: where its case then stands, and what it knows.
///
/// What a letter says is named as the reader of letters names it (`letters:` in the rulebook).
package struct LetterMapping: Sendable {
    /// The body whose letters these are, as letters say it; nil when only a person can know.
    package var body: String?
    /// Where the case stands, unless one of ``statesWith`` fits.
    package var state: String
    /// Where it stands when the letter says a thing: the first that it says.
    package var statesWith: [(letter: String, state: String)]
    /// Case role → what names its holder, in file order: the first known office's place is the case's.
    package var roles: [(role: String, letter: String)]
    /// The kind of document under which the letter is filed.
    package var document: String?
    /// What fills the case's fields.
    package var fields: [Filled]

    /// What fills a field of the case.
    package struct Filled: Sendable {
        /// The field.
        package var field: String
        /// What the letter must say; the first that it says counts.
        package var letters: [String]
        /// Part of the case's records → part of the letter's; empty where they bear the same names.
        package var parts: [String: String]

        /// What fills a field.
        package init(field: String, letters: [String], parts: [String: String]) {
            self.field = field
            self.letters = letters
            self.parts = parts
        }
    }

    /// A mapping.
    package init(
        body: String?, state: String, statesWith: [(letter: String, state: String)],
        roles: [(role: String, letter: String)], document: String?, fields: [Filled]
    ) {
        self.body = body
        self.state = state
        self.statesWith = statesWith
        self.roles = roles
        self.document = document
        self.fields = fields
    }
}
