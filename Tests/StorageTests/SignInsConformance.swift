// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import WorkCalendar

/// What every store must do with passwords, sessions and one-time links.
@Suite struct SignInsConformance {
    private static let now = Instant(milliseconds: 1_764_000_000_000)
    private static let later = Self.now.adding(milliseconds: 60_000)

    private func filled(_ kind: StoreKind) throws -> any CaseStore {
        let store = try kind.filled()
        try store.write(
            [3_001, 3_002].map { .user(UserRow(number: $0, name: "用户\($0)", memberships: [])) })
        return store
    }

    private static func row(_ sign: Character, of user: Int64 = 3_001) -> SignInRow {
        SignInRow(
            digest: String(repeating: sign, count: 64), user: user, door: .password,
            madeAt: Self.now, endsAt: Self.later)
    }

    private static let link = SignInRow(
        digest: String(repeating: "c", count: 64), user: 3_001, door: .link,
        errand: Errand(caseID: "A", event: "rate"), isLink: true, madeAt: Self.now,
        endsAt: Self.later.adding(milliseconds: 1))

    @Test(arguments: StoreKind.allCases)
    func passwordIsReplacedAndTakenAway(_ kind: StoreKind) throws {
        let store = try self.filled(kind)
        let first = CredentialRow(
            user: 3_001, secret: "scrypt$1", setAt: Self.now, endsAt: Self.later)
        let own = CredentialRow(user: 3_001, secret: "scrypt$2", setAt: Self.later)
        try store.write([.credential(first)])
        try store.look { reader throws in
            #expect(try reader.credential(of: 3_001) == first)
            #expect(try reader.credential(of: 3_002) == nil)
        }
        try store.write([.credential(own)])
        #expect(try store.look { try $0.credential(of: 3_001) } == own)
        try store.write([.dropCredential(3_001), .dropCredential(3_002)])
        #expect(try store.look { try $0.credential(of: 3_001) } == nil)
    }

    @Test(arguments: StoreKind.allCases)
    func sessionIsFoundByItsDigestUntilItIsDroppedOrForgotten(_ kind: StoreKind) throws {
        let store = try self.filled(kind)
        let (first, second, other) = (Self.row("a"), Self.row("b"), Self.row("d", of: 3_002))
        try store.write([first, second, other, Self.link].map(Change.signIn))
        try store.look { reader throws in
            #expect(try reader.signIn(first.digest) == first)
            #expect(try reader.signIns(of: 3_001) == [first, second, Self.link])
            #expect(try reader.signIns(of: 3_002) == [other])
            #expect(try reader.signIn(String(repeating: "e", count: 64)) == nil)
        }
        var used = Self.link
        used.usedAt = Self.later
        // Of one that is known nothing else changes.
        var moved = used
        (moved.user, moved.endsAt) = (3_002, Self.later.adding(milliseconds: 9_999))
        try store.write([.signIn(moved), .dropSignIn(digest: first.digest)])
        try store.look { reader throws in
            #expect(try reader.signIns(of: 3_001) == [second, used])
            #expect(try reader.signIns(of: 3_002) == [other])
        }
        try store.write([.forgetSignIns(endedBefore: used.endsAt)])
        try store.look { reader throws in
            #expect(try reader.signIns(of: 3_001) == [used])
            #expect(try reader.signIns(of: 3_002).isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func whatCannotBeIsRefused(_ kind: StoreKind) throws {
        let store = try self.filled(kind)
        for wrong in [
            CredentialRow(user: 9_999, secret: "scrypt$1", setAt: Self.now),
            CredentialRow(user: 3_001, secret: "plain", setAt: Self.now),
            CredentialRow(user: 3_001, secret: "scrypt$1", setAt: Self.later, endsAt: Self.now),
        ] {
            #expect(throws: (any Error).self) { try store.write([.credential(wrong)]) }
        }
        let good = Self.row("a")
        let breaks: [(inout SignInRow) -> Void] = [
            { $0.digest = "short" }, { $0.user = 9_999 }, { $0.endsAt = $0.madeAt },
            { $0.door = .link }, { $0.errand = Errand(caseID: "A", event: "rate") },
            { $0.isLink = true }, { $0.usedAt = Self.later },
            {
                $0.door = .link
                $0.errand = Errand(caseID: "none", event: "rate")
            },
            {
                $0.door = .link
                $0.errand = Errand(caseID: "A", event: "")
            },
        ]
        for (index, spoil) in breaks.enumerated() {
            var row = good
            spoil(&row)
            #expect(throws: (any Error).self, "\(index)") { try store.write([.signIn(row)]) }
        }
        try store.write([.signIn(good)])
    }
}
