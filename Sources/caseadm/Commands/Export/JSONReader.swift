// SPDX-License-Identifier: Apache-2.0
package import CaseProto

/// Reads JSON (RFC 8259), strictly: what somebody may have changed is not guessed at.
package struct JSONReader {
    /// How deep lists and objects may stand in each other.
    private static let deepest = 64

    private var rest: ArraySlice<UInt8>
    private var depth = 0

    private struct Malformed: Error {}

    /// The value of a text; nil when it is none.
    package static func value(_ bytes: [UInt8]) -> JSONValue? {
        guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
        var reader = JSONReader(rest: bytes[...])
        guard let value = try? reader.value() else { return nil }
        reader.skipSpace()
        return reader.rest.isEmpty ? value : nil
    }

    private mutating func skipSpace() {
        self.rest = self.rest.drop { [0x20, 0x0A, 0x0D, 0x09].contains($0) }
    }

    private mutating func take(_ byte: Character) -> Bool {
        self.skipSpace()
        guard self.rest.first == byte.asciiValue else { return false }
        self.rest = self.rest.dropFirst()
        return true
    }

    private mutating func value() throws(Malformed) -> JSONValue {
        self.skipSpace()
        switch self.rest.first.map({ Character(UnicodeScalar($0)) }) {
        case "{": return .object(try self.object())
        case "[": return .array(try self.array())
        case "\"": return .string(try self.string())
        case "t", "f", "n": return try self.word()
        default: return try self.number()
        }
    }

    private mutating func word() throws(Malformed) -> JSONValue {
        let words: [(String, JSONValue)] = [
            ("true", .bool(true)), ("false", .bool(false)), ("null", .null),
        ]
        for (word, value) in words where self.rest.starts(with: word.utf8) {
            self.rest = self.rest.dropFirst(word.utf8.count)
            return value
        }
        throw Malformed()
    }

    private mutating func number() throws(Malformed) -> JSONValue {
        let digits = self.rest.prefix { Array("+-.0123456789eE".utf8).contains($0) }
        let text = String(decoding: digits, as: UTF8.self)
        self.rest = self.rest.dropFirst(digits.count)
        if let whole = Int64(text), text.first != "+" { return .integer(whole) }
        guard let number = Double(text) else { throw Malformed() }
        return .number(number)
    }

    private mutating func array() throws(Malformed) -> [JSONValue] {
        try self.enter("[")
        defer { self.depth -= 1 }
        var items: [JSONValue] = []
        if self.take("]") { return items }
        repeat { items.append(try self.value()) } while self.take(",")
        guard self.take("]") else { throw Malformed() }
        return items
    }

    private mutating func object() throws(Malformed) -> JSONObject {
        try self.enter("{")
        defer { self.depth -= 1 }
        var object = JSONObject()
        var names: Set<String> = []
        if self.take("}") { return object }
        repeat {
            self.skipSpace()
            let name = try self.string()
            // Whoever reads the first and whoever reads the last would read two things.
            guard names.insert(name).inserted, self.take(":") else { throw Malformed() }
            object.append(name, try self.value())
        } while self.take(",")
        guard self.take("}") else { throw Malformed() }
        return object
    }

    private mutating func enter(_ bracket: Character) throws(Malformed) {
        self.depth += 1
        guard self.depth <= JSONReader.deepest, self.take(bracket) else { throw Malformed() }
    }

    private mutating func string() throws(Malformed) -> String {
        guard self.take("\"") else { throw Malformed() }
        var bytes: [UInt8] = []
        while let byte = self.rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"): bytes += try self.escape()
            case ..<0x20: throw Malformed()
            default: bytes.append(byte)
            }
        }
        throw Malformed()
    }

    private mutating func escape() throws(Malformed) -> [UInt8] {
        let plain: [Character: Character] = [
            "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r",
            "t": "\t",
        ]
        guard let letter = self.rest.popFirst().map({ Character(UnicodeScalar($0)) }) else {
            throw Malformed()
        }
        if let known = plain[letter] { return Array(String(known).utf8) }
        guard letter == "u" else { throw Malformed() }
        var code = try self.unit()
        if (0xD800..<0xDC00).contains(code) {
            guard self.rest.starts(with: "\\u".utf8) else { throw Malformed() }
            self.rest = self.rest.dropFirst(2)
            let low = try self.unit()
            guard (0xDC00..<0xE000).contains(low) else { throw Malformed() }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = UnicodeScalar(code) else { throw Malformed() }
        return Array(String(scalar).utf8)
    }

    private mutating func unit() throws(Malformed) -> UInt32 {
        let digits = self.rest.prefix(4)
        self.rest = self.rest.dropFirst(4)
        guard digits.count == 4, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw Malformed() }
        return unit
    }
}

extension JSONValue {
    /// The member of an object.
    subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    /// The text it is.
    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The whole number it is; on the wire's JSON also one written as digits.
    var whole: Int64? {
        switch self {
        case .integer(let number): number
        case .string(let text): Int64(text)
        default: nil
        }
    }

    /// The list it is.
    var items: [JSONValue]? {
        guard case .array(let items) = self else { return nil }
        return items
    }
}
