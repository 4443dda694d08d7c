// SPDX-License-Identifier: Apache-2.0
internal import Spelling

/// What the things of one kind are called, so that whatever is shown to people is taken from them too.
///
/// A thing is called by its name, or by its label in either language. A name is never ambiguous: a
/// label that is another thing's name means that other thing.
package struct Vocabulary: Sendable {
    /// What a word means.
    package enum Meaning: Hashable, Sendable {
        /// The thing of this name.
        case name(String)
        /// Any of these: it must be asked.
        case several([Remedy.Term])
        /// Nothing; these are spelt nearly so.
        case unknown(near: [Remedy.Term])
    }

    /// The things, in the order in which they are told.
    package let terms: [Remedy.Term]

    /// The things of one kind.
    package init(_ terms: [Remedy.Term]) {
        self.terms = terms
    }

    /// What a word means.
    ///
    /// Width, case, blanks and marks do not matter. A label that joins two by 或 (or) is called by each
    /// of them too, and a thing of a class (A) by the class's word (A类).
    package func meaning(of word: String) -> Meaning {
        if self.terms.contains(where: { $0.name == word }) { return .name(word) }
        let plain = Folding.plain(word)
        guard !plain.isEmpty else { return .unknown(near: []) }
        for way in Vocabulary.ways {
            let found = self.terms.filter { term in
                way(term).contains { Folding.plain($0) == plain }
            }
            if found.count == 1 { return .name(found[0].name) }
            if !found.isEmpty { return .several(found) }
        }
        return .unknown(near: self.near(plain))
    }

    /// Whether a word means something, were it several things.
    package func knows(_ word: String) -> Bool {
        if case .unknown = self.meaning(of: word) { false } else { true }
    }

    /// The things that are spelt nearly like a word.
    package func near(_ word: String) -> [Remedy.Term] {
        Spelling.nearest(to: Folding.plain(word), among: self.terms) { term in
            [term.name, term.label.zh, term.label.en].map(Folding.plain)
        }
    }

    /// How a thing may be called, from the strictest way to the loosest.
    private static let ways: [@Sendable (Remedy.Term) -> [String]] = [
        { [$0.name] },
        { [$0.label.zh, $0.label.en] },
        { term in
            ["\(term.name)类"] + term.label.zh.split(separator: "或").map(String.init)
                + term.label.en.split(separator: " or ").map { String($0) }
        },
    ]
}

extension Remedy.Term {
    /// What it is called, with its name.
    fileprivate var distinct: Label {
        Label("〈\(self.label.zh)〉(\(self.name))", "‹\(self.label.en)› (\(self.name))")
    }
}

extension [Remedy.Term] {
    /// What each is called: 〈签收〉; ‹Sign for› (sign_for).
    ///
    /// In Chinese the name follows only where two are called alike: nobody else types it.
    package var told: Label {
        let labels = self.map(\.label.zh)
        return self.map { term in
            labels.count { $0 == term.label.zh } > 1
                ? term.distinct : Label("〈\(term.label.zh)〉", term.distinct.en)
        }.joined
    }

    /// The same with every name, to choose by.
    package var distinct: Label { self.map(\.distinct).joined }

    /// What was perhaps meant, to follow a sentence that knows no such thing; empty where nothing is near.
    package var perhaps: Label {
        guard !self.isEmpty else { return Label(same: "") }
        let told = self.told
        return Label(",是否指\(told.zh)?", "; did you mean \(told.en)?")
    }
}

extension NamedList where Item: Labelled {
    /// What its items are called.
    package var vocabulary: Vocabulary {
        Vocabulary(self.items.map { Remedy.Term($0.name, $0.labels) })
    }
}

/// Something of the rulebook that people read by a label.
package protocol Labelled: Named {
    /// What people read.
    var labels: Label { get }
}

extension EventDefinition: Labelled {}
extension FieldDefinition: Labelled {}
extension RoleDefinition: Labelled {}
extension StateDefinition: Labelled {}
extension DocumentDefinition: Labelled {}
extension DeliveryDefinition: Labelled {}
extension ClockDefinition: Labelled {}
extension ChoiceOption: Labelled {}
