// SPDX-License-Identifier: Apache-2.0
internal import Storage

/// JSON as the columns of the store hold it, read in one pass.
///
/// Every act reads a dozen columns; Foundation's decoder finds out what a value is by trying and
/// throwing, which cost more than all else an act does. Reads what the store wrote; refuses the rest.
enum JSONTree: Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case string(String)
    case array([JSONTree])
    case object([(key: String, value: JSONTree)])

    /// Reads a text.
    ///
    /// - Throws: ``StoreError/unusable(_:)`` when it is no JSON, or holds what no column does.
    init(_ utf8: UnsafeBufferPointer<UInt8>) throws {
        var reader = Reader(bytes: utf8)
        self = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.isAtEnd else { throw Reader.fault }
    }

    /// The text of a string.
    var string: String {
        get throws {
            guard case .string(let text) = self else { throw Reader.fault }
            return text
        }
    }

    /// The number.
    var integer: Int64 {
        get throws {
            guard case .integer(let number) = self else { throw Reader.fault }
            return number
        }
    }

    /// The items of an array.
    var items: [JSONTree] {
        get throws {
            guard case .array(let items) = self else { throw Reader.fault }
            return items
        }
    }

    /// The members of an object.
    var members: [(key: String, value: JSONTree)] {
        get throws {
            guard case .object(let members) = self else { throw Reader.fault }
            return members
        }
    }

    /// A member of an object; nil when it is not there or null.
    subscript(key: String) -> JSONTree? {
        guard case .object(let members) = self,
            let value = members.first(where: { $0.key == key })?.value, value != .null
        else { return nil }
        return value
    }

    /// A member that must be there.
    func required(_ key: String) throws -> JSONTree {
        guard let value = self[key] else { throw Reader.fault }
        return value
    }

    static func == (a: JSONTree, b: JSONTree) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.integer(let a), .integer(let b)): a == b
        case (.string(let a), .string(let b)): a == b
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)):
            a.elementsEqual(b) { $0.key == $1.key && $0.value == $1.value }
        default: false
        }
    }

    /// Goes through the bytes once.
    private struct Reader {
        static let fault = StoreError.unusable("a stored value cannot be read")
        /// Nothing in a column lies deeper.
        static let deepest = 16
        /// Most objects and arrays have no more members.
        static let usual = 4

        let bytes: UnsafeBufferPointer<UInt8>
        var position = 0

        var isAtEnd: Bool { self.position >= self.bytes.count }

        mutating func skipSpace() {
            while self.position < self.bytes.count {
                switch self.bytes[self.position] {
                case 0x20, 0x0A, 0x0D, 0x09: self.position += 1
                default: return
                }
            }
        }

        private mutating func next() throws -> UInt8 {
            guard self.position < self.bytes.count else { throw Reader.fault }
            defer { self.position += 1 }
            return self.bytes[self.position]
        }

        private mutating func expect(_ word: StaticString) throws {
            for offset in 0..<word.utf8CodeUnitCount {
                guard try self.next() == word.utf8Start[offset] else { throw Reader.fault }
            }
        }

        mutating func value(depth: Int) throws -> JSONTree {
            guard depth < Reader.deepest else { throw Reader.fault }
            self.skipSpace()
            guard self.position < self.bytes.count else { throw Reader.fault }
            switch self.bytes[self.position] {
            case UInt8(ascii: "\""): return .string(try self.text())
            case UInt8(ascii: "{"): return try self.object(depth)
            case UInt8(ascii: "["): return try self.array(depth)
            case UInt8(ascii: "t"):
                try self.expect("true")
                return .bool(true)
            case UInt8(ascii: "f"):
                try self.expect("false")
                return .bool(false)
            case UInt8(ascii: "n"):
                try self.expect("null")
                return .null
            default: return .integer(try self.number())
            }
        }

        private mutating func object(_ depth: Int) throws -> JSONTree {
            self.position += 1
            var members: [(key: String, value: JSONTree)] = []
            self.skipSpace()
            if self.position < self.bytes.count, self.bytes[self.position] == UInt8(ascii: "}") {
                self.position += 1
                return .object([])
            }
            members.reserveCapacity(Reader.usual)
            while true {
                self.skipSpace()
                let key = try self.text()
                self.skipSpace()
                guard try self.next() == UInt8(ascii: ":") else { throw Reader.fault }
                members.append((key, try self.value(depth: depth + 1)))
                self.skipSpace()
                switch try self.next() {
                case UInt8(ascii: ","): continue
                case UInt8(ascii: "}"): return .object(members)
                default: throw Reader.fault
                }
            }
        }

        private mutating func array(_ depth: Int) throws -> JSONTree {
            self.position += 1
            var items: [JSONTree] = []
            self.skipSpace()
            if self.position < self.bytes.count, self.bytes[self.position] == UInt8(ascii: "]") {
                self.position += 1
                return .array([])
            }
            items.reserveCapacity(Reader.usual)
            while true {
                items.append(try self.value(depth: depth + 1))
                self.skipSpace()
                switch try self.next() {
                case UInt8(ascii: ","): continue
                case UInt8(ascii: "]"): return .array(items)
                default: throw Reader.fault
                }
            }
        }

        private mutating func number() throws -> Int64 {
            let start = self.position
            while self.position < self.bytes.count,
                self.bytes[self.position] == UInt8(ascii: "-")
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self.bytes[self.position])
            {
                self.position += 1
            }
            let digits = String(decoding: self.bytes[start..<self.position], as: UTF8.self)
            guard let number = Int64(digits) else { throw Reader.fault }
            return number
        }

        private mutating func text() throws -> String {
            guard try self.next() == UInt8(ascii: "\"") else { throw Reader.fault }
            let start = self.position
            while self.position < self.bytes.count {
                switch self.bytes[self.position] {
                case UInt8(ascii: "\""):
                    let text = String(decoding: self.bytes[start..<self.position], as: UTF8.self)
                    self.position += 1
                    return text
                case UInt8(ascii: "\\"):
                    return try self.escapedText(from: start)
                default:
                    self.position += 1
                }
            }
            throw Reader.fault
        }

        /// The rest of a text in which something is escaped.
        private mutating func escapedText(from start: Int) throws -> String {
            var scalars = String.UnicodeScalarView()
            var plain = start
            func flush(_ end: Int, _ scalars: inout String.UnicodeScalarView) {
                scalars.append(
                    contentsOf: String(decoding: self.bytes[plain..<end], as: UTF8.self)
                        .unicodeScalars)
            }
            while self.position < self.bytes.count {
                switch self.bytes[self.position] {
                case UInt8(ascii: "\""):
                    flush(self.position, &scalars)
                    self.position += 1
                    return String(scalars)
                case UInt8(ascii: "\\"):
                    flush(self.position, &scalars)
                    self.position += 1
                    scalars.append(try self.escape())
                    plain = self.position
                default:
                    self.position += 1
                }
            }
            throw Reader.fault
        }

        private mutating func escape() throws -> Unicode.Scalar {
            switch try self.next() {
            case UInt8(ascii: "n"): return "\n"
            case UInt8(ascii: "r"): return "\r"
            case UInt8(ascii: "t"): return "\t"
            case UInt8(ascii: "b"): return "\u{8}"
            case UInt8(ascii: "f"): return "\u{C}"
            case UInt8(ascii: "u"):
                let first = try self.unit()
                if let scalar = Unicode.Scalar(first) { return scalar }
                try self.expect("\\u")
                let second = try self.unit()
                guard (0xD800..<0xDC00).contains(first), (0xDC00..<0xE000).contains(second) else {
                    throw Reader.fault
                }
                let number = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
                guard let scalar = Unicode.Scalar(number) else { throw Reader.fault }
                return scalar
            case let plain
            where [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/")].contains(plain):
                return Unicode.Scalar(plain)
            default:
                throw Reader.fault
            }
        }

        private mutating func unit() throws -> UInt16 {
            var unit: UInt16 = 0
            for _ in 0..<4 {
                let digit = try self.next()
                guard let value = Character(Unicode.Scalar(digit)).hexDigitValue else {
                    throw Reader.fault
                }
                unit = unit << 4 | UInt16(value)
            }
            return unit
        }
    }
}
