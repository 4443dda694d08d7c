// SPDX-License-Identifier: Apache-2.0

/// A Swift file as far as style needs it: its functions, found without a compiler.
struct SwiftSource {
    /// A function, initializer or subscript.
    struct Function {
        var name: String
        /// The line on which it is declared, from 1.
        var line: Int
        var parameters: [String]
        /// Lines of the body, braces included; 0 for a requirement.
        var length: Int

        /// Parameters that a call gives without a name.
        var unlabelled: Int {
            self.parameters.count { $0.hasPrefix("_ ") }
        }
    }

    /// The text without comments and literals; the rest stands where it stood.
    private let text: [UInt8]

    init(_ lines: [String]) {
        self.text = SwiftSource.blanked(Array(lines.joined(separator: "\n").utf8))
    }

    /// Every function that the file declares.
    var functions: [Function] {
        var found: [Function] = []
        var (index, line) = (0, 1)
        while index < self.text.count {
            if self.text[index] == UInt8(ascii: "\n") { line += 1 }
            if let word = self.keyword(at: index), let function = self.function(word, index, line) {
                found.append(function)
            }
            index += 1
        }
        return found
    }

    private static let keywords = ["func", "init", "subscript"]

    private func keyword(at index: Int) -> String? {
        if index > 0 {
            let before = self.text[index - 1]
            if SwiftSource.isWord(before) || before == UInt8(ascii: ".")
                || before == UInt8(ascii: "`")
            {
                return nil
            }
        }
        return SwiftSource.keywords.first { word in
            let end = index + word.utf8.count
            return self.text[index...].starts(with: word.utf8)
                && (end == self.text.count || !SwiftSource.isWord(self.text[end]))
        }
    }

    private func function(_ keyword: String, _ start: Int, _ line: Int) -> Function? {
        var index = start + keyword.utf8.count
        var name = keyword
        if keyword == "func" {
            while index < self.text.count, self.text[index] == UInt8(ascii: " ") { index += 1 }
            let first = index
            let isWord = index < self.text.count && SwiftSource.isWord(self.text[index])
            while index < self.text.count, self.text[index] != UInt8(ascii: " "),
                self.text[index] != UInt8(ascii: "("),
                !isWord || self.text[index] != UInt8(ascii: "<")
            {
                index += 1
            }
            name = String(decoding: self.text[first..<index], as: UTF8.self)
        }
        guard let open = self.text[index...].firstIndex(of: UInt8(ascii: "(")),
            let close = self.end(ofBracketAt: open)
        else { return nil }
        let parameters = self.parameters(from: open + 1, to: close)
        return Function(
            name: name, line: line, parameters: parameters, length: self.length(after: close))
    }

    private func end(ofBracketAt open: Int) -> Int? {
        var depth = 0
        for index in open..<self.text.count {
            switch self.text[index] {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
        }
        return nil
    }

    private func parameters(from start: Int, to end: Int) -> [String] {
        var (parts, part, depth) = ([String](), [UInt8](), 0)
        for index in start..<end {
            let byte = self.text[index]
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "<"):
                depth += 1
            case UInt8(ascii: ">") where self.text[index - 1] == UInt8(ascii: "-"): break
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ">"):
                depth -= 1
            default: break
            }
            if byte == UInt8(ascii: ","), depth == 0 {
                parts.append(String(decoding: part, as: UTF8.self))
                part = []
            } else {
                part.append(byte)
            }
        }
        return (parts + [String(decoding: part, as: UTF8.self)]).map { part in
            part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }.filter { !$0.isEmpty }
    }

    /// Words that begin another declaration: the one before had no body.
    private static let beginnings: Set<String> = [
        "func", "init", "subscript", "var", "let", "case", "associatedtype", "static", "mutating",
        "package", "private", "fileprivate", "public", "internal", "@",
    ]

    private func length(after close: Int) -> Int {
        var (word, index) = ([UInt8](), close + 1)
        while index < self.text.count {
            let byte = self.text[index]
            if SwiftSource.isWord(byte) || byte == UInt8(ascii: "@") {
                word.append(byte)
            } else {
                if SwiftSource.beginnings.contains(String(decoding: word, as: UTF8.self)) {
                    return 0
                }
                word = []
            }
            if byte == UInt8(ascii: "}") { return 0 }
            if byte == UInt8(ascii: "{") {
                guard let end = self.end(ofBracketAt: index) else { return 0 }
                return self.text[index..<end].count { $0 == UInt8(ascii: "\n") } + 1
            }
            index += 1
        }
        return 0
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 128...:
            true
        default: false
        }
    }
}

// Comments and literals.
extension SwiftSource {
    private static func blanked(_ text: [UInt8]) -> [UInt8] {
        var (out, index) = (text, 0)
        while index < text.count {
            guard let end = SwiftSource.endOfBlank(text, at: index) else {
                index += 1
                continue
            }
            for place in index..<end where text[place] != UInt8(ascii: "\n") {
                out[place] = UInt8(ascii: " ")
            }
            index = end
        }
        return out
    }

    /// Where the comment or literal that begins here ends; nil when none does.
    private static func endOfBlank(_ text: [UInt8], at index: Int) -> Int? {
        func begins(_ word: String) -> Bool { text[index...].starts(with: word.utf8) }
        if begins("//") {
            return text[index...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
        }
        if begins("/*") { return SwiftSource.end(of: "*/", in: text, after: index + 2) }
        if begins("#/") { return SwiftSource.end(of: "/#", in: text, after: index + 2) }
        if begins("#\"") { return SwiftSource.end(of: "\"#", in: text, after: index + 2) }
        if begins("\"\"\"") { return SwiftSource.end(of: "\"\"\"", in: text, after: index + 3) }
        if begins("\"") { return SwiftSource.endOfString(text, at: index) }
        return nil
    }

    private static func end(of mark: String, in text: [UInt8], after start: Int) -> Int {
        var index = start
        while index < text.count, !text[index...].starts(with: mark.utf8) { index += 1 }
        return min(text.count, index + mark.utf8.count)
    }

    /// Past the closing quote; what is interpolated may hold strings of its own.
    private static func endOfString(_ text: [UInt8], at start: Int) -> Int {
        var (index, depth) = (start + 1, 0)
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "\\") where depth == 0:
                if index + 1 < text.count, text[index + 1] == UInt8(ascii: "(") { depth = 1 }
                index += 1
            case UInt8(ascii: "(") where depth > 0: depth += 1
            case UInt8(ascii: ")") where depth > 0: depth -= 1
            case UInt8(ascii: "\"") where depth > 0:
                index = SwiftSource.endOfString(text, at: index) - 1
            case UInt8(ascii: "\""): return index + 1
            default: break
            }
            index += 1
        }
        return index
    }
}
