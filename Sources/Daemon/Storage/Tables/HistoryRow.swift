// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

/// One line of the history: an act, a document, a delivery ticked off, a change of the directory.
///
/// Lines are never changed; each carries the hash of the one before.
package struct HistoryRow: Sendable {
    /// Its number in the store.
    package var sequence: Int64
    /// The case; nil for lines about the directory, the rulebook, settings.
    package var caseID: String?
    /// The case's version after it; nil for lines that do not raise it.
    package var version: Int?
    /// When it happened; nil when a source does not say.
    package var happenedOn: Day?
    /// When it was entered.
    package var recordedAt: Instant
    /// Live, or entered for the record.
    package var mode: CaseFacts.Mode
    /// The office that acts in law.
    package var actorOffice: String?
    /// The person or office that acts in law, by name.
    package var actorName: String
    /// The role acted in.
    package var role: String?
    /// The user who typed it; nil for the daemon.
    package var enteredBy: Int64?
    /// His name then.
    package var enteredByName: String
    /// The event.
    package var event: String
    /// The transition taken.
    package var transition: String
    /// The state before.
    package var from: String?
    /// The state after; nil when it stayed.
    package var to: String?
    /// Fields that changed.
    package var changes: [ChangeRow]
    /// A note.
    package var note: String
    /// The request that brought it.
    package var requestID: String
    /// Its legal basis, as rulebooks write it.
    package var basis: [String]
    /// The hash of the line before.
    package var previousHash: [UInt8]
    /// Its own hash.
    package var hash: [UInt8]

    /// A line, not yet chained.
    package init(
        sequence: Int64, caseID: String?, version: Int?, happenedOn: Day?, recordedAt: Instant,
        mode: CaseFacts.Mode, actorOffice: String?, actorName: String, role: String?,
        enteredBy: Int64?, enteredByName: String, event: String, transition: String = "",
        from: String? = nil, to: String? = nil, changes: [ChangeRow] = [], note: String = "",
        requestID: String = "", basis: [String] = []
    ) {
        self.sequence = sequence
        self.caseID = caseID
        self.version = version
        self.happenedOn = happenedOn
        self.recordedAt = recordedAt
        self.mode = mode
        self.actorOffice = actorOffice
        self.actorName = actorName
        self.role = role
        self.enteredBy = enteredBy
        self.enteredByName = enteredByName
        self.event = event
        self.transition = transition
        self.from = from
        self.to = to
        self.changes = changes
        self.note = note
        self.requestID = requestID
        self.basis = basis
        self.previousHash = []
        self.hash = []
    }
}

/// A field's change in a history line.
package struct ChangeRow: Hashable, Sendable {
    /// The field.
    package var field: String
    /// What it was; nil when not given (or erased).
    package var before: Value?
    /// What it is; nil when emptied (or erased).
    package var after: Value?
    /// For personal data: what the chain covers instead of the values.
    package var seal: Seal?

    /// A salted digest of a change, so that the values can be erased and the chain still holds.
    package struct Seal: Hashable, Sendable {
        /// 16 random bytes; empty once erased.
        package var salt: [UInt8]
        /// SHA-256 over salt and values, in hex.
        package var digest: String

        /// A seal.
        package init(salt: [UInt8], digest: String) {
            self.salt = salt
            self.digest = digest
        }
    }

    /// A change.
    package init(field: String, before: Value?, after: Value?, seal: Seal? = nil) {
        self.field = field
        self.before = before
        self.after = after
        self.seal = seal
    }
}
