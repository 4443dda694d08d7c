// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// A committed file: what something must look like, and documentation of how it looks.
package struct GoldenFile {
    /// Its path in the package.
    package let path: String

    /// A file of `Tests/Golden`.
    package init(_ name: String) {
        self.init(path: "Tests/Golden/\(name)")
    }

    /// A file anywhere in the package: pages made for readers.
    package init(path: String) {
        self.path = path
    }

    /// Compares, or rewrites the file when `UPDATE_GOLDEN` is set.
    ///
    /// - Returns: what differs, for people; nil when nothing does.
    package func difference(from text: String) throws -> String? {
        let url = PackageRoot.file(self.path)
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
            return nil
        }
        guard let golden = try? String(contentsOf: url, encoding: .utf8) else {
            return "\(self.path) is missing; UPDATE_GOLDEN=1 swift test writes it"
        }
        if golden == text { return nil }
        let (old, new) = (golden.split(separator: "\n"), text.split(separator: "\n"))
        let changes = new.difference(from: old).prefix(20).map { change in
            switch change {
            case .remove(let line, let text, _): "-\(line + 1): \(text)"
            case .insert(let line, let text, _): "+\(line + 1): \(text)"
            }
        }
        return "\(self.path) differs (UPDATE_GOLDEN=1 rewrites it):\n"
            + changes.joined(separator: "\n")
    }
}
