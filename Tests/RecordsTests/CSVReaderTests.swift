// SPDX-License-Identifier: Apache-2.0
import Records
import Testing

/// What the one reader of CSV makes of a text.
@Suite struct CSVReaderTests {
    /// A text and the rows it has, as line and cells.
    static let tables: [(String, [(Int, [String])])] = [
        ("", []),
        ("\n\n", []),
        ("a", [(1, ["a"])]),
        ("a,b\n1,2\n", [(1, ["a", "b"]), (2, ["1", "2"])]),
        ("a,b\r\n1,2", [(1, ["a", "b"]), (2, ["1", "2"])]),
        ("a,b\r1,2\r", [(1, ["a", "b"]), (2, ["1", "2"])]),
        ("\u{FEFF}a,b\n", [(1, ["a", "b"])]),
        ("\u{FEFF}\"a\",b\n", [(1, ["a", "b"])]),
        ("a\n\n\r\nb\n", [(1, ["a"]), (4, ["b"])]),
        (",\n", [(1, ["", ""])]),
        ("a,,", [(1, ["a", "", ""])]),
        ("\"\"\n", [(1, [""])]),
        ("\"甲会, \"\"示例\"\"\",b", [(1, ["甲会, \"示例\"", "b"])]),
        ("\"a\nb\r\nc\rd\",1\ne", [(1, ["a\nb\r\nc\rd", "1"]), (5, ["e"])]),
        ("关于\"示例\"的建议,2", [(1, ["关于\"示例\"的建议", "2"])]),
        (" \"a\",b", [(1, [" \"a\"", "b"])]),
        ("a\u{2028}b\u{0B}c,d", [(1, ["a\u{2028}b\u{0B}c", "d"])]),
        ("a,\u{0301}b\n\u{0301}c", [(1, ["a", "\u{0301}b"]), (2, ["\u{0301}c"])]),
    ]

    @Test(arguments: tables) func textHasTheseRows(
        _ text: String, _ rows: [(line: Int, cells: [String])]
    ) throws {
        let read = try CSVReader.rows(text)
        #expect(read.map(\.line) == rows.map(\.line))
        #expect(read.map(\.cells) == rows.map(\.cells))
    }

    @Test(arguments: [
        ("a\n\"1\n2\n", CSVReader.Fault.unclosedQuote(line: 2)),
        ("\"", .unclosedQuote(line: 1)),
        ("\"a\"\"", .unclosedQuote(line: 1)),
        ("a,b\n\"甲\"会,2\n", .textAfterQuote(line: 2)),
        ("\"a\n\" ,b", .textAfterQuote(line: 2)),
    ])
    func brokenQuotationNamesItsLine(_ text: String, _ fault: CSVReader.Fault) {
        #expect(throws: fault) { try CSVReader.rows(text) }
    }

    @Test func longTextIsReadInOnePass() throws {
        let text = String(repeating: "甲,\"乙,\"\"丙\"\"\"\r\n", count: 100_000)
        #expect(try CSVReader.rows(text).count == 100_000)
    }
}
