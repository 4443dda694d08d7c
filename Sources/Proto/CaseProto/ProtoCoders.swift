// SPDX-License-Identifier: Apache-2.0
public import GRPCCore

/// Gives grpc-swift the bytes of a message, written straight into its buffer.
public struct ProtoSerializer<Message: ProtoMessage>: MessageSerializer {
    /// A serializer; it has no state.
    public init() {}

    /// The message's wire form.
    public func serialize<Bytes: GRPCContiguousBytes>(_ message: Message) throws -> Bytes {
        do {
            return try message.serialize { length, write in
                var bytes = Bytes(repeating: 0, count: length)
                bytes.withUnsafeMutableBytes { write($0) }
                return bytes
            }
        } catch {
            // Ours was the message, so the fault is ours too.
            throw RPCError(code: .internalError, message: error.description)
        }
    }
}

/// Reads messages from grpc-swift's buffers.
public struct ProtoDeserializer<Message: ProtoMessage>: MessageDeserializer {
    /// A deserializer; it has no state.
    public init() {}

    /// The message, or an `RPCError` that gives the reason.
    public func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> Message {
        do {
            return try bytes.withUnsafeBytes { try Message(serialized: $0) }
        } catch let error as ProtoError {
            throw RPCError(code: error.code, message: error.description)
        }
    }
}

extension ProtoError {
    /// What a sender of such bytes is told: that they are wrong, unless the fault is ours.
    fileprivate var code: RPCError.Code {
        switch self {
        case .malformed, .notUTF8, .nul, .tooDeep, .tooLarge: .invalidArgument
        case .outOfMemory: .resourceExhausted
        }
    }
}
