// SPDX-License-Identifier: Apache-2.0

/// Values in a row as bytes: numbers as zigzag varints, texts with their length in front.
///
/// For what only this program reads: a kept answer is the largest thing that an act writes.
struct Packer {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: Int64) {
        var rest = UInt64(bitPattern: (number << 1) ^ (number >> 63))
        while rest >= 0x80 {
            self.bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        self.bytes.append(UInt8(rest))
    }

    mutating func add(_ number: Int) { self.add(Int64(number)) }

    mutating func add(_ flag: Bool) { self.bytes.append(flag ? 1 : 0) }

    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            self.add(utf8.count)
            self.bytes.append(contentsOf: utf8)
        }
    }

    /// Adds whether there is a value, and the value.
    mutating func add<T>(_ value: T?, _ add: (inout Packer, T) -> Void) {
        self.add(value != nil)
        if let value { add(&self, value) }
    }

    /// Adds how many there are, and each.
    mutating func add<Items: Collection>(
        each items: Items, _ add: (inout Packer, Items.Element) -> Void
    ) {
        self.add(items.count)
        for item in items { add(&self, item) }
    }
}

/// Reads what a ``Packer`` wrote.
struct Unpacker {
    /// The bytes are not what a packer wrote.
    struct Damaged: Error {}

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.rest = bytes
    }

    mutating func number() throws(Damaged) -> Int64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = self.rest.popFirst() else { throw Damaged() }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 {
                return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
            }
        }
        throw Damaged()
    }

    mutating func count() throws(Damaged) -> Int {
        let number = try self.number()
        guard number >= 0, number <= Int64(self.rest.count) else { throw Damaged() }
        return Int(number)
    }

    mutating func flag() throws(Damaged) -> Bool {
        guard let byte = self.rest.popFirst() else { throw Damaged() }
        return byte == 1
    }

    mutating func text() throws(Damaged) -> String {
        let count = try self.count()
        defer { self.rest = self.rest.dropFirst(count) }
        return String(decoding: self.rest.prefix(count), as: UTF8.self)
    }

    mutating func optional<T>(
        _ read: (inout Unpacker) throws(Damaged) -> T
    ) throws(Damaged) -> T? {
        try self.flag() ? try read(&self) : nil
    }

    mutating func list<T>(
        _ read: (inout Unpacker) throws(Damaged) -> T
    ) throws(Damaged) -> [T] {
        let count = try self.count()
        var items: [T] = []
        for _ in 0..<count { items.append(try read(&self)) }
        return items
    }
}
