// SPDX-License-Identifier: Apache-2.0
internal import Mustache
internal import PaperForm
internal import Workflow

/// A template of a paper: a text of ``PaperForm/PaperMarkup`` with names in double braces.
package struct PaperTemplate: Sendable {
    /// The file, as it stands in the rulebook.
    package let file: String
    /// Its tags, in order.
    let tags: [PaperTag]
    /// How many characters it has.
    let size: Int
    fileprivate let template: MustacheTemplate

    /// Reads a template.
    ///
    /// - Returns: nil where it is none; what is wrong is noted.
    init?(_ file: String, _ text: String, noting findings: Findings) {
        if text.contains("\u{FFFD}") {
            findings.error(
                Mark(file: file, line: 1), "the file is not in UTF-8, or was damaged",
                mend: "save it as UTF-8")
        }
        guard let tags = PaperTag.tags(of: text, in: file, noting: findings) else { return nil }
        PaperEscaping.register()
        do {
            self.template = try MustacheTemplate(string: PaperEscaping.head + text)
        } catch {
            // Behind the line that we put in front.
            let line = (error as? MustacheTemplate.ParserError).map { $0.context.lineNumber - 1 }
            findings.error(
                Mark(file: file, line: max(1, line ?? 1)),
                "a section is not closed, or closed by another name",
                mend: "each {{#name}} needs its {{/name}}")
            return nil
        }
        self.file = file
        self.tags = tags
        self.size = text.count
    }

    /// The paper's text for a tree of names.
    func text(_ names: PaperName, _ library: PaperLibrary) -> String {
        let text = self.template.render(names, library: library.parts)
        return text.replacing(PaperEscaping.gap) { PaperMarkup.gap(String($0.output.1)) }
    }
}

/// Templates by name, to be taken by one another.
struct PaperLibrary: Sendable {
    let templates: [String: PaperTemplate]
    fileprivate let parts: MustacheLibrary

    init(_ templates: [String: PaperTemplate]) {
        self.templates = templates
        self.parts = MustacheLibrary(templates: templates.mapValues(\.template))
    }
}

/// How words become a paper's text.
private struct PaperEscaping: MustacheContentType {
    // What stands for it is taken by name, and parts would be HTML else.
    static let head = "{{% CONTENT_TYPE: PAPER}}\n"
    static var gap: Regex<(Substring, Substring)> { /\u{E000}([^\u{E001}]*)\u{E001}/ }

    private static let once: Void = MustacheContentTypes.register(PaperEscaping(), named: "PAPER")

    static func register() { _ = self.once }

    func escapeText(_ text: String) -> String { PaperMarkup.escaped(text) }
}

/// A tag of a template.
struct PaperTag: Hashable {
    enum Kind: Character {
        case section = "#"
        case inverted = "^"
        case end = "/"
        case part = ">"
        case variable = " "
    }

    var kind: Kind
    var name: String
    var line: Int

    /// The tags of a template; nil when one of them is not taken.
    static func tags(of text: String, in file: String, noting findings: Findings) -> [PaperTag]? {
        var tags: [PaperTag] = []
        var isSound = true
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let mark = Mark(file: file, line: index + 1)
            for match in line.matches(of: /\{\{([^}]*)\}\}(\}?)/) {
                let inner = String(match.output.1)
                if inner.hasPrefix("!") { continue }
                let sign = inner.first ?? " "
                let kind = Kind(rawValue: sign) ?? .variable
                let name = kind == .variable ? inner.trimmed : String(inner.dropFirst()).trimmed
                let isName = !name.isEmpty && name.allSatisfy(PaperTag.isSign) || name == "."
                guard match.output.2.isEmpty, isName else {
                    findings.error(
                        mark, "the tag {{\(inner)}} is not taken",
                        mend: "{{name}}, {{#name}}, {{^name}}, {{/name}}, {{>part}} or {{! remark}}"
                    )
                    isSound = false
                    continue
                }
                tags.append(PaperTag(kind: kind, name: name, line: index + 1))
            }
        }
        return isSound ? tags : nil
    }

    private static func isSign(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self.drop(while: \.isWhitespace)
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return String(text)
    }
}
