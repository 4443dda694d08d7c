// SPDX-License-Identifier: Apache-2.0
internal import CCaseProto

/// The memory of one message on its way between C and Swift.
///
/// Valid only inside `with`.
struct Arena {
    private let raw: UnsafeMutablePointer<cp_arena>
    private let limit: Int

    /// Runs `body` with a fresh arena and frees everything afterwards.
    ///
    /// - Parameters:
    ///   - first: Bytes of the first block.
    ///   - limit: Bytes in all.
    ///   - stack: Bytes of stack that allocating callers may go below this one.
    ///   - body: What uses the arena.
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws.
    static func with<R>(
        first: Int, limit: Int, stack: Int, _ body: (Arena) throws(ProtoError) -> R
    ) throws(ProtoError) -> R {
        var state = cp_arena()
        return try withUnsafeMutablePointer(to: &state) { raw throws(ProtoError) in
            cp_arena_start(raw, first, limit, stack)
            defer { cp_arena_clear(raw) }
            return try body(Arena(raw: raw, limit: limit))
        }
    }

    /// Bytes taken from the system so far.
    var reserved: Int { raw.pointee.reserved }

    /// The arena as protobuf-c wants it.
    var allocator: ProtobufCAllocator { cp_arena_allocator(raw) }

    /// Throws when the arena has refused something.
    func throwRefusal() throws(ProtoError) {
        switch raw.pointee.refusal {
        case CP_ARENA_FINE: return
        case CP_ARENA_TOO_DEEP: throw .tooDeep
        case CP_ARENA_TOO_LARGE: throw .tooLarge(limit: limit)
        default: throw .outOfMemory
        }
    }

    /// Room for `count` values, not set to anything.
    private func room<T>(_ count: Int, of type: T.Type) throws(ProtoError)
        -> UnsafeMutablePointer<T>
    {
        guard let piece = cp_arena_alloc(raw, count * MemoryLayout<T>.stride) else {
            try throwRefusal()
            throw .outOfMemory
        }
        return piece.bindMemory(to: type, capacity: count)
    }

    /// A C struct with its defaults.
    func new<C>(_ type: C.Type, _ start: (UnsafeMutablePointer<C>) -> Void) throws(ProtoError)
        -> UnsafeMutablePointer<C>
    {
        let piece = try room(1, of: type)
        start(piece)
        return piece
    }

    /// A list of `count` pointers, all NULL.
    func pointers<C>(_ count: Int, to type: C.Type) throws(ProtoError)
        -> UnsafeMutablePointer<UnsafeMutablePointer<C>?>
    {
        let list = try room(count, of: UnsafeMutablePointer<C>?.self)
        list.initialize(repeating: nil, count: count)
        return list
    }

    /// A message as a C struct.
    func message<M: CMessage>(_ message: M) throws(ProtoError) -> UnsafeMutablePointer<M.C> {
        let c = try new(M.C.self, M.cInit)
        try message.fill(c, self)
        return c
    }

    /// Messages as a list of C structs; nil for none.
    func messages<M: CMessage>(_ messages: [M]) throws(ProtoError)
        -> UnsafeMutablePointer<UnsafeMutablePointer<M.C>?>?
    {
        if messages.isEmpty { return nil }
        let list = try pointers(messages.count, to: M.C.self)
        for index in messages.indices { list[index] = try message(messages[index]) }
        return list
    }

    /// Text as bytes.
    ///
    /// Swift's strings are valid UTF-8, so nothing is checked.
    func text(_ text: String) throws(ProtoError) -> ProtobufCBinaryData {
        let count = text.utf8.count
        if count == 0 { return ProtobufCBinaryData(len: 0, data: nil) }
        let piece = try room(count, of: UInt8.self)
        _ = UnsafeMutableBufferPointer(start: piece, count: count).initialize(from: text.utf8)
        return ProtobufCBinaryData(len: count, data: piece)
    }

    /// Bytes.
    func blob(_ bytes: [UInt8]) throws(ProtoError) -> ProtobufCBinaryData {
        if bytes.isEmpty { return ProtobufCBinaryData(len: 0, data: nil) }
        let piece = try room(bytes.count, of: UInt8.self)
        _ = UnsafeMutableBufferPointer(start: piece, count: bytes.count).initialize(from: bytes)
        return ProtobufCBinaryData(len: bytes.count, data: piece)
    }

    /// Texts as a list; nil for none.
    func texts(_ texts: [String]) throws(ProtoError) -> UnsafeMutablePointer<ProtobufCBinaryData>? {
        if texts.isEmpty { return nil }
        let list = try room(texts.count, of: ProtobufCBinaryData.self)
        for index in texts.indices { list[index] = try text(texts[index]) }
        return list
    }

    /// Byte strings as a list; nil for none.
    func blobs(_ blobs: [[UInt8]]) throws(ProtoError)
        -> UnsafeMutablePointer<ProtobufCBinaryData>?
    {
        if blobs.isEmpty { return nil }
        let list = try room(blobs.count, of: ProtobufCBinaryData.self)
        for index in blobs.indices { list[index] = try blob(blobs[index]) }
        return list
    }

    /// Numbers as a list; nil for none.
    func numbers<T: BitwiseCopyable>(_ numbers: [T]) throws(ProtoError)
        -> UnsafeMutablePointer<T>?
    {
        if numbers.isEmpty { return nil }
        let list = try room(numbers.count, of: T.self)
        for index in numbers.indices { list[index] = numbers[index] }
        return list
    }
}
