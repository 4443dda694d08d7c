// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

/// A case as stored.
package struct CaseRow: Sendable {
    /// The case id: `JY-2025-000041`.
    package var id: String
    /// Its workflow.
    package var workflow: String
    /// The content it pins.
    package var definitionHash: String
    /// The profile it was opened under.
    package var profile: String
    /// Where it stands.
    package var state: String
    /// Whether that is a final state.
    package var isFinal: Bool
    /// Raised by each act.
    package var version: Int
    /// The case it is part of.
    package var parent: String?
    /// Its fields.
    package var fields: [String: Value]
    /// Who holds its case roles.
    package var roles: [String: Party]
    /// When it was opened; nil when a source does not say.
    package var openedOn: Day?
    /// When the opening was recorded.
    package var recordedAt: Instant
    /// Live, or entered for the record.
    package var mode: CaseFacts.Mode
    /// The matter's natural key, when all its parts are given; unique.
    package var naturalKey: String?
    /// What people call it.
    package var title: String
    /// Set aside because something that cannot be was found in it.
    package var isQuarantined: Bool
    /// Fields its source did not give.
    package var notGiven: [String]

    /// A case.
    package init(
        id: String, workflow: String, definitionHash: String, profile: String, state: String,
        isFinal: Bool, version: Int, parent: String?, fields: [String: Value],
        roles: [String: Party], openedOn: Day?, recordedAt: Instant, mode: CaseFacts.Mode,
        naturalKey: String?, title: String, isQuarantined: Bool = false, notGiven: [String] = []
    ) {
        self.id = id
        self.workflow = workflow
        self.definitionHash = definitionHash
        self.profile = profile
        self.state = state
        self.isFinal = isFinal
        self.version = version
        self.parent = parent
        self.fields = fields
        self.roles = roles
        self.openedOn = openedOn
        self.recordedAt = recordedAt
        self.mode = mode
        self.naturalKey = naturalKey
        self.title = title
        self.isQuarantined = isQuarantined
        self.notGiven = notGiven
    }
}

/// A paper as stored.
package struct DocumentRow: Sendable {
    /// Its number in the store; 0 before it is stored.
    package var id: Int64
    /// The case.
    package var caseID: String
    /// The kind.
    package var kind: String
    /// The file's name; empty while it is only called for.
    package var name: String
    /// Bytes; nil while it is only called for.
    package var size: Int64?
    /// SHA-256 of the content in hex; nil while it is only called for.
    package var sha256: String?
    /// When it came, or was called for.
    package var addedOn: Day?
    /// Who filed it.
    package var addedBy: String
    /// The history line it came with.
    package var sequence: Int64

    /// A paper.
    package init(
        id: Int64 = 0, caseID: String, kind: String, name: String, size: Int64?, sha256: String?,
        addedOn: Day?, addedBy: String, sequence: Int64
    ) {
        self.id = id
        self.caseID = caseID
        self.kind = kind
        self.name = name
        self.size = size
        self.sha256 = sha256
        self.addedOn = addedOn
        self.addedBy = addedBy
        self.sequence = sequence
    }

    /// As deciding sees it.
    package var fact: DocumentFact {
        DocumentFact(kind: self.kind, sequence: self.sequence, isOnFile: self.sha256 != nil)
    }
}

/// A letter as stored.
package struct DeliveryRow: Sendable {
    /// Its number in the store; 0 before it is stored.
    package var id: Int64
    /// The case.
    package var caseID: String
    /// The kind.
    package var kind: String
    /// To whom.
    package var recipient: Party
    /// How many copies.
    package var copies: Int
    /// How far it is.
    package var status: DeliveryStatus
    /// When it was made.
    package var madeOn: Day
    /// When it went out.
    package var sentOn: Day?
    /// When its arrival was confirmed.
    package var acknowledgedOn: Day?
    /// The history line that made it.
    package var sequence: Int64
    /// Why it failed, or how it was delivered otherwise.
    package var reason: String

    /// A letter.
    package init(
        id: Int64 = 0, caseID: String, kind: String, recipient: Party, copies: Int,
        status: DeliveryStatus, madeOn: Day, sentOn: Day? = nil, acknowledgedOn: Day? = nil,
        sequence: Int64, reason: String = ""
    ) {
        self.reason = reason
        self.id = id
        self.caseID = caseID
        self.kind = kind
        self.recipient = recipient
        self.copies = copies
        self.status = status
        self.madeOn = madeOn
        self.sentOn = sentOn
        self.acknowledgedOn = acknowledgedOn
        self.sequence = sequence
    }

    /// As deciding sees it.
    package var fact: DeliveryFact {
        DeliveryFact(
            kind: self.kind, recipient: self.recipient.name, sequence: self.sequence,
            status: self.status, doneOn: self.sentOn ?? self.acknowledgedOn)
    }
}
