// SPDX-License-Identifier: Apache-2.0
internal import CaseadmText

/// What a form sent, or an address asks: names with their values, in order.
struct FormBody: Sendable {
    private(set) var pairs: [(name: String, value: String)] = []

    /// Nothing.
    init() {}

    /// Reads `application/x-www-form-urlencoded`, and the question of an address.
    ///
    /// - Throws: ``PageError`` for what is no text, or has too many parts.
    init(encoded text: some Sequence<UInt8>) throws(PageError) {
        for part in Array(text).split(separator: UInt8(ascii: "&")) {
            let halves = part.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try FormBody.decoded(halves[0])
            let value = halves.count == 2 ? try FormBody.decoded(halves[1]) : ""
            try self.add(name, value)
        }
    }

    /// Adds one.
    mutating func add(_ name: String, _ value: String) throws(PageError) {
        guard self.pairs.count < PageLimits.formFields else {
            throw .bad(Text(zh: "表单字段过多", en: "the form has too many fields"))
        }
        // Browsers send line ends as two characters.
        self.pairs.append((name, value.replacing("\r\n", with: "\n")))
    }

    /// The first value of a name; empty when there is none.
    subscript(name: String) -> String {
        self.pairs.first { $0.name == name }?.value ?? ""
    }

    /// All values of a name.
    func all(_ name: String) -> [String] {
        self.pairs.filter { $0.name == name }.map(\.value)
    }

    /// What begins with a prefix: the rest of the name → values that are not empty.
    func group(_ prefix: String) -> [String: [String]] {
        self.pairs.reduce(into: [:]) { found, pair in
            guard pair.name.hasPrefix(prefix), !pair.value.isEmpty else { return }
            found[String(pair.name.dropFirst(prefix.count)), default: []].append(pair.value)
        }
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) throws(PageError) -> String {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): plain.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                let digits = String(decoding: rest.prefix(2), as: UTF8.self)
                // A sign is no digit, though a number may have one.
                guard rest.count >= 2, digits.allSatisfy(\.isHexDigit),
                    let value = UInt8(digits, radix: 16)
                else { throw FormBody.unread }
                plain.append(value)
                rest = rest.dropFirst(2)
            default: plain.append(byte)
            }
        }
        guard !plain.contains(0), let text = String(validating: plain, as: UTF8.self) else {
            throw FormBody.unread
        }
        return text
    }

    /// A part of an address as it was meant; as it came where it is none.
    static func unescaped(_ text: Substring) -> String {
        let plain = text.replacing("+", with: "%2B")
        return (try? FormBody.decoded(Array(plain.utf8)[...])) ?? String(text)
    }

    private static let unread = PageError.bad(
        Text(zh: "表单内容无法读出", en: "what the form sent cannot be read"))

    /// A text as a part of an address.
    static func encoded(_ text: String) -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if plain.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// As the question of an address.
    static func query(_ pairs: [(String, String)]) -> String {
        let told = pairs.filter { !$0.1.isEmpty }
        return told.isEmpty
            ? ""
            : "?"
                + told.map { "\(self.encoded($0.0))=\(self.encoded($0.1))" }.joined(separator: "&")
    }
}
