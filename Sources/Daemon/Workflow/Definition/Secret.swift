// SPDX-License-Identifier: Apache-2.0

/// Who reads what a field or a document says; others read in neutral words that there is something.
package struct Secret: Hashable, Sendable {
    /// The roles, in the case, that read it.
    package var roles: [String]
    /// It is secret only while this field is true; nil: always.
    package var whileTrue: String?
    /// What others read: 举报人, 某代表.
    package var instead: Label

    /// Who reads it.
    package init(roles: [String], whileTrue: String?, instead: Label) {
        self.roles = roles
        self.whileTrue = whileTrue
        self.instead = instead
    }

    /// Whether it is secret in a case with these fields.
    package func holds(_ fields: [String: Value]) -> Bool {
        self.whileTrue.map { fields[$0]?.text == "true" } ?? true
    }

    /// Whether it is kept from somebody with these roles in the case.
    package func isKept(from roles: Set<String>, _ fields: [String: Value]) -> Bool {
        self.holds(fields) && roles.isDisjoint(with: self.roles)
    }
}

/// Who may read a workflow's cases.
package enum Readers: String, Hashable, Sendable, CaseIterable {
    /// Offices with a role in the case, in the case that it is part of, or in a part of it; and
    /// whoever supervises one of them.
    case involved
    /// Every office of the place of one of them.
    case place
    /// Everybody with a role in an office.
    case all
    /// Nobody by a right in an office: only who takes part in the case himself, from outside.
    case participants
}
