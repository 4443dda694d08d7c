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
