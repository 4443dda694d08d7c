// SPDX-License-Identifier: Apache-2.0

/// Reads reply letters to deputies' suggestions and CPPCC proposals: text in, fields out.
///
/// Nothing is taken from outside the text. A field that the letter does not carry stays nil.
package struct LetterReader: Sendable {
    private let words: Lexicon

    package init() { words = .standard }

    /// The text of a file in UTF-8, with or without a byte order mark; nil for anything else.
    package static func decode(_ bytes: [UInt8]) -> String? {
        guard let string = String(validating: bytes, as: UTF8.self) else { return nil }
        return string.hasPrefix("\u{FEFF}") ? String(string.unicodeScalars.dropFirst()) : string
    }

    /// Why `decode` gave nothing, and what to do.
    package static let undecodable = Bilingual(
        zh: "文件不是 UTF-8 编码，不能读取。若是 GB18030（GBK），"
            + "请先转换：iconv -f GB18030 -t UTF-8 原文件 > 新文件。",
        en: "The file is not UTF-8 and is not read. If it is GB18030 (GBK), convert it first: "
            + "iconv -f GB18030 -t UTF-8 OLD > NEW.")

    /// Reads a file's bytes; not a letter, with how to convert it, when they are not UTF-8.
    package func read(bytes: [UInt8]) -> LetterOutcome {
        guard bytes.count <= Limits.textBytes else {
            return .notALetter(reason: LetterJudge.tooLong)
        }
        if bytes.prefix(4096).contains(0) { return .notALetter(reason: LetterJudge.binary) }
        guard let text = Self.decode(bytes) else { return .notALetter(reason: Self.undecodable) }
        return read(text)
    }

    /// Reads a text; not a letter, with the reason, when it replies to no suggestion or proposal.
    package func read(_ string: String) -> LetterOutcome {
        guard string.utf8.count <= Limits.textBytes else {
            return .notALetter(reason: LetterJudge.tooLong)
        }
        let text = LetterText(string, words: words)
        if isBinary(text.letters) { return .notALetter(reason: LetterJudge.binary) }
        let outline = LetterOutline(text: text, words: words)
        let judge = LetterJudge(text: text, outline: outline, words: words)
        if let reason = judge.objection() { return .notALetter(reason: reason) }
        return .letter(FieldReader(text: text, outline: outline, words: words).reading())
    }

    private func isBinary(_ letters: [UInt32]) -> Bool {
        // Not even one NUL: no database and no file name keeps what follows it.
        if letters.contains(0) { return true }
        var odd = 0
        for code in letters where code < 0x20 && code != 0x09 && code != 0x0D && !Code.isBreak(code)
        {
            odd += 1
        }
        for code in letters where code == 0xFFFD { odd += 1 }
        return odd * 20 > letters.count
    }
}
