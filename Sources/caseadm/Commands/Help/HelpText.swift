// SPDX-License-Identifier: Apache-2.0
internal import CaseadmText

/// What a command does, told by `--help` in the reader's language, with examples.
struct HelpText: Sendable {
    /// A command line, as a reader of each language types it.
    struct Example: Sendable, Hashable {
        /// With the words that a Chinese reader sees.
        let zh: String
        /// With codes.
        let en: String
    }

    /// What it does, when one uses it, what it refuses.
    let text: Text
    /// Command lines that work.
    let examples: [Example]

    init(zh: String, en: String, examples: [Example] = []) {
        self.text = Text(zh: zh, en: en)
        self.examples = examples
    }
}
