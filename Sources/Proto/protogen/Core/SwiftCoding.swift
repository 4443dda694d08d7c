// SPDX-License-Identifier: Apache-2.0

/// Writes the conversions between structs and C: `cases.coding.swift`.
struct SwiftCoding {
    let types: SwiftTypes

    func file(_ file: SchemaFile) -> String {
        var out = SwiftText(source: file.name, imports: ["internal import CCaseProto"])
        for message in file.messages.flatMap(\.withNested) where !message.isMapEntry {
            out.line()
            write(message, to: &out)
        }
        return out.text
    }

    private func write(_ message: Message, to out: inout SwiftText) {
        let pointer = "UnsafeMutablePointer<\(Names.cType(message.fullName))>"
        out.block("extension \(types.name(message.fullName)): CMessage") { out in
            out.block("static func cInit(_ c: \(pointer))") { out in
                out.line("\(Names.cFunction(message.fullName))__init(c)")
            }
            out.line()
            out.block("init(_ c: \(pointer), _ depth: Int) throws(ProtoError)") { out in
                out.line("self.init()")
                out.line("guard depth > 0 else { throw .tooDeep }")
                for field in message.ownFields { writeRead(field, of: message, to: &out) }
                for (new, old) in message.realOneofs.enumerated() {
                    writeRead(oneof: old, new, of: message, to: &out)
                }
            }
            out.line()
            out.block("func fill(_ c: \(pointer), _ arena: Arena) throws(ProtoError)") { out in
                for field in message.ownFields { writeFill(field, to: &out) }
                for (new, old) in message.realOneofs.enumerated() {
                    writeFill(oneof: old, new, of: message, to: &out)
                }
            }
        }
    }

    private func writeRead(_ field: Field, of message: Message, to out: inout SwiftText) {
        let target = "self.\(Names.member(field.name))"
        let source = "c.pointee.f\(field.number)"
        let count = "c.pointee.n_f\(field.number)"
        let label = "\(message.fullName).\(field.name)"
        switch types.shape(field) {
        case .single:
            out.line("\(target) = \(types.read(field, source, label: label))")
        case .optional where field.type == .message:
            let value = types.read(field, "inner", label: label)
            out.line("if let inner = \(source) { \(target) = \(value) }")
        case .optional:
            let value = types.read(field, source, label: label)
            out.line("if c.pointee.has_f\(field.number) != 0 { \(target) = \(value) }")
        case .repeated:
            switch field.type {
            case .string: out.line("\(target) = try FromC.texts(\(source), \(count), \"\(label)\")")
            case .bytes: out.line("\(target) = FromC.blobs(\(source), \(count))")
            case .message:
                out.line("\(target) = try FromC.messages(\(source), \(count), depth - 1)")
            case .bool: out.line("\(target) = FromC.numbers(\(source), \(count)).map { $0 != 0 }")
            case .enum:
                let name = types.name(field.typeName)
                out.line(
                    "\(target) = FromC.numbers(\(source), \(count)).map { \(name)(rawValue: $0) }")
            default: out.line("\(target) = FromC.numbers(\(source), \(count))")
            }
        case .map(let key, let value):
            out.block("for index in 0..<Int(\(count))") { out in
                out.line("guard let entry = \(source)[index] else { continue }")
                let keyText = types.read(key, "entry.pointee.f1", label: label)
                out.line("let key = \(keyText)")
                if value.type == .message {
                    let read = types.read(value, "inner", label: label)
                    out.line("if let inner = entry.pointee.f2 {")
                    out.line("    \(target)[key] = \(read)")
                    out.line("} else {")
                    out.line("    \(target)[key] = \(types.valueDefault(value))")
                    out.line("}")
                } else {
                    let read = types.read(value, "entry.pointee.f2", label: label)
                    out.line("\(target)[key] = \(read)")
                }
            }
        case .member: break
        }
    }

    private func writeRead(
        oneof: Int, _ new: Int, of message: Message, to out: inout SwiftText
    ) {
        let target = "self.\(Names.member(message.oneofs[oneof]))"
        out.block("switch c.pointee.o\(new)_case.rawValue") { out in
            for field in message.members(of: oneof) {
                let name = Names.member(field.name)
                let label = "\(message.fullName).\(field.name)"
                let source = "c.pointee.f\(field.number)"
                if field.type == .message {
                    let value = types.read(field, "inner", label: label)
                    out.line("case \(field.number):")
                    out.line("    if let inner = \(source) { \(target) = .\(name)(\(value)) }")
                } else {
                    let value = types.read(field, source, label: label)
                    out.line("case \(field.number): \(target) = .\(name)(\(value))")
                }
            }
            out.line("default: break")
        }
    }

    private func writeFill(_ field: Field, to out: inout SwiftText) {
        let source = "self.\(Names.member(field.name))"
        let target = "c.pointee.f\(field.number)"
        let count = "c.pointee.n_f\(field.number)"
        let present = field.type == .message ? "" : "; c.pointee.has_f\(field.number) = 1"
        switch types.shape(field) {
        case .single:
            let value = types.write(field, source)
            out.line("if \(types.differs(field, source)) { \(target) = \(value)\(present) }")
        case .optional:
            let value = types.write(field, "value")
            out.line("if let value = \(source) { \(target) = \(value)\(present) }")
        case .repeated:
            let list =
                switch field.type {
                case .string: "arena.texts(\(source))"
                case .bytes: "arena.blobs(\(source))"
                case .message: "arena.messages(\(source))"
                case .bool: "arena.numbers(\(source).map { $0 ? 1 : 0 })"
                case .enum: "arena.numbers(\(source).map { $0.rawValue })"
                default: "arena.numbers(\(source))"
                }
            out.line("\(target) = try \(list)")
            out.line("\(count) = \(source).count")
        case .map(let key, let value):
            let entry = Names.cType(field.typeName)
            let start = Names.cFunction(field.typeName) + "__init"
            let order = key.type == .bool ? "!$0.key && $1.key" : "$0.key < $1.key"
            out.block("if !\(source).isEmpty") { out in
                out.line("let list = try arena.pointers(\(source).count, to: \(entry).self)")
                out.line("let pairs = \(source).sorted { \(order) }")
                out.block("for (index, pair) in pairs.enumerated()") { out in
                    out.line("let entry = try arena.new(\(entry).self, \(start))")
                    out.line("entry.pointee.f1 = \(types.write(key, "pair.key"))")
                    out.line("entry.pointee.has_f1 = 1")
                    out.line("entry.pointee.f2 = \(types.write(value, "pair.value"))")
                    if value.type != .message { out.line("entry.pointee.has_f2 = 1") }
                    out.line("list[index] = entry")
                }
                out.line("\(target) = list")
                out.line("\(count) = \(source).count")
            }
        case .member: break
        }
    }

    private func writeFill(
        oneof: Int, _ new: Int, of message: Message, to out: inout SwiftText
    ) {
        let choice = "\(Names.cType(message.fullName))__O\(new)Case"
        out.block("switch self.\(Names.member(message.oneofs[oneof]))") { out in
            for field in message.members(of: oneof) {
                out.line("case .\(Names.member(field.name))(let value)?:")
                out.line("    c.pointee.f\(field.number) = \(types.write(field, "value"))")
                out.line("    c.pointee.o\(new)_case = \(choice)(rawValue: \(field.number))")
            }
            out.line("case nil: break")
        }
    }
}
