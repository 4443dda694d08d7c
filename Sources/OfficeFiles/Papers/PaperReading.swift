// SPDX-License-Identifier: Apache-2.0

/// The text of a letter or notice as somebody has it: text of any encoding, .docx, a web page.
package struct PaperReading: Hashable, Sendable {
    /// What it says.
    package let text: String
    /// How its bytes are written; UTF-8 where the form of the file says so itself.
    package let encoding: TextEncoding

    /// Reads it.
    ///
    /// - Throws: ``FileFault`` for what is damaged, locked, or of a kind that only another program reads (PDF, .doc).
    package init(_ bytes: [UInt8]) throws(FileFault) {
        guard !Self.isPDF(bytes) else {
            throw FileFault(
                zh: "PDF 要先另存为 .docx 或文本", en: "it is a PDF: save it as .docx or as text")
        }
        switch FileKind(bytes) {
        case .zip: (self.text, self.encoding) = (try WordFile(bytes).text, .utf8)
        case .markup: (self.text, self.encoding) = (try PageFile(bytes).text, .utf8)
        case .text:
            let decoded = try DecodedText(bytes)
            (self.text, self.encoding) = (decoded.text, decoded.encoding)
        case .locked:
            throw FileFault(
                zh: "文件有密码,请去掉密码后再存一份",
                en: "it is protected by a password: save a copy without one")
        case .older:
            throw FileFault(
                zh: "是旧格式的文档,请另存为 .docx",
                en: "it is a document of an older kind: save it as .docx")
        }
    }

    /// What a search can find in a file: its text without signs that control; empty where none can be read here.
    package static func searched(_ bytes: [UInt8]) -> String {
        guard bytes.count <= FileLimits.searchedBytes, let read = try? PaperReading(bytes) else {
            return ""
        }
        return Self.searched(in: read.text)
    }

    /// The same of a text.
    package static func searched(in text: String) -> String {
        let signs = text.unicodeScalars.lazy.filter { $0.properties.generalCategory != .control }
        return String(String.UnicodeScalarView(signs.prefix(FileLimits.searchedSigns)))
    }

    /// Whether a file is a PDF, by its first bytes.
    package static func isPDF(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("%PDF-".utf8)) }
}
