// SPDX-License-Identifier: Apache-2.0

/// Where the parts of a data folder lie.
package struct DataPaths: Sendable {
    /// The data folder.
    package let root: String
    /// Where messages lie until a document exchange fetches them.
    package let spool: String

    /// The parts of a folder; the spool may lie elsewhere.
    package init(_ root: String, spool: String? = nil) {
        self.root = root
        self.spool = spool ?? root + "/spool"
    }

    /// The database's file.
    package var database: String { self.root + "/cases.sqlite" }
    /// The documents' folder.
    package var documents: String { self.root + "/documents" }
    /// What the last backup and the last drill told.
    package var note: String { self.root + "/backup.json" }
    /// Where a backup is laid down before it is put in force.
    package var restoring: String { self.root + "/restoring" }
    /// There while what was there is moved aside and the backup into its place: until that is ended the folder
    /// is neither.
    package var moving: String { self.restoring + "/moving" }
    /// Below it the database is copied to before it is sealed.
    package var copying: String { self.root + "/backing-up" }
    /// Held by whoever works on the folder.
    package var lock: String { self.root + "/lock" }
}
