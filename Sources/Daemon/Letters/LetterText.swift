// SPDX-License-Identifier: Apache-2.0

/// A letter's text with blanks, markup and width folded away.
///
/// Each character still knows where it came from, so that a source is quoted verbatim.
///
/// Line breaks that OCR puts into the middle of a phrase carry no meaning in Chinese, yet a break is
/// also what ends a heading. So blanks are taken out of the character stream, which makes every
/// search blind to them, and are kept beside it as `gaps` for the rules that want them.
struct LetterText: Sendable {
    /// The blank before a character.
    enum Gap: UInt8, Sendable, Comparable {
        case none, space, line, paragraph

        static func < (left: Gap, right: Gap) -> Bool { left.rawValue < right.rawValue }
    }

    /// Folded characters: half width, one colon, no blanks, no markup.
    private(set) var codes: [UInt32] = []
    /// The blank before each of `codes`.
    private(set) var gaps: [Gap] = []
    /// Where each of `codes` stands in `letters`.
    private(set) var origins: [Int] = []
    /// The text as it came.
    let letters: [UInt32]
    private let words: Lexicon
    /// Labels that the page shows without a colon.
    private(set) var labels: [PageMarks.Label] = []

    var count: Int { codes.count }
    var all: Range<Int> { 0..<codes.count }

    init(_ string: String, words: Lexicon) {
        letters = string.unicodeScalars.map(\.value)
        self.words = words
        let page = PageMarks(letters, words: words)
        var furniture = page.furniture[...]
        codes.reserveCapacity(letters.count)
        gaps.reserveCapacity(letters.count)
        origins.reserveCapacity(letters.count)
        var pending = Gap.paragraph
        var position = 0
        var breaks = 2
        while position < letters.count {
            let code = letters[position]
            if let passed = furniture.first, passed.lowerBound <= position {
                position = passed.upperBound
                furniture.removeFirst()
                pending = .paragraph
            } else if Code.isBreak(code) {
                breaks += 1
                pending = max(pending, breaks > 1 ? .paragraph : .line)
                position += 1
                if breaks > 0, let end = rule(at: position) {
                    position = end
                    pending = .paragraph
                }
            } else if let end = tag(at: position) {
                pending = max(pending, .line)
                position = end
            } else if Code.isBlank(code) {
                pending = max(pending, .space)
                position += 1
            } else if Code.isMarkup(code, atLineStart: pending >= .line) {
                position += 1
            } else {
                append(code, gap: pending, at: position)
                pending = .none
                breaks = 0
                position += 1
            }
        }
        take(page.labels)
    }

    /// The labels of the page, by the places of their characters here.
    private mutating func take(_ labels: [PageMarks.Label]) {
        let wanted = Set(labels.flatMap { [$0.start, $0.valueStart] })
        var places: [Int: Int] = [:]
        for (index, origin) in origins.enumerated() where wanted.contains(origin) {
            places[origin] = index
        }
        self.labels = labels.compactMap { label in
            guard let start = places[label.start], let value = places[label.valueStart] else {
                return nil
            }
            return PageMarks.Label(kind: label.kind, start: start, valueStart: value)
        }
    }

    private mutating func append(_ code: UInt32, gap: Gap, at position: Int) {
        codes.append(words.folded(code))
        gaps.append(gap)
        origins.append(position)
    }

    /// The end of a line of strokes, as `---`, or of a page number, as `- 2 -`, from `position`.
    private func rule(at position: Int) -> Int? {
        var index = position
        var strokes = 0
        var digits = 0
        while index < letters.count, !Code.isBreak(letters[index]) {
            if Code.isStroke(letters[index]) {
                strokes += 1
            } else if Code.isDigit(letters[index]) {
                digits += 1
            } else if !Code.isBlank(letters[index]) {
                return nil
            }
            index += 1
        }
        let isPageNumber = strokes == 2 && (1...3).contains(digits)
        return strokes >= 3 && digits == 0 || isPageNumber ? index : nil
    }

    /// The end of an HTML tag that starts at `position`.
    private func tag(at position: Int) -> Int? {
        guard letters[position] == 0x3C, position + 1 < letters.count else { return nil }
        let next = letters[position + 1]
        guard next == 0x2F || (next | 0x20 >= 0x61 && next | 0x20 <= 0x7A) else { return nil }
        var index = position + 2
        while index < letters.count, index - position < 80 {
            if letters[index] == 0x3E { return index + 1 }
            if letters[index] > 0x7F { return nil }
            index += 1
        }
        return nil
    }
}

// MARK: - Words out of the text

extension LetterText {
    /// The letter's own words over a range, verbatim.
    func source(_ range: Range<Int>) -> String {
        guard let first = range.first, let last = range.last, last < count else { return "" }
        return Code.string(letters[origins[first]...origins[last]])
    }

    /// The characters over a range as spelt, without blanks and markup; Latin words stay apart.
    func plain(_ range: Range<Int>) -> String {
        var result: [UInt32] = []
        for index in range.clamped(to: all) {
            let code = letters[origins[index]]
            if gaps[index] != .none, index > range.lowerBound, Code.isLatin(codes[index]),
                Code.isLatin(codes[index - 1])
            {
                result.append(0x20)
            }
            result.append(words.radicals[code] ?? code)
        }
        return Code.string(result)
    }

    /// The folded characters over a range.
    func folded(_ range: Range<Int>) -> String { Code.string(codes[range.clamped(to: all)]) }

    /// Whether a line starts at `index`; the end of the text counts.
    func startsLine(_ index: Int) -> Bool { index >= count || gaps[index] >= .line }

    /// The line that holds `index`.
    func line(of index: Int) -> Range<Int> {
        guard index < count else { return count..<count }
        var start = index
        while start > 0, gaps[start] < .line { start -= 1 }
        return start..<lineEnd(from: index)
    }

    /// The end of the line that holds `index`.
    func lineEnd(from index: Int) -> Int {
        var end = index + 1
        while end < count, gaps[end] < .line { end += 1 }
        return min(end, count)
    }

    /// The lines over a range, each at most to the range's end.
    func lines(in range: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = range.lowerBound
        while start < range.upperBound, start < count {
            let end = min(lineEnd(from: start), range.upperBound)
            result.append(start..<end)
            start = end
        }
        return result
    }
}
