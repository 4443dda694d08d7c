// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import WorkCalendar
package import Workflow

/// A case to be opened by somebody.
package struct OpenCaseCommand: Sendable {
    /// The workflow.
    package var workflow: String
    /// Its fields.
    package var fields: [String: Value]
    /// Role → office, by code or name.
    package var roles: [String: String]
    /// The profile; nil for the assigning office's.
    package var profile: String?
    /// The case it is part of.
    package var parent: String?
    /// When; nil for today.
    package var happenedOn: Day?
    /// The state it stands in at once; nil for the default.
    package var at: String?
    /// What led there.
    package var facts: [GivenFact]
    /// Entered for the record.
    package var isRecord: Bool
    /// A note.
    package var note: String
    /// In the name of this office.
    package var forOffice: String?
    /// It is another matter, whatever looks the same.
    package var isAnother = false

    /// Something that happened before the case came to us.
    package struct GivenFact: Sendable {
        /// The event.
        package var event: String
        /// When.
        package var happenedOn: Day
        /// Its fields.
        package var fields: [String: Value]

        /// A fact.
        package init(event: String, happenedOn: Day, fields: [String: Value] = [:]) {
            self.event = event
            self.happenedOn = happenedOn
            self.fields = fields
        }
    }

    /// A case to be opened.
    package init(
        workflow: String, fields: [String: Value], roles: [String: String] = [:],
        profile: String? = nil, parent: String? = nil, happenedOn: Day? = nil, at: String? = nil,
        facts: [GivenFact] = [], isRecord: Bool = false, note: String = "",
        forOffice: String? = nil
    ) {
        self.workflow = workflow
        self.fields = fields
        self.roles = roles
        self.profile = profile
        self.parent = parent
        self.happenedOn = happenedOn
        self.at = at
        self.facts = facts
        self.isRecord = isRecord
        self.note = note
        self.forOffice = forOffice
    }
}

/// An event to be put to a case by somebody.
package struct ActCommand: Sendable {
    /// The case.
    package var caseID: String
    /// The event.
    package var event: String
    /// Its fields; a role that the event binds may stand among them.
    package var fields: [String: Value]
    /// Role → office, by code or name.
    package var roles: [String: String]
    /// When; nil for today.
    package var happenedOn: Day?
    /// Entered for the record.
    package var isRecord: Bool
    /// A note.
    package var note: String
    /// In the name of this office.
    package var forOffice: String?
    /// Refuse when the case has another version.
    package var expectedVersion: Int?

    /// An event to be put to a case.
    package init(
        caseID: String, event: String, fields: [String: Value] = [:],
        roles: [String: String] = [:], happenedOn: Day? = nil, isRecord: Bool = false,
        note: String = "", forOffice: String? = nil, expectedVersion: Int? = nil
    ) {
        self.caseID = caseID
        self.event = event
        self.fields = fields
        self.roles = roles
        self.happenedOn = happenedOn
        self.isRecord = isRecord
        self.note = note
        self.forOffice = forOffice
        self.expectedVersion = expectedVersion
    }
}

/// A document whose content is in the store of documents already.
package struct AttachCommand: Sendable {
    /// The case.
    package var caseID: String
    /// The kind.
    package var kind: String
    /// The file's name.
    package var name: String
    /// Bytes.
    package var size: Int64
    /// SHA-256 in hex.
    package var sha256: String
    /// When; nil for today.
    package var happenedOn: Day?
    /// In the name of this office.
    package var forOffice: String?
    /// A note.
    package var note: String
    /// What it says, as whoever files it read it: by that it is found.
    package var text = ""

    /// A document.
    package init(
        caseID: String, kind: String, name: String, size: Int64, sha256: String,
        happenedOn: Day? = nil, forOffice: String? = nil, note: String = ""
    ) {
        self.caseID = caseID
        self.kind = kind
        self.name = name
        self.size = size
        self.sha256 = sha256
        self.happenedOn = happenedOn
        self.forOffice = forOffice
        self.note = note
    }
}

/// Deliveries to be ticked off.
package struct TickDeliveriesCommand: Sendable {
    /// These deliveries.
    package var ids: [Int64]
    /// Or all that are pending of this case.
    package var caseID: String?
    /// How far they are.
    package var status: DeliveryStatus
    /// When; nil for today.
    package var happenedOn: Day?
    /// A note.
    package var note: String
    /// In the name of this office.
    package var forOffice: String?

    /// Deliveries.
    package init(
        ids: [Int64], caseID: String?, status: DeliveryStatus, happenedOn: Day? = nil,
        note: String = "", forOffice: String? = nil
    ) {
        self.ids = ids
        self.caseID = caseID
        self.status = status
        self.happenedOn = happenedOn
        self.note = note
        self.forOffice = forOffice
    }
}
