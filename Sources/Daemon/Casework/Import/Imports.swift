// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Crypto
package import Letters
internal import Logging
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Published letters that become cases.
package struct Imports: Room {
    package let engine: Engine
    package let viewer: Viewer

    private static let reader = LetterReader()
    private static let noticeReader = NoticeReader()

    /// Reads a letter; files nothing.
    package func read(letter bytes: [UInt8], file: String) throws(CaseworkError) -> ReadLetter {
        try Imports.requireSize(bytes, file)
        guard let text = LetterReader.decode(bytes) else {
            return ReadLetter(
                reading: nil,
                reason: Label(
                    "不是 UTF-8 文本;可用 iconv -f GB18030 -t UTF-8 转换",
                    "this is no UTF-8 text; iconv -f GB18030 -t UTF-8 converts it"),
                digest: "", file: file)
        }
        let visible = text.unicodeScalars.filter { !$0.properties.isWhitespace }
        let digest = SHA256.hash(data: Array(String(String.UnicodeScalarView(visible)).utf8))
        var letter = ReadLetter(digest: Chain.hex(Array(digest)), file: file)
        letter.text = String(text.unicodeScalars.prefix(CaseworkLimits.paperTextSigns))
        switch Imports.reader.read(text) {
        case .letter(let reading): letter.reading = reading
        case .notALetter(let reason): letter.reason = Label(reason.zh, reason.en)
        }
        return letter
    }

    /// Reads what an authority made known about social organisations; files nothing.
    package func read(notice bytes: [UInt8], file: String) throws(CaseworkError) -> NoticeOutcome {
        try Imports.requireSize(bytes, file)
        guard let text = LetterReader.decode(bytes) else {
            return .notANotice(reason: LetterReader.undecodable)
        }
        return Imports.noticeReader.read(text)
    }

    private static func requireSize(_ bytes: [UInt8], _ file: String) throws(CaseworkError) {
        guard bytes.count <= CaseworkLimits.letterBytes else {
            throw CaseworkError.invalid(
                file, "超过\(CaseworkLimits.letterBytes)字节",
                "is larger than \(CaseworkLimits.letterBytes) bytes")
        }
    }

    /// Makes a case of a letter.
    ///
    /// - Parameter isAnother: it is another matter, whatever looks the same.
    package func importLetter(
        _ letter: ReadLetter, content: [UInt8], profile: String?, workflow: String?,
        isAnother: Bool = false, _ request: Engine.Request
    ) async throws(CaseworkError) -> CommandResult {
        try self.engine.disk.requireRoom()
        var filed = letter
        do {
            let sink = try WatchedSink(self.engine.queue.vitals) {
                try self.engine.contents.begin()
            }
            try sink.write(content)
            filed.document = try sink.finish()
        } catch {
            throw CaseworkError(
                .busy, Label("来函无法存档:\(error)", "the letter cannot be filed: \(error)"))
        }
        let ready = filed
        return try await self.perform(request) {
            try LetterFiling(transaction: $0).importLetter(
                ready, profile: profile, workflow: workflow, isAnother: isAnother)
        }
    }
}
