// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import WorkCalendar
internal import Workflow

extension Columns {
    /// A value kept as JSON.
    ///
    /// - Throws: ``StoreError/unusable(_:)`` when the column holds something else.
    func json<T: JSONReadable>(_ index: CInt, as type: T.Type = T.self) throws -> T {
        try self.tree(index) { try T(json: $0) }
    }

    /// A value kept as JSON, or nothing.
    func jsonIfAny<T: JSONReadable>(_ index: CInt, as type: T.Type = T.self) throws -> T? {
        self.isNull(index) ? nil : try self.json(index)
    }

    /// Values by name, kept as JSON.
    func dictionary<T: JSONReadable>(_ index: CInt, of type: T.Type = T.self) throws -> [String: T]
    {
        try self.tree(index) { try $0.dictionary() }
    }

    private func tree<T>(_ index: CInt, _ read: (JSONTree) throws -> T) throws -> T {
        do {
            return try self.utf8(index) { try read(try JSONTree($0)) }
        } catch {
            throw StoreError.unusable(
                "a stored value cannot be read: \(error): \(self.text(index).prefix(200))")
        }
    }
}

/// A change as it stands in the history's column; personal values stand in a table of their own.
struct StoredChange {
    /// The field.
    var f: String
    /// Before.
    var b: Value?
    /// After.
    var a: Value?
    /// The salted digest, for personal fields.
    var d: String?
}

/// What columns hold.
protocol JSONReadable {
    /// Reads what ``JSONText`` wrote.
    init(json: JSONTree) throws
}

extension String: JSONReadable {
    init(json: JSONTree) throws { self = try json.string }
}

extension Array: JSONReadable where Element: JSONReadable {
    init(json: JSONTree) throws { self = try json.items.map { try Element(json: $0) } }
}

extension JSONTree {
    /// The members of an object, by name.
    func dictionary<T: JSONReadable>() throws -> [String: T] {
        let members = try self.members
        var values: [String: T] = [:]
        values.reserveCapacity(members.count)
        for (key, value) in members { values[key] = try T(json: value) }
        return values
    }
}

extension Value: JSONReadable {
    init(json: JSONTree) throws {
        switch json {
        case .string(let text): self = .text(text)
        case .array(let items): self = .list(try items.map { try Value(json: $0) })
        default: self = .record(try json.dictionary())
        }
    }
}

extension Party: JSONReadable {
    init(json: JSONTree) throws {
        self.init(
            office: try json["office"]?.string, name: try json.required("name").string)
    }
}

extension StoredChange: JSONReadable {
    init(json: JSONTree) throws {
        self.init(
            f: try json.required("f").string, b: try json["b"].map { try Value(json: $0) },
            a: try json["a"].map { try Value(json: $0) }, d: try json["d"]?.string)
    }
}

extension Day: JSONReadable {
    init(json: JSONTree) throws {
        let text = try json.string
        guard let day = Day(text) else {
            throw StoreError.unusable("\(text) is no day in the form 2025-04-01")
        }
        self = day
    }
}

extension ClockRun: JSONReadable {
    init(json: JSONTree) throws {
        func day(_ key: String, _ tree: JSONTree) throws -> Day? {
            try tree[key].map { try Day(json: $0) }
        }
        self.init(
            clock: try json.required("clock").string, run: Int(try json.required("run").integer),
            startedOn: try day("startedOn", json),
            startSequence: try json.required("startSequence").integer,
            limits: try json.required("limits").items.map { Int(try $0.integer) })
        self.calendar = try json["calendar"]?.string
        self.extensions = try json.required("extensions").items.map { item in
            Granted(
                sequence: try item.required("sequence").integer,
                asked: try Day(json: try item.required("asked")))
        }
        self.pauses =
            try json["pauses"]?.items.map { item in
                var pause = Pause(
                    reason: try item.required("reason").string, from: try day("from", item),
                    fromSequence: try item.required("fromSequence").integer)
                pause.to = try day("to", item)
                pause.toSequence = try item["toSequence"]?.integer
                return pause
            } ?? []
        self.stoppedOn = try day("stoppedOn", json)
        self.stopSequence = try json["stopSequence"]?.integer
        self.due = try day("due", json)
        self.originalDue = try day("originalDue", json)
        self.isProvisional = json["isProvisional"] == .bool(true)
        self.expiryHandled = json["expiryHandled"] == .bool(true)
        self.binding = try json["binding"].map { Int(try $0.integer) }
        self.holder = try json["holder"].map { holder in
            Party(office: try holder["office"]?.string, name: try holder.required("name").string)
        }
    }
}
