// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// JSON as the columns of the store hold it, written in one pass; keys in order, so that one value is
/// one text.
struct JSONText {
    private(set) var text = ""

    /// Writes a text.
    mutating func add(_ string: String) {
        self.text.append("\"")
        if string.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) {
            for scalar in string.unicodeScalars { self.add(escaped: scalar) }
        } else {
            self.text.append(string)
        }
        self.text.append("\"")
    }

    private mutating func add(escaped scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": self.text.append("\\\"")
        case "\\": self.text.append("\\\\")
        case "\n": self.text.append("\\n")
        case "\r": self.text.append("\\r")
        case "\t": self.text.append("\\t")
        case _ where scalar.value < 0x20:
            let digits = String(scalar.value, radix: 16)
            self.text.append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
        default: self.text.unicodeScalars.append(scalar)
        }
    }

    /// Writes what stands for itself: a number, true, false.
    mutating func add(plain text: some CustomStringConvertible) {
        self.text.append(text.description)
    }

    /// Writes an array.
    mutating func add<Item>(_ items: [Item], _ add: (inout JSONText, Item) -> Void) {
        self.text.append("[")
        for (index, item) in items.enumerated() {
            if index > 0 { self.text.append(",") }
            add(&self, item)
        }
        self.text.append("]")
    }

    /// Writes an object; members that are nil are left out.
    mutating func add(members: [(key: String, add: ((inout JSONText) -> Void)?)]) {
        self.text.append("{")
        var isFirst = true
        for (key, add) in members {
            guard let add else { continue }
            if !isFirst { self.text.append(",") }
            isFirst = false
            self.add(key)
            self.text.append(":")
            add(&self)
        }
        self.text.append("}")
    }
}

/// What columns hold, written.
protocol JSONWritable {
    /// Writes itself.
    func write(to json: inout JSONText)
}

extension String: JSONWritable {
    func write(to json: inout JSONText) { json.add(self) }
}

extension Array: JSONWritable where Element: JSONWritable {
    func write(to json: inout JSONText) { json.add(self) { $1.write(to: &$0) } }
}

extension Value: JSONWritable {
    func write(to json: inout JSONText) {
        switch self {
        case .text(let text): json.add(text)
        case .list(let items): items.write(to: &json)
        case .record(let parts): json.add(dictionary: parts)
        }
    }
}

extension JSONText {
    /// Writes an object of values of one kind.
    mutating func add<T: JSONWritable>(dictionary: [String: T]) {
        self.add(
            members: dictionary.sorted { $0.key < $1.key }.map { key, value in
                (key, { value.write(to: &$0) })
            })
    }
}

extension Party: JSONWritable {
    func write(to json: inout JSONText) {
        json.add(members: [
            ("name", { $0.add(self.name) }),
            ("office", self.office.map { office in { $0.add(office) } }),
        ])
    }
}

extension StoredChange: JSONWritable {
    func write(to json: inout JSONText) {
        json.add(members: [
            ("a", self.a.map { value in { value.write(to: &$0) } }),
            ("b", self.b.map { value in { value.write(to: &$0) } }),
            ("d", self.d.map { digest in { $0.add(digest) } }),
            ("f", { $0.add(self.f) }),
        ])
    }
}

extension ClockRun: JSONWritable {
    func write(to json: inout JSONText) {
        func day(_ day: Day?) -> ((inout JSONText) -> Void)? {
            day.map { day in { $0.add(day.description) } }
        }
        func number(_ number: Int64?) -> ((inout JSONText) -> Void)? {
            number.map { number in { $0.add(plain: number) } }
        }
        json.add(members: [
            ("calendar", self.calendar.map { version in { $0.add(version) } }),
            ("clock", { $0.add(self.clock) }),
            ("due", day(self.due)),
            ("expiryHandled", { $0.add(plain: self.expiryHandled) }),
            (
                "extensions",
                { json in
                    json.add(self.extensions) { json, item in
                        json.add(members: [
                            ("asked", day(item.asked)), ("sequence", number(item.sequence)),
                        ])
                    }
                }
            ),
            ("isProvisional", { $0.add(plain: self.isProvisional) }),
            ("limits", { json in json.add(self.limits) { $0.add(plain: $1) } }),
            ("originalDue", day(self.originalDue)),
            (
                "pauses",
                { json in
                    json.add(self.pauses) { json, pause in
                        json.add(members: [
                            ("from", day(pause.from)),
                            ("fromSequence", number(pause.fromSequence)),
                            ("reason", { $0.add(pause.reason) }), ("to", day(pause.to)),
                            ("toSequence", number(pause.toSequence)),
                        ])
                    }
                }
            ),
            ("run", { $0.add(plain: self.run) }),
            ("startSequence", number(self.startSequence)),
            ("startedOn", day(self.startedOn)),
            ("stopSequence", number(self.stopSequence)),
            ("stoppedOn", day(self.stoppedOn)),
        ])
    }
}
