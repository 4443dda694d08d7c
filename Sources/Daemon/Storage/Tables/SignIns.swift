// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// By which door somebody came in who has no connection of his own.
package enum Door: String, Hashable, Sendable, CaseIterable {
    /// He gave his password.
    case password
    /// A proxy that the page trusts says who he is.
    case proxy
    /// He has a one-time link.
    case link
}

/// What alone somebody came for who was sent a link.
package struct Errand: Hashable, Sendable {
    /// The case.
    package var caseID: String
    /// The event that he may put to it.
    package var event: String

    /// An errand.
    package init(caseID: String, event: String) {
        self.caseID = caseID
        self.event = event
    }
}

/// How a user proves who he is: his password, as scrypt leaves it.
package struct CredentialRow: Hashable, Sendable {
    /// Whose it is: a user's number.
    package var user: Int64
    /// `scrypt$` with its costs, salt and hash.
    package var secret: String
    /// When it was set.
    package var setAt: Instant
    /// Of a first password, which its owner must change: until when it may be used.
    package var endsAt: Instant?

    /// A credential.
    package init(user: Int64, secret: String, setAt: Instant, endsAt: Instant? = nil) {
        self.user = user
        self.secret = secret
        self.setAt = setAt
        self.endsAt = endsAt
    }
}

/// Somebody who is signed in, or a link by which somebody may be.
///
/// Its token is kept nowhere. Times are those of the computer's clock: they are agreed with browsers.
package struct SignInRow: Hashable, Sendable {
    /// SHA-256 of the token, in hex.
    package var digest: String
    /// Who: a user's number.
    package var user: Int64
    /// By which door.
    package var door: Door
    /// Of a link, and of who came by one: what for.
    package var errand: Errand?
    /// It is a link that was sent; nobody is signed in by it before he follows it.
    package var isLink: Bool
    /// When it was made.
    package var madeAt: Instant
    /// From when on it is good no more.
    package var endsAt: Instant
    /// Of a link: when it was followed.
    package var usedAt: Instant?

    /// A sign-in.
    package init(
        digest: String, user: Int64, door: Door, errand: Errand? = nil, isLink: Bool = false,
        madeAt: Instant, endsAt: Instant, usedAt: Instant? = nil
    ) {
        self.digest = digest
        self.user = user
        self.door = door
        self.errand = errand
        self.isLink = isLink
        self.madeAt = madeAt
        self.endsAt = endsAt
        self.usedAt = usedAt
    }
}

/// Reads how one user comes in.
package protocol SignInReading {
    /// How he proves who he is; nil where no password was given him.
    func credential(of user: Int64) throws -> CredentialRow?
    /// His sessions and links, by digest; also those that are over and not forgotten yet.
    func signIns(of user: Int64) throws -> [SignInRow]
}

/// Finds who is signed in.
package protocol SignInListing {
    /// The session or link with this digest of a token.
    func signIn(_ digest: String) throws -> SignInRow?
}
