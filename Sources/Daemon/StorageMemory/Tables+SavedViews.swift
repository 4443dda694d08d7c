// SPDX-License-Identifier: Apache-2.0
internal import Storage

/// What users saved.
struct SavedViewsTable: Sendable {
    fileprivate(set) var rows = SortedRows<Pair<Int64, Exact>, SavedViewRow>()
}

extension Tables {
    mutating func put(_ row: SavedViewRow) throws {
        try Tables.demand(!row.name.isEmpty, "a saved view has no name")
        try Tables.demand(self.user(row.owner) != nil, "there is no user \(row.owner)")
        try self.demandOffice(row.office)
        self.savedViews.rows[Pair(row.owner, Exact(row.name))] = row
    }

    mutating func dropSavedView(of owner: Int64, _ name: String) {
        self.savedViews.rows[Pair(owner, Exact(name))] = nil
    }

    func savedViews(of owner: Int64) -> [SavedViewRow] {
        self.savedViews.rows.group(owner).map(\.row)
    }

    func savedViews(sharedWith office: String) -> [SavedViewRow] {
        self.savedViews.rows.all.map(\.row).filter { $0.office == office }
    }
}
