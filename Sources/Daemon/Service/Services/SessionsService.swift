// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
package import CaseProto
internal import Casework
package import GRPCCore
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Serves `cased.v1.Sessions`.
package struct SessionsService: SessionsServing {
    private let engine: ServedEngine
    private let trustsProxies: Bool

    /// A service over an engine.
    ///
    /// - Parameter trustsProxies: the page may say who somebody is, as a proxy in front of it found out.
    package init(_ engine: ServedEngine, trustsProxies: Bool = false) {
        self.engine = engine
        self.trustsProxies = trustsProxies
    }
}

// Coming in.
extension SessionsService {
    package func signIn(
        _ request: ServerRequest<V1.SignInRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Session> {
        try await self.engine.serve(request) { asked, caller in
            guard asked.password.utf8.count <= CaseworkLimits.passwordBytes else {
                throw CaseworkError.invalid("password", "密码太长", "the password is too long")
            }
            return Render.session(
                try await caller.engine.signIns.signIn(asked.name, asked.password))
        }
    }

    package func signInTrusted(
        _ request: ServerRequest<V1.SignInTrustedRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Session> {
        try await self.engine.serve(request) { asked, caller in
            guard self.trustsProxies else {
                throw CaseworkError(
                    .permission,
                    Label(
                        "未启用统一身份认证:设置 trust_proxies 为 true 后方可",
                        "no proxy is trusted; the setting trust_proxies must be true for that"))
            }
            return Render.session(try await caller.engine.signIns.signIn(subject: asked.subject))
        }
    }

    package func getLink(
        _ request: ServerRequest<V1.LinkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Link> {
        try await self.engine.serve(request) { asked, caller in
            let view = try await caller.engine.signIns.link(asked.token)
            return V1.Link(
                userName: view.user.name, workflowLabel: Render.label(view.workflow),
                eventLabel: Render.label(view.event), until: view.row.endsAt.description,
                usedAt: view.row.usedAt?.description ?? "")
        }
    }

    package func followLink(
        _ request: ServerRequest<V1.LinkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Session> {
        try await self.engine.serve(request) { asked, caller in
            Render.session(try await caller.engine.signIns.follow(link: asked.token))
        }
    }
}

// Being in, and going out.
extension SessionsService {
    package func signOut(
        _ request: ServerRequest<V1.SignOutRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.SignOutResponse> {
        try await self.engine.serve(request) { asked, caller in
            try await caller.engine.signIns.signOut(Gate.token, everywhere: asked.everywhere)
            return V1.SignOutResponse()
        }
    }

    package func changePassword(
        _ request: ServerRequest<V1.ChangePasswordRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ChangePasswordResponse> {
        try await self.engine.serve(request) { asked, caller in
            try await caller.engine.signIns.changePassword(
                of: Gate.token, from: asked.old, to: asked.password)
            return V1.ChangePasswordResponse()
        }
    }

    package func listSessions(
        _ request: ServerRequest<V1.ListSessionsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListSessionsResponse> {
        try await self.engine.serve(request) { asked, caller in
            var number: Int64?
            if let who = asked.who.given {
                number = try await caller.engine.directory.user(named: who).number
            }
            return V1.ListSessionsResponse(
                sessions: try await caller.engine.signIns.rows(of: number).map {
                    Render.session($0.row, of: $0.user)
                })
        }
    }

    package func endSessions(
        _ request: ServerRequest<V1.EndSessionsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.EndSessionsResponse> {
        try await self.engine.serve(request) { asked, caller in
            let number = try await caller.engine.directory.user(named: asked.who).number
            return V1.EndSessionsResponse(
                ended: Int32(
                    clamping: try await caller.engine.signIns.end(
                        sessionsOf: number, caller.request("", payload: []))))
        }
    }
}

// What is handed out.
extension SessionsService {
    package func givePassword(
        _ request: ServerRequest<V1.GivePasswordRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.GivenPassword> {
        try await self.engine.serve(request) { asked, caller in
            let user = try await caller.engine.directory.user(named: asked.who)
            // Under no id: what is told once is not told again to who repeats it.
            let given = try await caller.engine.signIns.givePassword(
                to: user.number, caller.request("", payload: []))
            return V1.GivenPassword(
                userNumber: user.number, userName: user.name,
                signIn: user.signIn.given ?? user.login?.name ?? "", password: given.password,
                until: given.endsAt.description)
        }
    }

    package func sendLink(
        _ request: ServerRequest<V1.SendLinkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.SentLink> {
        try await self.engine.serve(request) { asked, caller in
            let user = try await caller.engine.directory.user(named: asked.who)
            let sent = try await caller.engine.signIns.send(
                LinkCommand(
                    caseID: asked.caseId, event: asked.event, user: user.number,
                    days: asked.days == 0 ? nil : Int(asked.days),
                    forOffice: asked.forOffice.given), caller.request("", payload: []))
            return V1.SentLink(
                token: sent.token, userName: user.name, until: sent.endsAt.description)
        }
    }
}

extension Render {
    fileprivate static func session(_ entrance: SignIns.Entrance) -> V1.Session {
        V1.Session(
            token: entrance.token, userNumber: entrance.user.number, userName: entrance.user.name,
            until: entrance.endsAt.description, mustChange: entrance.mustChange,
            caseId: entrance.errand?.caseID ?? "", event: entrance.errand?.event ?? "")
    }

    fileprivate static func session(_ row: SignInRow, of user: UserRow) -> V1.SessionRow {
        V1.SessionRow(
            userNumber: user.number, userName: user.name, door: row.door.rawValue,
            doorLabel: Render.label(Render.label(of: row.door)), link: row.isLink,
            since: row.madeAt.description, until: row.endsAt.description,
            caseId: row.errand?.caseID ?? "", event: row.errand?.event ?? "")
    }
}
