// SPDX-License-Identifier: Apache-2.0

/// The plainer descriptor set from which protoc-gen-c makes the C.
///
/// Only field numbers and wire types travel, so everything else may differ from the public files:
/// - proto2 instead of proto3: presence everywhere, and merging that is right;
/// - `bytes` for `string`: a NUL inside is kept, and nothing runs `strlen`;
/// - `int32` for enums: no C enum, no name clash, unknown numbers are kept;
/// - packed repeated scalars, as proto3 has them;
/// - maps as repeated entry messages; synthetic oneofs of `optional` dropped;
/// - fields called `f<number>`, oneofs `o<index>`: no C keyword, no duplicate member;
/// - no services, enums, comments or json names.
package struct PlainSet {
    private let schema: Schema

    /// The plainer form of a schema.
    package init(_ schema: Schema) { self.schema = schema }

    /// The descriptor set's bytes.
    package var bytes: [UInt8] {
        var set = WireWriter()
        for file in schema.files {
            set.message(1) { out in
                out.text(1, file.name)
                out.text(2, file.package)
                for dependency in file.dependencies { out.text(3, dependency) }
                for message in file.messages { out.message(4) { write(message, to: &$0) } }
            }
        }
        return set.bytes
    }

    private func write(_ message: Message, to out: inout WireWriter) {
        out.text(1, message.name)
        for field in message.fields { out.message(2) { write(field, of: message, to: &$0) } }
        for inner in message.nested { out.message(3) { write(inner, to: &$0) } }
        for (new, _) in message.realOneofs.enumerated() {
            out.message(8) { $0.text(1, "o\(new)") }
        }
    }

    private func write(_ field: Field, of message: Message, to out: inout WireWriter) {
        out.text(1, "f\(field.number)")
        out.number(3, UInt64(field.number))
        out.number(4, field.repeated ? 3 : 1)
        switch field.type {
        case .string: out.number(5, FieldType.bytes.rawValue)
        case .enum: out.number(5, FieldType.int32.rawValue)
        default: out.number(5, field.type.rawValue)
        }
        if field.type == .message { out.text(6, "." + field.typeName) }
        if field.repeated && field.type.packs {
            out.message(8) { $0.number(2, field.packed == false ? 0 : 1) }
        }
        if let oneof = field.oneof, let new = message.realOneofs.firstIndex(of: oneof) {
            out.number(9, UInt64(new))
        }
    }
}

extension Message {
    /// Indices of the oneofs that the file wrote itself, in order.
    package var realOneofs: [Int] {
        oneofs.indices.filter { index in fields.contains { $0.oneof == index } }
    }
}
