// SPDX-License-Identifier: Apache-2.0

/// Finds what somebody meant who wrote a word a little wrong.
package enum Spelling {
    /// Slips in a word that still tell what was meant.
    ///
    /// Of a short word it may be every second character; with more, most words of a list would be near.
    package static let slips = 2

    /// What is told as near: more than a few is no help.
    package static let told = 3

    /// The known words that are nearest to a word, as they were given; none where all are too far.
    package static func nearest<Known>(
        to word: String, among known: [Known], by spelling: (Known) -> [String]
    ) -> [Known] {
        let most = min(self.slips, word.count / 2)
        guard most > 0 else { return [] }
        var measured: [(item: Known, distance: Int)] = []
        for item in known {
            let distances = spelling(item).map { self.distance(word, $0, atMost: most) }
            if let least = distances.min(), least <= most { measured.append((item, least)) }
        }
        guard let least = measured.map(\.distance).min() else { return [] }
        return measured.filter { $0.distance == least }.prefix(self.told).map(\.item)
    }

    /// How many characters must be put in, left out, changed, or exchanged with the one beside them, to
    /// make one word of another.
    ///
    /// - Parameter most: whatever is more is told as one more.
    package static func distance(_ first: String, _ second: String, atMost most: Int) -> Int {
        let (a, b) = (Array(first), Array(second))
        guard abs(a.count - b.count) <= most else { return most + 1 }
        var (before, last) = ([Int](), Array(0...b.count))
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var least = Swift.min(
                    last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    least = Swift.min(least, before[j - 1] + 1)
                }
                row.append(least)
            }
            (before, last) = (last, row)
        }
        return Swift.min(last[b.count], most + 1)
    }
}
