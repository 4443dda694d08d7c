// SPDX-License-Identifier: Apache-2.0
package import Storage
package import WorkCalendar

/// The part of the ledger for bulk actions and their items.
package struct BulkLedger {
    let book: Book

    /// Stores a bulk action with its items.
    ///
    /// - Returns: its number.
    package func insert(_ action: BulkRow, items: [BulkItem]) throws -> Int64 {
        var action = action
        action.id = try self.book.nextNumber(in: .bulkActions)
        self.update(action)
        let id = action.id
        self.book.layers.note { $0.numbers[.bulkActions] = id }
        for item in items { self.update(item, of: id) }
        return id
    }

    /// Stores how an item went.
    package func update(_ item: BulkItem, of id: Int64) {
        self.book.layers.add(.bulkItem(item, of: id)) { _ in }
    }

    private func update(_ action: BulkRow) {
        self.book.layers.add(.bulk(action)) { $0.bulks[action.id] = action }
    }

    /// Sets a planned bulk action going.
    package func begin(bulk id: Int64, at now: Instant) throws {
        guard var action = try self.book.bulk(id), action.status == .planned else { return }
        action.status = .running
        action.startedAt = now
        self.update(action)
    }

    /// Ends a bulk action.
    package func end(bulk id: Int64, _ status: BulkRow.Status, at now: Instant) throws {
        guard var action = try self.book.bulk(id), action.status != .done else { return }
        action.status = status
        action.endedAt = now
        self.update(action)
    }
}
