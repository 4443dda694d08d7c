// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

/// Something to be done to many cases, one after the other, to the end even after a crash.
package struct BulkRow: Sendable {
    /// What is done.
    package enum Kind: String, Sendable {
        /// Due dates are counted by the calendar now known.
        case recount
        /// Cases move to the rules now in force.
        case migrate
        /// One event is put to many cases.
        case act
        /// Rows of a file become cases.
        case `import`
        /// What is personal of ended cases is erased.
        case erase
    }

    /// How far it is.
    package enum Status: String, Sendable {
        /// It says what it would do; nothing is done before it is run.
        case planned
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

/// One item of a bulk action: a case, or a row of a file that becomes one.
package struct BulkItem: Sendable {
    /// How it went.
    package enum Status: String, Sendable, CaseIterable {
        case waiting, done, unchanged, failed
    }

    /// Its place in the action, from 1.
    package var position: Int
    /// The case; nil for a row that has not become one.
    package var caseID: String?
    /// What people know it by.
    package var title: String
    /// What a row of a file says.
    package var payload: [String: String]
    /// How it went.
    package var status: Status
    /// In a plan: it cannot be carried out as things stand.
    package var isImpossible: Bool
    /// In a sentence.
    package var result: Label

    /// One item.
    package init(
        position: Int, caseID: String?, title: String, payload: [String: String] = [:],
        status: Status = .waiting, isImpossible: Bool = false, result: Label = Label("", "")
    ) {
        self.isImpossible = isImpossible
        self.position = position
        self.caseID = caseID
        self.title = title
        self.payload = payload
        self.status = status
        self.result = result
    }

    private static let cannot = Label("不能办理:", "cannot be: ")
    private static let would = Label("将:", "would: ")

    /// The item of a plan, with what it would come to.
    package func planned(_ isPossible: Bool, _ result: Label) -> BulkItem {
        let head = isPossible ? BulkItem.would : BulkItem.cannot
        var item = self
        item.isImpossible = !isPossible
        item.result = Label(head.zh + result.zh, head.en + result.en)
        return item
    }

    /// The item as it went.
    package func went(_ status: Status, _ result: Label) -> BulkItem {
        var item = self
        item.status = status
        item.isImpossible = false
        item.result = result
        return item
    }
}

/// Reads the tables of bulk actions.
package protocol BulkReading {
    /// A bulk action.
    func bulk(_ id: Int64) throws -> BulkRow?
}

/// Lists bulk actions and their items.
package protocol BulkListing {
    /// Bulk actions, newest first.
    func bulks(runningOnly: Bool, limit: Int) throws -> [BulkRow]
    /// The items of a bulk action in a status, or all, in order, after a position.
    func bulkItems(
        of id: Int64, _ status: BulkItem.Status?, after position: Int, limit: Int
    ) throws -> [BulkItem]
    /// How many items of a bulk action went how.
    func bulkCounts(of id: Int64) throws -> [BulkItem.Status: Int]
}
