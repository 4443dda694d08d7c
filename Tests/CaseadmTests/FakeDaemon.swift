// SPDX-License-Identifier: Apache-2.0
import CaseProto
import CaseadmText
import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import Synchronization
import Testing

@testable import CaseadmCommands

/// A daemon that answers with fixtures and remembers what it was asked.
final class FakeDaemon: Sendable {
    /// What was asked, in order.
    let asked = Mutex<[any ProtoMessage]>([])
    /// Errors to throw, one a call, before answering.
    let errors: Mutex<[RPCError]>
    /// What each watch is told; then it is lost, but the last one stays open.
    let watches: Mutex<[[V1.WatchEvent]]>
    /// Called when a watch has been told what it is told.
    let onWatch = Mutex<@Sendable () -> Void>({})

    init(errors: [RPCError] = [], watches: [[V1.WatchEvent]] = [Fixtures.watched]) {
        self.errors = Mutex(errors)
        self.watches = Mutex(watches)
    }

    /// Remembers the request, then answers or throws the next error.
    func answer<Request: ProtoMessage, Answer: Sendable>(
        _ request: Request, _ answer: @autoclosure () -> Answer
    ) throws -> ServerResponse<Answer> {
        asked.withLock { $0.append(request) }
        let error = errors.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if let error { throw error }
        return ServerResponse(message: answer())
    }

    /// The requests of one kind.
    func requests<Request: ProtoMessage>(_ type: Request.Type = Request.self) -> [Request] {
        asked.withLock { $0.compactMap { $0 as? Request } }
    }

    /// Serves on a socket of its own while `body` runs.
    func serve<R: Sendable>(_ body: (_ socket: String) async throws -> R) async throws -> R {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "caseadm-\(UInt32.random(in: 0...UInt32.max)).sock").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let transport = HTTP2ServerTransport.Posix(
            address: .unixDomainSocket(path: path), transportSecurity: .plaintext)
        let services: [any RegistrableRPCService] = [
            FakeCases(daemon: self), FakeDeadlines(daemon: self), FakeDirectory(daemon: self),
            FakeSessions(daemon: self),
            FakeRules(daemon: self), FakeWork(daemon: self), FakeReports(daemon: self),
            FakeAdmin(daemon: self),
        ]
        return try await withGRPCServer(transport: transport, services: services) { server in
            _ = try await server.listeningAddress
            return try await body(path)
        }
    }

    /// An error as the daemon sends refusals.
    static func refusing(_ refusal: V1.Refusal, _ code: RPCError.Code) throws -> RPCError {
        let details = V1.StatusDetails(
            code: 9, message: "refused",
            details: [
                V1.StatusDetail(typeUrl: "type.googleapis.com/other", value: [1]),
                V1.StatusDetail(
                    typeUrl: "type.googleapis.com/cased.v1.Refusal", value: try refusal.bytes()),
            ])
        var metadata = Metadata()
        metadata.addBinary(try details.bytes(), forKey: "grpc-status-details-bin")
        return RPCError(code: code, message: "refused", metadata: metadata)
    }
}

/// What one run of the program wrote, and its exit code.
struct Ran: Sendable {
    var code: Int32
    var out: String
    var err: String

    /// Runs the program within this process.
    static func program(
        _ arguments: [String], environment: [String: String] = [:], screen: Screen = .file,
        interruption: @escaping @Sendable () -> AsyncStream<Void> = { AsyncStream { _ in } }
    ) async -> Ran {
        let written = Written()
        let console = Console(
            environment: environment, screen: screen,
            out: { text in written.texts.withLock { $0.out += text } },
            err: { text in written.texts.withLock { $0.err += text } },
            interruption: interruption)
        let status = await Program.run(arguments, console)
        return written.texts.withLock { Ran(code: status.rawValue, out: $0.out, err: $0.err) }
    }

    private final class Written: Sendable {
        let texts = Mutex((out: "", err: ""))
    }
}
