// SPDX-License-Identifier: Apache-2.0
// An echo over the same gRPC stack as the daemon's, with the same payloads and the same check of the
// peer: what is left of an act when nothing is decided and nothing is stored.
// usage: bench-echo SOCKET OUTCOMES    (OUTCOMES: folder of outcomes that the daemon gave)
import CaseProto
import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2Posix
import Service

/// Knows one user, as the daemon's gate does from its cache.
struct EchoGate: ServerInterceptor {
    func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>, context: ServerContext,
        next:
            @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
            StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        guard request.metadata[stringValues: "x-cased-peer-uid"].contains(where: { _ in true })
        else { throw RPCError(code: .unauthenticated, message: "no uid") }
        return try await next(request, context)
    }
}

/// Answers each command with the outcome the daemon gave to one of its kind.
struct EchoCases: RegistrableRPCService {
    let outcomes: [String: V1.Outcome]

    func outcome(_ event: String) -> V1.Outcome {
        self.outcomes[event] ?? V1.Outcome(kind: .done(V1.Done(caseId: "JY-2025-000001")))
    }

    func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
        router.registerHandler(
            forMethod: CasesMethods.`open`, deserializer: ProtoDeserializer<V1.OpenRequest>(),
            serializer: ProtoSerializer<V1.Outcome>()
        ) { request, _ in
            _ = try await ServerRequest(stream: request)
            return StreamingServerResponse(
                single: ServerResponse(message: self.outcome("open")))
        }
        router.registerHandler(
            forMethod: CasesMethods.act, deserializer: ProtoDeserializer<V1.ActRequest>(),
            serializer: ProtoSerializer<V1.Outcome>()
        ) { request, _ in
            let asked = try await ServerRequest(stream: request)
            return StreamingServerResponse(
                single: ServerResponse(message: self.outcome(asked.message.event)))
        }
        router.registerHandler(
            forMethod: CasesMethods.submit, deserializer: ProtoDeserializer<V1.Command>(),
            serializer: ProtoSerializer<V1.Outcome>()
        ) { request, _ in
            StreamingServerResponse(of: V1.Outcome.self) { writer in
                for try await command in request.messages {
                    switch command.kind {
                    case .open, nil: try await writer.write(self.outcome("open"))
                    case .act(let act): try await writer.write(self.outcome(act.event))
                    }
                }
                return [:]
            }
        }
    }
}

let arguments = CommandLine.arguments
guard arguments.count == 3 else {
    FileHandle.standardError.write(Data("usage: bench-echo SOCKET OUTCOMES\n".utf8))
    exit(2)
}
var outcomes: [String: V1.Outcome] = [:]
for name in try FileManager.default.contentsOfDirectory(atPath: arguments[2]) {
    let data = FileManager.default.contents(atPath: arguments[2] + "/" + name) ?? Data()
    outcomes[name] = try V1.Outcome(bytes: Array(data))
}
let admission = Admission()
let server = GRPCServer(
    transport: HTTP2ServerTransport.Posix(
        address: .unixDomainSocket(path: arguments[1]), transportSecurity: .plaintext,
        config: .defaults { config in
            config.channelDebuggingCallbacks.onAcceptHTTP2Stream = {
                PeerStamp.stamp($0, admission)
            }
        }), services: [EchoCases(outcomes: outcomes)], interceptors: [EchoGate()])
try await server.serve()
