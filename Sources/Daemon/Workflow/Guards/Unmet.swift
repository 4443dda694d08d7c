// SPDX-License-Identifier: Apache-2.0

/// One condition that does not hold: what is missing, by which rule, and what would mend it.
package struct Unmet: Hashable, Sendable {
    /// A stable code: field, recorded, document, children, deliveries, clock, actor, any, not,
    /// role, event, date, extension, recipient.
    package var code: String
    /// The names the sentence is about.
    package var parameters: [String: String]
    /// What is missing.
    package var sentence: Label
    /// What would mend it: any of these.
    package var remedies: [Remedy]
    /// The rule that asks for it.
    package var basis: [Basis]

    /// An unmet condition.
    package init(
        code: String, parameters: [String: String] = [:], sentence: Label,
        remedy: Remedy? = nil,
        basis: [Basis] = []
    ) {
        self.code = code
        self.parameters = parameters
        self.sentence = sentence
        self.remedies = remedy.map { [$0] } ?? []
        self.basis = basis
    }
}
