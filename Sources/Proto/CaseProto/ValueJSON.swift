// SPDX-License-Identifier: Apache-2.0

// Values print as plain JSON, without the names of the choice: people and scripts want
// {"title":"…"}, not {"title":{"text":"…"}}. An unset value is null.

extension V1.Value {
    /// Text as a string, a list as an array, a record as an object of strings.
    public var json: JSONValue {
        switch kind {
        case .text(let text)?: .string(text)
        case .list(let list)?: list.json
        case .record(let record)?: record.json
        case nil: .null
        }
    }
}

extension V1.ValueList {
    /// An array of the items.
    public var json: JSONValue { .list(items) { $0.json } }
}

extension V1.ValueItem {
    /// Text as a string, a record as an object of strings.
    public var json: JSONValue {
        switch kind {
        case .text(let text)?: .string(text)
        case .record(let record)?: record.json
        case nil: .null
        }
    }
}

extension V1.Record {
    /// An object of strings, sorted by key.
    public var json: JSONValue { .map(fields) { .string($0) } }
}
