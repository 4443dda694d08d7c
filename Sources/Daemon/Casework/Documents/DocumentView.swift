// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import Storage
package import WorkCalendar
package import Workflow

/// A document as a question sees it.
package struct DocumentView: Sendable {
    /// The row.
    package var row: DocumentRow
    /// The definition that its case pins.
    package var definition: WorkflowDefinition
    /// How it was taken back.
    package var withdrawal: Withdrawal?
}

/// How a document was taken back.
package struct Withdrawal: Hashable, Sendable {
    /// When.
    package var on: Day?
    /// Why.
    package var reason: String

    /// What the line says that took a document back; nil for a document that counts.
    init?(of document: DocumentRow, in reader: any StoreReader, _ kept: Kept) throws {
        guard let sequence = document.withdrawn,
            let line = try reader.history(
                of: document.caseID, after: sequence - 1, limit: 1
            ).first
        else { return nil }
        self.on = line.happenedOn
        self.reason = kept.shown(line)?.note ?? ""
    }
}
