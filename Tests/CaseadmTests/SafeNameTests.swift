// SPDX-License-Identifier: Apache-2.0
import CaseProto
import CaseadmCommands
import CaseadmText
import Foundation
import Testing

/// Names of papers as names of files, and the small readers of exports.
@Suite struct SafeNameTests {
    @Test(
        arguments: [
            ("答复函.pdf", "答复函.pdf"), ("../../etc/passwd", "_._.._etc_passwd"),
            ("a/b\\c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j"), (".hidden", "_hidden"),
            ("-rf", "_rf"), ("con", "_con"), ("NUL.txt", "_NUL.txt"), ("COM1.a.b", "_COM1.a.b"),
            ("console", "console"), ("a\nb\u{1B}[31m", "a_b_[31m"),
            ("x\u{202E}fdp.exe", "x_fdp.exe"),
            ("end. . ", "end"), ("", "_"), ("...", "_"), ("  ", "_"),
        ])
    func namesAreMadeSafe(_ name: String, _ expected: String) {
        let safe = SafeName.safe(name)
        #expect(safe == expected)
        #expect(SafeName.safe(safe) == safe)
    }

    /// File systems take 255 bytes: a number stands before it, and the ending stays.
    @Test func longNamesAreCutAndKeepTheirEnding() {
        let safe = SafeName.safe(String(repeating: "答", count: 300) + ".pdf")
        #expect(safe.utf8.count <= 240 && safe.utf8.count > 180 && safe.hasSuffix("答.pdf"))
    }

    /// What an archive of 32 bits cannot hold is refused before anything is fetched.
    @Test(
        arguments: [
            ([4_294_967_296], false), ([3_000_000_000, 1_294_967_296], false),
            ([3_000_000_000, 1_000_000_000], true), ([], true),
            ([Int64.max, Int64.max], false),
        ] as [([Int64], Bool)])
    func archiveOfMoreThanFourGiBIsRefused(_ sizes: [Int64], _ fits: Bool) {
        let papers = sizes.map { V1.Document(size: $0) }
        do throws(Failure) {
            try StoredZip.requireRoom(for: papers)
            #expect(fits)
        } catch {
            #expect(!fits && error.message(.en).contains("4 GiB"), "\(error)")
        }
        // What is kept, or only called for, takes no room.
        let kept = [V1.Document(size: Int64.max, kept: true)]
        #expect(throws: Never.self) { try StoredZip.requireRoom(for: kept) }
    }

    @Test(
        arguments: [
            "{\"a\": [1, -2.5, \"\\u4e2d\\ud83d\\ude00\\n\", null, true], \"b\": {}}", "[]", " 7 ",
        ])
    func whatIsJSONIsRead(_ text: String) throws {
        let value = try #require(JSONReader.value(Array(text.utf8)))
        let mine = try #require(value.compactText.data(using: .utf8))
        let (one, other) = (
            try JSONSerialization.jsonObject(with: mine, options: .fragmentsAllowed),
            try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
        )
        #expect(try #require(one as? NSObject) == other as? NSObject)
    }

    @Test(
        arguments: [
            "", "{", "[1,]", "{\"a\":1,\"a\":2}", "nul", "\"\u{1}\"", "\"\\ud800\"", "1 2", "{a:1}",
            "\"\\x\"",
            "[" + String(repeating: "[", count: 100) + String(repeating: "]", count: 101),
        ])
    func whatIsNoJSONIsNot(_ text: String) {
        #expect(JSONReader.value(Array(text.utf8)) == nil)
    }
}
