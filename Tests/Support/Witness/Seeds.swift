// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// Third-party texts, never part of the project: published figures can be looked up in them.
package enum Seeds {
    /// A text whose file name begins so; nil, said loudly, when it is not there.
    package static func text(_ prefix: String) -> String? {
        let named = ProcessInfo.processInfo.environment["CASED_SEEDS"]
        var candidates = named.map { [URL(filePath: $0)] } ?? []
        var folder = PackageRoot.folder
        while folder.path.count > 1, named == nil {
            candidates.append(folder.appending(path: "shared/seeds"))
            folder = folder.deletingLastPathComponent()
        }
        for candidate in candidates {
            let files = try? FileManager.default.contentsOfDirectory(
                at: candidate, includingPropertiesForKeys: nil)
            let file = files?.first { $0.lastPathComponent.hasPrefix(prefix) }
            if let text = try? file.map({ try String(contentsOf: $0, encoding: .utf8) }) {
                return text
            }
        }
        print("SEEDS ABSENT: shared/seeds/\(prefix)*.txt was not read; what needs it did not run.")
        return nil
    }
}
