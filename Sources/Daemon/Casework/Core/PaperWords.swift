// SPDX-License-Identifier: Apache-2.0
internal import Workflow

/// Texts of papers as a search reads them: neither the end of a line nor the width of a letter parts a word.
package enum PaperWords {
    /// What is kept of what a paper says; nil where it says nothing.
    package static func kept(_ text: String) -> String? {
        let folded = Folding.plain(text)
        return folded.isEmpty ? nil : folded
    }

    /// What papers are searched for; nil where that is too short to tell one from another: it takes two characters
    /// of Chinese, or four letters or figures.
    package static func asked(_ text: String) -> String? {
        let folded = Folding.plain(text)
        let weight = folded.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
        return weight < 4 ? nil : folded
    }
}
