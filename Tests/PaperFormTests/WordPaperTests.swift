// SPDX-License-Identifier: Apache-2.0
import OfficeFiles
import PaperForm
import Testing
import Witness

/// The .docx that comes of a paper, read by an independent reader: Python's zipfile and expat.
@Suite struct WordPaperTests {
    private static let sample = """
        @document
        @organ 示例市人民政府办公室
        @mark A类
        @number 示政办〔2025〕3号
        @title 关于“一件事”的通报
        @to 各县、市人民政府：
        第一段 <b>不是标记</b> & 两个空格。
        @h1 一、情况
        @h2 （一）细节
        @left 左
        @center 中
        @right 右
        @columns 1 2 1
        |! 栏 | 甲 | \\{乙\\} |
        |! 合并 | 二 |3
        @enclosure 附件一
        @enclosure 附件二
        @blank 2
        @rule
        @sign 示例市人民政府办公室
        @date 2025年3月1日
        @note 联系人：某某
        @page
        最后一页。
        @copies 市委办公室，市人大常委会办公室
        @issuer 示例市人民政府办公室
        @issued 2025年3月1日
        """

    private func read(_ paper: Paper) throws -> [String] {
        let bytes = try ZipWriting.zip(WordPaper(paper).parts)
        let hex = bytes.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
        return try Python.run("word_paper.py", input: hex).split(separator: "\n").map(String.init)
    }

    @Test func everyPartOfAPaperIsInItsDocument() throws {
        let paper = try PaperMarkup.paper(Self.sample)
        let lines = try self.read(paper)
        let wanted = [
            "A类", "示例市人民政府办公室", "示政办〔2025〕3号", "关于“一件事”的通报", "各县、市人民政府：",
            "第一段 <b>不是标记</b> & 两个空格。", "一、情况", "（一）细节", "左", "中", "右", "栏", "甲", "【乙】",
            "合并", "二", "附件：1．附件一", "　　　2．附件二", "示例市人民政府办公室", "2025年3月1日",
            "（联系人：某某）", "最后一页。", "抄送：市委办公室，市人大常委会办公室。",
            "示例市人民政府办公室2025年3月1日印发",
        ]
        #expect(lines == wanted)
        // And as our own reader of letters reads it.
        let text = try WordFile(ZipWriting.zip(WordPaper(paper).parts)).text
        for line in wanted { #expect(text.contains(line.prefix(6))) }
    }

    @Test func theSamePaperIsTheSameBytes() throws {
        let paper = try PaperMarkup.paper(Self.sample)
        #expect(
            try ZipWriting.zip(WordPaper(paper).parts) == ZipWriting.zip(WordPaper(paper).parts))
    }

    /// Whatever stands in a field: the document is whole, and so is the page.
    @Test func whatPeopleWriteBreaksNoDocument() throws {
        let words = "<w:p>&amp;\"'\u{0}\u{B}\u{FFFF}\u{FFFE}]]>😀\u{202E}{{x}}"
        let escaped = PaperMarkup.escaped(words)
        let paper = try PaperMarkup.paper(
            "@letter\n@organ \(escaped)\n@number \(escaped)\n@title \(escaped)\n@to \(escaped)\n\(escaped)\n"
                + "@columns 1\n| \(escaped) |\n@sign \(escaped)\n@date \(escaped)\n@copies \(escaped)"
        )
        let lines = try self.read(paper)
        #expect(lines.count >= 8)
        let page = paper.html
        #expect(!page.contains("<w:p>") && page.contains("&lt;w:p&gt;"))
        #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }
}
