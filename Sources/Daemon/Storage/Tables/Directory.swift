// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar
package import Workflow

/// How deliveries reach an office.
package enum Channel: String, Hashable, Sendable, CaseIterable {
    /// People carry them and tick them off.
    case manual
    /// As files in a folder from which a document exchange fetches them.
    case spool
    /// By mail, handed to sendmail.
    case sendmail
    /// By a command of the administrator.
    case hook

    /// The kind of job that sends; nil where people do.
    package var job: JobKind? {
        switch self {
        case .manual: nil
        case .spool: .spool
        case .sendmail: .sendmail
        case .hook: .hook
        }
    }
}

/// An office of the directory.
package struct OfficeRow: Hashable, Sendable {
    /// Immutable.
    package var code: String
    /// Its name.
    package var name: String
    /// Other names it is called by.
    package var aliases: [String]
    /// The town or district it serves.
    package var place: String
    /// The rulebook profile of that place.
    package var profile: String
    /// What it is beside a handling office, such as `supervisor` or `party_supervision`.
    package var duties: [String]
    /// What stands for it in document numbers.
    package var numberCode: String
    /// How deliveries reach it.
    package var channel: Channel
    /// Where, for channels that need it: a mail address, the name of a command.
    package var address: String
    /// The day on which it was entered; nil for one that an earlier version entered.
    package var since: Day?

    /// An office.
    package init(
        code: String, name: String, aliases: [String], place: String, profile: String,
        duties: [String], numberCode: String, channel: Channel = .manual, address: String = "",
        since: Day? = nil
    ) {
        self.since = since
        self.channel = channel
        self.address = address
        self.code = code
        self.name = name
        self.aliases = aliases
        self.place = place
        self.profile = profile
        self.duties = duties
        self.numberCode = numberCode
    }
}

/// How a user stands in an office.
package enum StandingKind: String, Hashable, Sendable, CaseIterable {
    /// He belongs to it.
    case member
    /// He may enter for it what others decide.
    case entry
}

/// A right of a user: a role in an office.
package struct MembershipRow: Hashable, Sendable {
    /// The office.
    package var office: String
    /// The role.
    package var role: String
    /// As a member, or as somebody who enters for it.
    package var kind: StandingKind

    /// A right.
    package init(office: String, role: String, kind: StandingKind) {
        self.office = office
        self.role = role
        self.kind = kind
    }

    /// As the machine sees it.
    package var standing: Standing { Standing(office: self.office, role: self.role) }
}

/// A user of the directory.
package struct UserRow: Hashable, Sendable {
    /// The uid of his connections.
    package var uid: Int64
    /// His name.
    package var name: String
    /// What he may do.
    package var memberships: [MembershipRow]

    /// A user.
    package init(uid: Int64, name: String, memberships: [MembershipRow]) {
        self.uid = uid
        self.name = name
        self.memberships = memberships
    }
}

/// Reads the directory.
package protocol DirectoryReading {
    /// An office by code.
    func office(_ code: String) throws -> OfficeRow?
    /// The codes of offices called so: the one with this code, else those with this name or alias.
    func officeCodes(called name: String) throws -> [String]
    /// All offices, by code.
    func offices() throws -> [OfficeRow]
    /// A user by uid.
    func user(_ uid: Int64) throws -> UserRow?
    /// The uids of users with this name.
    func userIDs(called name: String) throws -> [Int64]
    /// All users, by uid.
    func users() throws -> [UserRow]
}
