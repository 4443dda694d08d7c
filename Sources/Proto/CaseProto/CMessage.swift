// SPDX-License-Identifier: Apache-2.0
internal import CCaseProto
internal import CProtobufC

/// What generated code adds to a message: how to read it from C and write it to C.
protocol CMessage: ProtoMessage {
    /// protobuf-c's struct for it.
    associatedtype C

    /// Sets a C struct to its defaults.
    static func cInit(_ c: UnsafeMutablePointer<C>)

    /// Copies everything out of the C struct. `depth`: levels that are still allowed.
    init(_ c: UnsafeMutablePointer<C>, _ depth: Int) throws(ProtoError)

    /// Copies everything into the C struct, which has its defaults.
    func fill(_ c: UnsafeMutablePointer<C>, _ arena: Arena) throws(ProtoError)
}

extension CMessage {
    /// Reads the wire form within the standard limits.
    public init(serialized bytes: UnsafeRawBufferPointer) throws(ProtoError) {
        self = try Self.read(bytes, limits: .standard) { _ in }
    }

    /// Writes the wire form.
    public func serialize<R>(
        _ body: (_ length: Int, _ write: (UnsafeMutableRawBufferPointer) -> Void) -> R
    ) throws(ProtoError) -> R {
        let limits = ProtoLimits.standard
        return try Arena.with(first: 2_048, limit: limits.writing, stack: limits.stack) {
            arena throws(ProtoError) in
            let c = try arena.message(self)
            return try UnsafeRawPointer(c).withMemoryRebound(to: ProtobufCMessage.self, capacity: 1)
            {
                base throws(ProtoError) in
                let length = protobuf_c_message_get_packed_size(base)
                // Lengths within messages are ints in protobuf-c, and everywhere else.
                guard length <= limits.writing else { throw .tooLarge(limit: limits.writing) }
                return body(length) { target in
                    precondition(target.count >= length, "the buffer is shorter than the message")
                    guard length > 0 else { return }
                    protobuf_c_message_pack(
                        base, target.bindMemory(to: UInt8.self).baseAddress)
                }
            }
        }
    }

    /// Reads the wire form within limits.
    ///
    /// `used` hears, at the end, how many bytes were reserved.
    static func read(
        _ bytes: UnsafeRawBufferPointer, limits: ProtoLimits, used: (Int) -> Void
    ) throws(ProtoError) -> Self {
        let limit = limits.arena(bytes.count)
        let first = min(limits.firstBlock(bytes.count), limit)
        return try Arena.with(first: first, limit: limit, stack: limits.stack) {
            arena throws(ProtoError) in
            defer { used(arena.reserved) }
            let blank = try arena.new(C.self, cInit)
            let descriptor = UnsafeRawPointer(blank)
                .assumingMemoryBound(to: ProtobufCMessage.self).pointee.descriptor
            var allocator = arena.allocator
            let unpacked = protobuf_c_message_unpack(
                descriptor, &allocator, bytes.count,
                bytes.bindMemory(to: UInt8.self).baseAddress)
            try arena.throwRefusal()
            guard let unpacked else { throw .malformed(message: protoName) }
            return try Self(
                UnsafeMutableRawPointer(unpacked).assumingMemoryBound(to: C.self), limits.depth)
        }
    }
}
