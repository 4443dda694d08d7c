// SPDX-License-Identifier: Apache-2.0
import CaseadmText
import Testing

@Suite("Text")
struct TextTests {
    @Test(
        "a text takes the columns a terminal gives it",
        arguments: [
            ("", 0), ("abc", 3), ("答复", 4), ("〈答复〉", 8), ("《》、。", 8), ("“a”…", 4),
            ("e\u{301}", 1), ("한글", 4), ("👍", 2), ("👨‍👩‍👧", 2), ("⚠\u{FE0F}", 2), ("〔2025〕41号", 12),
            ("\u{FF1A}", 2), ("ア", 2), ("\u{FF71}", 1), ("·", 1), ("𠮷", 2), ("→", 1),
            ("\u{FF21}\u{FF22}C", 5),
        ])
    func width(_ text: String, _ width: Int) { #expect(text.displayWidth == width) }

    @Test("a text is cut between characters, never past the limit")
    func cutting() {
        #expect("答复时限".cut(toWidth: 8) == "答复时限")
        #expect("答复时限".cut(toWidth: 7) == "答复时…")
        #expect("答复时限".cut(toWidth: 6) == "答复…")
        #expect("abc".cut(toWidth: 0) == "")
        #expect("ab\u{301}cd".cut(toWidth: 3) == "ab\u{301}…")
    }

    @Test("columns line up where some cells are wide")
    func tableAligns() {
        let table = Table(
            [.init("件号"), .init("n", alignsRight: true), .init("标题")],
            rows: [["JY-1", "5", "x"], ["建议", "1000", "é한"]])
        #expect(
            table.lines(limit: nil, colours: false) == [
                "件号     n  标题", "JY-1     5  x", "建议  1000  é한",
            ])
    }

    @Test("control characters become visible; JSON stays the same JSON")
    func controlCharacters() {
        #expect("a\u{1B}[31mb\nc\u{9B}d\u{202E}".visible == "a·[31mb·c·d·")
        #expect("{\n\"a\u{9B}\"}".visibleJSON == "{\n\"a\\u009b\"}")
        #expect("建议".visible == "建议")
    }

    @Test("CSV is quoted as RFC 4180 has it")
    func csvQuoting() {
        let csv = CSV(
            ["a", "b"], rows: [["x,y", "say \"hi\""], ["line\nbreak", "plain"], ["\r\n", ""]],
            .en)
        #expect(
            csv.text()
                == "a,b\r\n\"x,y\",\"say \"\"hi\"\"\"\r\n\"line\nbreak\",plain\r\n\"\r\n\",\r\n")
    }

    @Test("a narrow terminal cuts a title, never a date or a number")
    func narrowTable() {
        let table = Table(
            [
                Table.Column("Due", isWhole: true), Table.Column("Case", isWhole: true),
                Table.Column("Title"),
            ],
            rows: [["2025-05-06", "JY-2025-000003", "关于完善老旧小区电梯的建议"]])
        for width in [10, 36, 40] {
            let line = table.lines(limit: width, colours: false)[1]
            #expect(line.hasPrefix("2025-05-06  JY-2025-000003  关于"), "\(width): \(line)")
        }
        #expect(table.lines(limit: 36, colours: false)[1].displayWidth <= 36)
    }

    @Test("no cell of CSV is run as a formula by a spreadsheet; numbers stay numbers")
    func csvFormulas() {
        let cells = ["=1+2", "@x", "+cmd", "-a", "-5", "+86 10", "-", "2025-04-01", "\t=1"]
        #expect(
            CSV(cells, .en).text()
                == "'=1+2,'@x,'+cmd,'-a,-5,'+86 10,-,2025-04-01,\"'\t=1\"\r\n")
        // The wide signs, too, and what stands before them unseen.
        #expect(
            CSV(["＝1", "＠x", "＋a", " ＝1", "\u{200B}=1"], .en).text()
                == "'＝1,'＠x,'＋a,' ＝1,'\u{200B}=1\r\n")
    }

    @Test(
        "the language is the option's, else the first locale variable's",
        arguments: [
            (nil, [:], Language.en), (nil, ["LANG": "zh_CN.UTF-8"], .zh),
            (nil, ["LANG": "zh_CN.UTF-8", "LC_MESSAGES": "de_DE"], .en),
            (nil, ["LC_ALL": "ZH", "LC_MESSAGES": "C", "LANG": "en"], .zh),
            (nil, ["LC_ALL": "", "LANG": "zh"], .zh), (.en, ["LC_ALL": "zh_CN"], .en),
            (.zh, ["LC_ALL": "C"], .zh), (nil, ["LANG": "C.UTF-8"], .en),
        ] as [(Language?, [String: String], Language)])
    func language(_ option: Language?, _ environment: [String: String], _ expected: Language) {
        #expect(Language.chosen(option: option, environment: environment) == expected)
    }

    @Test("days are read strictly and named")
    func days() {
        #expect(CivilDay("2025-02-29") == nil)
        #expect(CivilDay("2024-02-29")?.weekday(.en) == "Thu")
        #expect(CivilDay("2025-05-06")?.weekday(.zh) == "周二")
        #expect(CivilDay("1969-12-31")?.weekday(.en) == "Wed")
        #expect(CivilDay("2025-12-31")?.advanced(days: 60).description == "2026-03-01")
        let wrong = [
            "2025-4-1", "2025-13-01", "2025-00-10", "20250401", "2025-04-31", "+025-01-01",
        ]
        for text in wrong {
            #expect(CivilDay(text) == nil, "\(text)")
        }
    }
}
