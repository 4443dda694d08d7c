// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

/// A delivery as stored.
package struct DeliveryRow: Hashable, Sendable {
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
    /// The code of the office that must send it; nil when nobody of the directory must, or an earlier
    /// version made it.
    package var sender: String?

    /// A delivery.
    package init(
        id: Int64 = 0, caseID: String, kind: String, recipient: Party, copies: Int,
        status: DeliveryStatus, madeOn: Day, sentOn: Day? = nil, acknowledgedOn: Day? = nil,
        sequence: Int64, reason: String = "", sender: String? = nil
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
        self.sender = sender
    }

    /// As deciding sees it.
    package var fact: DeliveryFact {
        DeliveryFact(
            kind: self.kind, recipient: self.recipient.name, sequence: self.sequence,
            status: self.status, doneOn: self.sentOn ?? self.acknowledgedOn, sender: self.sender)
    }
}

/// Reads the table of deliveries.
package protocol DeliveryReading {
    /// A case's deliveries, in order of their numbers.
    func deliveries(of id: String) throws -> [DeliveryRow]
    /// A delivery.
    func delivery(_ id: Int64) throws -> DeliveryRow?
}

/// Lists deliveries of all cases.
package protocol DeliveryListing {
    /// Deliveries of all cases after a number; those not done only, or all.
    func deliveries(pendingOnly: Bool, after id: Int64, limit: Int) throws -> [DeliveryRow]
    /// Deliveries that people carry and have not ticked off, oldest first.
    func carriedDeliveries(limit: Int) throws -> [DeliveryRow]
    /// Deliveries that failed and wait for somebody to decide.
    func failedDeliveries(limit: Int) throws -> [DeliveryRow]
    /// Deliveries after a number that are to be sent through a channel and have no job.
    func deliveriesWithoutJob(after id: Int64, limit: Int) throws -> [DeliveryRow]
}
