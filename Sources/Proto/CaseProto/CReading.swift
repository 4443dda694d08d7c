// SPDX-License-Identifier: Apache-2.0
internal import CCaseProto

/// What generated code calls to take values out of C structs.
enum FromC {
    /// Text, checked: protobuf-c never looks whether strings are UTF-8, and hands over any bytes with
    /// their length.
    ///
    /// A NUL inside is refused, here for every text that comes over the wire: databases, C libraries
    /// and file names end a text there.
    static func text(_ data: ProtobufCBinaryData, _ field: StaticString) throws(ProtoError)
        -> String
    {
        if data.len == 0 { return "" }
        let buffer = UnsafeBufferPointer(start: data.data, count: data.len)
        if let offset = buffer.firstIndex(of: 0) { throw .nul(field: "\(field)", at: offset) }
        do {
            return String(copying: try UTF8Span(validating: buffer.span))
        } catch {
            throw .notUTF8(field: "\(field)", at: error.byteOffsets.lowerBound)
        }
    }

    /// Bytes.
    static func blob(_ data: ProtobufCBinaryData) -> [UInt8] {
        [UInt8](UnsafeBufferPointer(start: data.data, count: data.len))
    }

    /// A list of texts.
    static func texts(
        _ list: UnsafeMutablePointer<ProtobufCBinaryData>?, _ count: Int, _ field: StaticString
    ) throws(ProtoError) -> [String] {
        guard let list, count > 0 else { return [] }
        var result: [String] = []
        result.reserveCapacity(count)
        for index in 0..<count { result.append(try text(list[index], field)) }
        return result
    }

    /// A list of byte strings.
    static func blobs(_ list: UnsafeMutablePointer<ProtobufCBinaryData>?, _ count: Int) -> [[UInt8]]
    {
        guard let list, count > 0 else { return [] }
        return (0..<count).map { blob(list[$0]) }
    }

    /// A list of numbers.
    static func numbers<T: BitwiseCopyable>(_ list: UnsafeMutablePointer<T>?, _ count: Int) -> [T] {
        guard let list, count > 0 else { return [] }
        return [T](UnsafeBufferPointer(start: list, count: count))
    }

    /// A list of messages.
    ///
    /// `depth`: levels still allowed for each of them.
    static func messages<M: CMessage>(
        _ list: UnsafeMutablePointer<UnsafeMutablePointer<M.C>?>?, _ count: Int, _ depth: Int
    ) throws(ProtoError) -> [M] {
        guard let list, count > 0 else { return [] }
        var result: [M] = []
        result.reserveCapacity(count)
        for index in 0..<count {
            if let c = list[index] { result.append(try M(c, depth)) }
        }
        return result
    }
}
