// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import CaseProto
internal import Casework
package import GRPCCore
internal import Storage
internal import Workflow

/// Serves `cased.v1.Directory`.
package struct DirectoryService: DirectoryServing {
    private let engine: ServedEngine

    /// A service over an engine.
    package init(_ engine: ServedEngine) {
        self.engine = engine
    }

    package func addOffice(
        _ request: ServerRequest<V1.AddOfficeRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Office> {
        try await self.engine.serve(request) { asked, caller in
            let office = asked.office ?? V1.Office()
            let row = OfficeRow(
                code: office.code, name: office.name, aliases: office.aliases, place: office.place,
                profile: office.profile, duties: office.duties, numberCode: office.numberCode,
                channel: try WireValues.oneOf(
                    office.channel.given ?? "manual", at: "channel", as: Channel.self),
                address: office.address)
            _ = try await caller.engine.directory.add(
                row, keepsChannel: office.channel.isEmpty,
                try caller.request(asked))
            let stored = try await caller.engine.directory.offices().first {
                $0.code == office.code
            }
            return stored.map(DirectoryService.office) ?? office
        }
    }

    package func listOffices(
        _ request: ServerRequest<V1.ListOfficesRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListOfficesResponse> {
        try await self.engine.serve(request) { asked, caller in
            V1.ListOfficesResponse(
                offices: try await caller.engine.directory.offices().map(DirectoryService.office))
        }
    }

    private static func office(_ office: OfficeRow) -> V1.Office {
        V1.Office(
            code: office.code, name: office.name, aliases: office.aliases, place: office.place,
            profile: office.profile, duties: office.duties, numberCode: office.numberCode,
            channel: office.channel.rawValue, address: office.address)
    }

    package func addUser(
        _ request: ServerRequest<V1.AddUserRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.User> {
        try await self.engine.serve(request) { asked, caller in
            var memberships: [MembershipRow] = []
            for membership in asked.memberships {
                memberships.append(try DirectoryService.membership(membership))
            }
            let user = UserRow(uid: asked.uid, name: asked.name, memberships: memberships)
            _ = try await caller.engine.directory.add(user, try caller.request(asked))
            return DirectoryService.user(user, isAdmin: false)
        }
    }

    package func listUsers(
        _ request: ServerRequest<V1.ListUsersRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListUsersResponse> {
        try await self.engine.serve(request) { asked, caller in
            V1.ListUsersResponse(
                users: try await caller.engine.directory.users().map {
                    DirectoryService.user($0, isAdmin: false)
                })
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
            let result = try await caller.engine.directory.change(
                asked.uid, membership, grant: grant,
                try caller.request(
                    asked, by: grant ? "grant" : "revoke", isDryRun: asked.dryRun))
            guard let user = try await caller.engine.directory.user(asked.uid) else {
                throw CaseworkError(.notFound, Label("没有该用户", "there is no such user"))
            }
            var answer = DirectoryService.user(user, isAdmin: false)
            answer.remarks = result.remarks.map(Render.label)
            return answer
        }
    }

    package func whoAmI(
        _ request: ServerRequest<V1.WhoAmIRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.User> {
        try await self.engine.serve(request) { asked, caller in
            let who = caller.principal
            let user = who.user ?? UserRow(uid: who.uid, name: who.name, memberships: [])
            var message = DirectoryService.user(user, isAdmin: who.isAdmin)
            message.known = who.user != nil
            return message
        }
    }

    private static func membership(
        _ message: V1.Membership
    ) throws(CaseworkError) -> MembershipRow {
        guard let kind = StandingKind(rawValue: message.standing.given ?? "member") else {
            throw CaseworkError(
                .invalid, Label("standing 应为 member 或 entry", "standing must be member or entry"))
        }
        return MembershipRow(office: message.office, role: message.role, kind: kind)
    }

    private static func user(_ user: UserRow, isAdmin: Bool) -> V1.User {
        V1.User(
            uid: user.uid, name: user.name,
            memberships: user.memberships.map {
                V1.Membership(office: $0.office, role: $0.role, standing: $0.kind.rawValue)
            }, admin: isAdmin, known: true)
    }
}
