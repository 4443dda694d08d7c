// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar
internal import Workflow

/// JSON as the columns of the store hold it, written in one pass; keys in order, so that one value is
/// one text.
///
/// Written into memory that is used again: an act writes four columns of some hundred pieces.
struct JSONText: ~Copyable {
    private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1_024, alignment: 1)
    private var count = 0

    deinit { self.memory.deallocate() }

    /// Begins anew in the same memory.
    mutating func removeAll() { self.count = 0 }

    /// What was written; valid until more is written.
    var utf8: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(
            rebasing: self.memory.assumingMemoryBound(to: UInt8.self)[..<self.count])
    }

    /// Makes room for so many bytes more.
    @inline(__always)
    private mutating func reserve(_ more: Int) {
        if self.count + more > self.memory.count { self.grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: (self.count + more) * 2, alignment: 1)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: self.memory[..<self.count]))
        self.memory.deallocate()
        self.memory = larger
    }

    private mutating func append(_ byte: UInt8) {
        self.reserve(1)
        self.memory[self.count] = byte
        self.count += 1
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let from = bytes.baseAddress else { return }
        self.reserve(bytes.count)
        self.memory.baseAddress?.advanced(by: self.count).copyMemory(
            from: from, byteCount: bytes.count)
        self.count += bytes.count
    }

    private mutating func append(_ word: StaticString) {
        self.append(
            UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }

    /// Writes a text.
    mutating func add(_ string: String) {
        var string = string
        self.append(UInt8(ascii: "\""))
        string.withUTF8 { self.add(utf8: UnsafeRawBufferPointer($0)) }
        self.append(UInt8(ascii: "\""))
    }

    private mutating func add(utf8: UnsafeRawBufferPointer) {
        var (plain, index) = (0, 0)
        while true {
            index = JSONText.firstToEscape(in: utf8, from: index)
            self.append(UnsafeRawBufferPointer(rebasing: utf8[plain..<index]))
            guard index < utf8.count else { return }
            self.add(escaped: utf8[index])
            index += 1
            plain = index
        }
    }

    /// The place of the next byte that cannot stand in a string as it is; the end when there is none.
    private static func firstToEscape(
        in bytes: UnsafeRawBufferPointer, from start: Int
    ) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var index = start
        // Eight at a time: a byte whose highest bit is set below is less than 0x20, a quote or a backslash.
        while index + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let control = (word &- ones &* 0x20) & ~word
            let quote = word ^ (ones &* 0x22)
            let backslash = word ^ (ones &* 0x5C)
            let found =
                control | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
            if found & (ones &* 0x80) != 0 { break }
            index += 8
        }
        while index < bytes.count, bytes[index] >= 0x20, bytes[index] != 0x22,
            bytes[index] != 0x5C
        {
            index += 1
        }
        return index
    }

    private mutating func add(escaped byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): self.append("\\\"")
        case UInt8(ascii: "\\"): self.append("\\\\")
        case UInt8(ascii: "\n"): self.append("\\n")
        case UInt8(ascii: "\r"): self.append("\\r")
        case UInt8(ascii: "\t"): self.append("\\t")
        default:
            self.append(byte < 0x10 ? "\\u000" : "\\u001")
            let digit = byte & 0x0F
            self.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }

    /// Writes a number.
    mutating func add(_ number: Int64) {
        var digits = String(number)
        digits.withUTF8 { self.append(UnsafeRawBufferPointer($0)) }
    }

    /// Writes true or false.
    mutating func add(_ flag: Bool) { self.append(flag ? "true" : "false") }

    /// Writes a day.
    mutating func add(_ day: Day) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Day.isoLength) { buffer in
            guard day.writeISO(to: buffer) else { return self.add(day.description) }
            self.append(UInt8(ascii: "\""))
            self.append(UnsafeRawBufferPointer(buffer))
            self.append(UInt8(ascii: "\""))
        }
    }

    /// Writes an array.
    mutating func add<Item>(_ items: [Item], _ add: (inout JSONText, Item) -> Void) {
        self.append(UInt8(ascii: "["))
        for (index, item) in items.enumerated() {
            if index > 0 { self.append(UInt8(ascii: ",")) }
            add(&self, item)
        }
        self.append(UInt8(ascii: "]"))
    }

    /// Writes an object; its members are added in order of their names.
    mutating func object(_ members: (inout JSONText) -> Void) {
        self.append(UInt8(ascii: "{"))
        members(&self)
        self.append(UInt8(ascii: "}"))
    }

    private mutating func separate() {
        // Only an object that has no member yet ends so.
        if self.memory[self.count - 1] != UInt8(ascii: "{") { self.append(UInt8(ascii: ",")) }
    }

    /// Begins a member of an object, named by data: its value is added next.
    mutating func name(data name: String) {
        self.separate()
        self.add(name)
        self.append(UInt8(ascii: ":"))
    }

    /// Begins a member of an object, named in this file: its value is added next.
    mutating func name(_ name: StaticString) {
        self.separate()
        self.append(UInt8(ascii: "\""))
        self.append(name)
        self.append("\":")
    }

    /// Writes a member; one that is nil is left out.
    mutating func member(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        self.name(name)
        self.add(text)
    }

    /// Writes a member; one that is nil is left out.
    mutating func member(_ name: StaticString, _ number: Int64?) {
        guard let number else { return }
        self.name(name)
        self.add(number)
    }

    /// Writes a member; one that is nil is left out.
    mutating func member(_ name: StaticString, _ day: Day?) {
        guard let day else { return }
        self.name(name)
        self.add(day)
    }

    /// Writes a member; one that is nil is left out.
    mutating func member(_ name: StaticString, _ value: Value?) {
        guard let value else { return }
        self.name(name)
        self.add(value)
    }
}
