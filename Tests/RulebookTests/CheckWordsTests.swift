// SPDX-License-Identifier: Apache-2.0
import Foundation
import Rulebook
import Testing
import Workflow

/// Whoever reads the check in Chinese reads all of it in Chinese.
@Suite struct CheckWordsTests {
    /// Pieces of a rulebook file, which stand in it in either language.
    private func isPieceOfAFile(_ pattern: String) -> Bool {
        let words = pattern.split(separator: " ")
        let isCode = words.allSatisfy { word in
            word.contains(where: { ":{}[]%…,.+-".contains($0) }) || word.allSatisfy(\.isNumber)
        }
        // A single word is the name of a key; `key: value` is a line of a file.
        return isCode || words.count == 1
            || pattern.wholeMatch(of: /[a-z_%0-9]+: .*/) != nil && !pattern.contains(" or ")
    }

    @Test func everySentenceOfTheCheckHasItsChinese() throws {
        let spoken = try SpokenPatterns(of: [
            "Sources/Daemon/Rulebook", "Sources/Daemon/Workflow/Guards",
        ])
        #expect(spoken.found.count > 250)
        let without = spoken.found.filter { pattern, _ in
            !self.isPieceOfAFile(pattern) && ChineseWords.translated(pattern) == nil
        }
        #expect(without.isEmpty, "\(without.sorted { $0.key < $1.key })")
    }

    /// A pattern and its Chinese have the same gaps.
    @Test func gapsAreTheSameInBothLanguages() {
        for (english, chinese) in ChineseWords.all {
            func gaps(_ text: String) -> Set<String> {
                Set(text.matches(of: /%\d/).map { String($0.output) })
            }
            #expect(gaps(chinese).isSubset(of: gaps(english)), "\(english)")
            #expect(gaps(english) == gaps(chinese), "\(english)")
        }
    }

    @Test func gapsAreFilledInTheOrderOfTheLanguage() {
        let inner: Said = "state \("settled")"
        let said: Said = "sets \("a") of \(inner) to \(3)"
        #expect(said.english == "sets a of state settled to 3")
        let chinese = said.text(\.zh) { pattern in
            ["state %1": "状态%1", "sets %1 of %2 to %3": "把%2的%1设为%3"][pattern]
        }
        #expect(chinese == "把状态settled的a设为3")
    }
}
