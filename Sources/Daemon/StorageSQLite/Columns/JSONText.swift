// SPDX-License-Identifier: Apache-2.0
internal import Storage
internal import WorkCalendar
internal import Workflow

/// JSON as the columns of the store hold it, written in one pass; keys in order, so that one value is
/// one text.
struct JSONText {
    private var bytes: [UInt8] = []

    /// What was written.
    var text: String { String(decoding: self.bytes, as: UTF8.self) }

    /// Begins anew in the same buffer.
    mutating func removeAll() { self.bytes.removeAll(keepingCapacity: true) }

    /// Lends what was written.
    func withUTF8<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        self.bytes.withUnsafeBufferPointer(body)
    }

    /// Writes a text.
    mutating func add(_ string: String) {
        var string = string
        self.bytes.append(UInt8(ascii: "\""))
        string.withUTF8 { utf8 in
            var plain = 0
            for (index, byte) in utf8.enumerated()
            where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                self.bytes.append(contentsOf: utf8[plain..<index])
                self.add(escaped: byte)
                plain = index + 1
            }
            self.bytes.append(contentsOf: plain == 0 ? utf8[...] : utf8[plain...])
        }
        self.bytes.append(UInt8(ascii: "\""))
    }

    private mutating func add(escaped byte: UInt8) {
        self.bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): self.bytes.append(byte)
        case UInt8(ascii: "\n"): self.bytes.append(UInt8(ascii: "n"))
        case UInt8(ascii: "\r"): self.bytes.append(UInt8(ascii: "r"))
        case UInt8(ascii: "\t"): self.bytes.append(UInt8(ascii: "t"))
        default:
            let digits = String(byte, radix: 16)
            self.bytes.append(contentsOf: (digits.utf8.count == 1 ? "u000" : "u00").utf8)
            self.bytes.append(contentsOf: digits.utf8)
        }
    }

    /// Writes a number.
    mutating func add(_ number: Int64) {
        if (0...9).contains(number) {
            self.bytes.append(UInt8(ascii: "0") + UInt8(number))
        } else {
            self.bytes.append(contentsOf: String(number).utf8)
        }
    }

    /// Writes true or false.
    mutating func add(_ flag: Bool) {
        self.bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    }

    /// Writes a day.
    mutating func add(_ day: Day) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Day.isoLength) { buffer in
            guard day.writeISO(to: buffer) else { return self.add(day.description) }
            self.bytes.append(UInt8(ascii: "\""))
            self.bytes.append(contentsOf: buffer)
            self.bytes.append(UInt8(ascii: "\""))
        }
    }

    /// Writes an array.
    mutating func add<Item>(_ items: [Item], _ add: (inout JSONText, Item) -> Void) {
        self.bytes.append(UInt8(ascii: "["))
        for (index, item) in items.enumerated() {
            if index > 0 { self.bytes.append(UInt8(ascii: ",")) }
            add(&self, item)
        }
        self.bytes.append(UInt8(ascii: "]"))
    }

    /// Writes an object; its members are added in order of their names.
    mutating func object(_ members: (inout JSONText) -> Void) {
        self.bytes.append(UInt8(ascii: "{"))
        members(&self)
        self.bytes.append(UInt8(ascii: "}"))
    }

    /// Begins a member of an object: its value is added next.
    mutating func name(_ name: String) {
        // Only an object that has no member yet ends so.
        if self.bytes.last != UInt8(ascii: "{") { self.bytes.append(UInt8(ascii: ",")) }
        self.add(name)
        self.bytes.append(UInt8(ascii: ":"))
    }

    /// Writes a member; one that is nil is left out.
    mutating func member(_ name: String, _ text: String?) {
        guard let text else { return }
        self.name(name)
        self.add(text)
    }

    /// Writes a member; one that is nil is left out.
    mutating func member(_ name: String, _ number: Int64?) {
        guard let number else { return }
        self.name(name)
        self.add(number)
    }

    /// Writes a member; one that is nil is left out.
    mutating func member(_ name: String, _ day: Day?) {
        guard let day else { return }
        self.name(name)
        self.add(day)
    }

    /// Writes a member; one that is nil is left out.
    mutating func member(_ name: String, _ value: Value?) {
        guard let value else { return }
        self.name(name)
        self.add(value)
    }
}

// What columns hold.
extension JSONText {
    /// Writes texts.
    mutating func add(_ texts: [String]) { self.add(texts) { $0.add($1) } }

    /// Writes texts by name.
    mutating func add(_ texts: [String: String]) {
        let sorted = texts.sorted { $0.key < $1.key }
        self.object { json in
            for (name, text) in sorted { json.member(name, text) }
        }
    }

    /// Writes fields.
    mutating func add(_ values: [String: Value]) {
        let sorted = values.sorted { $0.key < $1.key }
        self.object { json in
            for (name, value) in sorted { json.member(name, value) }
        }
    }

    /// Writes who holds roles.
    mutating func add(_ parties: [String: Party]) {
        let sorted = parties.sorted { $0.key < $1.key }
        self.object { json in
            for (name, party) in sorted {
                json.name(name)
                json.object { json in
                    json.member("name", party.name)
                    json.member("office", party.office)
                }
            }
        }
    }

    /// Writes a field's value.
    mutating func add(_ value: Value) {
        switch value {
        case .text(let text): self.add(text)
        case .list(let items): self.add(items) { $0.add($1) }
        case .record(let parts): self.add(parts)
        }
    }

    /// Writes a line's changes; what is personal stands in a table of its own.
    mutating func add(_ changes: [ChangeRow]) {
        self.add(changes) { json, change in
            json.object { json in
                json.member("a", change.seal == nil ? change.after : nil)
                json.member("b", change.seal == nil ? change.before : nil)
                json.member("d", change.seal?.digest)
                json.member("f", change.field)
            }
        }
    }

    /// Writes a clock's run.
    mutating func add(_ run: ClockRun) {
        self.object { json in
            json.member("calendar", run.calendar)
            json.member("clock", run.clock)
            json.member("due", run.due)
            json.name("expiryHandled")
            json.add(run.expiryHandled)
            json.name("extensions")
            json.add(run.extensions) { json, item in
                json.object { json in
                    json.member("asked", item.asked)
                    json.member("sequence", item.sequence)
                }
            }
            json.name("isProvisional")
            json.add(run.isProvisional)
            json.name("limits")
            json.add(run.limits) { $0.add(Int64($1)) }
            json.member("originalDue", run.originalDue)
            json.name("pauses")
            json.add(run.pauses) { $0.add($1) }
            json.member("run", Int64(run.run))
            json.member("startSequence", run.startSequence)
            json.member("startedOn", run.startedOn)
            json.member("stopSequence", run.stopSequence)
            json.member("stoppedOn", run.stoppedOn)
        }
    }

    private mutating func add(_ pause: ClockRun.Pause) {
        self.object { json in
            json.member("from", pause.from)
            json.member("fromSequence", pause.fromSequence)
            json.member("reason", pause.reason)
            json.member("to", pause.to)
            json.member("toSequence", pause.toSequence)
        }
    }
}
