// SPDX-License-Identifier: Apache-2.0

/// Writes structs and enums: `cases.messages.swift`.
struct SwiftMessages {
    let types: SwiftTypes

    func file(_ file: SchemaFile, namespace: String) -> String {
        var out = SwiftText(source: file.name, imports: [])
        for item in file.enums {
            out.line()
            out.block("extension \(namespace)") { write(item, to: &$0) }
        }
        for message in file.messages {
            out.line()
            out.block("extension \(namespace)") { write(message, to: &$0) }
        }
        return out.text
    }

    private func write(_ message: Message, to out: inout SwiftText) {
        out.doc(message.comment, otherwise: "The message `\(message.fullName)`.")
        out.block("public struct \(Names.type(message.name)): ProtoMessage") { out in
            out.line("/// The message's full name in the .proto file.")
            out.line("public static let protoName = \"\(message.fullName)\"")
            for property in properties(message) {
                out.line()
                out.doc(property.comment, otherwise: "The field `\(property.source)`.")
                out.line("public var \(property.name): \(property.type) = \(property.value)")
            }
            out.line()
            out.line("/// A message with every field unset.")
            out.line("public init() {}")
            writeInitializer(message, to: &out)
            for oneof in message.realOneofs { writeOneof(message, oneof, to: &out) }
            for item in message.enums {
                out.line()
                write(item, to: &out)
            }
            for inner in message.nested where !inner.isMapEntry {
                out.line()
                write(inner, to: &out)
            }
        }
    }

    private struct Property {
        var name: String
        var source: String
        var type: String
        var value: String
        var comment: String
    }

    /// Properties in field order; a oneof stands where its first member does.
    private func properties(_ message: Message) -> [Property] {
        var seen: Set<Int> = []
        var properties: [Property] = []
        for field in message.fields {
            if let oneof = field.oneof {
                guard seen.insert(oneof).inserted else { continue }
                let name = message.oneofs[oneof]
                properties.append(
                    Property(
                        name: Names.member(name), source: name, type: Names.type(name) + "?",
                        value: "nil", comment: ""))
            } else {
                properties.append(
                    Property(
                        name: Names.member(field.name), source: field.name,
                        type: types.propertyType(field), value: types.propertyDefault(field),
                        comment: field.comment))
            }
        }
        return properties
    }

    private func writeInitializer(_ message: Message, to out: inout SwiftText) {
        let properties = properties(message)
        if properties.isEmpty { return }
        let last = properties.count - 1
        out.line()
        out.line("/// A message with these fields; what is left out is unset.")
        out.line("public init(")
        for (index, item) in properties.enumerated() {
            let comma = index == last ? "" : ","
            out.line("    \(item.name): \(item.type) = \(item.value)\(comma)")
        }
        out.block(")") { out in
            for item in properties { out.line("self.\(item.name) = \(item.name)") }
        }
    }

    private func writeOneof(_ message: Message, _ oneof: Int, to out: inout SwiftText) {
        let name = message.oneofs[oneof]
        out.line()
        out.line("/// The choice `\(name)`: one of these, or unset.")
        out.block("public enum \(Names.type(name)): Sendable, Hashable") { out in
            for field in message.members(of: oneof) {
                out.doc(field.comment, otherwise: "The field `\(field.name)`.")
                out.line("case \(Names.member(field.name))(\(types.valueType(field)))")
            }
        }
    }

    private func write(_ item: Enumeration, to out: inout SwiftText) {
        let prefix = Names.sharedPrefix(item)
        var first: [Int32: String] = [:]
        var cases: [(name: String, source: String, number: Int32)] = []
        var aliases: [(name: String, of: String)] = []
        for value in item.values {
            let name = Names.enumCase(String(value.name.dropFirst(prefix.count)))
            if let known = first[value.number] {
                aliases.append((name, known))
            } else {
                first[value.number] = name
                cases.append((name, value.name, value.number))
            }
        }
        out.doc(item.comment, otherwise: "The enum `\(item.fullName)`.")
        out.block("public enum \(Names.type(item.name)): Sendable, Hashable") { out in
            for value in cases {
                out.line("/// `\(value.source)`, \(value.number).")
                out.line("case \(value.name)")
            }
            out.line("/// A number that this version does not know.")
            out.line("case unrecognized(Int32)")
            for alias in aliases {
                out.line("/// Another name of the same number.")
                out.line("public static var \(alias.name): Self { .\(alias.of) }")
            }
            out.line()
            out.line("/// The case of a number.")
            out.block("public init(rawValue: Int32)") { out in
                out.block("switch rawValue") { out in
                    for value in cases {
                        out.line("case \(value.number): self = .\(value.name)")
                    }
                    out.line("default: self = .unrecognized(rawValue)")
                }
            }
            out.line()
            out.line("/// The number on the wire.")
            out.block("public var rawValue: Int32") { out in
                out.block("switch self") { out in
                    for value in cases { out.line("case .\(value.name): \(value.number)") }
                    out.line("case .unrecognized(let number): number")
                }
            }
            out.line()
            out.line("/// The name in the .proto file, or the number when it has none.")
            out.block("public var json: JSONValue") { out in
                out.block("switch self") { out in
                    for value in cases {
                        out.line("case .\(value.name): .string(\"\(value.source)\")")
                    }
                    out.line("case .unrecognized(let number): .integer(Int64(number))")
                }
            }
        }
    }
}
