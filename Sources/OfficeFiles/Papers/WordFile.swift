// SPDX-License-Identifier: Apache-2.0

/// The text of a word processor's file (.docx): a line for each paragraph, the cells of a table's row side by side.
///
/// What is struck out, notes at the foot and what a drawing says beside the text are left out.
package struct WordFile: Hashable, Sendable {
    /// Paragraphs end with a line feed; cells are parted by tabs.
    package let text: String

    /// The text of a file.
    ///
    /// - Throws: ``FileFault`` when it is no such file, is damaged or larger than ``FileLimits`` allow.
    package init(_ bytes: [UInt8]) throws(FileFault) {
        let zip = try ZipFile(bytes)
        let name = "word/document.xml"
        guard zip.has(name) else {
            throw FileFault(
                zh: "不是 .docx 文件(其中没有 \(name))",
                en: "it is no .docx file: there is no \(name) in it")
        }
        let taker = WordTaker()
        try XMLReading.read(
            { (feed) throws(FileFault) in
                try zip.read(name) { (piece) throws(FileFault) in try feed(piece) }
            }, to: taker)
        self.text = taker.text
    }
}

/// Is told what is in the XML of a document.
private final class WordTaker: XMLTaker {
    private(set) var text = ""
    private var cells = 0
    private var isText = false
    /// Elements whose content is passed over: of a drawing's two versions the older one.
    private var passed = 0

    func take(_ piece: XMLPiece) throws(FileFault) {
        switch piece {
        case .begins("Fallback", _), .begins("del", _): self.passed += 1
        case .ends("Fallback"), .ends("del"): self.passed -= 1
        case _ where self.passed > 0: break
        case .begins("t", _): self.isText = true
        case .ends("t"): self.isText = false
        case .text(let words) where self.isText: try self.add(words)
        case .begins("tab", _): try self.add("\t")
        case .begins("br", _), .begins("cr", _): try self.add(self.cells > 0 ? " " : "\n")
        case .begins("tc", _): self.cells += 1
        case .ends("tc"):
            self.cells -= 1
            try self.add("\t")
        case .ends("p"): try self.add(self.cells > 0 ? " " : "\n")
        case .ends("tr") where self.cells == 0: try self.add("\n")
        default: break
        }
    }

    private func add(_ words: String) throws(FileFault) {
        self.text += words
        guard self.text.utf8.count <= FileLimits.documentBytes else {
            throw FileFault(
                zh: "文字超过\(FileLimits.documentBytes >> 20) MiB",
                en: "it has more than \(FileLimits.documentBytes >> 20) MiB of text")
        }
    }
}
