// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseadmText

/// The answer to `--help`, in one language.
///
/// Commands and options say what they do in both languages, `English / 中文`, so that both stand
/// where the option stands; a reader is shown his own.
struct HelpPage {
    private static let width = 80
    /// Where the texts of options begin.
    private static let margin = 26

    private let language: Language
    private let width: Int
    private var lines: [String] = []

    /// The page of a command, from what the parser makes of it.
    ///
    /// - Parameter path: its words after the program's name.
    init(of path: [String], _ command: any ParsableCommand.Type, _ language: Language, width: Int?)
    {
        self.language = language
        self.width = Swift.max(40, Swift.min(width ?? Self.width, Self.width))
        let help = HelpText.all[path.isEmpty ? "caseadm" : path.joined(separator: " ")]
        // Nothing is folded: each entry is one line, or two where its name is long.
        let made = Caseadm.helpMessage(for: command, columns: Int(Int16.max))
        for line in made.split(separator: "\n", omittingEmptySubsequences: false) {
            take(String(line), help)
        }
        if let examples = help?.examples, !examples.isEmpty {
            lines += ["", HelpWords.examples(language)]
            lines += examples.map { "  " + (language == .zh ? $0.zh : $0.en) }
        }
    }

    /// The page, ended by a newline.
    var text: String { lines.joined(separator: "\n") + "\n" }

    private mutating func take(_ line: String, _ help: HelpText?) {
        if line.hasPrefix("OVERVIEW: ") {
            lines += folded(own(String(line.dropFirst(10))))
            if let help { lines += [""] + folded(help.text(language)) }
        } else if line.hasPrefix("USAGE: ") {
            lines += folded(HelpWords.usage(language) + line.dropFirst(7), hanging: 8)
        } else if line.hasSuffix(":"), line.first?.isUppercase ?? false {
            lines.append(HelpWords.heading(String(line.dropLast()), language))
        } else if let found = line.wholeMatch(of: /\ \ See '(caseadm help.*)' for detailed help\./)
        {
            lines.append(HelpWords.more.filled(String(found.1), language))
        } else if let found = line.wholeMatch(of: /\ \ (--\S+ <\S+>) (\S.*)/) {
            // A name as long as the column: one blank parts it from its text.
            lines += entry(String(found.1), String(found.2))
        } else if let found = line.wholeMatch(of: /\ \ (\S.*?)(?:  +(\S.*))?/) {
            lines += entry(String(found.1), found.2.map(String.init))
        } else if line.hasPrefix("   ") {
            let text = String(line.drop { $0 == " " })
            lines += folded(own(text), hanging: Self.margin, from: Self.margin)
        } else {
            lines.append(line)
        }
    }

    private func entry(_ name: String, _ text: String?) -> [String] {
        guard let text else { return ["  " + name] }
        let space = Self.margin - 2 - name.displayWidth
        guard space > 0 else {
            return ["  " + name] + folded(own(text), hanging: Self.margin, from: Self.margin)
        }
        let head = "  " + name + String(repeating: " ", count: space)
        return folded(head + own(text), hanging: Self.margin)
    }

    /// The half of a text that is in the reader's language, with the values that it may have.
    private func own(_ text: String) -> String {
        var (text, hint) = (text, "")
        if let found = text.firstMatch(of: /\ ?\((values|default): .*\)$/) {
            hint = HelpWords.hint(String(found.0), language)
            text.removeSubrange(found.range)
        }
        let said = HelpWords.parser[text]
        if let said { return said(language) + hint }
        guard let cut = text.ranges(of: " / ").last else { return text + hint }
        return String(language == .zh ? text[cut.upperBound...] : text[..<cut.lowerBound]) + hint
    }

    /// A text in lines of the page's width; Chinese may be broken anywhere but before a mark.
    private func folded(_ text: String, hanging: Int = 0, from start: Int = 0) -> [String] {
        let indent = String(repeating: " ", count: hanging)
        var lines: [String] = []
        var line = String(repeating: " ", count: start)
        for piece in pieces(text) {
            let isBlank = line.allSatisfy { $0 == " " }
            if !isBlank, line.displayWidth + piece.trimmedEnd.displayWidth > width {
                lines.append(line.trimmedEnd)
                line = indent
            }
            line +=
                line == indent && piece.first == " " && !lines.isEmpty
                ? String(piece.drop { $0 == " " }) : piece
        }
        return lines + [line.trimmedEnd]
    }

    /// The parts of a text between which a line may end.
    private func pieces(_ text: String) -> [String] {
        var pieces: [String] = []
        for character in text {
            let isWide = String(character).displayWidth > 1
            let isMark = ",。;:、?!)》”〉".contains(character)
            if let last = pieces.last?.last {
                let wasWide = String(last).displayWidth > 1
                let opens = "(《“〈".contains(last)
                let isTogether =
                    isMark || opens || (last != " " && !wasWide && !isWide)
                    || (character == " " && !isWide)
                if isTogether {
                    pieces[pieces.count - 1].append(character)
                    continue
                }
            }
            pieces.append(String(character))
        }
        return pieces
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}

private enum HelpWords {
    static let usage = Text(zh: "用法:", en: "USAGE: ")
    static let examples = Text(zh: "例:", en: "EXAMPLES:")
    static let more = Text(zh: "  详见 %", en: "  See '%' for detailed help.")

    /// What the parser says by itself.
    static let parser: [String: Text] = [
        "Show the version.": Text(zh: "显示版本", en: "Show the version."),
        "Show help information.": Text(zh: "显示本说明", en: "Show help information."),
    ]

    static func heading(_ heading: String, _ language: Language) -> String {
        let group = heading.replacing(" SUBCOMMANDS", with: "")
        if let cut = group.firstRange(of: " / ") {
            return language == .zh
                ? "\(group[cut.upperBound...]):" : "\(group[..<cut.lowerBound]):"
        }
        guard language == .zh else { return heading + ":" }
        return switch heading {
        case "ARGUMENTS": "参数:"
        case "OPTIONS": "选项:"
        case "SUBCOMMANDS": "命令:"
        default: heading + ":"
        }
    }

    static func hint(_ hint: String, _ language: Language) -> String {
        guard language == .zh else { return hint }
        return hint.replacing(" (", with: "(").replacing("values: ", with: "可为:")
            .replacing("default: ", with: "缺省:").replacing("; ", with: ";")
    }
}
