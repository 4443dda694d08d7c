// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Style as a test: what the formatter and the linter cannot see.
@Suite struct TidyTests {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Files that people write, by path; generated ones have their own check.
    static let files: [(path: String, lines: [String])] = {
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
        ("nonisolated(unsafe)", "Mutex", ["StorageSQLite/SQLiteStore.swift"]),
        ("@unchecked Sendable", "Mutex", []),
        (" Date()", "DaemonClock.now", ["Casework/Core/DaemonClock.swift"]),
        ("Task.sleep", "a signal or the injected clock", ["Sources/caseadm/", "Main/Courier/"]),
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

    /// Most tests run side by side on a few threads, and a limit of one goes on while it waits for the others:
    /// it bounds the whole run, not the test.
    @Test func limitsAllowForWhatRunsBeside() {
        let serial = ["Tests/EndToEndTests/", "Tests/CaseadmTests/"]
        let limit = #/timeLimit\(\.minutes\((\d+)\)\)/#
        let short = Self.files.filter { file in
            file.path.hasPrefix("Tests/") && !serial.contains { file.path.hasPrefix($0) }
                && file.lines.contains { line in
                    line.firstMatch(of: limit).flatMap { Int($0.output.1) }.map { $0 < 60 } ?? false
                }
        }.map(\.path)
        #expect(short.isEmpty, "at least 60 minutes in \(short)")
    }

    /// What has one home: elsewhere it is a copy, or a way around.
    private static let homes: [(text: String, home: String)] = [
        ("\"Asia/Shanghai\"", "Calendar/CivilZone.swift"),
        ("sqlite3_", "Sources/Daemon/StorageSQLite/"),
        // Only the ledger makes changes; what takes one is internal to its target.
        (".add(.insertCase", "Casework/Core/Ledger.swift"),
        ("func wholeStore", "Casework/Core/Book.swift"),
    ]

    @Test func whatHasOneHomeIsNowhereElse() {
        for (text, home) in Self.homes {
            let users = Self.files.filter { file in
                file.path.hasPrefix("Sources/") && file.lines.contains { $0.contains(text) }
            }.map(\.path)
            #expect(!users.isEmpty && users.allSatisfy { $0.contains(home) }, "\(text) in \(users)")
        }
    }

    /// The daemon does not know its clients: what to do is a `Remedy`, and each client words it.
    @Test func noSentenceOfTheDaemonSpeaksAClientsLanguage() {
        let flag = #/(?:^|[^-A-Za-z0-9!<])--[a-z]/#
        var found: [String] = []
        let files = Self.files.filter {
            $0.path.hasPrefix("Sources/Daemon/") && !$0.path.hasPrefix("Sources/Daemon/Main/")
        }
        #expect(files.count > 150)
        for file in files {
            for line in file.lines.map(self.code) {
                let literals = self.literals(of: line)
                if literals.contains(where: {
                    $0.contains("caseadm") || $0.firstMatch(of: flag) != nil
                }) {
                    found.append("\(file.path): \(line)")
                }
            }
        }
        #expect(found.isEmpty, "belongs into Sources/caseadm: \(found)")
    }

    /// The texts between quotation marks; of a line within a longer text, all of it.
    private func literals(of line: String) -> [String] {
        guard line.contains("\"") else {
            return line.contains("caseadm") || line.contains("--") ? [line] : []
        }
        return line.components(separatedBy: "\"").enumerated()
            .filter { $0.offset % 2 == 1 }.map(\.element)
    }

    @Test func nothingIsLeftForLater() {
        let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK"]
        let leftovers = Self.files.filter { file in
            file.lines.contains { line in words.contains { line.contains($0) } }
        }.map(\.path)
        #expect(leftovers.isEmpty, "\(leftovers)")
    }

    /// The law is data: no article, no length of time, no law's name or id stands in the program.
    /// (Comments may cite their source.)
    @Test func noLegalFigureStandsInTheProgram() throws {
        let lengths = #/(?:[0-9]+|[一二三四五六七八九十百]+)(?:个月|个工作日|日内|天内)/#
        let articles = #/第[0-9一二三四五六七八九十百]+条/#
        let names = try self.lawNames()
        #expect(names.count > 60, "rulebook.yaml was not read: \(names)")
        var found: [String] = []
        for file in Self.files where file.path.hasPrefix("Sources/Daemon/") {
            for line in file.lines.map(self.code) {
                if line.firstMatch(of: lengths) != nil || line.firstMatch(of: articles) != nil
                    || names.contains(where: line.contains)
                {
                    found.append("\(file.path): \(line)")
                }
            }
        }
        #expect(found.isEmpty, "belongs into the rulebook: \(found)")
    }

    /// A line without its comment.
    private func code(_ line: String) -> String {
        line.range(of: "//").map { String(line[..<$0.lowerBound]) } ?? line
    }

    /// Ids and names of every law of the shipped rulebook.
    private func lawNames() throws -> [String] {
        let path = Self.root.path + "/Sources/Daemon/Rulebook/Shipped/rulebook.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let laws =
            text.components(separatedBy: "\nlaws:").last?
            .components(separatedBy: "\nroles:").first ?? ""
        var names: [String] = []
        for match in laws.matches(of: #/(?m)^  ([a-z0-9-]+):/#) { names.append(String(match.1)) }
        for match in laws.matches(of: #/zh: ([^,}\n]+)/#) {
            names.append(String(match.1).trimmingCharacters(in: .whitespaces))
        }
        return names
    }
}
