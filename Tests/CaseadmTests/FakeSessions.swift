// SPDX-License-Identifier: Apache-2.0
import CaseProto
import GRPCCore

/// The sessions of the fake daemon.
struct FakeSessions: SessionsServing {
    let daemon: FakeDaemon

    func signIn(
        _ request: ServerRequest<V1.SignInRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Session> {
        try daemon.answer(request.message, V1.Session())
    }

    func signInTrusted(
        _ request: ServerRequest<V1.SignInTrustedRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Session> {
        try daemon.answer(request.message, V1.Session())
    }

    func getLink(
        _ request: ServerRequest<V1.LinkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Link> { try daemon.answer(request.message, V1.Link()) }

    func followLink(
        _ request: ServerRequest<V1.LinkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.Session> {
        try daemon.answer(request.message, V1.Session())
    }

    func signOut(
        _ request: ServerRequest<V1.SignOutRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.SignOutResponse> {
        try daemon.answer(request.message, V1.SignOutResponse())
    }

    func changePassword(
        _ request: ServerRequest<V1.ChangePasswordRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ChangePasswordResponse> {
        try daemon.answer(request.message, V1.ChangePasswordResponse())
    }

    func givePassword(
        _ request: ServerRequest<V1.GivePasswordRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.GivenPassword> {
        try daemon.answer(
            request.message,
            V1.GivenPassword(
                userNumber: 1, userName: "赵六", signIn: "zhaoliu", password: "abcd-efgh-jkmn",
                until: "2025-04-01T01:05:00.000Z"))
    }

    func listSessions(
        _ request: ServerRequest<V1.ListSessionsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.ListSessionsResponse> {
        try daemon.answer(
            request.message,
            V1.ListSessionsResponse(sessions: [
                V1.SessionRow(
                    userNumber: 1, userName: "赵六", door: "password",
                    since: "2025-04-01T01:05:00.000Z", until: "2025-04-01T13:05:00.000Z")
            ]))
    }

    func endSessions(
        _ request: ServerRequest<V1.EndSessionsRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.EndSessionsResponse> {
        try daemon.answer(request.message, V1.EndSessionsResponse(ended: 2))
    }

    func sendLink(
        _ request: ServerRequest<V1.SendLinkRequest>, context: ServerContext
    ) async throws -> ServerResponse<V1.SentLink> {
        try daemon.answer(
            request.message,
            V1.SentLink(token: "0a1b", userName: "李某", until: "2025-04-15T01:05:00.000Z"))
    }
}
