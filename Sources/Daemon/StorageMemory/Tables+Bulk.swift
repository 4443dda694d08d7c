// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import Workflow

/// Bulk actions and their items.
struct BulkTable: Sendable {
    fileprivate(set) var actions = SortedRows<Int64, BulkRow>()
    fileprivate var items = SortedRows<Pair<Int64, Int>, BulkItem>()
}

extension Tables {
    mutating func store(_ row: BulkRow) throws {
        let name = "bulk action \(row.id)"
        try Tables.demand(!row.reason.isEmpty, "\(name) has no reason")
        try Tables.demand(
            [.planned, .running].contains(row.status) == (row.endedAt == nil),
            "\(name) does not say when it ended")
        self.bulk.actions[row.id] = row
    }

    mutating func store(_ item: BulkItem, of id: Int64) throws {
        try Tables.demand(self.bulk.actions.contains(id), "there is no bulk action \(id)")
        try Tables.demand(item.position >= 1, "items of bulk action \(id) begin with 1")
        try self.demandCase(item.caseID)
        self.bulk.items[Pair(id, item.position)] = item
    }

    /// What rows of lists said of a case.
    mutating func eraseRows(of id: String) {
        for (key, item) in self.bulk.items.all where item.caseID == id {
            let hasEnded = self.bulk.actions[key.first]?.endedAt != nil
            guard item.status != .waiting || hasEnded else { continue }
            var item = item
            (item.payload, item.result) = ([:], Label(same: ""))
            self.bulk.items[key] = item
        }
    }

    func bulk(_ id: Int64) -> BulkRow? { self.bulk.actions[id] }

    func bulks(runningOnly: Bool, limit: Int) -> [BulkRow] {
        self.bulk.actions.backwards().lazy.map(\.row)
            .filter { !runningOnly || $0.status == .running }.first(limit)
    }

    func bulkItems(
        of id: Int64, _ status: BulkItem.Status?, after position: Int, limit: Int
    ) -> [BulkItem] {
        self.bulk.items.after(Pair(id, position)).lazy.prefix { $0.key.first == id }
            .filter { status == nil || $0.row.status == status }.first(limit).map(\.row)
    }

    func bulkCounts(of id: Int64) -> [BulkItem.Status: Int] {
        self.bulk.items.group(id).reduce(into: [:]) { $0[$1.row.status, default: 0] += 1 }
    }
}
