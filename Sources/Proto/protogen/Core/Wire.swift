// SPDX-License-Identifier: Apache-2.0

/// What stops the generator: one sentence for the person who runs it.
package struct GeneratorError: Error, Hashable, CustomStringConvertible {
    /// What is wrong, where, and what to do.
    package let description: String

    /// An error with its sentence.
    package init(_ description: String) { self.description = description }
}

/// One field of a message on the wire.
package struct WireField {
    /// The field's number.
    package let number: Int
    /// A varint or fixed value; 0 for bytes.
    package let value: UInt64
    /// The bytes of a length-delimited field; empty otherwise.
    package let bytes: ArraySlice<UInt8>

    /// The bytes as text, as descriptors carry names.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Reads the fields of one message, in order.
package struct WireReader {
    private var rest: ArraySlice<UInt8>

    /// A reader at the start of a message.
    package init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    /// All fields of a message; throws when the bytes are not one.
    package static func fields(_ bytes: ArraySlice<UInt8>) throws(GeneratorError) -> [WireField] {
        var reader = WireReader(bytes)
        var fields: [WireField] = []
        while let field = try reader.next() { fields.append(field) }
        return fields
    }

    /// The varints of a packed field.
    package static func varints(_ bytes: ArraySlice<UInt8>) throws(GeneratorError) -> [UInt64] {
        var reader = WireReader(bytes)
        var values: [UInt64] = []
        while !reader.rest.isEmpty { values.append(try reader.varint()) }
        return values
    }

    private mutating func next() throws(GeneratorError) -> WireField? {
        if rest.isEmpty { return nil }
        let tag = try varint()
        let number = Int(tag >> 3)
        switch tag & 7 {
        case 0: return WireField(number: number, value: try varint(), bytes: [])
        case 1: return WireField(number: number, value: try fixed(8), bytes: [])
        case 2:
            let length = try varint()
            guard length <= UInt64(rest.count) else { throw cutShort }
            let bytes = rest.prefix(Int(length))
            rest = rest.dropFirst(Int(length))
            return WireField(number: number, value: 0, bytes: bytes)
        case 5: return WireField(number: number, value: try fixed(4), bytes: [])
        default: throw GeneratorError("The descriptor set has a wire type that no protoc writes.")
        }
    }

    private mutating func varint() throws(GeneratorError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = rest.popFirst(), shift < 64 {
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
            shift += 7
        }
        throw cutShort
    }

    private mutating func fixed(_ count: Int) throws(GeneratorError) -> UInt64 {
        guard rest.count >= count else { throw cutShort }
        var value: UInt64 = 0
        for byte in rest.prefix(count).reversed() { value = value << 8 | UInt64(byte) }
        rest = rest.dropFirst(count)
        return value
    }

    private var cutShort: GeneratorError {
        GeneratorError("The descriptor set is cut short; make it again with protoc -o.")
    }
}

/// Writes the fields of one message.
package struct WireWriter {
    /// What has been written.
    package private(set) var bytes: [UInt8] = []

    /// An empty message.
    package init() {}

    /// Writes a varint field.
    package mutating func number(_ field: Int, _ value: UInt64) {
        varint(UInt64(field) << 3)
        varint(value)
    }

    /// Writes a text field.
    package mutating func text(_ field: Int, _ value: String) { data(field, Array(value.utf8)) }

    /// Writes a bytes field, or a message given by its bytes.
    package mutating func data(_ field: Int, _ value: [UInt8]) {
        varint(UInt64(field) << 3 | 2)
        varint(UInt64(value.count))
        bytes += value
    }

    /// Writes a message field.
    package mutating func message(_ field: Int, _ body: (inout WireWriter) -> Void) {
        var inner = WireWriter()
        body(&inner)
        data(field, inner.bytes)
    }

    /// Writes bytes as they are: for tests that make what no writer would.
    package mutating func raw(_ value: [UInt8]) { bytes += value }

    /// Writes a bare varint, the least bytes that hold it.
    package mutating func varint(_ value: UInt64) {
        var rest = value
        while rest > 0x7F {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
