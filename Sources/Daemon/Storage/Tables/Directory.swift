// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

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
    /// What it was called until a day.
    package struct FormerName: Hashable, Sendable, Codable {
        /// The name.
        package var name: String
        /// The first day on which it bore the next one.
        package var until: Day

        /// A name that it no longer bears.
        package init(name: String, until: Day) {
            self.name = name
            self.until = until
        }
    }

    /// Its end.
    package struct Closing: Hashable, Sendable {
        /// The first day on which it is no more.
        package var on: Day
        /// The office that carries on what it did; nil for none.
        package var successor: String?

        /// An end.
        package init(on: Day, successor: String?) {
            self.on = on
            self.successor = successor
        }
    }

    /// Immutable.
    package var code: String
    /// Its name.
    package var name: String
    /// Other names it is called by.
    package var aliases: [String]
    /// What it was called before, oldest first.
    package var formerNames: [FormerName] = []
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
    /// The office above it; nil for one that stands at the top.
    package var upper: String?
    /// Its end; nil for one that works.
    package var closing: Closing?
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

    /// What it was called on a day.
    package func name(on day: Day) -> String {
        self.formerNames.first { day < $0.until }?.name ?? self.name
    }

    /// Whether it still works on a day.
    package func works(on day: Day) -> Bool { self.closing.map { day < $0.on } ?? true }
}

/// Reads the directory.
package protocol DirectoryReading {
    /// An office by code.
    func office(_ code: String) throws -> OfficeRow?
    /// The codes of offices called so: the one with this code, else those with this name, alias or
    /// former name.
    func officeCodes(called name: String) throws -> [String]
    /// All offices, by code.
    func offices() throws -> [OfficeRow]
    /// A user by number.
    func user(_ number: Int64) throws -> UserRow?
    /// The user who is known by a uid of the system.
    func user(ofUID uid: Int64) throws -> UserRow?
    /// The numbers of users with this name.
    func userNumbers(called name: String) throws -> [Int64]
    /// All users, by number.
    func users() throws -> [UserRow]
    /// All delegations, by number.
    func delegations() throws -> [DelegationRow]
}
