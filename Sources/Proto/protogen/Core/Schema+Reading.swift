// SPDX-License-Identifier: Apache-2.0

/// Comments of one file by the path of what they stand above.
private typealias Comments = [[UInt64]: String]

extension SchemaFile {
    /// Reads a `FileDescriptorProto`.
    init(_ bytes: ArraySlice<UInt8>) throws(GeneratorError) {
        let fields = try WireReader.fields(bytes)
        var syntax = "proto2"
        var comments: Comments = [:]
        for field in fields {
            switch field.number {
            case 1: name = field.text
            case 2: package = field.text
            case 3: dependencies.append(field.text)
            case 9: comments = try readComments(field.bytes)
            case 12: syntax = field.text
            default: break
            }
        }
        guard syntax == "proto3" else {
            throw GeneratorError("\(name) is \(syntax); only syntax = \"proto3\" is supported.")
        }
        if fields.contains(where: { $0.number == 7 }) {
            throw GeneratorError("\(name) has extensions, which are not supported.")
        }
        var described = WireWriter()
        for field in fields where field.number != 9 {
            described.data(field.number, Array(field.bytes))
        }
        self.described = described.bytes
        for field in fields {
            switch field.number {
            case 4:
                let path: [UInt64] = [4, UInt64(messages.count)]
                messages.append(try Message(field.bytes, scope: package, path, comments))
            case 5:
                let path: [UInt64] = [5, UInt64(enums.count)]
                enums.append(try Enumeration(field.bytes, scope: package, path, comments))
            case 6:
                let path: [UInt64] = [6, UInt64(services.count)]
                services.append(try Service(field.bytes, scope: package, path, comments))
            default: break
            }
        }
    }
}

private func readComments(_ bytes: ArraySlice<UInt8>) throws(GeneratorError) -> Comments {
    var comments: Comments = [:]
    for location in try WireReader.fields(bytes) where location.number == 1 {
        var path: [UInt64] = []
        var text = ""
        for field in try WireReader.fields(location.bytes) {
            switch field.number {
            case 1: path = try WireReader.varints(field.bytes)
            case 3: text = field.text
            case 4 where text.isEmpty: text = field.text
            default: break
            }
        }
        if !text.isEmpty { comments[path] = text }
    }
    return comments
}

private func joined(_ scope: String, _ name: String) -> String {
    scope.isEmpty ? name : scope + "." + name
}

/// Type names in descriptors begin with a dot.
private func withoutDot(_ name: String) -> String {
    name.hasPrefix(".") ? String(name.dropFirst()) : name
}

extension Message {
    fileprivate init(
        _ bytes: ArraySlice<UInt8>, scope: String, _ path: [UInt64], _ comments: Comments
    ) throws(GeneratorError) {
        let parts = try WireReader.fields(bytes)
        name = parts.first { $0.number == 1 }?.text ?? ""
        fullName = joined(scope, name)
        comment = comments[path] ?? ""
        for part in parts {
            switch part.number {
            case 2:
                let inner = path + [2, UInt64(fields.count)]
                fields.append(try Field(part.bytes, of: fullName, comments[inner] ?? ""))
            case 3:
                let inner = path + [3, UInt64(nested.count)]
                nested.append(try Message(part.bytes, scope: fullName, inner, comments))
            case 4:
                let inner = path + [4, UInt64(enums.count)]
                enums.append(try Enumeration(part.bytes, scope: fullName, inner, comments))
            case 5, 6:
                throw GeneratorError("\(fullName) has extensions, which are not supported.")
            case 7:
                for option in try WireReader.fields(part.bytes) where option.number == 7 {
                    isMapEntry = option.value != 0
                }
            case 8:
                let oneof = try WireReader.fields(part.bytes)
                oneofs.append(oneof.first { $0.number == 1 }?.text ?? "")
            default: break
            }
        }
    }
}

extension Field {
    fileprivate init(_ bytes: ArraySlice<UInt8>, of message: String, _ comment: String)
        throws(GeneratorError)
    {
        self.comment = comment
        var typeNumber: UInt64 = 0
        var index: Int?
        for part in try WireReader.fields(bytes) {
            switch part.number {
            case 1: name = part.text
            case 3: number = Int(part.value)
            case 4: repeated = part.value == 3
            case 5: typeNumber = part.value
            case 6: typeName = withoutDot(part.text)
            case 8:
                for option in try WireReader.fields(part.bytes) where option.number == 2 {
                    packed = option.value != 0
                }
            case 9: index = Int(part.value)
            case 17: optional = part.value != 0
            default: break
            }
        }
        guard let known = FieldType(rawValue: typeNumber) else {
            throw GeneratorError("\(message).\(name) is a group, which is not supported.")
        }
        type = known
        oneof = optional ? nil : index
    }
}

extension Enumeration {
    fileprivate init(
        _ bytes: ArraySlice<UInt8>, scope: String, _ path: [UInt64], _ comments: Comments
    ) throws(GeneratorError) {
        comment = comments[path] ?? ""
        for part in try WireReader.fields(bytes) {
            switch part.number {
            case 1: name = part.text
            case 2:
                let value = try WireReader.fields(part.bytes)
                let number = value.first { $0.number == 2 }?.value ?? 0
                values.append(
                    (
                        name: value.first { $0.number == 1 }?.text ?? "",
                        number: Int32(truncatingIfNeeded: number)
                    ))
            default: break
            }
        }
        fullName = joined(scope, name)
    }
}

extension Service {
    fileprivate init(
        _ bytes: ArraySlice<UInt8>, scope: String, _ path: [UInt64], _ comments: Comments
    ) throws(GeneratorError) {
        comment = comments[path] ?? ""
        for part in try WireReader.fields(bytes) {
            if part.number == 1 { name = part.text }
            guard part.number == 2 else { continue }
            var method = Method()
            method.comment = comments[path + [2, UInt64(methods.count)]] ?? ""
            for piece in try WireReader.fields(part.bytes) {
                switch piece.number {
                case 1: method.name = piece.text
                case 2: method.input = withoutDot(piece.text)
                case 3: method.output = withoutDot(piece.text)
                case 5: method.clientStreams = piece.value != 0
                case 6: method.serverStreams = piece.value != 0
                default: break
                }
            }
            methods.append(method)
        }
        fullName = joined(scope, name)
    }
}
