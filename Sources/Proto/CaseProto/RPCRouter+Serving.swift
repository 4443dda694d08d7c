// SPDX-License-Identifier: Apache-2.0
package import GRPCCore

// One function for each kind of method, so that generated code says only what it serves.

extension RPCRouter {
    mutating func serve<Input: ProtoMessage, Output: ProtoMessage>(
        unary method: MethodDescriptor,
        _ handler:
            @Sendable @escaping (ServerRequest<Input>, ServerContext) async throws ->
            ServerResponse<Output>
    ) {
        serve(bidirectionalStreaming: method) { request, context in
            let response = try await handler(ServerRequest(stream: request), context)
            return StreamingServerResponse(single: response)
        }
    }

    mutating func serve<Input: ProtoMessage, Output: ProtoMessage>(
        clientStreaming method: MethodDescriptor,
        _ handler:
            @Sendable @escaping (StreamingServerRequest<Input>, ServerContext) async throws ->
            ServerResponse<Output>
    ) {
        serve(bidirectionalStreaming: method) { request, context in
            StreamingServerResponse(single: try await handler(request, context))
        }
    }

    mutating func serve<Input: ProtoMessage, Output: ProtoMessage>(
        serverStreaming method: MethodDescriptor,
        _ handler:
            @Sendable @escaping (ServerRequest<Input>, ServerContext) async throws ->
            StreamingServerResponse<Output>
    ) {
        serve(bidirectionalStreaming: method) { request, context in
            try await handler(ServerRequest(stream: request), context)
        }
    }

    package mutating func serve<Input: ProtoMessage, Output: ProtoMessage>(
        bidirectionalStreaming method: MethodDescriptor,
        _ handler:
            @Sendable @escaping (StreamingServerRequest<Input>, ServerContext) async throws ->
            StreamingServerResponse<Output>
    ) {
        registerHandler(
            forMethod: method, deserializer: ProtoDeserializer<Input>(),
            serializer: ProtoSerializer<Output>(), handler: handler)
    }
}
