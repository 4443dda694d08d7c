// SPDX-License-Identifier: Apache-2.0
internal import Mustache
internal import Workflow

/// What a name of a template stands for: its words, and the names below it.
///
/// The same tree is made of a workflow without a case, so that the check of a template knows every name that there
/// can be.
package final class PaperName: Sendable {
    /// What it is called, where its words are not known.
    let label: String
    /// Its words; nil where they are not known.
    let text: String?
    /// Whether a section about it is written.
    let isTold: Bool
    /// Whether it only says that something is so, and has no words of its own.
    let isFlag: Bool
    /// The names below it.
    private let names: [String: PaperName]
    /// Names below it of which there are too many to list.
    private let more: (@Sendable (String) -> PaperName?)?
    /// What a list holds.
    let items: [PaperName]?
    /// What each of a list is like.
    let each: PaperName?

    init(
        _ label: String, _ text: String?, isTold: Bool? = nil, names: [String: PaperName] = [:],
        more: (@Sendable (String) -> PaperName?)? = nil
    ) {
        let words = text.map(PaperName.cleaned)
        self.label = PaperName.cleaned(label)
        self.text = words?.isEmpty == true ? nil : words
        self.isTold = isTold ?? (words?.isEmpty == false)
        self.isFlag = label.isEmpty && text == nil && names.isEmpty && more == nil
        self.names = names
        self.more = more
        self.items = nil
        self.each = nil
    }

    /// A list, each of which is like `each`: `NAME.each`, `NAME.count`, `NAME.first`.
    init(_ label: String, _ text: String?, items: [PaperName], like each: PaperName) {
        let items = items.enumerated().map { $1.numbered($0 + 1) }
        let each = each.numbered(1)
        let count = PaperName("\(label)数量", items.isEmpty ? nil : "\(items.count)")
        self.label = PaperName.cleaned(label)
        self.text = text.map(PaperName.cleaned)
        self.isTold = !items.isEmpty
        self.isFlag = false
        self.names = [
            "count": count, "first": items.first ?? each,
            "several": .flag(items.count > 1),
        ]
        self.more = nil
        self.items = items
        self.each = each
    }

    private init(_ other: PaperName, names: [String: PaperName]) {
        (self.label, self.text, self.isTold) = (other.label, other.text, other.isTold)
        (self.names, self.more, self.items, self.each) = (
            names, other.more, other.items, other.each
        )
        self.isFlag = other.isFlag
    }

    /// The same, with one name more below it; a name that is there stays.
    func adding(_ name: String, _ below: PaperName) -> PaperName {
        PaperName(self, names: self.names.merging([name: below]) { own, _ in own })
    }

    /// The same, with its place in a list (`n`, from 1).
    private func numbered(_ place: Int) -> PaperName {
        self.adding("n", PaperName("序号", "\(place)"))
    }

    /// Whether something is so; it has no words of its own.
    static func flag(_ isTrue: Bool) -> PaperName { PaperName("", nil, isTold: isTrue) }

    /// The name below it that is called so; nil where there is none.
    func below(_ name: String) -> PaperName? { self.names[name] ?? self.more?(name) }

    /// All names below it that can be listed, for messages.
    var known: [String] { self.names.keys.sorted() + (self.each == nil ? [] : ["each"]) }

    /// Where a gap begins and ends between the template and the paper's text.
    static let gapBegin: Character = "\u{E000}"
    static let gapEnd: Character = "\u{E001}"

    private static func cleaned(_ text: String) -> String {
        text.filter { $0 != PaperName.gapBegin && $0 != PaperName.gapEnd }
    }
}

extension PaperName: MustacheParent, MustacheCustomRenderable {
    package func child(named name: String) -> Any? {
        if name == "each", let items { return items }
        return self.below(name)
    }

    /// Its words, or a gap that is called by its label.
    package var renderText: String {
        self.text ?? "\(PaperName.gapBegin)\(self.label)\(PaperName.gapEnd)"
    }

    package var isNull: Bool { !self.isTold }
}
