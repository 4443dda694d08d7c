// SPDX-License-Identifier: Apache-2.0

/// A JSON value.
///
/// Objects keep the order in which their members were added.
public enum JSONValue: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// Any number. NaN and the infinities, which JSON lacks, are written as strings.
    case number(Double)
    /// Text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Members in their order.
    case object(JSONObject)
}

/// The members of a JSON object, in their order.
///
/// Can be written as a literal, `["zh": .string("")]` or `[("zh", .string(""))]`, and gone through
/// as a collection of names and values.
public struct JSONObject: Sendable, Hashable {
    private struct Member: Sendable, Hashable {
        var name: String
        var value: JSONValue
    }

    private var members: [Member] = []

    /// An object without members.
    public init() {}

    /// An object with these members; names are not checked for being different.
    public init(_ members: some Sequence<(String, JSONValue)>) {
        for (name, value) in members { append(name, value) }
    }

    /// Adds a member at the end.
    public mutating func append(_ name: String, _ value: JSONValue) {
        members.append(Member(name: name, value: value))
    }

    /// The value of the first member of this name.
    public subscript(name: String) -> JSONValue? {
        members.first { $0.name == name }?.value
    }
}

extension JSONObject: RandomAccessCollection {
    /// The first index.
    public var startIndex: Int { 0 }
    /// The index past the last.
    public var endIndex: Int { members.count }
    /// A member.
    public subscript(position: Int) -> (name: String, value: JSONValue) {
        (members[position].name, members[position].value)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
    /// `["name": value]`.
    public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
    /// `[("name", value)]`.
    public init(arrayLiteral elements: (String, JSONValue)...) { self.init(elements) }
}

extension JSONValue {
    /// A whole number of any size: as digits in a string when it is beyond `Int64`.
    static func unsigned(_ value: UInt64) -> JSONValue {
        Int64(exactly: value).map { .integer($0) } ?? .string(String(value))
    }

    /// Bytes as base64 with padding (RFC 4648, section 4).
    static func base64(_ bytes: [UInt8]) -> JSONValue { .string(Base64.text(bytes)) }

    /// A list, each element by `form`.
    static func list<T>(_ items: [T], _ form: (T) -> JSONValue) -> JSONValue {
        .array(items.map(form))
    }

    /// A map as an object, sorted by key.
    static func map<K: Hashable & LosslessStringConvertible, V>(
        _ map: [K: V], _ form: (V) -> JSONValue
    ) -> JSONValue {
        let members = map.map { (String($0.key), form($0.value)) }
        return .object(JSONObject(members.sorted { $0.0 < $1.0 }))
    }
}

/// Base64 with padding (RFC 4648, section 4).
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits = 0
            for offset in 0..<3 {
                bits = bits << 8 | (offset < group.count ? Int(group[start + offset]) : 0)
            }
            for place in 0..<4 {
                let padding = place > group.count
                out.append(
                    padding ? UInt8(ascii: "=") : alphabet[bits >> (18 - 6 * place) & 0x3F])
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
