// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// The folder of Package.swift: tests find their data, golden files and Python there.
package enum PackageRoot {
    /// The folder.
    package static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// A file below it.
    package static func file(_ path: String) -> URL {
        self.folder.appending(path: path)
    }
}
