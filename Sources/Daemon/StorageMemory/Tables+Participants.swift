// SPDX-License-Identifier: Apache-2.0
internal import Storage

/// Who takes part in cases.
struct ParticipantsTable: Sendable {
    fileprivate(set) var rows = SortedRows<Pair<Exact, Pair<Exact, Int64>>, ParticipantRow>()
    fileprivate var cases = SortedRows<Pair<Int64, Pair<Exact, Exact>>, Nothing>()
}

extension Tables {
    mutating func put(_ row: ParticipantRow) throws {
        try self.demandCase(row.caseID)
        try Tables.demand(!row.role.isEmpty && !row.name.isEmpty, "a participant has no name")
        try Tables.demand(self.user(row.user) != nil, "there is no user \(row.user)")
        try Tables.demand(
            row.until.map { $0 >= row.since } ?? true, "a participant ends before he begins")
        let (id, role) = (Exact(row.caseID), Exact(row.role))
        self.participants.rows[Pair(id, Pair(role, row.user))] = row
        self.participants.cases[Pair(row.user, Pair(id, role))] = Nothing()
    }

    func participants(of id: String) -> [ParticipantRow] {
        self.participants.rows.group(Exact(id)).map(\.row)
    }

    func participations(of user: Int64) -> [ParticipantRow] {
        self.participants.cases.group(user).compactMap { key, _ in
            self.participants.rows[Pair(key.second.first, Pair(key.second.second, user))]
        }
    }
}
