// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
package import GRPCCore
package import GRPCNIOTransportHTTP2Posix

/// The daemon, over one connection for all who are signed in.
package struct DaemonLink: Sendable {
    package typealias Transport = HTTP2ClientTransport.Posix

    /// The connection.
    package let client: GRPCClient<Transport>

    /// A connection to a socket, which is made when it is first needed, and again when it is lost.
    package init(socket: String) throws {
        self.client = GRPCClient(
            transport: try HTTP2ClientTransport.Posix(
                target: .unixDomainSocket(path: socket), transportSecurity: .plaintext,
                serviceConfig: DaemonLink.limits), interceptors: [SessionMark()])
    }

    /// Keeps the connection; returns after ``stop()``, when all that was asked is answered.
    package func run() async throws { try await self.client.runConnections() }

    /// Lets what was asked come to its end, and takes nothing more.
    package func stop() { self.client.beginGracefulShutdown() }

    private static var limits: ServiceConfig {
        let long = [ReportsMethods.figures, ReportsMethods.circular, RulesMethods.handbook].map {
            MethodConfig.Name(service: $0.service.fullyQualifiedService, method: $0.method)
        }
        let files = [
            CasesMethods.attachDocument, CasesMethods.getDocument, CasesMethods.watch,
            WorkMethods.planImport,
        ].map {
            MethodConfig.Name(service: $0.service.fullyQualifiedService, method: $0.method)
        }
        func config(_ names: [MethodConfig.Name], _ seconds: Int64?) -> MethodConfig {
            MethodConfig(
                names: names, timeout: seconds.map { .seconds($0) },
                maxRequestMessageBytes: PageLimits.answerBytes,
                maxResponseMessageBytes: PageLimits.answerBytes)
        }
        return ServiceConfig(methodConfig: [
            config([MethodConfig.Name(service: "", method: "")], PageLimits.answerSeconds),
            config(long, PageLimits.longAnswerSeconds), config(files, nil),
        ])
    }
}

/// The daemon as somebody asks it: with the token of his session, or before he has one.
package struct Daemon: Sendable {
    let link: DaemonLink
    /// Empty before anybody is signed in.
    let token: String

    /// What goes with each call.
    var metadata: Metadata {
        var metadata = Metadata()
        if !self.token.isEmpty { metadata.addString(self.token, forKey: SessionMark.header) }
        return metadata
    }

    var cases: CasesClient<DaemonLink.Transport> { CasesClient(self.link.client) }
    var deadlines: DeadlinesClient<DaemonLink.Transport> { DeadlinesClient(self.link.client) }
    var directory: DirectoryClient<DaemonLink.Transport> { DirectoryClient(self.link.client) }
    var rules: RulesClient<DaemonLink.Transport> { RulesClient(self.link.client) }
    var work: WorkClient<DaemonLink.Transport> { WorkClient(self.link.client) }
    var reports: ReportsClient<DaemonLink.Transport> { ReportsClient(self.link.client) }
    var admin: AdminClient<DaemonLink.Transport> { AdminClient(self.link.client) }
    var sessions: SessionsClient<DaemonLink.Transport> { SessionsClient(self.link.client) }

    /// Asks the daemon; what it answers with is thrown as what a page can show.
    func ask<Answer: Sendable>(
        _ body: (Daemon) async throws -> Answer
    ) async throws(PageError) -> Answer {
        do {
            return try await body(self)
        } catch {
            throw PageError(error)
        }
    }
}

/// Says of each call that it comes from the page, also where nobody is signed in.
///
/// Without it the daemon would take a visitor for the page's own user, and that one may be an administrator.
private struct SessionMark: ClientInterceptor {
    /// The metadata that bears a session's token.
    static let header = "x-cased-session"
    /// What it bears where nobody is signed in.
    private static let nobody = "none"

    func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingClientRequest<Input>, context: ClientContext,
        next: (StreamingClientRequest<Input>, ClientContext) async throws ->
            StreamingClientResponse<Output>
    ) async throws -> StreamingClientResponse<Output> {
        var request = request
        if request.metadata[stringValues: SessionMark.header].first(where: { _ in true }) == nil {
            request.metadata.addString(SessionMark.nobody, forKey: SessionMark.header)
        }
        return try await next(request, context)
    }
}
