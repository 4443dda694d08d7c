// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import WorkCalendar

/// How users come in.
struct SignInTable: Sendable {
    fileprivate var credentials = SortedRows<Int64, CredentialRow>()
    fileprivate var rows = SortedRows<Exact, SignInRow>()
}

extension Tables {
    mutating func put(_ row: CredentialRow) throws {
        try Tables.demand(self.user(row.user) != nil, "there is no user \(row.user)")
        try Tables.demand(row.secret.hasPrefix("scrypt$"), "a secret is one of scrypt")
        try Tables.demand(
            row.endsAt.map { row.setAt < $0 } ?? true, "a password ends before it begins")
        self.signIns.credentials[row.user] = row
    }

    mutating func dropCredential(of user: Int64) { self.signIns.credentials[user] = nil }

    mutating func put(_ row: SignInRow) throws {
        if var known = self.signIns.rows[Exact(row.digest)] {
            known.usedAt = row.usedAt
            try Tables.demand(known.isLink || row.usedAt == nil, "only links are used")
            self.signIns.rows[Exact(row.digest)] = known
            return
        }
        try Tables.demand(row.digest.count == 64, "a token's digest has 64 figures")
        try Tables.demand(self.user(row.user) != nil, "there is no user \(row.user)")
        try Tables.demand(row.madeAt < row.endsAt, "a sign-in ends before it begins")
        try Tables.demand((row.door == .link) == (row.errand != nil), "a link has an errand")
        try Tables.demand(!row.isLink || row.door == .link, "a link is its own door")
        try Tables.demand(row.isLink || row.usedAt == nil, "only links are used")
        try Tables.demand(row.errand?.event.isEmpty != true, "an errand has an event")
        try self.demandCase(row.errand?.caseID)
        self.signIns.rows[Exact(row.digest)] = row
    }

    mutating func dropSignIn(_ digest: String) { self.signIns.rows[Exact(digest)] = nil }

    mutating func forgetSignIns(endedBefore moment: Instant) {
        for (key, row) in self.signIns.rows.all where row.endsAt < moment {
            self.signIns.rows[key] = nil
        }
    }

    func credential(of user: Int64) -> CredentialRow? { self.signIns.credentials[user] }

    func signIn(_ digest: String) -> SignInRow? { self.signIns.rows[Exact(digest)] }

    func signIns(of user: Int64) -> [SignInRow] {
        self.signIns.rows.all.map(\.row).filter { $0.user == user }
    }
}
