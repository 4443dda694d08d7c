// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import Storage
internal import WorkCalendar

// The tables `credentials` and `sign_ins`.

extension CredentialRow {
    /// The columns in the order in which ``init(_:)`` reads them.
    fileprivate static let columns = "user, secret, set_at, ends_at"

    fileprivate init(_ row: Columns) {
        self.init(
            user: row.number(0), secret: row.text(1), setAt: row.instant(2),
            endsAt: row.instantIfAny(3))
    }
}

extension SignInRow {
    /// The columns in the order in which ``init(_:)`` reads them.
    fileprivate static let columns =
        "digest, user, door, case_id, event, is_link, made_at, ends_at, used_at"

    fileprivate init(_ row: Columns) throws {
        guard let door = Door(rawValue: row.text(2)) else {
            throw StoreError.unusable("there is no door \(row.text(2))")
        }
        self.init(
            digest: row.text(0), user: row.number(1), door: door,
            errand: row.textIfAny(3).map { Errand(caseID: $0, event: row.text(4)) },
            isLink: row.flag(5), madeAt: row.instant(6), endsAt: row.instant(7),
            usedAt: row.instantIfAny(8))
    }
}

extension Question {
    fileprivate static let credential = Question(
        "SELECT \(CredentialRow.columns) FROM credentials WHERE user = ?")
    fileprivate static let signIn = Question(
        "SELECT \(SignInRow.columns) FROM sign_ins WHERE digest = ?")
    fileprivate static let signInsOf = Question(
        "SELECT \(SignInRow.columns) FROM sign_ins WHERE user = ? ORDER BY digest")
}

extension SQLiteReader {
    func credential(of user: Int64) throws -> CredentialRow? {
        try self.ask(.credential).first({ $0.add(user) }, CredentialRow.init)
    }

    func signIn(_ digest: String) throws -> SignInRow? {
        try self.ask(.signIn).first({ $0.add(digest) }, SignInRow.init)
    }

    func signIns(of user: Int64) throws -> [SignInRow] {
        try self.ask(.signInsOf).rows({ $0.add(user) }, SignInRow.init)
    }
}

/// Writes how users come in.
struct SignInsTables {
    private let credential: Prepared
    private let credentialRemoval: Prepared
    private let signIn: Prepared
    private let removal: Prepared
    private let forgetting: Prepared

    init(_ db: Database) throws {
        self.credential = try Prepared(
            """
            INSERT INTO credentials (\(CredentialRow.columns)) VALUES (?, ?, ?, ?)
            ON CONFLICT (user) DO UPDATE
            SET secret = excluded.secret, set_at = excluded.set_at, ends_at = excluded.ends_at
            """, on: db)
        self.credentialRemoval = try Prepared("DELETE FROM credentials WHERE user = ?", on: db)
        // Of one that is known only its use is new.
        self.signIn = try Prepared(
            """
            INSERT INTO sign_ins (\(SignInRow.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (digest) DO UPDATE SET used_at = excluded.used_at
            """, on: db)
        self.removal = try Prepared("DELETE FROM sign_ins WHERE digest = ?", on: db)
        self.forgetting = try Prepared("DELETE FROM sign_ins WHERE ends_at < ?", on: db)
    }

    func put(_ row: CredentialRow) throws {
        try self.credential.run { values in
            values.add(row.user)
            values.add(row.secret)
            values.add(row.setAt)
            values.add(row.endsAt)
        }
    }

    func drop(credentialOf user: Int64) throws {
        try self.credentialRemoval.run { $0.add(user) }
    }

    func put(_ row: SignInRow) throws {
        try self.signIn.run { values in
            values.add(row.digest)
            values.add(row.user)
            values.add(row.door.rawValue)
            values.add(row.errand?.caseID)
            values.add(row.errand?.event)
            values.add(row.isLink)
            values.add(row.madeAt)
            values.add(row.endsAt)
            values.add(row.usedAt)
        }
    }

    func drop(_ digest: String) throws {
        try self.removal.run { $0.add(digest) }
    }

    func forget(endedBefore instant: Instant) throws {
        try self.forgetting.run { $0.add(instant) }
    }
}
