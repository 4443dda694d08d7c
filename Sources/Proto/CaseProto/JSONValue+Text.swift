// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
    /// The value on one line, without spaces.
    public var compactText: String { text(JSONWriter(step: nil)) }

    /// The value with one member or element a line, two spaces a level, no newline at the end.
    public var prettyText: String { text(JSONWriter(step: 2)) }

    private func text(_ writer: JSONWriter) -> String {
        var writer = writer
        writer.write(self, level: 0)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

/// Writes JSON text (RFC 8259).
///
/// Characters beyond ASCII stay as they are.
private struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    /// Spaces a level; nil for one line.
    private let step: Int?

    init(step: Int?) { self.step = step }

    mutating func write(_ value: JSONValue, level: Int) {
        switch value {
        case .null: put("null")
        case .bool(let value): put(value ? "true" : "false")
        case .integer(let value): put(String(value))
        case .number(let value): write(value)
        case .string(let value): write(value)
        case .array(let items):
            bracket("[", "]", items, level) { writer, item in
                writer.write(item, level: level + 1)
            }
        case .object(let members):
            bracket("{", "}", members, level) { writer, member in
                writer.write(member.name)
                writer.put(writer.step == nil ? ":" : ": ")
                writer.write(member.value, level: level + 1)
            }
        }
    }

    private mutating func bracket<Items: Collection>(
        _ open: String, _ close: String, _ items: Items, _ level: Int,
        _ each: (inout JSONWriter, Items.Element) -> Void
    ) {
        put(open)
        var first = true
        for item in items {
            if !first { put(",") }
            first = false
            newLine(level + 1)
            each(&self, item)
        }
        if !first { newLine(level) }
        put(close)
    }

    private mutating func newLine(_ level: Int) {
        guard let step else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: level * step))
    }

    private mutating func write(_ value: Double) {
        if value.isNaN {
            put("\"NaN\"")
        } else if value.isInfinite {
            put(value < 0 ? "\"-Infinity\"" : "\"Infinity\"")
        } else {
            put(value.description)
        }
    }

    private mutating func write(_ text: String) {
        put("\"")
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): put("\\\"")
            case UInt8(ascii: "\\"): put("\\\\")
            case 0x08: put("\\b")
            case 0x09: put("\\t")
            case 0x0A: put("\\n")
            case 0x0C: put("\\f")
            case 0x0D: put("\\r")
            case 0x00..<0x20, 0x7F: escape(byte)
            default: bytes.append(byte)
            }
        }
        put("\"")
    }

    private mutating func escape(_ byte: UInt8) {
        let digits = Array("0123456789abcdef".utf8)
        put("\\u00")
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
    }

    private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
