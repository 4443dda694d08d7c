// SPDX-License-Identifier: Apache-2.0
package import CaseProto

extension V1.Label {
    /// The label in one language; in the other when this one is missing.
    package func text(_ language: Language) -> String {
        let (first, second) = language == .zh ? (zh, en) : (en, zh)
        return first.isEmpty ? second : first
    }
}

extension V1.Label? {
    /// The label in one language, or `fallback` when there is none.
    package func text(_ language: Language, else fallback: String = "") -> String {
        let text = self?.text(language) ?? ""
        return text.isEmpty ? fallback : text
    }
}

extension [V1.Label] {
    /// The labels in one language, in a row; the codes where there are none of an older daemon.
    package func text(_ language: Language, else codes: [String]) -> String {
        let texts = count == codes.count ? map { $0.text(language) } : codes
        return texts.joined(separator: Words.listSeparator(language))
    }

    /// The labels in a row; in English each with its code behind it, as it is typed there.
    package func named(_ codes: [String], _ language: Language) -> String {
        guard count == codes.count else { return text(language, else: codes) }
        return zip(self, codes).map { Optional($0).named($1, language) }
            .joined(separator: Words.listSeparator(language))
    }
}

extension V1.Label? {
    /// What a reader of a language types for it: the label in Chinese, the code in English.
    package func typed(_ code: String, _ language: Language) -> String {
        language == .zh ? text(.zh, else: code) : code
    }

    /// The label; in English with the code behind it, as it is typed there.
    package func named(_ code: String, _ language: Language) -> String {
        let label = text(language, else: code)
        return language == .zh || label == code ? label : "\(label) (\(code))"
    }
}

extension V1.Basis {
    /// The basis as a lawyer cites it.
    package func citation(_ language: Language) -> String {
        let plain = [law, article].filter { !$0.isEmpty }.joined(separator: " ")
        // The daemon's own wording carries the mark already.
        let worded = text.text(language)
        if !worded.isEmpty { return worded }
        let known = Words.basis(plain)(language)
        return unread ? known + Words.unread(language) : known
    }
}

extension [V1.Basis] {
    /// All of them on one line.
    package func citation(_ language: Language) -> String {
        map { $0.citation(language) }.filter { !$0.isEmpty }
            .joined(separator: Words.listSeparator(language))
    }
}

extension V1.Value {
    /// The value as people read it: lists on one line, records as `name: value`.
    package func text(_ language: Language) -> String {
        switch kind {
        case .text(let text)?: text
        case .list(let list)?:
            list.items.map { $0.text(language) }.joined(separator: Words.listSeparator(language))
        case .record(let record)?: record.text
        case nil: ""
        }
    }
}

extension V1.ValueItem {
    fileprivate func text(_ language: Language) -> String {
        switch kind {
        case .text(let text)?: text
        case .record(let record)?: record.text
        case nil: ""
        }
    }
}

extension V1.Record {
    /// `name: value`, sorted by name.
    fileprivate var text: String {
        fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
            .joined(separator: ", ")
    }
}
