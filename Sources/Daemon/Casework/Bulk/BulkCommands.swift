// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import WorkCalendar
package import Workflow

/// A paper that is filed in each of many cases: one announcement that names them all.
package struct BulkPaper: Codable, Sendable {
    /// What it is.
    package var kind: String
    /// The file's name, with its number.
    package var name: String
    /// Bytes.
    package var size: Int64
    /// SHA-256 of its content, which is in the store of documents.
    package var sha256: String

    /// A paper.
    package init(kind: String, name: String, size: Int64, sha256: String) {
        self.kind = kind
        self.name = name
        self.size = size
        self.sha256 = sha256
    }
}

/// One event to be put to many cases, a paper to be filed in each, or both.
package struct BulkActCommand: Sendable {
    /// The cases.
    package var caseIDs: [String]
    /// The event; empty for the paper alone.
    package var event: String
    /// The paper, filed before the event.
    package var paper: BulkPaper?
    /// Its fields.
    package var fields: [String: Value]
    /// Roles the event binds, by code or name.
    package var roles: [String: String]
    /// When; nil for the day on which each is carried out.
    package var happenedOn: Day?
    /// A note on each line.
    package var note: String
    /// In the name of this office.
    package var forOffice: String?

    /// One event for many cases.
    package init(
        caseIDs: [String], event: String, fields: [String: Value], roles: [String: String],
        happenedOn: Day?, note: String, forOffice: String?, paper: BulkPaper? = nil
    ) {
        self.paper = paper
        self.caseIDs = caseIDs
        self.event = event
        self.fields = fields
        self.roles = roles
        self.happenedOn = happenedOn
        self.note = note
        self.forOffice = forOffice
    }
}

/// Rows of a file that become open cases, with their clocks running from the true dates.
package struct ImportCommand: Sendable {
    /// The workflow, by code or label, or the rulebook's name of a list; empty for the usual.
    package var workflow: String
    /// The profile; nil for the assigning office's.
    package var profile: String?
    /// In the name of this office.
    package var forOffice: String?
    /// The rows.
    package var rows: [ImportedRow]
    /// Columns that every row has.
    package var common: [String: String]
    /// Each is another matter, whatever looks the same.
    package var isAnother: Bool
    /// Heading → what it is, whatever its words say.
    package var mapping: [String: String] = [:]
    /// Heading → the letters of its column.
    package var letters: [String: String] = [:]
    /// The sheet they come from.
    package var sheet = ""
    /// What is there already and differs is corrected, for this reason; empty: it is only told.
    package var update = ""
    /// The plan that they belong to; nil for a new one.
    package var plan: Int64?
    /// How many rows of the file came before.
    package var after = 0

    /// Rows of a file.
    package init(
        workflow: String, profile: String?, forOffice: String?, rows: [ImportedRow],
        common: [String: String], isAnother: Bool = false
    ) {
        self.isAnother = isAnother
        self.workflow = workflow
        self.profile = profile
        self.forOffice = forOffice
        self.rows = rows
        self.common = common
    }

    /// Rows of which nobody says where they stand: heading → cell, one for each.
    package init(
        workflow: String, profile: String?, forOffice: String?, rows: [[String: String]],
        common: [String: String], isAnother: Bool = false
    ) {
        self.init(
            workflow: workflow, profile: profile, forOffice: forOffice,
            rows: rows.map { ImportedRow(cells: $0) }, common: common, isAnother: isAnother)
    }
}
