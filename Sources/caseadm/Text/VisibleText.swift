// SPDX-License-Identifier: Apache-2.0

extension String {
    /// The text as it may reach a terminal: each control character shown as `·`.
    ///
    /// Control characters and the characters that turn the direction of writing could move the
    /// cursor, colour the screen or make one text look like another.
    package var visible: String {
        guard unicodeScalars.contains(where: \.isUnsafe) else { return self }
        var shown = String.UnicodeScalarView()
        for scalar in unicodeScalars { shown.append(scalar.isUnsafe ? "·" : scalar) }
        return String(shown)
    }

    /// JSON text in which what a terminal might obey is escaped; it stays the same JSON.
    ///
    /// Such characters can stand only inside JSON strings, where an escape is their equal.
    package var visibleJSON: String {
        guard unicodeScalars.contains(where: { $0.isUnsafe && $0 != "\n" }) else { return self }
        var shown = ""
        for scalar in unicodeScalars {
            guard scalar.isUnsafe, scalar != "\n" else {
                shown.unicodeScalars.append(scalar)
                continue
            }
            let digits = String(scalar.value, radix: 16)
            shown += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        return shown
    }
}

extension Unicode.Scalar {
    fileprivate var isUnsafe: Bool {
        switch value {
        case 0..<0x20, 0x7F...0x9F: true
        case 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
