// SPDX-License-Identifier: Apache-2.0
import Foundation
import OfficeFiles
import Testing
import Witness

/// A workbook that is written is read again as it was, and nothing in it is a formula.
@Suite struct WorkbookWritingTests {
    private static let pieces = [
        "=1+1", "+1", "-1", "@SUM(A1)", " =cmd", "\u{200B}=1", "＝1", "一", "某市民政局", "007", "0", "12",
        "123456789",
        "1234567890", "13900000000", "91350500MA31", "2025-04-01", "2025-13-01", "2025-02-31",
        "1900-03-01", "1.50", "true",
        "a\nb", "<b>&\"",
        "", "  ", "😀", "0595-1234", "1e5", "-0", "+5",
    ]

    private func written(_ rows: [[String]]) throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appending(
            path: "\(UUID().uuidString).xlsx"
        ).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try WorkbookWriting.write([rows, [["另一张"]]], to: path)
        return try Array(Data(contentsOf: URL(filePath: path)))
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        var numbers = SeededNumbers(seed: 3)
        for _ in 0..<40 {
            let width = Int.random(in: 1...8, using: &numbers)
            let heading = (0..<width).map { "栏\($0)" }
            let rows =
                [heading]
                + (0..<20).map { _ in
                    (0..<width).map { _ in Self.pieces.randomElement(using: &numbers) ?? "" }
                }
            let bytes = try self.written(rows)
            let book = try Workbook(bytes)
            #expect(book.sheets.map(\.name) == ["1", "2"])
            for (index, row) in rows.enumerated() {
                let cells = book.sheets[0].rows.first { $0.number == index + 1 }?.cells ?? []
                for (column, text) in row.enumerated() where !text.allSatisfy(\.isWhitespace) {
                    let read = cells.first { $0.column == column }
                    #expect(
                        read?.text == text,
                        "\(index) \(column): \(text) became \(read?.text ?? "nothing")")
                    #expect(read?.flaw == nil)
                }
            }
            var sheet: [UInt8] = []
            try ZipFile(bytes).read("xl/worksheets/sheet1.xml") { (piece) throws(FileFault) in
                sheet += Array(piece)
            }
            #expect(!String(decoding: sheet, as: UTF8.self).contains("<f>"))
        }
    }

    @Test func whereNothingCanBeWrittenItIsSaid() {
        #expect(throws: FileFault.self) {
            try WorkbookWriting.write([[["甲"], ["1"]]], to: "/nowhere/at/all.xlsx")
        }
    }
}
