// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import CaseProto
internal import Casework
package import GRPCCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Serves `cased.v1.Directory`.
package struct DirectoryService: DirectoryServing {
    private let engine: ServedEngine

    /// A service over an engine.
    package init(_ engine: ServedEngine) {
        self.engine = engine
    }
}

// Offices.
extension DirectoryService {
    package func addOffice(
        _ request: ServerRequest<V1.AddOfficeRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Office> {
        try await self.engine.serve(request) { asked, caller in
            let office = asked.office ?? V1.Office()
            var row = OfficeRow(
                code: office.code, name: office.name, aliases: office.aliases, place: office.place,
                profile: office.profile, duties: office.duties, numberCode: office.numberCode,
                channel: try WireValues.oneOf(
                    office.channel.given ?? "manual", at: "channel", as: Channel.self),
                address: office.address)
            if let upper = office.upper.given {
                row.upper = try await caller.engine.directory.office(named: upper).code
            }
            let result = try await caller.engine.directory.add(
                row, keepsChannel: office.channel.isEmpty, try caller.request(asked))
            return try await caller.office(row.code, result)
        }
    }

    package func listOffices(
        _ request: ServerRequest<V1.ListOfficesRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListOfficesResponse> {
        try await self.engine.serve(request) { asked, caller in
            V1.ListOfficesResponse(
                offices: try await caller.engine.directory.offices().map {
                    Render.office($0, caller.kinds)
                })
        }
    }

    package func renameOffice(
        _ request: ServerRequest<V1.RenameOfficeRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Office> {
        try await self.engine.serve(request) { asked, caller in
            let office = try await caller.engine.directory.office(named: asked.office)
            let result = try await caller.engine.directory.rename(
                office: office.code, to: asked.name, on: try caller.day(asked.on, "on"),
                try caller.request(asked))
            return try await caller.office(office.code, result)
        }
    }

    package func closeOffice(
        _ request: ServerRequest<V1.CloseOfficeRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Office> {
        try await self.engine.serve(request) { asked, caller in
            let office = try await caller.engine.directory.office(named: asked.office)
            let result = try await caller.engine.directory.close(
                office: office.code, on: try caller.day(asked.on, "on"),
                successor: asked.successor.given, evenSo: asked.evenSo,
                try caller.request(asked, isDryRun: asked.dryRun))
            return try await caller.office(office.code, result)
        }
    }
}

// Users.
extension DirectoryService {
    package func addUser(
        _ request: ServerRequest<V1.AddUserRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.User> {
        try await self.engine.serve(request) { asked, caller in
            var details = UserDetails()
            details.name = asked.name.given
            if !asked.nameOnly {
                let account = try Accounts.system.account(asked.login.given ?? String(asked.uid))
                details.login = account.login
                details.name = details.name ?? account.fullName.given
            }
            details.signIn = asked.signIn.given
            details.mail = asked.mail.given
            details.telephone = asked.telephone.given
            details.validFrom = try caller.day(asked.validFrom, "valid_from").map { .some($0) }
            details.validUntil = try caller.day(asked.validUntil, "valid_until")
                .map { .some($0) }
            let result = try await caller.engine.directory.add(
                details, try asked.memberships.map(DirectoryService.membership),
                isAnother: asked.another, try caller.request(asked))
            return try await caller.user(result.made.first ?? asked.uid, result)
        }
    }

    package func listUsers(
        _ request: ServerRequest<V1.ListUsersRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListUsersResponse> {
        try await self.engine.serve(request) { asked, caller in
            let directory = caller.engine.directory
            let office = try await asked.office.given.asyncMap {
                try await directory.office(named: $0).code
            }
            let who = try await asked.who.given.asyncMap {
                try await directory.user(named: $0).number
            }
            let role = try asked.role.given.map(caller.kinds.rulebook.role(called:))
            let users = try await directory.users().filter { user in
                (who ?? user.number) == user.number
                    && (asked.office.isEmpty && asked.role.isEmpty
                        || user.memberships.contains {
                            $0.office == office ?? $0.office
                                && $0.role == role ?? $0.role
                        })
            }
            return V1.ListUsersResponse(
                users: users.map { Render.user($0, to: caller.principal, caller.kinds) })
        }
    }

    package func changeUser(
        _ request: ServerRequest<V1.ChangeUserRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.User> {
        try await self.engine.serve(request) { asked, caller in
            let number = try await caller.engine.directory.user(named: asked.who).number
            var details = UserDetails()
            details.name = asked.name.given
            details.login = try asked.login.given.map { try Accounts.system.account($0).login }
            details.signIn = asked.signIn.orEmptied
            details.mail = asked.mail.orEmptied
            details.telephone = asked.telephone.orEmptied
            details.validFrom = try DirectoryService.day(asked.validFrom, "valid_from", by: caller)
            details.validUntil = try DirectoryService.day(
                asked.validUntil, "valid_until", by: caller)
            details.status = try asked.status.given.map {
                try WireValues.oneOf($0, at: "status", as: UserRow.Status.self)
            }
            let result = try await caller.engine.directory.change(
                number, details, evenSo: asked.evenSo,
                try caller.request(asked, isDryRun: asked.dryRun))
            return try await caller.user(number, result)
        }
    }

    package func grantRole(
        _ request: ServerRequest<V1.GrantRoleRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.User> {
        try await self.change(request, grant: true)
    }

    package func revokeRole(
        _ request: ServerRequest<V1.GrantRoleRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.User> {
        try await self.change(request, grant: false)
    }

    private func change(
        _ request: ServerRequest<V1.GrantRoleRequest>, grant: Bool
    ) async throws -> ServerResponse<V1.User> {
        try await self.engine.serve(request) { asked, caller in
            let membership = try DirectoryService.membership(asked.membership ?? V1.Membership())
            let number = try await asked.who.given.asyncMap {
                try await caller.engine.directory.user(named: $0).number
            }
            let result = try await caller.engine.directory.change(
                number ?? asked.uid, membership, grant: grant, evenSo: asked.evenSo,
                try caller.request(
                    asked, by: grant ? "grant" : "revoke", isDryRun: asked.dryRun))
            return try await caller.user(number ?? asked.uid, result)
        }
    }

    package func whoAmI(
        _ request: ServerRequest<V1.WhoAmIRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.User> {
        try await self.engine.serve(request) { asked, caller in
            let who = caller.principal
            let user = who.user ?? UserRow(number: who.number, name: who.name, memberships: [])
            var message = Render.user(user, to: who, caller.kinds)
            (message.admin, message.known) = (who.isAdmin, who.user != nil)
            message.rights = who.rights.map { Render.right($0, caller.kinds) }
            return message
        }
    }

    /// A day that is given, or emptied.
    private static func day(
        _ text: String, _ path: String, by caller: Caller
    ) throws(CaseworkError) -> Day?? {
        if text == "-" { return .some(nil) }
        return try caller.day(text, path).map { .some($0) }
    }

    private static func membership(
        _ message: V1.Membership
    ) throws(CaseworkError) -> MembershipRow {
        MembershipRow(
            office: message.office, role: message.role,
            kind: try WireValues.oneOf(
                message.standing.given ?? "member", at: "standing", as: StandingKind.self),
            reach: try WireValues.oneOf(
                message.reach.given ?? "own", at: "reach", as: Reach.self))
    }
}

// Rows of files, and who acts for whom.
extension DirectoryService {
    package func importDirectory(
        _ request: ServerRequest<V1.ImportDirectoryRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ImportDirectoryResponse> {
        try await self.engine.serve(request) { asked, caller in
            let kind: DirectoryRows.Kind
            switch asked.kind {
            case "offices": kind = .offices
            case "users": kind = .users
            default:
                throw CaseworkError.invalid(
                    "kind", "应为 offices 或 users", "must be offices or users")
            }
            let rows = asked.rows.map(\.cells)
            var logins: [String: DirectoryRows.Account] = [:]
            if kind == .users, caller.principal.isAdmin {
                // One that is not there is told in its row.
                for text in DirectoryRows.logins(in: rows) {
                    logins[text] = try? Accounts.system.account(text)
                }
            }
            let outcomes = try await caller.engine.directory.add(
                rows, of: kind, logins: logins,
                try caller.request(asked, isDryRun: asked.dryRun))
            return V1.ImportDirectoryResponse(
                rows: outcomes.map { outcome in
                    V1.DirectoryRowOutcome(
                        outcome: "\(outcome.outcome)", sentence: Render.label(outcome.sentence))
                })
        }
    }

    package func addDelegation(
        _ request: ServerRequest<V1.AddDelegationRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Delegation> {
        try await self.engine.serve(request) { asked, caller in
            let directory = caller.engine.directory
            let from = try await asked.from.given.asyncMap {
                try await directory.user(named: $0).number
            }
            guard let until = try caller.day(asked.until, "until") else {
                throw CaseworkError.invalid("until", "应填委托期限", "say until when")
            }
            var row = DelegationRow(
                id: 0, from: from ?? caller.principal.number,
                to: try await directory.user(named: asked.to).number,
                since: try caller.day(asked.since, "since") ?? caller.today, until: until)
            row.office = try await asked.office.given.asyncMap {
                try await directory.office(named: $0).code
            }
            row.role = try asked.role.given.map(caller.kinds.rulebook.role(called:))
            let stored = try await directory.delegate(row, try caller.request(asked))
            return try await caller.delegation(stored.id)
        }
    }

    package func endDelegation(
        _ request: ServerRequest<V1.EndDelegationRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Delegation> {
        try await self.engine.serve(request) { asked, caller in
            _ = try await caller.engine.directory.end(
                delegation: asked.id, try caller.request(asked))
            return try await caller.delegation(asked.id)
        }
    }

    package func listDelegations(
        _ request: ServerRequest<V1.ListDelegationsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListDelegationsResponse> {
        try await self.engine.serve(request) { asked, caller in
            let today = caller.today
            let users = try await caller.engine.directory.users()
            let rows = try await caller.engine.directory.delegations().filter {
                asked.all || ($0.until >= today && $0.endedOn == nil)
            }
            return V1.ListDelegationsResponse(
                delegations: rows.map { Render.delegation($0, users, on: today, caller.kinds) })
        }
    }
}

extension Caller {
    fileprivate func office(_ code: String, _ result: CommandResult) async throws -> V1.Office {
        guard
            let office = try await Caller.shown({ try await self.engine.directory.offices() })
                .first(where: { $0.code == code })
        else { return V1.Office(code: code, remarks: result.remarks.map(Render.label)) }
        var message = Render.office(office, self.kinds)
        message.remarks = result.remarks.map(Render.label)
        return message
    }

    fileprivate func user(_ number: Int64, _ result: CommandResult) async throws -> V1.User {
        let found = try await Caller.shown { try await self.engine.directory.user(number) }
        guard let user = found else {
            throw CaseworkError(.notFound, Label("没有该用户", "there is no such user"))
        }
        var message = Render.user(user, to: self.principal, self.kinds)
        message.remarks = result.remarks.map(Render.label)
        return message
    }

    fileprivate func delegation(_ id: Int64) async throws -> V1.Delegation {
        let (rows, users) = try await Caller.shown {
            (
                try await self.engine.directory.delegations(),
                try await self.engine.directory.users()
            )
        }
        guard let row = rows.first(where: { $0.id == id }) else {
            throw CaseworkError(.notFound, Label("没有委托\(id)", "there is no delegation \(id)"))
        }
        return Render.delegation(row, users, on: self.today, self.kinds)
    }
}

extension String {
    /// The text; nil when it is unset, empty when it is to be emptied (`-`).
    fileprivate var orEmptied: String? { self == "-" ? "" : self.given }
}

extension Optional where Wrapped == String {
    fileprivate func asyncMap<R>(_ body: (String) async throws -> R) async rethrows -> R? {
        guard let self else { return nil }
        return try await body(self)
    }
}
