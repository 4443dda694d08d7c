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
        var candidates = environment.map { [URL(filePath: $0)] } ?? []
        var folder = root
        while folder.path.count > 1, environment == nil {
            candidates.append(folder.appending(path: "shared/seeds"))
            folder = folder.deletingLastPathComponent()
        }
        for candidate in candidates where FileManager.default.fileExists(atPath: candidate.path) {
            let found = try texts(in: candidate)
            if !found.isEmpty { return found }
        }
        print(
            "SEEDS ABSENT: the letters in shared/seeds were not read; what needs them did not run.")
        return nil
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
