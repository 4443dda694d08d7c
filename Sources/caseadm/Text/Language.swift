// SPDX-License-Identifier: Apache-2.0

/// The languages of the client.
package enum Language: String, Sendable, Hashable, CaseIterable {
    /// Chinese.
    case zh
    /// English.
    case en

    /// The language to speak: the option if given, else what the locale variables say.
    ///
    /// As POSIX has it, the first of LC_ALL, LC_MESSAGES and LANG that is set and not empty decides;
    /// one that begins with `zh` means Chinese, everything else English.
    package static func chosen(
        option: Language?, environment: [String: String]
    ) -> Language {
        if let option { return option }
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let locale = environment[name], !locale.isEmpty else { continue }
            return locale.lowercased().hasPrefix("zh") ? .zh : .en
        }
        return .en
    }
}

/// A text in both languages.
package struct Text: Sendable, Hashable {
    /// The Chinese text.
    package let zh: String
    /// The English text.
    package let en: String

    /// A text in both languages.
    package init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }

    /// The same words in both languages: names, codes, figures.
    package init(same text: String) { self.init(zh: text, en: text) }

    /// The text in one language.
    package func callAsFunction(_ language: Language) -> String {
        switch language {
        case .zh: zh
        case .en: en
        }
    }
}

extension Text {
    /// The text in one language, each `%` replaced in turn.
    package func filled(_ values: [String], _ language: Language) -> String {
        let parts = self(language).split(separator: "%", omittingEmptySubsequences: false)
        var text = ""
        for (index, part) in parts.enumerated() {
            text += part
            if index < parts.count - 1 { text += index < values.count ? values[index] : "%" }
        }
        return text
    }

    /// The text in one language, `%` replaced.
    package func filled(_ value: String, _ language: Language) -> String {
        filled([value], language)
    }
}
