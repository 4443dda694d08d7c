// SPDX-License-Identifier: Apache-2.0
internal import Crypto

/// Form 1 of the hash chain: how the bytes of a line are put together, hashed, and read again.
///
/// A line's text is its title and then its parts in fixed order, each as its length in bytes, a colon
/// and its UTF-8 text (as in netstrings); an absent part is a single minus sign. Its hash is the
/// SHA-256 of the hash before and the text. The form never changes; another one would have another
/// title.
package enum ChainForm {
    /// With what every text begins.
    package static let title = "cased.history.1"
    /// What the first line follows.
    package static let origin = [UInt8](repeating: 0, count: 32)

    /// The hash of a line.
    package static func hash(_ text: [UInt8], after previous: [UInt8]) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(data: previous)
        hasher.update(data: text)
        return Array(hasher.finalize())
    }

    /// Adds a part to a text.
    ///
    /// Every act pays for it: nothing is put together twice.
    package static func append(_ part: String?, to text: inout [UInt8]) {
        guard var part else { return text.append(UInt8(ascii: "-")) }
        part.withUTF8 { utf8 in
            text.append(contentsOf: String(utf8.count).utf8)
            text.append(UInt8(ascii: ":"))
            text.append(contentsOf: utf8)
        }
    }

    /// The parts of a text; nil when it is none of this form.
    package static func parts(of text: [UInt8]) -> [String?]? {
        guard text.starts(with: ChainForm.title.utf8) else { return nil }
        var rest = text[ChainForm.title.utf8.count...]
        var parts: [String?] = []
        while let first = rest.first {
            guard first != UInt8(ascii: "-") else {
                parts.append(nil)
                rest = rest.dropFirst()
                continue
            }
            guard let colon = rest.firstIndex(of: UInt8(ascii: ":")),
                let count = Int(String(decoding: rest[..<colon], as: UTF8.self)), count >= 0,
                count <= rest.endIndex - colon - 1
            else { return nil }
            let end = colon + 1 + count
            guard let part = String(validating: rest[(colon + 1)..<end], as: UTF8.self) else {
                return nil
            }
            parts.append(part)
            rest = rest[end...]
        }
        return parts
    }
}

/// Bytes as lower-case hex, and back.
package enum Hex {
    /// The digits of bytes.
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var out: [UInt8] = []
        for byte in bytes {
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The bytes of digits; nil when they are none.
    package static func bytes(_ text: String) -> [UInt8]? {
        let digits = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            bytes.append(UInt8(high << 4 | low))
        }
        return bytes
    }
}
