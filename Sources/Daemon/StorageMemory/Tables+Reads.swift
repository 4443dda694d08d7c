// SPDX-License-Identifier: Apache-2.0
internal import Storage

/// Who read what is restricted.
struct ReadTable: Sendable {
    fileprivate var rows = SortedRows<Int64, ReadRow>()
    fileprivate var keys: Set<ReadRow.Key> = []
}

extension Tables {
    mutating func append(_ row: ReadRow) throws {
        let name = "read \(row.number)"
        try Tables.demand(row.number >= 1 && row.user >= 0, "\(name) is by nobody")
        try Tables.demand(!row.cases.isEmpty, "\(name) is of nothing")
        try Tables.demand(
            row.hash.count == 32 && row.previousHash.count == 32, "\(name) is not chained")
        try Tables.demand(!self.reads.rows.contains(row.number), "\(name) is there")
        try Tables.demand(self.reads.keys.insert(row.key).inserted, "\(name) was read that day")
        self.reads.rows[row.number] = row
    }

    func lastRead() -> ChainHead {
        self.reads.rows.last.map { ChainHead(sequence: $0.key, hash: $0.row.hash) }
            ?? ChainHead(sequence: 0, hash: Chain.origin)
    }

    func wasRead(_ key: ReadRow.Key) -> Bool { self.reads.keys.contains(key) }

    func reads(_ query: ReadQuery) -> [ReadRow] {
        let walk = query.after.map { self.reads.rows.after($0) } ?? self.reads.rows.backwards()
        return walk.lazy.map(\.row).filter { row in
            (query.caseID.map { row.cases[$0] != nil } ?? true)
                && (query.user.map { $0 == row.user } ?? true)
                && (query.from.map { row.day >= $0 } ?? true)
                && (query.to.map { row.day <= $0 } ?? true)
                && (query.before.map { row.number < $0 } ?? true)
        }.first(query.limit)
    }
}
