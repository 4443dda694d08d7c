// SPDX-License-Identifier: Apache-2.0
internal import Workflow

/// The Chinese of the check's sentences, by their English patterns.
///
/// A pattern that is not here is a piece of a rulebook file, the same in both languages; a test
/// goes through the program's sentences.
package enum ChineseWords {
    /// English pattern → Chinese pattern.
    package static let all = files.merging(workflows) { $1 }.merging(conditions) { $1 }
        .merging(parts) { $1 }.merging(papers) { $1 }

    /// The Chinese of a pattern; nil when it has none.
    package static func translated(_ pattern: String) -> String? { self.all[pattern] }
}

extension Said {
    /// The sentence in both languages.
    var label: Label { Label(self.text(\.zh, ChineseWords.translated), self.english) }
}
