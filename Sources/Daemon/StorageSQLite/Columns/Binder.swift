// SPDX-License-Identifier: Apache-2.0
internal import GRDB
internal import GRDBSQLite
internal import WorkCalendar

/// Binds a statement's values, one after the other.
///
/// SQLite is lent the bytes: they lie in ``BoundValues`` until the statement has run. Copies that it
/// makes itself stay in its small pool of memory, and everything else then goes through malloc.
struct Binder: ~Copyable {
    /// How many were bound.
    private(set) var position: CInt = 0
    /// The first fault; values after it are not bound.
    private(set) var code = SQLITE_OK
    private let handle: SQLiteStatement
    private let values: BoundValues

    init(handle: SQLiteStatement, values: BoundValues) {
        self.handle = handle
        self.values = values
    }

    private mutating func bound(_ code: CInt) {
        if self.code == SQLITE_OK { self.code = code }
    }

    /// Binds NULL.
    mutating func addNull() {
        self.position += 1
        self.bound(sqlite3_bind_null(self.handle, self.position))
    }

    /// Binds a number.
    mutating func add(_ number: Int64) {
        self.position += 1
        self.bound(sqlite3_bind_int64(self.handle, self.position, number))
    }

    /// Binds a number.
    mutating func add(_ number: Int) { self.add(Int64(number)) }

    /// Binds 1 or 0.
    mutating func add(_ flag: Bool) { self.add(flag ? 1 as Int64 : 0) }

    /// Binds a text, whole even when a NUL is in it.
    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { self.add(utf8: $0) }
    }

    /// Binds a day as `2025-04-01`.
    mutating func add(_ day: Day) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Day.isoLength) { buffer in
            guard day.writeISO(to: buffer) else { return self.add(day.description) }
            self.add(utf8: UnsafeBufferPointer(buffer))
        }
    }

    /// Binds a moment.
    mutating func add(_ instant: Instant) { self.add(instant.milliseconds) }

    /// Binds a number or NULL.
    mutating func add(_ number: Int64?) {
        if let number { self.add(number) } else { self.addNull() }
    }

    /// Binds a number or NULL.
    mutating func add(_ number: Int?) {
        if let number { self.add(number) } else { self.addNull() }
    }

    /// Binds a text or NULL.
    mutating func add(_ text: String?) {
        if let text { self.add(text) } else { self.addNull() }
    }

    /// Binds a day or NULL.
    mutating func add(_ day: Day?) {
        if let day { self.add(day) } else { self.addNull() }
    }

    /// Binds a moment or NULL.
    mutating func add(_ instant: Instant?) {
        if let instant { self.add(instant) } else { self.addNull() }
    }

    /// Binds bytes.
    mutating func add(blob bytes: [UInt8]) {
        self.position += 1
        let blob = bytes.withUnsafeBufferPointer { self.values.keep($0) }
        self.bound(
            sqlite3_bind_blob(
                self.handle, self.position, blob.baseAddress, CInt(clamping: blob.count), nil))
    }

    /// Binds what is written as JSON.
    mutating func add(_ write: (inout JSONText) -> Void) {
        self.add(kept: self.values.keep(write))
    }

    private mutating func add(utf8: UnsafeBufferPointer<UInt8>) {
        self.add(kept: self.values.keep(utf8))
    }

    private mutating func add(kept: UnsafeBufferPointer<UInt8>) {
        self.position += 1
        let code = kept.withMemoryRebound(to: CChar.self) { text in
            sqlite3_bind_text(
                self.handle, self.position, text.baseAddress, CInt(clamping: text.count), nil)
        }
        self.bound(code)
    }
}

/// The bytes of a statement's values while it runs, in memory that is used again and again.
final class BoundValues {
    /// Most statements bind less in all.
    private static let usual = 4_096

    private var current = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: usual)
    private var used = 0
    /// Memory that was full, until the statement has run.
    private var full: [UnsafeMutableBufferPointer<UInt8>] = []
    private var json = JSONText()

    deinit {
        for memory in self.full { memory.deallocate() }
        self.current.deallocate()
    }

    /// Keeps bytes where they do not move; an empty value has an address too, or it would be NULL.
    func keep(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        if bytes.count > self.current.count - self.used {
            self.full.append(self.current)
            self.current = .allocate(capacity: max(bytes.count, BoundValues.usual) * 2)
            self.used = 0
        }
        let end = self.used + bytes.count
        let place = UnsafeMutableBufferPointer(rebasing: self.current[self.used..<end])
        if let from = bytes.baseAddress {
            place.baseAddress?.update(from: from, count: bytes.count)
        }
        self.used = end
        return UnsafeBufferPointer(place)
    }

    /// Keeps what is written as JSON.
    func keep(_ write: (inout JSONText) -> Void) -> UnsafeBufferPointer<UInt8> {
        self.json.removeAll()
        write(&self.json)
        return self.keep(self.json.utf8)
    }

    /// Begins anew.
    func removeAll() {
        self.used = 0
        guard !self.full.isEmpty else { return }
        for memory in self.full { memory.deallocate() }
        self.full = []
    }
}

extension Day {
    /// Bytes of the ISO form.
    static let isoLength = 10

    /// Writes the ISO form; false, and nothing, when the year has not four digits.
    func writeISO(to buffer: UnsafeMutableBufferPointer<UInt8>) -> Bool {
        let (year, month, day) = self.components
        guard (0...9_999).contains(year), buffer.count >= Day.isoLength else { return false }
        func put(_ number: Int, _ index: Int) {
            buffer[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10)
        }
        put(year / 1000, 0)
        put(year / 100, 1)
        put(year / 10, 2)
        put(year, 3)
        buffer[4] = UInt8(ascii: "-")
        put(month / 10, 5)
        put(month, 6)
        buffer[7] = UInt8(ascii: "-")
        put(day / 10, 8)
        put(day, 9)
        return true
    }
}
