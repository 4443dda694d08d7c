// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

/// How a user stands in an office.
package enum StandingKind: String, Hashable, Sendable, CaseIterable {
    /// He belongs to it.
    case member
    /// He may enter for it what others decide.
    case entry
    /// The office knows him as somebody outside: he has no role in it.
    case outside
}

/// How far a right reaches.
package enum Reach: String, Hashable, Sendable, CaseIterable {
    /// The office itself.
    case own
    /// It and every office below it.
    case below
}

/// A right of a user: a role in an office.
package struct MembershipRow: Hashable, Sendable {
    /// The office.
    package var office: String
    /// The role.
    package var role: String
    /// As a member, or as somebody who enters for it.
    package var kind: StandingKind
    /// How far it reaches.
    package var reach: Reach

    /// A right.
    package init(office: String, role: String, kind: StandingKind, reach: Reach = .own) {
        self.office = office
        self.role = role
        self.kind = kind
        self.reach = reach
    }

    /// As the machine sees it.
    package var standing: Standing { Standing(office: self.office, role: self.role) }

    /// Whether it is the same right, however far each reaches.
    package func isSame(as other: MembershipRow) -> Bool {
        self.standing == other.standing && self.kind == other.kind
    }
}

/// A user of the directory.
package struct UserRow: Hashable, Sendable {
    /// An account of the system by which the peer of a connection is known.
    package struct Login: Hashable, Sendable {
        /// Its uid.
        package var uid: Int64
        /// Its name; empty when only the uid was told.
        ///
        /// Whoever comes with the uid under another name is somebody else.
        package var name: String

        /// An account.
        package init(uid: Int64, name: String) {
            self.uid = uid
            self.name = name
        }
    }

    /// Where he stands.
    package enum Status: String, Hashable, Sendable, CaseIterable {
        /// He may do what his rights are.
        case active
        /// Nothing, until he is enabled again.
        case disabled
        /// Nothing any more: his name stays for the history.
        case removed
    }

    /// Numbers of users who are known by no uid begin here, above every uid.
    package static let firstWithoutUID: Int64 = 1 << 32

    /// His for ever: the uid he was entered with, or one from ``firstWithoutUID`` on.
    package var number: Int64
    /// His name.
    package var name: String
    /// What he may do.
    package var memberships: [MembershipRow]
    /// His account of the system; nil for somebody without.
    package var login: Login?
    /// The name under which he signs in who has no account; empty for none.
    package var signIn = ""
    /// Where reminders reach him; empty for nowhere.
    package var mail = ""
    /// His telephone, as people write it.
    package var telephone = ""
    /// The first day on which he may act; nil for always.
    package var validFrom: Day?
    /// The last day on which he may act; nil for no end.
    package var validUntil: Day?
    /// Where he stands.
    package var status = Status.active

    /// A user.
    package init(
        number: Int64, name: String, memberships: [MembershipRow], login: Login? = nil
    ) {
        self.number = number
        self.name = name
        self.memberships = memberships
        self.login = login
    }

    /// Whether he may act on a day.
    package func isInForce(on day: Day) -> Bool {
        self.status == .active && self.validFrom.map { $0 <= day } ?? true
            && self.validUntil.map { day <= $0 } ?? true
    }
}

/// One user acts for another who is absent (授权代办).
package struct DelegationRow: Hashable, Sendable {
    /// Its number.
    package var id: Int64
    /// Who is absent.
    package var from: Int64
    /// Who acts for him.
    package var to: Int64
    /// Only this role; nil for all that he has as a member.
    package var role: String?
    /// Only in this office; nil for each.
    package var office: String?
    /// The first day.
    package var since: Day
    /// The last day.
    package var until: Day
    /// The first day on which it no longer held, when it was ended before its time.
    package var endedOn: Day?

    /// A delegation.
    package init(id: Int64, from: Int64, to: Int64, since: Day, until: Day) {
        self.id = id
        self.from = from
        self.to = to
        self.since = since
        self.until = until
    }

    /// Whether it holds on a day.
    package func holds(on day: Day) -> Bool {
        self.since <= day && day <= self.until && self.endedOn.map { day < $0 } ?? true
    }

    /// Whether it is for a right.
    package func covers(_ right: MembershipRow) -> Bool {
        right.kind == .member && (self.role ?? right.role) == right.role
            && (self.office ?? right.office) == right.office
    }
}
