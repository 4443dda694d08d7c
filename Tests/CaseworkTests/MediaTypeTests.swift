// SPDX-License-Identifier: Apache-2.0
import Casework
import Testing
import Workflow

/// What a content is, by its first bytes; the bytes are those that each format's specification names.
@Suite struct MediaTypeTests {
    /// A zip as programs write it: a local header for each name, with what it holds.
    private static func zip(_ files: [(String, String)]) -> [UInt8] {
        files.flatMap { name, content in
            let length = UInt8(content.utf8.count)
            return [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
                + [length, 0, 0, 0, length, 0, 0, 0, UInt8(name.utf8.count), 0, 0, 0]
                + Array(name.utf8) + Array(content.utf8)
        }
    }

    private static let samples: [(type: String, content: [UInt8])] = [
        ("application/pdf", Array("%PDF-1.7\n".utf8)),
        ("image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0]),
        ("image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0]),
        ("image/tiff", [0x49, 0x49, 0x2A, 0, 8, 0]),
        ("image/tiff", [0x4D, 0x4D, 0, 0x2A, 0, 8]),
        ("application/x-ole-storage", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]),
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            zip([("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>")])
        ),
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            zip([("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", "<x/>")])
        ),
        (
            "application/vnd.oasis.opendocument.text",
            zip([("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")])
        ),
        ("application/ofd", zip([("OFD.xml", "<x/>"), ("Doc_0/Document.xml", "<x/>")])),
        ("application/zip", zip([("a.txt", "a")])),
        ("text/html", Array("\u{FEFF}<!DOCTYPE html>\n<p>".utf8)),
        ("message/rfc822", Array("From: a@example.org\r\nTo: b@example.org\r\n".utf8)),
        ("text/plain; charset=utf-8", Array("关于加强养老服务的答复".utf8)),
        // 中文, as GB 18030 has it; then a character of four bytes.
        ("text/plain; charset=gb18030", [0xD6, 0xD0, 0xCE, 0xC4, 0x0A, 0x81, 0x30, 0x81, 0x30]),
        ("application/octet-stream", [0, 1, 2, 3]),
        ("application/octet-stream", [0xFF, 0xFF, 0x41]),
    ]

    @Test func contentsAreTold() {
        for (type, content) in Self.samples {
            #expect(MediaType(of: content, isWhole: true).name == type)
        }
    }

    /// A character that is cut at the end of what was looked at is still text; at the end of all it
    /// is none.
    @Test(arguments: [true, false])
    func textThatIsCutIsText(isWhole: Bool) {
        let utf8 = MediaType(of: Array("答复".utf8.dropLast()), isWhole: isWhole)
        #expect(utf8.name.hasSuffix("utf-8") == !isWhole)
        let chinese = MediaType(of: [0xD6, 0xD0, 0xCE], isWhole: isWhole)
        #expect(chinese.name.hasPrefix("text/plain") == !isWhole)
    }

    @Test(
        arguments: [
            ("a.pdf", "application/zip", true), ("a.docx", "application/zip", false),
            ("a.zip", "application/zip", false), ("a.PDF", "application/pdf", false),
            ("a.doc", "application/pdf", true), ("a.jpeg", "image/jpeg", false),
            ("a.unknown", "application/pdf", false), ("a", "application/pdf", false),
            ("a.pdf", "application/octet-stream", true),
            ("a.dat", "application/octet-stream", false),
            ("a.csv", "text/plain; charset=gb18030", false),
            ("a.pdf", "text/plain; charset=utf-8", true),
        ] as [(String, String, Bool)])
    func namesThatContradictTheContentAreRemarkedUpon(
        _ name: String, _ type: String, _ isRemarked: Bool
    ) throws {
        let sample = try #require(Self.samples.first { $0.type == type })
        let remark = MediaType(of: sample.content, isWhole: true).remark(on: name)
        #expect((remark != nil) == isRemarked, "\(remark?.en ?? "")")
    }
}
