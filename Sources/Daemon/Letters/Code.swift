// SPDX-License-Identifier: Apache-2.0

/// Unicode code points, seen with the eyes of someone who reads official letters.
enum Code {
    static let colon = code(":")
    static let listMark = code("、")
    static let open = code("(")
    static let close = code(")")

    static func code(_ scalar: Unicode.Scalar) -> UInt32 { scalar.value }
    static func codes(_ string: String) -> [UInt32] { string.unicodeScalars.map(\.value) }

    static func string(_ codes: some Sequence<UInt32>) -> String {
        var view = String.UnicodeScalarView()
        for code in codes {
            if let scalar = Unicode.Scalar(code) { view.append(scalar) }
        }
        return String(view)
    }

    static func isBreak(_ code: UInt32) -> Bool {
        code == 0x0A || code == 0x0B || code == 0x0C || code == 0x2028 || code == 0x2029
    }

    /// Blanks and what shows as nothing: control characters, joiners, byte order marks, table bars.
    static func isBlank(_ code: UInt32) -> Bool {
        // Lines that tables are drawn with, and a bar in full width.
        if (code >= 0x2500 && code <= 0x257F) || code == 0xFF5C { return true }
        if code <= 0x20 || code == 0x7F || code == 0x7C || code == 0x3000 { return true }
        if code < 0xA1 { return code >= 0x80 }
        return code == 0xAD || code == 0xFEFF || (code >= 0x2000 && code <= 0x200F)
            || code == 0x202F || code == 0x205F || code == 0x2060
    }

    static func isMarkup(_ code: UInt32, atLineStart: Bool) -> Bool {
        switch code {
        case 0x2A, 0x60, 0x5C: true
        case 0x23, 0x3E, 0x2022: atLineStart
        default: false
        }
    }

    static func isStroke(_ code: UInt32) -> Bool {
        code == 0x2D || code == 0x2A || code == 0x5F || code == 0x3D || code == 0x2014
            || code == 0x2500
    }

    static func isDigit(_ code: UInt32) -> Bool { code >= 0x30 && code <= 0x39 }

    static func isLatin(_ code: UInt32) -> Bool {
        (code >= 0x41 && code <= 0x5A) || (code >= 0x61 && code <= 0x7A)
    }

    static func isHan(_ code: UInt32) -> Bool {
        (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3400 && code <= 0x4DBF)
            || code == 0x3007 || (code >= 0xF900 && code <= 0xFAFF)
            || (code >= 0x20000 && code <= 0x323AF)
    }

    /// The dot inside names such as 阿依古丽·买买提.
    static func isNameDot(_ code: UInt32) -> Bool {
        code == 0xB7 || code == 0x2022 || code == 0x30FB || code == 0x2027
    }

    /// One spelling for each mark: half width, one colon, one dash.
    static func folded(_ code: UInt32) -> UInt32 {
        switch code {
        case 0xFF01...0xFF5E: code - 0xFEE0
        case 0x2236, 0xFE30, 0xFE55, 0xFE13: 0x3A
        case 0xFE59: 0x28
        case 0xFE5A: 0x29
        case 0xFE50, 0xFE10: 0x2C
        case 0xFE54, 0xFE14: 0x3B
        case 0x2010...0x2015, 0x2212, 0xFE58: 0x2D
        case 0xFF64: 0x3001
        case 0xFF61: 0x3002
        case 0x25CB, 0x25EF, 0x3007: 0x3007
        default: code
        }
    }

    private static let opening = Set(codes("〔[(【﹝〖{"))
    private static let closing = Set(codes("〕])】﹞〗}"))
    private static let stops = Set(codes("。!?;,:"))

    static func isOpening(_ code: UInt32) -> Bool { opening.contains(code) }
    static func isClosing(_ code: UInt32) -> Bool { closing.contains(code) }
    /// A mark that ends a clause.
    static func isStop(_ code: UInt32) -> Bool { stops.contains(code) }
}
