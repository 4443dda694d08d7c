// SPDX-License-Identifier: Apache-2.0

/// A line of a text as it came, and its cells: what blanks and bars part.
struct PageLine: Sendable {
    /// Characters side by side, folded, and where each stands in the text as it came.
    struct Cell: Sendable {
        var codes: [UInt32] = []
        var places: [Int] = []
        /// What it announces, where it is a label and nothing else.
        var label: Lexicon.Label?
    }

    /// In the text as it came, without the break at its end.
    var range: Range<Int>
    var cells: [Cell]

    /// All its characters.
    var codes: [UInt32] { cells.flatMap(\.codes) }

    /// Whether a word stands anywhere in it.
    func has(_ word: [UInt32]) -> Bool { codes.contains(word) }

    /// The lines of a text that are not blank.
    static func all(of letters: [UInt32], words: Lexicon) -> [PageLine] {
        var lines: [PageLine] = []
        var start = 0
        for end in 0...letters.count where end == letters.count || Code.isBreak(letters[end]) {
            let cells = Self.cells(letters, in: start..<end, by: words)
            if !cells.isEmpty { lines.append(PageLine(range: start..<end, cells: cells)) }
            start = end + 1
        }
        return lines
    }

    private static func cells(
        _ letters: [UInt32], in range: Range<Int>, by words: Lexicon
    ) -> [Cell] {
        var cells: [Cell] = []
        var cell = Cell()
        for place in range {
            let code = letters[place]
            if Code.isBlank(code) {
                if !cell.codes.isEmpty { cells.append(cell) }
                cell = Cell()
            } else {
                cell.codes.append(words.folded(code))
                cell.places.append(place)
            }
        }
        if !cell.codes.isEmpty { cells.append(cell) }
        return joined(cells, words)
    }

    /// The cells with their labels; a label whose characters stand apart, as 文　号, is one.
    private static func joined(_ cells: [Cell], _ words: Lexicon) -> [Cell] {
        var result: [Cell] = []
        var index = 0
        while index < cells.count {
            var (cell, next) = (cells[index], index + 1)
            cell.label = words.label(cell.codes)
            var wide = cell
            for other in cells[next...].prefix(4) where cell.codes.count <= 2 {
                guard other.codes.count <= 2 else { break }
                wide.codes += other.codes
                wide.places += other.places
                if let label = words.label(wide.codes) {
                    (cell, cell.label) = (wide, label)
                    next =
                        index
                        + cells[index...].prefix { !$0.places.contains(other.places[0]) }
                        .count + 1
                }
            }
            result.append(cell)
            index = next
        }
        return result
    }
}
