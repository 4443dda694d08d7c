// SPDX-License-Identifier: Apache-2.0

/// A field's type, by the numbers of `FieldDescriptorProto.Type`.
///
/// Groups are not among them.
package enum FieldType: UInt64, Sendable {
    case double = 1
    case float, int64, uint64, int32, fixed64, fixed32, bool, string
    case message = 11
    case bytes, uint32, `enum`, sfixed32, sfixed64, sint32, sint64

    /// Whether a repeated field of this type may be packed.
    package var packs: Bool { self != .string && self != .bytes && self != .message }
}

/// A field of a message.
package struct Field: Sendable {
    package var name = ""
    package var number = 0
    package var repeated = false
    package var type = FieldType.int32
    /// Full name of the message or enum, without the leading dot.
    package var typeName = ""
    /// The real oneof it belongs to, by index; nil for the synthetic one of `optional`.
    package var oneof: Int?
    package var optional = false
    /// `[packed = …]` when the file says so.
    package var packed: Bool?
    package var comment = ""
}

/// A message.
package struct Message: Sendable {
    package var name = ""
    /// Package, outer messages and name, with dots.
    package var fullName = ""
    package var fields: [Field] = []
    package var nested: [Message] = []
    package var enums: [Enumeration] = []
    /// Names of all oneofs, the synthetic ones too, so that indices hold.
    package var oneofs: [String] = []
    package var isMapEntry = false
    package var comment = ""
}

/// An enum.
package struct Enumeration: Sendable {
    package var name = ""
    package var fullName = ""
    package var values: [(name: String, number: Int32)] = []
    package var comment = ""
}

/// A method of a service.
package struct Method: Sendable {
    package var name = ""
    package var input = ""
    package var output = ""
    package var clientStreams = false
    package var serverStreams = false
    package var comment = ""
}

/// A service.
package struct Service: Sendable {
    package var name = ""
    package var fullName = ""
    package var methods: [Method] = []
    package var comment = ""
}

/// One .proto file.
package struct SchemaFile: Sendable {
    package var name = ""
    package var package = ""
    package var dependencies: [String] = []
    package var messages: [Message] = []
    package var enums: [Enumeration] = []
    package var services: [Service] = []
    /// The file as a `FileDescriptorProto`, without comments.
    package var described: [UInt8] = []

    /// What others may ask for by name: messages, enums, services and methods, with the package.
    package var symbols: [String] {
        messages.flatMap(\.withNested).flatMap { [$0.fullName] + $0.enums.map(\.fullName) }
            + enums.map(\.fullName)
            + services.flatMap { service in
                [service.fullName] + service.methods.map { "\(service.fullName).\($0.name)" }
            }
    }

    /// `cases` of `cased/v1/cases.proto`.
    package var stem: String {
        let base = name.split(separator: "/").last.map(String.init) ?? name
        return base.hasSuffix(".proto") ? String(base.dropLast(6)) : base
    }
}

/// All files of a descriptor set, and its messages by name.
package struct Schema: Sendable {
    /// The files, in the order of their dependencies.
    package let files: [SchemaFile]
    /// Every message, map entries too, by full name.
    package let messages: [String: Message]

    /// Reads a descriptor set, refusing what the generator cannot do right: proto2, groups,
    /// extensions, recursion.
    package init(descriptorSet: [UInt8]) throws(GeneratorError) {
        var files: [SchemaFile] = []
        for field in try WireReader.fields(descriptorSet[...]) where field.number == 1 {
            files.append(try SchemaFile(field.bytes))
        }
        var messages: [String: Message] = [:]
        for file in files {
            for message in file.messages.flatMap(\.withNested) {
                messages[message.fullName] = message
            }
        }
        self.files = files
        self.messages = messages
        try refuseUnknownTypes()
        try refuseRecursion()
    }

    /// Messages in all files that are not map entries, outer before inner.
    package var plainMessages: [Message] {
        files.flatMap { $0.messages.flatMap(\.withNested) }.filter { !$0.isMapEntry }
    }

    private func refuseUnknownTypes() throws(GeneratorError) {
        for message in messages.values {
            for field in message.fields
            where field.type == .message && messages[field.typeName] == nil {
                throw GeneratorError(
                    "\(message.fullName).\(field.name) has the type \(field.typeName), which is "
                        + "not in the descriptor set; run protoc with --include_imports.")
            }
        }
    }

    /// Recursive messages let a small input nest without end, and structs cannot hold themselves.
    private func refuseRecursion() throws(GeneratorError) {
        var done: Set<String> = []
        for name in messages.keys.sorted() { try visit(name, path: [], done: &done) }
    }

    private func visit(_ name: String, path: [String], done: inout Set<String>)
        throws(GeneratorError)
    {
        guard done.insert(name).inserted else { return }
        let here = path + [name]
        for field in messages[name]?.fields ?? [] where field.type == .message {
            if let start = here.firstIndex(of: field.typeName) {
                let circle = (here[start...] + [field.typeName]).joined(separator: " > ")
                throw GeneratorError("Recursive messages are not supported: \(circle).")
            }
            try visit(field.typeName, path: here, done: &done)
        }
    }
}

extension Message {
    /// The message and all messages inside it.
    package var withNested: [Message] { [self] + nested.flatMap(\.withNested) }
}
