// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// What is known of a case at one moment: all that deciding looks at.
package struct CaseFacts: Sendable {
    /// Whether what happens is live or entered for the record.
    package enum Mode: String, Hashable, Sendable {
        case live, record
    }

    /// The case id: `JY-2025-000041`.
    package var id: String
    /// Where it stands.
    package var state: String
    /// Raised by each act.
    package var version: Int
    /// Its fields; what is not given is not here.
    package var fields: [String: Value]
    /// Who holds its case roles.
    package var roles: [String: Party]
    /// What happened, in order of recording.
    package var history: [Fact]
    /// Clock runs, in order of starting.
    package var clocks: [ClockRun]
    /// Documents on file.
    package var documents: [DocumentFact]
    /// Deliveries.
    package var deliveries: [DeliveryFact]
    /// The case it is part of.
    package var parent: String?

    /// Facts of a case.
    package init(
        id: String, state: String, version: Int, fields: [String: Value] = [:],
        roles: [String: Party] = [:], history: [Fact] = [], clocks: [ClockRun] = [],
        documents: [DocumentFact] = [], deliveries: [DeliveryFact] = [], parent: String? = nil
    ) {
        self.id = id
        self.state = state
        self.version = version
        self.fields = fields
        self.roles = roles
        self.history = history
        self.clocks = clocks
        self.documents = documents
        self.deliveries = deliveries
        self.parent = parent
    }

    /// The run of a clock that counts now: the last one.
    package func run(of clock: String) -> ClockRun? {
        self.clocks.last { $0.clock == clock }
    }
}

/// An office, or somebody the directory does not know.
package struct Party: Hashable, Sendable, Codable {
    /// The office's code; nil when the directory does not know it.
    package var office: String?
    /// The name as it was when it was entered.
    package var name: String

    /// A party.
    package init(office: String?, name: String) {
        self.office = office
        self.name = name
    }
}

/// One act of the case's history, as far as deciding needs it.
package struct Fact: Sendable {
    /// The number of its history line; orders acts, documents and deliveries among each other.
    package var sequence: Int64
    /// The event.
    package var event: String
    /// The transition it took.
    package var transition: String
    /// When it happened; nil when a source does not say.
    package var happenedOn: Day?
    /// The state it led out of; nil at the opening.
    package var from: String?
    /// The state it led to; nil when the state stayed.
    package var to: String?
    /// Fields it changed, with their new values; nil for one that was emptied.
    package var changes: [String: Value?]
    /// Roles whose holder it changed; nil for one that nobody holds any more.
    package var roles: [String: Party?] = [:]
    /// What it takes back or corrects; empty for an act.
    package var undo = Undo()
    /// The user who entered it; nil for the daemon.
    package var enteredBy: String?
    /// Whose act it was in law, of the directory's users; nobody where an office acted by whoever entered it.
    package var persons: Set<String>
    /// Live, or entered for the record.
    package var mode: CaseFacts.Mode

    /// What a line that is no act says of those before it.
    package struct Undo: Hashable, Sendable {
        /// The acts it is about, by the numbers of their lines.
        package var lines: [Int64] = []
        /// The day on which the corrected act happened.
        package var happenedOn: Day?
        /// The daemon's own acts that came to another day with it.
        package var redated: [Int64: Day] = [:]

        /// Nothing.
        package init() {}
    }

    /// A fact.
    package init(
        sequence: Int64, event: String, transition: String, happenedOn: Day?, from: String?,
        to: String?, changes: [String: Value?], enteredBy: String?, persons: Set<String>? = nil,
        mode: CaseFacts.Mode = .live
    ) {
        self.sequence = sequence
        self.event = event
        self.transition = transition
        self.happenedOn = happenedOn
        self.from = from
        self.to = to
        self.changes = changes
        self.enteredBy = enteredBy
        self.persons = persons ?? Set(enteredBy.map { [$0] } ?? [])
        self.mode = mode
    }
}

/// A document, as far as deciding needs it.
package struct DocumentFact: Hashable, Sendable {
    /// The kind.
    package var kind: String
    /// The history line it came with.
    package var sequence: Int64
    /// Whether its content is on file; otherwise the procedure still calls for it.
    package var isOnFile: Bool
    /// Whether it was taken back: it is neither on file nor called for.
    package var isWithdrawn: Bool

    /// Whether the procedure calls for it, and it is not there.
    package var isMissing: Bool { !self.isOnFile && !self.isWithdrawn }

    /// A document.
    package init(kind: String, sequence: Int64, isOnFile: Bool, isWithdrawn: Bool = false) {
        self.isWithdrawn = isWithdrawn
        self.kind = kind
        self.sequence = sequence
        self.isOnFile = isOnFile
    }
}

/// How far a delivery is.
package enum DeliveryStatus: String, Hashable, Sendable, CaseIterable {
    case pending, sent, acknowledged, failed
    /// It reached its recipient in another way than its channel.
    case otherwise
    /// Taken back before it went out, with the act that made it.
    case withdrawn
}

/// A delivery, as far as deciding needs it.
package struct DeliveryFact: Hashable, Sendable {
    /// The kind.
    package var kind: String
    /// To whom.
    package var recipient: String
    /// The history line that made it.
    package var sequence: Int64
    /// How far it is.
    package var status: DeliveryStatus
    /// When it went out or arrived.
    package var doneOn: Day?
    /// The office that must send it; nil for what an earlier version made.
    package var sender: String?

    /// A delivery.
    package init(
        kind: String, recipient: String, sequence: Int64, status: DeliveryStatus, doneOn: Day?,
        sender: String? = nil
    ) {
        self.kind = kind
        self.recipient = recipient
        self.sequence = sequence
        self.status = status
        self.doneOn = doneOn
        self.sender = sender
    }
}
