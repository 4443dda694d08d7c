// SPDX-License-Identifier: Apache-2.0
internal import WorkCalendar

/// A key that has a least value, so that what begins with the same can be found.
protocol Bounded: Comparable, Sendable {
    /// Nothing comes before it.
    static var least: Self { get }
}

extension Int: Bounded {
    static var least: Int { .min }
}

extension Int64: Bounded {
    static var least: Int64 { .min }
}

extension Day: Bounded {
    static var least: Day { Day(number: .min) }
}

/// A text as its bytes: two spellings of one character differ here, and order is that of the bytes,
/// as in a database.
struct Exact: Hashable, Bounded {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    static let least = Exact("")

    static func == (a: Exact, b: Exact) -> Bool {
        a.text.utf8.elementsEqual(b.text.utf8)
    }

    static func < (a: Exact, b: Exact) -> Bool {
        a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
    }

    func hash(into hasher: inout Hasher) {
        for byte in self.text.utf8 { hasher.combine(byte) }
    }

    /// Whether the bytes of another text lie in this one.
    func holds(_ part: [UInt8]) -> Bool {
        guard let first = part.first else { return true }
        let bytes = Array(self.text.utf8)
        guard bytes.count >= part.count else { return false }
        for start in 0...(bytes.count - part.count)
        where bytes[start] == first && bytes[start...].starts(with: part) {
            return true
        }
        return false
    }
}

/// A key of two parts.
struct Pair<First: Bounded, Second: Bounded>: Hashable, Bounded
where First: Hashable, Second: Hashable {
    let first: First
    let second: Second

    init(_ first: First, _ second: Second) {
        self.first = first
        self.second = second
    }

    static var least: Pair { Pair(First.least, Second.least) }

    static func < (a: Pair, b: Pair) -> Bool {
        a.first == b.first ? a.second < b.second : a.first < b.first
    }
}

/// What an index of keys alone keeps with each.
struct Nothing: Sendable {}
