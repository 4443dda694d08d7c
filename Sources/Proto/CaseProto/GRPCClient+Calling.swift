// SPDX-License-Identifier: Apache-2.0
internal import GRPCCore

// One function for each kind of method, so that generated code says only what it calls.

extension GRPCClient {
    func call<Input: ProtoMessage, Output: ProtoMessage>(
        unary method: MethodDescriptor,
        _ request: Input, _ metadata: Metadata, _ options: CallOptions
    ) async throws -> Output {
        try await unary(
            request: ClientRequest(message: request, metadata: metadata), descriptor: method,
            serializer: ProtoSerializer<Input>(), deserializer: ProtoDeserializer<Output>(),
            options: options
        ) { try $0.message }
    }

    func call<Input: ProtoMessage, Output: ProtoMessage>(
        clientStreaming method: MethodDescriptor,
        _ producer: @Sendable @escaping (RPCWriter<Input>) async throws -> Void,
        _ metadata: Metadata, _ options: CallOptions
    ) async throws -> Output {
        try await clientStreaming(
            request: StreamingClientRequest(metadata: metadata, producer: producer),
            descriptor: method, serializer: ProtoSerializer<Input>(),
            deserializer: ProtoDeserializer<Output>(), options: options
        ) { try $0.message }
    }

    func call<Input: ProtoMessage, Output: ProtoMessage, Result: Sendable>(
        serverStreaming method: MethodDescriptor,
        _ request: Input, _ metadata: Metadata, _ options: CallOptions,
        _ onResponse:
            @Sendable @escaping (RPCAsyncSequence<Output, any Error>) async throws -> Result
    ) async throws -> Result {
        try await serverStreaming(
            request: ClientRequest(message: request, metadata: metadata), descriptor: method,
            serializer: ProtoSerializer<Input>(), deserializer: ProtoDeserializer<Output>(),
            options: options
        ) { try await onResponse($0.messages) }
    }

    func call<Input: ProtoMessage, Output: ProtoMessage, Result: Sendable>(
        bidirectionalStreaming method: MethodDescriptor,
        _ producer: @Sendable @escaping (RPCWriter<Input>) async throws -> Void,
        _ metadata: Metadata, _ options: CallOptions,
        _ onResponse:
            @Sendable @escaping (RPCAsyncSequence<Output, any Error>) async throws -> Result
    ) async throws -> Result {
        try await bidirectionalStreaming(
            request: StreamingClientRequest(metadata: metadata, producer: producer),
            descriptor: method, serializer: ProtoSerializer<Input>(),
            deserializer: ProtoDeserializer<Output>(), options: options
        ) { try await onResponse($0.messages) }
    }
}
