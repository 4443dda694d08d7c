// SPDX-License-Identifier: Apache-2.0
internal import CaseadmText
internal import OfficeFiles

/// The text of a letter or notice as somebody has it: text of any encoding, .docx, a web page, a PDF, an older
/// document.
///
/// It is read here, in the client's own process; the daemon takes text.
enum PaperText {
    /// The text in UTF-8; says what had to be found out.
    static func bytes(_ path: String, _ session: Session) throws(Failure) -> [UInt8] {
        let given = try FileReading.bytes(path, atMost: FileLimits.fileBytes)
        if PaperReading.isPDF(given) { return try self.pdf(path, session) }
        let bytes = FileKind(given) == .older ? try self.older(path, session) : given
        do throws(FileFault) {
            let read = try PaperReading(bytes)
            if read.encoding != .utf8 {
                session.say(
                    Text(
                        zh: "\(path) 的文字编码是 \(read.encoding.rawValue)。",
                        en: "\(path) is written in \(read.encoding.rawValue)"))
            }
            return Array(read.text.utf8)
        } catch {
            throw .failed(Text(zh: "\(path):\(error.zh)。", en: "\(path): \(error.en)"))
        }
    }

    /// What a paper of words says; empty where nothing here reads it, and for what was scanned.
    static func words(_ path: String, _ session: Session) -> String {
        guard let given = try? FileReading.bytes(path, atMost: FileLimits.searchedBytes) else {
            return ""
        }
        guard PaperReading.isPDF(given) else { return (try? PaperReading(given).text) ?? "" }
        let bytes = try? self.pdf(path, session)
        return bytes.flatMap { String(validating: $0, as: UTF8.self) } ?? ""
    }

    /// What stands in a text as still to be filled in, as drafts mark it.
    static func gaps(in text: String) -> [String] {
        var seen: Set<String> = []
        return text.matches(of: /【[^【】\n]{1,60}】/).map { String($0.output) }
            .filter { seen.insert($0).inserted }
    }

    private static func pdf(_ path: String, _ session: Session) throws(Failure) -> [UInt8] {
        try self.made(
            path, session,
            missing: Text(
                zh: "\(path) 是 PDF,本机没有 pdftotext:请安装 poppler-utils,或另存为文本。",
                en:
                    "\(path) is a PDF and there is no pdftotext here: install poppler-utils, or save it as text"
            )
        ) { Converter.pdfText($0, in: $1) }
    }

    private static func older(_ path: String, _ session: Session) throws(Failure) -> [UInt8] {
        try self.made(
            path, session,
            missing: Text(
                zh: "\(path) 是旧格式的文档,本机没有 LibreOffice:请另存为 .docx。",
                en:
                    "\(path) is a document of an older kind and there is no LibreOffice here: save it as .docx"
            )
        ) { Converter.office($0, as: "docx", in: $1) }
    }

    /// What another program makes of a file.
    private static func made(
        _ path: String, _ session: Session, missing: Text,
        by program: (_ file: String, _ folder: String) -> Converter.Outcome?
    ) throws(Failure) -> [UInt8] {
        let folder = try Folders.temporary(session.environment)
        defer { Folders.remove(folder) }
        guard let outcome = program(path.hasPrefix("/") ? path : "./" + path, folder) else {
            throw .failed(missing)
        }
        let result = (try? FileReading.files(below: "\(folder)/out"))?.first
        if outcome == .ended, let result {
            let bytes = try FileReading.bytes(result, atMost: FileLimits.fileBytes)
            if bytes.contains(where: { $0 > 0x20 }) { return bytes }
        }
        throw .failed(
            Text(
                zh: "\(path) 里没有读出文字;扫描件没有文字,请先识别(OCR)。",
                en: "no text was found in \(path); what was scanned has none: "
                    + "recognise it (OCR) first"))
    }
}
