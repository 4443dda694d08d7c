// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Style as a test: what the formatter and the linter cannot see.
@Suite struct TidyTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Files that people write, by path; generated ones have their own check.
    private static let files: [(path: String, lines: [String])] = {
        let walker = FileManager.default.enumerator(atPath: root.path)
        var found: [(String, [String])] = []
        while let path = walker?.nextObject() as? String {
            let top = path.split(separator: "/").first ?? ""
            guard ["Sources", "Tests"].contains(top), path.hasSuffix(".swift"),
                !path.contains("/Generated/"),
                let text = try? String(contentsOfFile: root.path + "/" + path, encoding: .utf8)
            else { continue }
            found.append((path, text.components(separatedBy: "\n")))
        }
        return found
    }()

    /// Beyond this a file is more than one thing.
    private static let longestFile = 400

    @Test func thereAreFilesToLookAt() {
        #expect(Self.files.count > 200)
    }

    @Test func noFileIsAGrabBag() {
        let long = Self.files.filter { $0.lines.count > Self.longestFile }.map(\.path)
        #expect(long.isEmpty, "split: \(long)")
    }

    @Test func everyFileNamesItsLicence() {
        let without = Self.files.filter { file in
            !file.lines.prefix(2).contains { $0.contains("SPDX-License-Identifier: Apache-2.0") }
        }.map(\.path)
        #expect(without.isEmpty, "first line // SPDX-License-Identifier: Apache-2.0 in \(without)")
    }

    /// Calls that have a better replacement here, and where they are allowed all the same.
    private static let banned: [(call: String, instead: String, allowedIn: [String])] = [
        ("try!", "handle the error", []),
        ("fatalError(", "an error, or quarantine", []),
        ("as! ", "as? with an error", []),
        ("nonisolated(unsafe)", "Mutex", []),
        ("@unchecked Sendable", "Mutex", []),
        (" Date()", "DaemonClock.now", ["Casework/Engine/DaemonClock.swift"]),
        ("Task.sleep", "a signal or the injected clock", ["Sources/caseadm/"]),
    ]

    @Test func bannedCallsAreReplaced() {
        for (call, instead, allowed) in Self.banned {
            let users = Self.files.filter { file in
                file.path.hasPrefix("Sources/") && !allowed.contains { file.path.contains($0) }
                    && file.lines.contains { $0.contains(call) && !$0.contains("//") }
            }.map(\.path)
            #expect(users.isEmpty, "\(call): use \(instead) in \(users)")
        }
    }

    @Test func nothingIsLeftForLater() {
        let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK"]
        let leftovers = Self.files.filter { file in
            file.lines.contains { line in words.contains { line.contains($0) } }
        }.map(\.path)
        #expect(leftovers.isEmpty, "\(leftovers)")
    }

    @Test func noLegalFigureStandsInTheProgram() {
        let figures = ["三个月", "九十日", "个月内", "工作日内", "第51条", "第五十一条"]
        let law = Self.files.filter { file in
            file.path.hasPrefix("Sources/")
                && file.lines.contains { line in figures.contains { line.contains($0) } }
        }.map(\.path)
        #expect(law.isEmpty, "belongs into the rulebook: \(law)")
    }
}
