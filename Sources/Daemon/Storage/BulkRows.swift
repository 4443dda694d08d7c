// SPDX-License-Identifier: Apache-2.0
package import Workflow

/// Something to be done to many cases, one after the other, to the end even after a crash.
package struct BulkRow: Sendable {
    /// What is done.
    package enum Kind: String, Sendable {
        /// Due dates are counted by the calendar now known.
        case recount
        /// Cases move to the rules now in force.
        case migrate
    }

    /// How far it is.
    package enum Status: String, Sendable {
        case running, done, cancelled
    }

    /// Its number; 0 before it is stored.
    package var id: Int64
    /// What is done.
    package var kind: Kind
    /// What it needs to know.
    package var parameters: [String: String]
    /// Why.
    package var reason: String
    /// Who began it; nil for the daemon.
    package var uid: Int64?
    /// His name.
    package var userName: String
    /// How far it is.
    package var status: Status
    /// When it began.
    package var startedAt: Instant
    /// When it ended.
    package var endedAt: Instant?

    /// A bulk action.
    package init(
        id: Int64 = 0, kind: Kind, parameters: [String: String], reason: String, uid: Int64?,
        userName: String, status: Status = .running, startedAt: Instant, endedAt: Instant? = nil
    ) {
        self.id = id
        self.kind = kind
        self.parameters = parameters
        self.reason = reason
        self.uid = uid
        self.userName = userName
        self.status = status
        self.startedAt = startedAt
        self.endedAt = endedAt
    }
}

/// One case of a bulk action.
package struct BulkItem: Sendable {
    /// How it went.
    package enum Status: String, Sendable, CaseIterable {
        case waiting, done, unchanged, failed
    }

    /// The case.
    package var caseID: String
    /// How it went.
    package var status: Status
    /// In a sentence.
    package var result: Label

    /// One case.
    package init(caseID: String, status: Status, result: Label) {
        self.caseID = caseID
        self.status = status
        self.result = result
    }
}

/// A rulebook that was installed.
package struct InstalledRulebook: Sendable {
    /// Its number, from 1.
    package var id: Int64
    /// The hash of its files.
    package var hash: String
    /// Its files by relative path.
    package var files: [String: String]
    /// When.
    package var installedAt: Instant

    /// A rulebook.
    package init(id: Int64, hash: String, files: [String: String], installedAt: Instant) {
        self.id = id
        self.hash = hash
        self.files = files
        self.installedAt = installedAt
    }
}
