// SPDX-License-Identifier: Apache-2.0

/// Writes the JSON forms: `cases.json.swift`.
struct SwiftJSON {
    let types: SwiftTypes
    /// Messages whose JSON is written by hand.
    let own: Set<String>

    func file(_ file: SchemaFile) -> String {
        var out = SwiftText(source: file.name, imports: [])
        for message in file.messages.flatMap(\.withNested)
        where !message.isMapEntry && !own.contains(message.fullName) {
            out.line()
            out.block("extension \(types.name(message.fullName))") { write(message, to: &$0) }
        }
        return out.text
    }

    private func write(_ message: Message, to out: inout SwiftText) {
        out.line("/// The message as JSON, keys as in the .proto file, in its order.")
        out.block("public var json: JSONValue") { out in
            if message.fields.isEmpty {
                out.line("return .object(JSONObject())")
                return
            }
            out.line("var object = JSONObject()")
            var seen: Set<Int> = []
            for field in message.fields {
                if let oneof = field.oneof {
                    if seen.insert(oneof).inserted { write(oneof, of: message, to: &out) }
                } else {
                    write(field, to: &out)
                }
            }
            out.line("return .object(object)")
        }
    }

    private func write(_ field: Field, to out: inout SwiftText) {
        let source = "self.\(Names.member(field.name))"
        let key = "\"\(field.name)\""
        switch types.shape(field) {
        case .single, .member:
            out.line("object.append(\(key), \(types.json(field, source)))")
        case .optional:
            let value = types.json(field, "value")
            out.line("if let value = \(source) { object.append(\(key), \(value)) }")
        case .repeated:
            let value = types.json(field, "$0")
            out.line("object.append(\(key), .list(\(source)) { \(value) })")
        case .map(_, let value):
            let text = types.json(value, "$0")
            out.line("object.append(\(key), .map(\(source)) { \(text) })")
        }
    }

    private func write(_ oneof: Int, of message: Message, to out: inout SwiftText) {
        out.block("switch self.\(Names.member(message.oneofs[oneof]))") { out in
            for field in message.members(of: oneof) {
                let value = types.json(field, "value")
                out.line("case .\(Names.member(field.name))(let value)?:")
                out.line("    object.append(\"\(field.name)\", \(value))")
            }
            out.line("case nil: break")
        }
    }
}
