// SPDX-License-Identifier: Apache-2.0

/// A text for people, in Chinese and English.
package struct Label: Hashable, Sendable, Codable {
    /// Chinese.
    package var zh: String
    /// English.
    package var en: String

    /// A text in both languages.
    package init(_ zh: String, _ en: String) {
        self.zh = zh
        self.en = en
    }

    /// The same text in both languages: names, numbers, dates.
    package init(same text: String) {
        self.init(text, text)
    }

    /// Both texts through the same change.
    package func map(_ change: (String) -> String) -> Label {
        Label(change(self.zh), change(self.en))
    }
}

extension [Label] {
    /// The labels in a row: 、 in Chinese, a comma in English.
    package var joined: Label {
        Label(
            self.map(\.zh).joined(separator: "、"),
            self.map(\.en).joined(separator: ", "))
    }
}
