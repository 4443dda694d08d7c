// SPDX-License-Identifier: Apache-2.0
package import CaseadmText

/// What a command does, told by `--help` in the reader's language, with examples.
package struct HelpText: Sendable {
    /// A command line, as a reader of each language types it.
    package struct Example: Sendable, Hashable {
        /// With the words that a Chinese reader sees.
        package let zh: String
        /// With codes.
        package let en: String

        init(zh: String, en: String) {
            self.zh = zh
            self.en = en
        }

        /// The same in both languages.
        init(_ line: String) { self.init(zh: line, en: line) }
    }

    /// What it does, when one uses it, what it refuses.
    package let text: Text
    /// Command lines that work.
    package let examples: [Example]

    init(zh: String, en: String, examples: [Example] = []) {
        self.text = Text(zh: zh, en: en)
        self.examples = examples
    }
}
