// SPDX-License-Identifier: Apache-2.0

/// The session of an assembly in one normal form, so that one matter has one key: 市十七届人大四次会议
/// and 十七届四次会议 are both 十七届四次.
package enum SessionName {
    private static let numerals = Set("〇零一二三四五六七八九十百0123456789")

    /// The normal form; a text without 届 and 次 stays as it is, without spaces.
    package static func normal(_ text: String) -> String {
        let plain = text.filter { !$0.isWhitespace }
        guard let term = SessionName.number(before: "届", in: plain),
            let sitting = SessionName.number(before: "次", in: plain)
        else { return plain }
        return "\(term)届\(sitting)次"
    }

    private static func number(before unit: Character, in text: String) -> String? {
        guard let end = text.firstIndex(of: unit) else { return nil }
        let digits = text[..<end].reversed().prefix { SessionName.numerals.contains($0) }
        return digits.isEmpty ? nil : String(digits.reversed())
    }
}
