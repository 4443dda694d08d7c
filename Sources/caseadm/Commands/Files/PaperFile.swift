// SPDX-License-Identifier: Apache-2.0
internal import CaseadmText
internal import OfficeFiles
internal import PaperForm

/// A paper as a file of a kind that office programs open.
enum PaperFile: String, CaseIterable {
    case docx, html, pdf, txt

    /// The kind that a file's ending says.
    static func named(_ path: String) throws(Failure) -> PaperFile {
        let kind = PaperFile.allCases.first { path.lowercased().hasSuffix(".\($0.rawValue)") }
        guard let kind else {
            throw .usage(
                Text(
                    zh: "文件名 \(path) 应以 .docx、.html、.pdf 或 .txt 结尾。",
                    en: "\(path) must end in .docx, .html, .pdf or .txt"))
        }
        return kind
    }

    /// A paper of its text.
    static func paper(_ text: String) throws(Failure) -> Paper {
        do throws(PaperFault) {
            return try PaperMarkup.paper(text)
        } catch {
            throw .failed(
                Text(
                    zh: "文书第\(error.line)行排不出来:\(error.chinese);请检查模板。",
                    en: "line \(error.line) of the paper cannot be laid out: \(error.english); "
                        + "see its template"))
        }
    }

    /// The bytes of a paper.
    func bytes(_ paper: Paper, _ session: Session) throws(Failure) -> [UInt8] {
        switch self {
        case .docx: return try PaperFile.document(WordPaper(paper))
        case .html: return Array(paper.html.utf8)
        case .txt: return Array(paper.plainText.utf8)
        case .pdf:
            return try PaperFile.printed(
                PaperFile.document(WordPaper(paper, font: PaperFile.font)), session)
        }
    }

    private static func document(_ paper: WordPaper) throws(Failure) -> [UInt8] {
        do throws(FileFault) {
            return try ZipWriting.zip(paper.parts)
        } catch {
            throw .failed(Text(zh: error.zh, en: error.en))
        }
    }

    /// The first of these that is installed here: LibreOffice replaces others by one without serifs.
    private static var font: String? {
        ["仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "Noto Serif CJK SC"].first {
            OtherProgram.run(["fc-list", "-q", $0]) == 0
        }
    }

    /// As LibreOffice prints it.
    private static func printed(_ bytes: [UInt8], _ session: Session) throws(Failure) -> [UInt8] {
        let folder = try Folders.temporary(session.environment)
        defer { Folders.remove(folder) }
        let source = "\(folder)/paper.docx"
        try AsideFile.write(bytes, to: source, replacing: false)
        guard let outcome = Converter.office(source, as: "pdf", in: folder) else {
            throw .failed(
                Text(
                    zh: "本机没有 LibreOffice,不能生成 PDF:请安装 libreoffice-writer,或生成 .docx。",
                    en:
                        "there is no LibreOffice here to make a PDF: install libreoffice-writer, or "
                        + "make a .docx"))
        }
        guard outcome == .ended else {
            throw .failed(
                Text(
                    zh: "LibreOffice 用了太长时间,已停止:请再试一次,或生成 .docx。",
                    en: "LibreOffice took too long and was stopped: try again, or make a .docx"))
        }
        return try FileReading.bytes("\(folder)/out/paper.pdf", atMost: FileLimits.fileBytes)
    }
}
