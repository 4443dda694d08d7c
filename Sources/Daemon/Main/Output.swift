// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// Standard output, for commands that answer people.
enum Output {
    static func line(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }
}
