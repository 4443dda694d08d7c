// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// What workflows share stands once, in a part: no stretch of transitions stands in two files.
@Suite struct RepetitionTests {
    /// So many equal lines in a row may come about by themselves.
    private static let longest = 10

    private static let shipped =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path + "/Sources/Daemon/Rulebook/Shipped/"

    /// The lines of a file's transitions, and of what it gives to its parts: without comments, blanks
    /// and names of anchors, which say nothing.
    private static func lines(_ text: String) -> [String] {
        var isInside = false
        var found: [String] = []
        for line in text.components(separatedBy: "\n") {
            if let first = line.first, first != " ", first != "#" {
                isInside = ["transitions:", "parts:", "values:"].contains(line)
                continue
            }
            let words = line.trimmingCharacters(in: .whitespaces)
            guard isInside, !words.isEmpty, !words.hasPrefix("#") else { continue }
            found.append(words.replacing(#/[&*][a-z_]+ ?/#, with: ""))
        }
        return found
    }

    static let files: [(name: String, lines: [String])] = {
        ["workflows", "parts"].flatMap { folder in
            let found = try? FileManager.default.contentsOfDirectory(atPath: shipped + folder)
            return (found ?? []).filter { $0.hasSuffix(".yaml") }.sorted().map { name in
                let path = shipped + folder + "/" + name
                return (name, lines((try? String(contentsOfFile: path, encoding: .utf8)) ?? ""))
            }
        }
    }()

    /// The longest stretch that both have, by the lengths of stretches ending at each pair of lines.
    static func repeated(_ one: [String], _ other: [String]) -> [String] {
        var best = (length: 0, end: 0)
        var above = [Int](repeating: 0, count: other.count + 1)
        for (index, line) in one.enumerated() {
            var here = [Int](repeating: 0, count: other.count + 1)
            for (place, same) in other.enumerated() where same == line {
                here[place + 1] = above[place] + 1
                if here[place + 1] > best.length { best = (here[place + 1], index + 1) }
            }
            above = here
        }
        return Array(one[(best.end - best.length)..<best.end])
    }

    @Test func filesWereRead() {
        #expect(Self.files.count > 25)
        #expect(Self.files.allSatisfy { !$0.lines.isEmpty }, "\(Self.files.map(\.name))")
    }

    @Test func stretchThatStandsTwiceIsSeen() {
        let one = ["a", "b", "c", "d", "e"]
        #expect(Self.repeated(one, ["x", "b", "c", "d", "y"]) == ["b", "c", "d"])
        #expect(Self.repeated(one, ["x"]).isEmpty)
    }

    @Test(.timeLimit(.minutes(5)))
    func noStretchOfTransitionsStandsInTwoFiles() {
        for (index, one) in Self.files.enumerated() {
            for other in Self.files.dropFirst(index + 1) {
                let same = Self.repeated(one.lines, other.lines)
                #expect(
                    same.count <= Self.longest,
                    """
                    \(same.count) lines stand in \(one.name) and in \(other.name); a part holds them once:
                    \(same.joined(separator: "\n"))
                    """)
            }
        }
    }

    /// A part that one workflow has is a detour.
    @Test func everyPartHasTwoUsersAtLeast() throws {
        let parts = try FileManager.default.contentsOfDirectory(atPath: Self.shipped + "parts")
        #expect(!parts.isEmpty)
        let workflows = try FileManager.default.contentsOfDirectory(
            atPath: Self.shipped + "workflows"
        ).map { try String(contentsOfFile: Self.shipped + "workflows/" + $0, encoding: .utf8) }
        for part in parts {
            let name = part.prefix { $0 != "." }
            let users = try workflows.filter {
                let given = try Regex("\nparts:\n(  .*\n|\n)*?  \(name):")
                return $0.firstMatch(of: given) != nil
            }
            #expect(users.count >= 2, "\(name) has \(users.count)")
        }
    }
}
