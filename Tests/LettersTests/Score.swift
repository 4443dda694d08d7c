// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What a field came to over all texts of a corpus.
struct Score {
    private(set) var right = 0
    private(set) var given = 0
    private(set) var present = 0

    mutating func take(_ got: Set<String>, _ want: Set<String>) {
        right += got.intersection(want).count
        given += got.count
        present += want.count
    }

    var rightOfGiven: Double { given == 0 ? 1 : Double(right) / Double(given) }
    var foundOfPresent: Double { present == 0 ? 1 : Double(right) / Double(present) }

    var told: String {
        String(format: "right %.3f found %.3f of %ld", rightOfGiven, foundOfPresent, present)
    }

    /// Half width, without blanks: how a value is spelt in that is nobody's concern.
    static func plain(_ value: String) -> String {
        let folded = value.applyingTransform(.fullwidthToHalfwidth, reverse: false) ?? value
        return String(folded.filter { !$0.isWhitespace })
    }
}
