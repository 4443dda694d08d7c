// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Logging
internal import Rulebook
package import Storage
package import WorkCalendar
package import Workflow

/// A case as a question sees it: at one moment, complete.
package struct CaseView: Sendable {
    /// The row.
    package var row: CaseRow
    /// The definition it pins.
    package var definition: WorkflowDefinition
    /// Its facts, roles of the parent included.
    package var facts: CaseFacts
    /// Its documents.
    package var documents: [DocumentRow]
    /// Document → how it was taken back.
    package var withdrawals: [Int64: Withdrawal]
    /// Whether something of it is kept from the viewer.
    package var isKept: Bool
    /// The kinds of documents of which a draft can be made.
    package var templates: Set<String> = []
    /// Its deliveries.
    package var deliveries: [DeliveryRow]
    /// Its children with their definitions.
    package var children: [CaseHead]
    /// Cases it is linked with.
    package var linked: [CaseHead]
    /// Office code → name.
    package var officeNames: [String: String]
    /// User id → name.
    package var userNames: [String: String]
    /// Today in the case's time zone.
    package var today: Day
    /// Clock → what its last run has come to today, where something grows.
    package var accrued: [String: Accrued]
}

/// A case in a list.
package struct CaseHead: Sendable {
    /// The row.
    package var row: CaseRow
    /// The definition it pins.
    package var definition: WorkflowDefinition

    /// A case in a list.
    package init(row: CaseRow, definition: WorkflowDefinition) {
        self.row = row
        self.definition = definition
    }

    /// By which number people call it; nil where its workflow numbers none.
    package var number: String? {
        self.definition.numberField.flatMap { self.row.fields[$0]?.text }
    }

    /// Whom it comes from or concerns: those of the first role outside that names any.
    package var people: [String] { self.definition.people(in: self.row.fields) }

    /// The office that handles it.
    package var handler: Party? { self.definition.handler(self.row.roles) }
}

/// A page of a list of cases.
package struct CasePage: Sendable {
    /// The cases.
    package var heads: [CaseHead]
    /// How many there are in all, where that was asked for and is known without reading them.
    package var total: Int?
    /// After which case there may be more; nil at the end.
    package var next: String?
    /// Code of an office → what it is called; only where cases are told whole.
    package var officeNames: [String: String] = [:]
    /// Number of a user → what he is called; only those whom fields name.
    package var userNames: [String: String] = [:]

    /// A page.
    package init(heads: [CaseHead], total: Int? = nil, next: String? = nil) {
        (self.heads, self.total, self.next) = (heads, total, next)
    }
}

/// What stands between a case and its events.
package struct WhyView: Sendable {
    /// The case.
    package var row: CaseRow
    /// The definition it pins.
    package var definition: WorkflowDefinition
    /// One answer for each event asked about.
    package var answers: [WhyAnswer]
    /// What offices are called, and the users that its fields name.
    package var officeNames: [String: String]
    package var userNames: [String: String]
    /// Today in the case's time zone.
    package var today: Day
}

/// A case's lines as the chain covers them.
package struct ChainView: Sendable {
    /// A line.
    package struct Line: Sendable {
        /// Its number.
        package var sequence: Int64
        /// The hash of the line before.
        package var previousHash: [UInt8]
        /// Its own.
        package var hash: [UInt8]
        /// All its parts; nil when something of them is kept from the viewer.
        package var text: [UInt8]?
    }

    /// The lines.
    package var lines: [Line]
    /// Whether there may be more.
    package var isFull: Bool
    /// The last line of the chain at that moment, whatever it is about.
    package var head: ChainHead
}

/// History lines and what is needed to read them.
package struct HistoryView: Sendable {
    /// The lines.
    package var lines: [HistoryRow]
    /// The definition the case pins.
    package var definition: WorkflowDefinition
    /// Office code → name.
    package var officeNames: [String: String]
    /// Number of a user whom a changed field names → name.
    package var userNames: [String: String]
    /// After which line there may be more, whether or not it is told; nil at the end.
    package var next: Int64?
}

extension Kept {
    /// Whether a case has anything that is kept.
    func keeps(_ row: CaseRow, _ documents: [DocumentRow]) -> Bool {
        self.shown(row.fields) != row.fields || self.shown(row.title) != row.title
            || documents.contains { self.shown($0) != $0 }
    }
}
