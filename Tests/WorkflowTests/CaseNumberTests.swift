// SPDX-License-Identifier: Apache-2.0
import Testing
import Workflow

@Suite struct CaseNumberTests {
    @Test(
        arguments: [
            ("JY-2025-000001", "JY-2025-000001"), ("jy-2025-1", "JY-2025-000001"),
            ("ｊｙ－２０２５－０００００１", "JY-2025-000001"), (" JY-2025-000001 ", "JY-2025-000001"),
            ("JY—2025—12", "JY-2025-000012"), ("JY-2025-1234567", "JY-2025-1234567"),
            ("JY-2025-00000001", "JY-2025-000001"),
            ("JY-2025-0", nil), ("JY-25-1", nil), ("7", nil), ("2025-1", nil), ("JY2025-1", nil),
            ("", nil),
            ("JY-2025-1x", nil),
        ] as [(String, String?)])
    func idsHaveOneForm(_ text: String, _ id: String?) {
        #expect(CaseNumber.normal(text) == id)
    }

    @Test(
        arguments: [
            ("7", "7"), ("第7号", "7"), ("７号", "7"), ("007", "7"), ("第 920 号", "920"),
            ("第号", nil), ("七", nil), ("-7", nil), ("7.0", nil), ("", nil),
            ("99999999999999999999", nil),
        ] as [(String, String?)])
    func numbersOfPapers(_ text: String, _ number: String?) {
        #expect(CaseNumber.onPaper(text) == number)
    }
}
