// SPDX-License-Identifier: Apache-2.0

/// How a field stands in its Swift struct.
enum FieldShape {
    case single, optional, repeated
    case map(key: Field, value: Field)
    case member
}

/// What the output files share: Swift names of types, and expressions for values.
struct SwiftTypes {
    let schema: Schema
    private let names: [String: String]

    /// `namespaces`: package -> Swift enum, such as cased.v1 -> V1.
    init(_ schema: Schema, namespaces: [String: String]) throws(GeneratorError) {
        var names: [String: String] = [:]
        for file in schema.files {
            guard let space = namespaces[file.package] else {
                throw GeneratorError(
                    "No namespace for package \(file.package) of \(file.name); "
                        + "add --namespace \(file.package)=Name.")
            }
            Self.name(file.enums, in: space, into: &names)
            for message in file.messages { try Self.name(message, in: space, into: &names) }
        }
        self.schema = schema
        self.names = names
    }

    private static func name(
        _ enums: [Enumeration], in scope: String, into names: inout [String: String]
    ) {
        for item in enums { names[item.fullName] = scope + "." + Names.type(item.name) }
    }

    private static func name(
        _ message: Message, in scope: String, into names: inout [String: String]
    ) throws(GeneratorError) {
        let shadows: Set<String> = [
            "String", "Int32", "Int64", "UInt8", "UInt32", "UInt64", "Double", "Float", "Bool",
        ]
        if shadows.contains(message.name) {
            throw GeneratorError("\(message.fullName) hides Swift's own type; rename the message.")
        }
        let swiftName = scope + "." + Names.type(message.name)
        names[message.fullName] = swiftName
        name(message.enums, in: swiftName, into: &names)
        for inner in message.nested { try name(inner, in: swiftName, into: &names) }
    }

    /// The Swift name of a message or enum.
    func name(_ fullName: String) -> String { names[fullName] ?? fullName }

    func shape(_ field: Field) -> FieldShape {
        if field.oneof != nil { return .member }
        if field.repeated {
            guard field.type == .message, let entry = schema.messages[field.typeName],
                entry.isMapEntry, let key = entry.fields.first(where: { $0.number == 1 }),
                let value = entry.fields.first(where: { $0.number == 2 })
            else { return .repeated }
            return .map(key: key, value: value)
        }
        return field.optional || field.type == .message ? .optional : .single
    }

    /// The Swift type of one value of a field.
    func valueType(_ field: Field) -> String {
        switch field.type {
        case .double: "Double"
        case .float: "Float"
        case .int64, .sint64, .sfixed64: "Int64"
        case .uint64, .fixed64: "UInt64"
        case .int32, .sint32, .sfixed32: "Int32"
        case .uint32, .fixed32: "UInt32"
        case .bool: "Bool"
        case .string: "String"
        case .bytes: "[UInt8]"
        case .message, .enum: name(field.typeName)
        }
    }

    /// The Swift type of a field's property.
    func propertyType(_ field: Field) -> String {
        switch shape(field) {
        case .single, .member: valueType(field)
        case .optional: valueType(field) + "?"
        case .repeated: "[\(valueType(field))]"
        case .map(let key, let value): "[\(valueType(key)): \(valueType(value))]"
        }
    }

    /// The proto3 default of a field's property.
    func propertyDefault(_ field: Field) -> String {
        switch shape(field) {
        case .single, .member: valueDefault(field)
        case .optional: "nil"
        case .repeated: "[]"
        case .map: "[:]"
        }
    }

    /// The proto3 default of one value.
    func valueDefault(_ field: Field) -> String {
        switch field.type {
        case .string: "\"\""
        case .bytes: "[]"
        case .bool: "false"
        case .enum: name(field.typeName) + "(rawValue: 0)"
        case .message: name(field.typeName) + "()"
        default: "0"
        }
    }

    /// Swift that reads a C value.
    func read(_ field: Field, _ value: String, label: String) -> String {
        switch field.type {
        case .string: "try FromC.text(\(value), \"\(label)\")"
        case .bytes: "FromC.blob(\(value))"
        case .bool: "\(value) != 0"
        case .enum: "\(name(field.typeName))(rawValue: \(value))"
        case .message: "try \(name(field.typeName))(\(value), depth - 1)"
        default: value
        }
    }

    /// Swift that makes a C value.
    func write(_ field: Field, _ value: String) -> String {
        switch field.type {
        case .string: "try arena.text(\(value))"
        case .bytes: "try arena.blob(\(value))"
        case .bool: "\(value) ? 1 : 0"
        case .enum: "\(value).rawValue"
        case .message: "try arena.message(\(value))"
        default: value
        }
    }

    /// Swift that says a value is not its proto3 default.
    ///
    /// -0.0 is not 0.
    func differs(_ field: Field, _ value: String) -> String {
        switch field.type {
        case .string, .bytes: "!\(value).isEmpty"
        case .bool: value
        case .enum: "\(value).rawValue != 0"
        case .double, .float: "\(value).bitPattern != 0"
        default: "\(value) != 0"
        }
    }

    /// Swift that makes a JSON value.
    func json(_ field: Field, _ value: String) -> String {
        switch field.type {
        case .string: ".string(\(value))"
        case .bytes: ".base64(\(value))"
        case .bool: ".bool(\(value))"
        case .double: ".number(\(value))"
        case .float: ".number(Double(\(value)))"
        case .uint64, .fixed64: ".unsigned(\(value))"
        case .int64, .sint64, .sfixed64: ".integer(\(value))"
        case .int32, .sint32, .sfixed32, .uint32, .fixed32: ".integer(Int64(\(value)))"
        case .message, .enum: "\(value).json"
        }
    }
}

extension Message {
    /// Fields that are properties of their own: all but the members of oneofs.
    var ownFields: [Field] { fields.filter { $0.oneof == nil } }

    func members(of oneof: Int) -> [Field] { fields.filter { $0.oneof == oneof } }
}
