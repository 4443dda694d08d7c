// SPDX-License-Identifier: Apache-2.0
import WorkCalendar

/// A part of a rulebook file from which a condition reads itself.
///
/// It knows where it stands, so that whatever is noted names file and line. The rulebook's reader
/// conforms to it; this module knows no file format.
package protocol ConditionReader {
    /// The word that the condition begins with.
    var name: String { get }
    /// The text of a word or a number; nil for a list or a map.
    var text: String? { get }
    /// The items of a list; anything else is a list of one.
    var items: [Self] { get }
    /// The entries of a map in file order; empty for anything else.
    var entries: [(key: String, value: Self)] { get }
    /// The same, where the key stands that it belongs to.
    var atKey: Self { get }

    /// The value of a map's key.
    subscript(key: String) -> Self? { get }

    /// Notes an error here.
    func error(_ reason: Said, mend: Said)
    /// Notes an error when it is not a map with some of these keys.
    func isMap(_ what: Said, keys: [String])
    /// Notes an error when the rulebook does not declare the name.
    func check(_ name: String, is kind: DeclaredName)
    /// Whether the rulebook declares the name.
    func declares(_ name: String, as kind: DeclaredName) -> Bool
}

/// What a name in a condition must be the name of.
package enum DeclaredName: Hashable, Sendable {
    case clock, delivery, document, event, field, state, table, workflow
    case eventOrField, eventOrTransition
    /// A column of a table.
    case column(of: String)
    /// An event of one of these workflows.
    case eventOf([String])
    /// A field of a workflow.
    case fieldOf(String)
    /// A state of one of these workflows.
    case stateOf([String])
}

extension ConditionReader {
    func error(_ reason: Said) {
        self.error(reason, mend: "")
    }

    /// The word it must be; empty (and noted) when it is none.
    var word: String {
        guard let text = self.text else {
            self.error("must be a word")
            return ""
        }
        return text
    }

    /// The words of a list, or the one word.
    var words: [String] { self.items.map(\.word) }

    /// The words of a list, each of which must be declared.
    func words(thatAre kind: DeclaredName) -> [String] {
        let words = self.words
        for (word, item) in zip(words, self.items) { item.check(word, is: kind) }
        return words
    }

    /// The word, which must be declared.
    func word(thatIs kind: DeclaredName) -> String {
        let word = self.word
        self.check(word, is: kind)
        return word
    }

    /// What stands under the condition's own name.
    var head: Self { self[self.name] ?? self }

    /// Notes an error for each key that the condition does not have.
    package func only(_ keys: [String]) {
        for entry in self.entries where !keys.contains(entry.key) {
            entry.value.atKey.error(
                "this condition has no key \(entry.key)",
                mend: "its keys: \(keys.joined(separator: ", "))")
        }
    }

    /// The text of a key that must be there.
    func text(of key: String, in what: Said) -> String {
        guard let value = self[key] else {
            self.error("\(what) needs \(key)")
            return ""
        }
        guard let text = value.text, !text.isEmpty else {
            value.error("\(key) must be a word")
            return ""
        }
        return text
    }

    /// The texts of a key's list, or of a single word.
    func texts(of key: String) -> [String] {
        (self[key]?.items ?? []).compactMap { item in
            guard let text = item.text, !text.isEmpty else {
                item.error("\(key) must be words")
                return nil
            }
            return text
        }
    }

    /// A length of time; nil (and noted) when it is none.
    var period: Period? {
        if let period = Period(self.text ?? "") { return period }
        self.error(
            "\(self.text ?? "this") is no length of time",
            mend: "such as 3 months, 5 working days, 15 days, 2 years")
        return nil
    }

    /// A whole number that is at least one.
    var count: Int {
        let number = Int(self.text ?? "")
        self.mustBeOneOrMore(number)
        return number ?? 1
    }

    /// None at all would always hold: a figure is replaced, a guard never removed.
    func mustBeOneOrMore(_ number: Int?) {
        if let number, number >= 1 { return }
        self.error("at_least must be a whole number, 1 or more", mend: "at_least: 1")
    }
}
