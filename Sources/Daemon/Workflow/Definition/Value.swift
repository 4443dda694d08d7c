// SPDX-License-Identifier: Apache-2.0

/// A field's value, in the canonical text of its type: dates ISO, integers as digits, amounts as
/// decimal strings, booleans `true` and `false`, offices by code.
package enum Value: Hashable, Sendable {
    /// A single value.
    case text(String)
    /// Several values in order.
    case list([Value])
    /// A value of named parts.
    case record([String: String])

    /// The text of a single value.
    package var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The values of a list; a single value is a list of one.
    package var items: [Value] {
        if case .list(let items) = self { items } else { [self] }
    }

    /// The texts in a list, records left out.
    package var texts: [String] {
        self.items.compactMap(\.text)
    }

    /// Whether there is nothing in it: an empty text or an empty list counts as not given.
    package var isEmpty: Bool {
        switch self {
        case .text(let text): text.isEmpty
        case .list(let items): items.isEmpty
        case .record(let parts): parts.isEmpty
        }
    }

    /// As one line for people.
    package var line: String {
        switch self {
        case .text(let text): text
        case .list(let items): items.map(\.line).joined(separator: "、")
        case .record(let parts):
            parts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
                .joined(separator: " ")
        }
    }
}

extension Value: Codable {
    /// Reads a JSON string, array or object.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // Homogeneous lists are tried first: each value that is not what was tried costs an error, and
        // a population of an inspection has hundreds of records.
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let texts = try? container.decode([String].self) {
            self = .list(texts.map(Value.text))
        } else if let records = try? container.decode([[String: String]].self) {
            self = .list(records.map(Value.record))
        } else if let items = try? container.decode([Value].self) {
            self = .list(items)
        } else {
            self = .record(try container.decode([String: String].self))
        }
    }

    /// Writes a JSON string, array or object.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .list(let items): try container.encode(items)
        case .record(let parts): try container.encode(parts)
        }
    }
}
