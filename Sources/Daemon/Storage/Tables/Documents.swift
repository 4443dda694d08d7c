// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

/// A document as stored.
package struct DocumentRow: Hashable, Sendable {
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
    /// The history line that took it back: filed by mistake, it satisfies nothing any more.
    package var withdrawn: Int64?
    /// The history line of the act that called for it; nil when none did, or it is not known.
    package var called: Int64?
    /// The history line by which its content was erased when its time was over: that it was filed is still told.
    package var erased: Int64?

    /// A document.
    package init(
        id: Int64 = 0, caseID: String, kind: String, name: String, size: Int64?, sha256: String?,
        addedOn: Day?, addedBy: String, sequence: Int64, withdrawn: Int64? = nil,
        called: Int64? = nil, erased: Int64? = nil
    ) {
        self.called = called
        self.erased = erased
        self.withdrawn = withdrawn
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

    /// Whether its content is there and was not taken back.
    package var isOnFile: Bool { self.sha256 != nil && self.withdrawn == nil }

    /// Whether its content may still be asked for.
    package var hasContent: Bool { self.sha256 != nil && self.erased == nil }

    /// As deciding sees it.
    package var fact: DocumentFact {
        DocumentFact(
            kind: self.kind, sequence: self.sequence, isOnFile: self.isOnFile,
            isWithdrawn: self.withdrawn != nil)
    }
}

/// Reads the table of documents.
package protocol DocumentReading {
    /// A case's documents, in order of their numbers.
    func documents(of id: String) throws -> [DocumentRow]
}

/// Lists documents of all cases.
package protocol DocumentListing {
    /// Of these contents those that nothing names: no document of any case that was not erased, and no bulk
    /// action that has not ended.
    ///
    /// - Parameter contents: SHA-256 in hex.
    func unnamed(_ contents: [String]) throws -> [String]

    /// Numbers of a case's documents in whose text another lies, but of those that were withdrawn.
    ///
    /// - Parameter text: as texts of documents are kept.
    func documents(of id: String, holding text: String) throws -> [Int64]
}
