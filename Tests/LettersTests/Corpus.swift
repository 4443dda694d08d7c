// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where sample letters and third-party letters stand.
enum Corpus {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The project's own invented letters, by file name.
    static func samples() throws -> [String: String] {
        try texts(in: root.appending(path: "Tests/Letters"))
    }

    /// Third-party letters, never part of the project; nil, said loudly, when they are not there.
    static func seeds() throws -> [String: String]? {
        let environment = ProcessInfo.processInfo.environment["CASED_SEEDS"]
        if let environment { return try self.texts(in: URL(filePath: environment)) }
        for candidate in self.shared("seeds") {
            let found = try texts(in: candidate)
            if !found.isEmpty { return found }
        }
        print(
            "SEEDS ABSENT: the letters in shared/seeds were not read; what needs them did not run.")
        return nil
    }

    /// Letters of kinds that the reader had not seen, with what a person read in each, by file name; nil, said
    /// loudly, when they are not there.
    static func kinds() throws -> (letters: [String: String], gold: [[String: Any]])? {
        for candidate in self.shared("cases/letters") {
            let letters = try self.texts(in: candidate)
            let gold = try self.gold(in: candidate)
            if !letters.isEmpty { return (letters, gold) }
        }
        print(
            "LETTERS ABSENT: shared/cases/letters was not read; what needs them did not run.")
        return nil
    }

    /// The project's own letters in many forms, with what a person read in each, by file name.
    static func unseen() throws -> (letters: [String: String], gold: [[String: Any]]) {
        let folder = root.appending(path: "Tests/Letters/Unseen")
        return (try self.texts(in: folder), try self.gold(in: folder))
    }

    /// The project's own notices in many forms, with what a person read in each, by file name.
    static func notices() throws -> (texts: [String: String], gold: [[String: Any]]) {
        let folder = root.appending(path: "Tests/Notices")
        return (try self.texts(in: folder), try self.gold(in: folder))
    }

    private static func gold(in folder: URL) throws -> [[String: Any]] {
        let lines = try String(
            contentsOf: folder.appending(path: "gold.jsonl"), encoding: .utf8)
        return try lines.split(separator: "\n").compactMap {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
        }
    }

    /// Folders of this name beside the project, or further up.
    private static func shared(_ name: String) -> [URL] {
        var candidates: [URL] = []
        var folder = root
        while folder.path.count > 1 {
            candidates.append(folder.appending(path: "shared").appending(path: name))
            folder = folder.deletingLastPathComponent()
        }
        return candidates.filter { FileManager.default.fileExists(atPath: $0.path) }
    }

    private static func texts(in folder: URL) throws -> [String: String] {
        var result: [String: String] = [:]
        let files = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil)
        for file in files where file.pathExtension == "txt" {
            result[file.lastPathComponent] = try String(contentsOf: file, encoding: .utf8)
        }
        return result
    }
}
