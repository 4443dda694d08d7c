// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// A file of `Tests/Golden`: what something must look like, and documentation of how it looks.
package struct GoldenFile {
    /// Its name.
    package let name: String

    /// A golden file.
    package init(_ name: String) {
        self.name = name
    }

    /// Compares, or rewrites the file when `UPDATE_GOLDEN` is set.
    ///
    /// - Returns: what differs, for people; nil when nothing does.
    package func difference(from text: String) throws -> String? {
        let url = PackageRoot.file("Tests/Golden/\(self.name)")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try Data(text.utf8).write(to: url)
            return nil
        }
        guard let golden = try? String(contentsOf: url, encoding: .utf8) else {
            return "Tests/Golden/\(self.name) is missing; UPDATE_GOLDEN=1 swift test writes it"
        }
        if golden == text { return nil }
        let (old, new) = (golden.split(separator: "\n"), text.split(separator: "\n"))
        let changes = new.difference(from: old).prefix(20).map { change in
            switch change {
            case .remove(let line, let text, _): "-\(line + 1): \(text)"
            case .insert(let line, let text, _): "+\(line + 1): \(text)"
            }
        }
        return "Tests/Golden/\(self.name) differs (UPDATE_GOLDEN=1 rewrites it):\n"
            + changes.joined(separator: "\n")
    }
}
