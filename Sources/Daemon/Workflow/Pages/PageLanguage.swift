// SPDX-License-Identifier: Apache-2.0

/// The language of a page.
package enum PageLanguage: String, Hashable, Sendable, CaseIterable {
    /// Chinese.
    case zh
    /// English.
    case en

    /// The label in this language.
    package func callAsFunction(_ label: Label) -> String {
        switch self {
        case .zh: label.zh
        case .en: label.en
        }
    }

    /// One of two texts.
    func callAsFunction(_ zh: String, _ en: String) -> String {
        self(Label(zh, en))
    }

    /// Texts in a row.
    func list(_ texts: [String]) -> String {
        texts.joined(separator: self("、", ", "))
    }

    /// Sentences in a row.
    func sentences(_ texts: [String]) -> String {
        texts.joined(separator: self("；", "; "))
    }

    /// A name as a page quotes it.
    func quoted(_ text: String) -> String {
        self("〈\(text)〉", "‹\(text)›")
    }

    /// What is added to a text.
    func inBrackets(_ text: String) -> String {
        self("（\(text)）", " (\(text))")
    }
}
