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

    /// A stretch of so many lines that stands in two files, and in which.
    struct Repeated: Equatable {
        var lines: String
        var files: [String]
    }

    /// Every stretch of so many lines that stands in more than one file.
    static func repeated(_ files: [(name: String, lines: [String])], length: Int) -> [Repeated] {
        var owners: [String: [String]] = [:]
        for file in files where file.lines.count >= length {
            let stretches = (0...(file.lines.count - length)).map {
                file.lines[$0..<($0 + length)].joined(separator: "\n")
            }
            for stretch in Set(stretches) { owners[stretch, default: []].append(file.name) }
        }
        return owners.filter { $0.value.count > 1 }.map { Repeated(lines: $0.key, files: $0.value) }
            .sorted { $0.lines < $1.lines }
    }

    @Test func filesWereRead() {
        #expect(Self.files.count > 25)
        // One that brings a clock only.
        #expect(Self.files.filter { $0.lines.isEmpty }.map(\.name) == ["sending.yaml"])
    }

    @Test func stretchThatStandsTwiceIsSeen() {
        let files = [("one", ["a", "b", "c", "d", "e"]), ("two", ["x", "b", "c", "d", "y"])]
        #expect(
            Self.repeated(files, length: 3) == [Repeated(lines: "b\nc\nd", files: ["one", "two"])])
        #expect(Self.repeated(files, length: 4).isEmpty)
        #expect(Self.repeated([("one", ["a", "a", "a"])], length: 2).isEmpty)
    }

    @Test func noStretchOfTransitionsStandsInTwoFiles() {
        for found in Self.repeated(Self.files, length: Self.longest + 1) {
            Issue.record(
                """
                \(found.files.joined(separator: " and ")) have more than \(Self.longest) lines alike; \
                a part holds them once:
                \(found.lines)
                """)
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
