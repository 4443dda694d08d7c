// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import CaseadmCommands
import CaseadmText
import Foundation
import Testing

/// Each command tells what it does in the reader's language, with lines that can be typed.
@Suite struct HelpTests {
    /// The commands; groups have a paragraph, and their commands have the examples.
    private static let commands = CommandNames.all

    private static func page(_ path: [String], _ language: String) async -> [String] {
        let ran = await Ran.program(path + ["--help", "--lang", language])
        #expect(ran.code == 0 && ran.err.isEmpty, "\(path): \(ran.err)")
        return ran.out.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// Each page is made once: the parser takes its time.
    @Test func everyCommandTellsWhatItDoesInBothLanguages() async throws {
        #expect(Self.commands.count > 80)
        var count = 0
        for (path, isGroup) in Self.commands + [([], true)] {
            let zh = await Self.page(path, "zh")
            let en = await Self.page(path, "en")
            let name = path.joined(separator: " ")
            let usage = "caseadm \(path.prefix(1).joined())".trimmed
            #expect(zh.contains { $0.hasPrefix("用法:\(usage)") }, "\(name)")
            #expect(en.contains { $0.hasPrefix("USAGE: \(usage)") }, "\(name)")
            // What it is, an empty line, and at least a sentence of its own.
            for page in [zh, en] {
                let blank = page.firstIndex(of: "") ?? 0
                #expect(blank > 0 && page.count > blank + 1 && !page[blank + 1].isEmpty, "\(name)")
            }
            let examples = Self.examples(zh, "例:")
            #expect(isGroup || examples.count >= 2, "\(name)")
            #expect(Self.examples(en, "EXAMPLES:").count == examples.count, "\(name)")
            self.isInOneLanguage(zh.prefix { $0 != "例:" }, "zh", name)
            self.isInOneLanguage(en.prefix { $0 != "EXAMPLES:" }, "en", name)
            for example in Set(examples + Self.examples(en, "EXAMPLES:")) {
                let words = try Self.words(example)
                #expect(words.first == "caseadm", "\(example)")
                #expect(throws: Never.self, "\(example)") {
                    _ = try Caseadm.parseAsRoot(Array(words.dropFirst()))
                }
                count += 1
            }
        }
        #expect(count > 200)
    }

    /// Above the examples no line is in the other language, and none is wider than a terminal.
    private func isInOneLanguage(_ page: ArraySlice<String>, _ language: String, _ name: String) {
        for line in page {
            #expect(line.displayWidth <= 80, "\(name): \(line)")
            let hasHan = line.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
            if language == "en" {
                // Words that are typed in Chinese are told in English too.
                let typed = line.replacing(/[A-Za-z-]*[=(“'][^)”']*/, with: "")
                #expect(!hasHan || typed != line || line.contains("、"), "\(name): \(line)")
            } else if line.hasPrefix("  "), !line.hasPrefix("   "), line.contains("   ") {
                #expect(hasHan, "\(name): \(line)")
            }
        }
    }

    private static func examples(_ page: [String], _ heading: String) -> [String] {
        page.drop { $0 != heading }.dropFirst().map(\.trimmed).filter { !$0.isEmpty }
    }

    /// The words of a line as a shell divides it: blanks part them, quotation marks keep them together.
    private static func words(_ line: String) throws -> [String] {
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        // What follows a pipe or a redirection is the shell's.
        let command = line.split(whereSeparator: { "|>".contains($0) }).first ?? ""
        shell.arguments = ["-c", "printf '%s\\0' \(command)"]
        let pipe = Pipe()
        shell.standardOutput = pipe
        try shell.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        shell.waitUntilExit()
        return data.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
