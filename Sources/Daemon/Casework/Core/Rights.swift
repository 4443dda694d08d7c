// SPDX-License-Identifier: Apache-2.0
package import Storage
package import WorkCalendar
package import Workflow

/// A right as it holds on a day: a role in an office, and why he has it.
package struct Right: Hashable, Sendable {
    /// Why.
    package enum Source: Hashable, Sendable {
        /// It was given to him.
        case own
        /// His in an office above.
        case above(office: String)
        /// His in the office that carries on what this one did.
        case successor(office: String)
        /// Somebody is absent, for whom he acts.
        case deputy(of: Deputised)
    }

    /// Who is absent.
    package struct Deputised: Hashable, Sendable {
        /// His number.
        package var number: Int64
        /// His name.
        package var name: String
    }

    /// The office.
    package var office: String
    /// The role.
    package var role: String
    /// As a member, or as somebody who enters for it.
    package var kind: StandingKind
    /// Why.
    package var source: Source

    /// A right.
    package init(office: String, role: String, kind: StandingKind, source: Source) {
        self.office = office
        self.role = role
        self.kind = kind
        self.source = source
    }

    /// As the machine sees it.
    package var standing: Standing { Standing(office: self.office, role: self.role) }

    /// For whom he acts who is absent; nil for nobody.
    package var deputised: Deputised? {
        if case .deputy(let deputised) = self.source { return deputised }
        return nil
    }

    /// Whether it is his as a member, and not for somebody absent.
    package var isInPerson: Bool { self.kind == .member && self.deputised == nil }

    fileprivate func also(in office: String, _ source: Source) -> Right {
        // For whom he acts is said wherever he does.
        Right(
            office: office, role: self.role, kind: self.kind,
            source: self.deputised == nil ? source : self.source)
    }
}

/// Works out what users may do on a day, over one moment's directory.
package struct RightsOnDay {
    private let day: Day
    private let tree: OfficeTree
    private let delegations: [DelegationRow]
    private let directory: any DirectoryReading

    /// The rights of a day.
    package init(_ day: Day, in directory: any DirectoryReading) throws {
        self.day = day
        self.tree = try OfficeTree(directory.offices())
        self.delegations = try directory.delegations().filter { $0.holds(on: day) }
        self.directory = directory
    }

    /// What a user may do: his own rights and those of whom he acts for; a right that reaches below, in
    /// each office below; what an office had that has ended, whoever may do it in the office that carries
    /// it on.
    package func rights(of user: UserRow) throws -> [Right] {
        guard user.isInForce(on: self.day) else { return [] }
        return try self.granted(user).flatMap { membership, source in
            let own = Right(
                office: membership.office, role: membership.role, kind: membership.kind,
                source: source)
            let below = membership.reach == .own ? [] : self.tree.below(own.office)
            let reached =
                [own] + below.map { own.also(in: $0, .above(office: membership.office)) }
            return reached.flatMap { right in
                [right]
                    + self.tree.predecessors(of: right.office).map {
                        right.also(in: $0, .successor(office: right.office))
                    }
            }
        }.unique
    }

    /// What was given to a user, and to those who are absent for whom he acts.
    private func granted(_ user: UserRow) throws -> [(MembershipRow, Right.Source)] {
        // As whom an office knows somebody outside is no right in it.
        var granted = user.memberships.filter { $0.kind != .outside }.map { ($0, Right.Source.own) }
        for delegation in self.delegations where delegation.to == user.number {
            // Who may do nothing any more has nothing that another could do for him.
            guard let absent = try self.directory.user(delegation.from),
                absent.isInForce(on: self.day)
            else { continue }
            let deputised = Right.Deputised(number: absent.number, name: absent.name)
            granted += absent.memberships.filter(delegation.covers)
                .map { ($0, .deputy(of: deputised)) }
        }
        return granted
    }
}

extension DirectoryReading {
    /// What a user may do on a day.
    package func rights(of user: UserRow, on day: Day) throws -> [Right] {
        try RightsOnDay(day, in: self).rights(of: user)
    }

    /// The office that does now what an office did: itself while it works, or the last of its successors.
    package func present(_ office: OfficeRow) throws -> OfficeRow {
        var (office, passed) = (office, Set<String>())
        while let next = office.closing?.successor, passed.insert(office.code).inserted,
            let successor = try self.office(next)
        {
            office = successor
        }
        return office
    }

    /// What an office is called; of one that has ended, who does now what it did.
    package func calledNow(_ office: OfficeRow) throws -> String {
        let present = try self.present(office)
        return present.code == office.code ? office.name : "\(office.name)(现\(present.name))"
    }
}

extension Viewer {
    /// The same as the directory has him on a day.
    ///
    /// - Throws: ``CaseworkError`` when he may not act any more.
    package func asOf(_ day: Day, in directory: any DirectoryReading) throws -> Viewer {
        guard case .person(var person, let call) = self, person.user != nil,
            let user = try directory.user(person.number)
        else { return self }
        (person.user, person.rights) = (user, try directory.rights(of: user, on: day))
        guard person.isAdmin || user.isInForce(on: day) else {
            throw CaseworkError(
                .permission,
                Label("您的用户已停用或者过期", "you may not act any more: disabled, or your time is over"))
        }
        return .person(person, call: call)
    }
}

/// How offices stand to each other.
package struct OfficeTree {
    private var lower: [String: [String]] = [:]
    private var earlier: [String: [String]] = [:]

    /// The tree of these offices.
    package init(_ offices: [OfficeRow]) {
        for office in offices {
            if let upper = office.upper { self.lower[upper, default: []].append(office.code) }
            if let next = office.closing?.successor {
                self.earlier[next, default: []].append(office.code)
            }
        }
    }

    /// Offices below one, at whatever depth.
    package func below(_ code: String) -> [String] {
        self.walk(from: code) { self.lower[$0] ?? [] }
    }

    /// Offices that have ended and are carried on by one, whichever stood between.
    package func predecessors(of code: String) -> [String] {
        self.walk(from: code) { self.earlier[$0] ?? [] }
    }

    private func walk(from code: String, _ next: (String) -> [String]) -> [String] {
        var (found, waiting, passed): ([String], [String], Set<String>) = ([], [code], [code])
        while let code = waiting.popLast() {
            for other in next(code) where passed.insert(other).inserted {
                found.append(other)
                waiting.append(other)
            }
        }
        return found.sorted()
    }
}
