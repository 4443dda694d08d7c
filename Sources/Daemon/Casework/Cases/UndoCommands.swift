// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import WorkCalendar
package import Workflow

/// An act to be taken back.
package struct AnnulCommand: Sendable {
    /// The case.
    package var caseID: String
    /// The act: the number of its history line, or the event (the last one that stands).
    package var act: String
    /// Why.
    package var reason: String
    /// In the name of this office.
    package var forOffice: String?

    /// An act to be taken back.
    package init(caseID: String, act: String, reason: String, forOffice: String? = nil) {
        self.caseID = caseID
        self.act = act
        self.reason = reason
        self.forOffice = forOffice
    }
}

/// What an act said wrong.
package struct CorrectCommand: Sendable {
    /// The case.
    package var caseID: String
    /// The act: the number of its history line, or the event; nil for the last one that set the
    /// field.
    package var act: String?
    /// What its fields should have said; an empty value empties one.
    package var fields: [String: Value]
    /// When it really happened.
    package var happenedOn: Day?
    /// Why.
    package var reason: String
    /// In the name of this office.
    package var forOffice: String?

    /// What an act said wrong.
    package init(
        caseID: String, act: String?, fields: [String: Value], happenedOn: Day?, reason: String,
        forOffice: String? = nil
    ) {
        self.caseID = caseID
        self.act = act
        self.fields = fields
        self.happenedOn = happenedOn
        self.reason = reason
        self.forOffice = forOffice
    }
}
