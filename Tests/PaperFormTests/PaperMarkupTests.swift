// SPDX-License-Identifier: Apache-2.0
import PaperForm
import Testing
import Witness

/// What comes from people is words, whatever stands in it; what is no paper is refused with its line.
@Suite struct PaperMarkupTests {
    private func paper(_ text: String) throws -> Paper { try PaperMarkup.paper(text) }

    /// Signs, breaks, quotes and characters that XML cannot hold.
    private static let pieces = [
        "@", "|", "!", "\\", "{", "}", "\\{", "\\}", "\n", "\r\n", "\u{2028}", "\t", "\u{0}",
        "\u{1F}",
        "<", ">", "&", "\"", "'", "]]>", "{{", "}}", "{{title}}", "@title ", "@page", "一", "某", "甲",
        "a", " ", "　", "😀", "\u{FFFE}", "\u{202E}",
    ]

    @Test func wordsAreNeverSigns() throws {
        var numbers = SeededNumbers(seed: 7)
        for _ in 0..<2_000 {
            let words = (0..<Int.random(in: 1...12, using: &numbers)).map { _ in
                Self.pieces.randomElement(using: &numbers) ?? ""
            }.joined()
            let text = """
                @letter
                @title 甲\(PaperMarkup.escaped(words))乙
                甲\(PaperMarkup.escaped(words))乙
                @columns 1 1
                |!名| 甲\(PaperMarkup.escaped(words))乙 |
                """
            let paper = try self.paper(text)
            let folded = Self.folded("甲\(words)乙")
            #expect(Self.folded(paper.title.plain) == folded)
            #expect(paper.gaps.isEmpty)
            // A break begins a paragraph of the same kind, nothing else.
            let paragraphs = paper.blocks.dropLast().map { block -> String? in
                guard case .paragraph(let spans) = block else { return nil }
                return spans.plain
            }
            #expect(!paragraphs.contains(nil))
            #expect(Self.folded(paragraphs.compactMap(\.self).joined()) == folded)
            guard case .table(let table) = paper.blocks.last else {
                Issue.record("no table of \(words)")
                continue
            }
            #expect(table.rows.count == 1 && table.rows[0].cells.count == 2)
            #expect(
                Self.folded(table.rows[0].cells[1].paragraphs.map(\.plain).joined()) == folded)
        }
    }

    /// Without breaks and blanks, which a paper sets anew.
    private static func folded(_ text: String) -> String {
        text.filter { !$0.isWhitespace && $0 != "\u{202E}" }
    }

    @Test func gapsAreToldOnceAndInOrder() throws {
        let paper = try self.paper("@form\n@title \\{甲\\}和\\{乙\\}\n\\{乙\\}\\{丙\\}\n\\{没有完")
        #expect(paper.gaps == ["甲", "乙", "丙"])
        #expect(paper.title.plain == "【甲】和【乙】")
        #expect(paper.plainText.hasSuffix("{没有完\n"))
    }

    @Test(arguments: [
        ("", 1, "nothing stands"), ("@title 甲", 1, "first line"), ("正文", 1, "first line"),
        ("@letter\n@letter", 2, "once"), ("@letter\n@titel 甲", 2, "no sign @titel"),
        ("@form\n| 甲 |", 2, "@columns"), ("@form\n@columns 1 1\n| 甲 | 乙 | 丙 |", 3, "3 cells"),
        ("@form\n@columns 1\n| 甲", 3, "ends with |"), ("@form\n@columns a", 2, "shares"),
        ("@form\n@columns 1\n| 甲 |0", 3, "1 to 40"), ("@form\n@blank 1000000000", 2, "1 to 40"),
    ])
    func whatIsNoPaperIsRefusedWithItsLine(text: String, line: Int, words: String) {
        #expect(throws: PaperFault.self) { try self.paper(text) }
        do throws(PaperFault) {
            _ = try PaperMarkup.paper(text)
        } catch {
            #expect(error.line == line && error.english.contains(words), "\(error)")
        }
    }
}
