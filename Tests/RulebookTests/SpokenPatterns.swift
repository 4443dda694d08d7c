// SPDX-License-Identifier: Apache-2.0
import Foundation
import Witness

/// The English patterns that the check's program can say, read from its source.
struct SpokenPatterns {
    /// Pattern → the file that says it.
    private(set) var found: [String: String] = [:]

    /// What begins a sentence in the program.
    private static let calls = [
        ".error(", ".remark(", " error(", "GuardFault(", "Problem(", "isMap(", "of: \"", "as: \"",
        "mend: \"", "(mark.line, \"", "(context.mark.line, \"", "verifyDate(", "notADate(",
    ]

    /// Reads every file of the folders.
    init(of folders: [String]) throws {
        for folder in folders {
            let root = PackageRoot.file(folder)
            let walker = FileManager.default.enumerator(atPath: root.path)
            while let path = walker?.nextObject() as? String {
                guard path.hasSuffix(".swift"), !path.contains("Words") else { continue }
                let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
                self.read(Array(text), file: path)
            }
        }
    }

    private mutating func read(_ text: [Character], file: String) {
        for call in Self.calls.map(Array.init) {
            var index = 0
            while let at = Self.find(call, in: text, from: index) {
                index = at + call.count
                if call.last == "\"" {
                    self.note(text, at: at + call.count - 1, file: file)
                } else {
                    self.readArguments(text, from: index, file: file)
                }
            }
        }
    }

    /// Every literal among a call's arguments.
    private mutating func readArguments(_ text: [Character], from start: Int, file: String) {
        var (depth, index) = (1, start)
        while depth > 0, index < text.count {
            switch text[index] {
            case "(": depth += 1
            case ")": depth -= 1
            case "\"":
                // A key that is looked up is no sentence.
                if text[index - 1] != "[" { self.note(text, at: index, file: file) }
                index = Self.end(ofLiteralAt: index, in: text) - 1
            default: break
            }
            index += 1
        }
    }

    private mutating func note(_ text: [Character], at quote: Int, file: String) {
        var (pattern, gaps, index) = ("", 0, quote + 1)
        while index < text.count, text[index] != "\"" {
            if text[index] == "\\", text[index + 1] == "(" {
                gaps += 1
                pattern += "%\(gaps)"
                index = Self.end(ofGapAt: index + 2, in: text)
            } else if text[index] == "\\" {
                pattern.append(text[index + 1])
                index += 2
            } else {
                pattern.append(text[index])
                index += 1
            }
        }
        self.found[pattern] = file
    }

    private static func find(_ word: [Character], in text: [Character], from: Int) -> Int? {
        guard text.count >= word.count + from else { return nil }
        return (from...(text.count - word.count)).first { at in
            text[at] == word[0] && text[at..<(at + word.count)].elementsEqual(word)
        }
    }

    /// Behind the closing quotation mark.
    private static func end(ofLiteralAt quote: Int, in text: [Character]) -> Int {
        var index = quote + 1
        while index < text.count, text[index] != "\"" {
            guard text[index] == "\\" else {
                index += 1
                continue
            }
            index = text[index + 1] == "(" ? self.end(ofGapAt: index + 2, in: text) : index + 2
        }
        return index + 1
    }

    /// Behind the closing bracket.
    private static func end(ofGapAt start: Int, in text: [Character]) -> Int {
        var (depth, index) = (1, start)
        while depth > 0, index < text.count {
            switch text[index] {
            case "(": depth += 1
            case ")": depth -= 1
            case "\"": index = self.end(ofLiteralAt: index, in: text) - 1
            default: break
            }
            index += 1
        }
        return index
    }
}
