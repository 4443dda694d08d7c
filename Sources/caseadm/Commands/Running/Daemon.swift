// SPDX-License-Identifier: Apache-2.0
package import CaseProto
internal import CaseadmText
internal import GRPCCore
package import GRPCNIOTransportHTTP2Posix
internal import Glibc

/// The services of the daemon over one connection.
package struct Daemon: Sendable {
    private let client: GRPCClient<HTTP2ClientTransport.Posix>

    fileprivate init(_ client: GRPCClient<HTTP2ClientTransport.Posix>) { self.client = client }

    /// Cases.
    package var cases: CasesClient<HTTP2ClientTransport.Posix> { CasesClient(client) }
    /// Deadlines.
    package var deadlines: DeadlinesClient<HTTP2ClientTransport.Posix> { DeadlinesClient(client) }
    /// Offices and users.
    package var directory: DirectoryClient<HTTP2ClientTransport.Posix> { DirectoryClient(client) }
    /// Who is signed in at the page.
    package var sessions: SessionsClient<HTTP2ClientTransport.Posix> { SessionsClient(client) }
    /// The rulebook.
    package var rules: RulesClient<HTTP2ClientTransport.Posix> { RulesClient(client) }
    /// Deliveries.
    package var work: WorkClient<HTTP2ClientTransport.Posix> { WorkClient(client) }
    /// Figures.
    package var reports: ReportsClient<HTTP2ClientTransport.Posix> { ReportsClient(client) }
    /// Whether it serves.
    package var health: HealthClient<HTTP2ClientTransport.Posix> { HealthClient(client) }
    /// The daemon itself.
    package var admin: AdminClient<HTTP2ClientTransport.Posix> { AdminClient(client) }
}

/// Calls the daemon at a path, again when the connection is lost.
package struct DaemonCaller: Sendable {
    /// The socket.
    package let path: String

    /// Calls over this socket.
    package init(path: String) { self.path = path }

    /// Runs `body` over a connection of its own and gives its answer.
    ///
    /// When the daemon is gone or stopping, `body` is run again, at most twice more. So what it
    /// sends must be made beforehand: only then is a retry the same request, with the same id.
    /// Throws `Failure` alone.
    package func call<Answer: Sendable>(
        _ body: @Sendable (Daemon) async throws -> Answer
    ) async throws(Failure) -> Answer {
        var attempt = 0
        while true {
            do {
                return try await once(body)
            } catch let error as RPCError where error.isLoss {
                try await pause(after: error, attempt: attempt)
                attempt += 1
            } catch let error as RPCError {
                throw Failure(error)
            } catch let error as Failure {
                throw error
            } catch {
                throw .failed(Text(same: "\(error)"))
            }
        }
    }

    /// Runs `body` once, over a connection of its own.
    ///
    /// - Parameter wasThere: whether the daemon has ever answered, asked when the attempt has ended:
    ///   then it is only being restarted when its socket is gone, or it has no place.
    /// - Returns: nil when the daemon or the connection went away.
    package func attempt<Answer: Sendable>(
        wasThere: () -> Bool, _ body: @Sendable (Daemon) async throws -> Answer
    ) async throws(Failure) -> Answer? {
        do {
            return try await once(body)
        } catch let error as RPCError where error.isLoss {
            if !wasThere(), let reason = Unreachable(probing: path), !reason.mayPass {
                throw .unreachable(path: path, reason)
            }
            return nil
        } catch let error as RPCError {
            if wasThere(), error.code == .resourceExhausted { return nil }
            throw Failure(error)
        } catch let error as Failure {
            if wasThere(), case .unreachable(_, .missing) = error { return nil }
            throw error
        } catch {
            throw .failed(Text(same: "\(error)"))
        }
    }

    private func once<Answer: Sendable>(
        _ body: @Sendable (Daemon) async throws -> Answer
    ) async throws -> Answer {
        if let reason = Unreachable(forPath: path) { throw Failure.unreachable(path: path, reason) }
        let transport = try HTTP2ClientTransport.Posix(
            target: .unixDomainSocket(path: path), transportSecurity: .plaintext,
            serviceConfig: CallLimits.serviceConfig)
        return try await withGRPCClient(transport: transport) { client in
            try await body(Daemon(client))
        }
    }

    /// Waits before the next attempt, or throws what the last one met.
    private func pause(after error: RPCError, attempt: Int) async throws(Failure) {
        if let reason = Unreachable(probing: path), !reason.mayPass || attempt >= CallLimits.retries
        {
            throw .unreachable(path: path, reason)
        }
        guard attempt < CallLimits.retries else {
            if let refusal = V1.Refusal(in: error.metadata) { throw .refused(refusal) }
            throw .unreachable(path: path, .silent(error.message))
        }
        do {
            try await Task.sleep(for: CallLimits.firstPause * (1 << (2 * attempt)))
        } catch {
            throw .failed(Text(zh: "已中断", en: "interrupted"))
        }
    }
}

/// What a call may cost.
enum CallLimits {
    /// What the daemon gives of a list at once: fewer are the last of it.
    static let page = 1_000
    /// How long the daemon may take to answer: what it decides takes milliseconds, but a disk may
    /// stall.
    static let answer = Duration.seconds(60)
    /// How long it may take where the work grows with the data: the whole chain, a year of
    /// warnings, a large document, a rulebook checked for every profile.
    static let longAnswer = Duration.seconds(600)
    /// The longest answer: a supervision office's whole list, some hundred bytes an item.
    static let answerBytes = 64 << 20

    /// The limits as the transport takes them.
    static var serviceConfig: ServiceConfig {
        let long = [
            AdminMethods.verify, AdminMethods.examine, AdminMethods.clock,
            CasesMethods.attachDocument,
            CasesMethods.getDocument, CasesMethods.actsBy,
            RulesMethods.check, RulesMethods.preview, RulesMethods.install,
            RulesMethods.rollback, RulesMethods.migrate, RulesMethods.recount,
            ReportsMethods.figures, ReportsMethods.circular,
        ].map {
            MethodConfig.Name(service: $0.service.fullyQualifiedService, method: $0.method)
        }
        // A part of an import waits for its turn, and takes as long as others' acts leave it.
        let endless = [CasesMethods.watch, WorkMethods.planImport].map {
            MethodConfig.Name(service: $0.service.fullyQualifiedService, method: $0.method)
        }
        return ServiceConfig(methodConfig: [
            config([MethodConfig.Name(service: "", method: "")], answer), config(long, longAnswer),
            config(endless, nil),
        ])
    }

    /// The transport (2.9.2) takes the limit of requests for that of answers, too.
    private static func config(_ names: [MethodConfig.Name], _ timeout: Duration?) -> MethodConfig {
        MethodConfig(
            names: names, timeout: timeout, maxRequestMessageBytes: answerBytes,
            maxResponseMessageBytes: answerBytes)
    }

    /// Attempts after the first.
    static let retries = 2
    /// The first pause; the second is four times as long, enough for a restart of the daemon.
    static let firstPause = Duration.milliseconds(200)
    /// The longest pause of what goes on for ever: each is twice the one before.
    static let longestPause = Duration.seconds(5)
    /// How long completions of the shell may take before they give up.
    static let completion = Duration.seconds(2)
}

extension RPCError {
    /// Whether the connection or the daemon went away, so that the same request may be sent again.
    fileprivate var isLoss: Bool { code == .unavailable }
}

extension Unreachable {
    /// Whether a daemon that is just being restarted looks like this.
    fileprivate var mayPass: Bool {
        switch self {
        case .refused, .silent: true
        case .missing, .forbidden, .tooLong, .other: false
        }
    }

    /// What is wrong with the path, seen without connecting.
    fileprivate init?(forPath path: String) {
        let capacity = MemoryLayout.size(ofValue: sockaddr_un().sun_path)
        guard path.utf8.count < capacity else {
            self = .tooLong
            return
        }
        guard access(path, F_OK) != 0 else { return nil }
        self.init(errno)
    }

    /// What a connection meets; nil when it would be accepted.
    fileprivate init?(probing path: String) {
        if let reason = Unreachable(forPath: path) {
            self = reason
            return
        }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else {
            self = .other(String(cString: strerror(errno)))
            return
        }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result != 0 else { return nil }
        self.init(errno)
    }

    private init(_ code: Int32) {
        switch code {
        case ENOENT, ENOTDIR: self = .missing
        case ECONNREFUSED: self = .refused
        case EACCES, EPERM: self = .forbidden
        default: self = .other(String(cString: strerror(code)))
        }
    }
}
