// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Texts that are compared character by character; they are documentation, too.
///
/// `UPDATE_GOLDEN=1 swift test` writes them anew: read the difference before committing it.
enum Golden {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Golden")

    static func expect(
        _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = folder.appending(path: name + ".txt")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        let data = try #require(
            try? Data(contentsOf: file), "no golden file \(name)", sourceLocation: sourceLocation)
        #expect(String(decoding: data, as: UTF8.self) == text, sourceLocation: sourceLocation)
    }
}
