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
}

/// What stands between a case and its events.
package struct WhyView: Sendable {
    /// The case.
    package var row: CaseRow
    /// The definition it pins.
    package var definition: WorkflowDefinition
    /// One answer for each event asked about.
    package var answers: [WhyAnswer]
    /// Today in the case's time zone.
    package var today: Day
}

/// History lines and what is needed to read them.
package struct HistoryView: Sendable {
    /// The lines.
    package var lines: [HistoryRow]
    /// The definition the case pins.
    package var definition: WorkflowDefinition
    /// Office code → name.
    package var officeNames: [String: String]
}
