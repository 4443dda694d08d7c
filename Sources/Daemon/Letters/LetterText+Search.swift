// SPDX-License-Identifier: Apache-2.0

extension LetterText {
    /// Whether `needle` stands at `index`.
    func has(_ needle: [UInt32], at index: Int) -> Bool {
        guard index >= 0, !needle.isEmpty, index + needle.count <= count else { return false }
        var offset = 0
        while offset < needle.count {
            if codes[index + offset] != needle[offset] { return false }
            offset += 1
        }
        return true
    }

    func has(_ needle: String, at index: Int) -> Bool { has(Code.codes(needle), at: index) }

    /// Whether `needle` ends just before `index`.
    func has(_ needle: [UInt32], before index: Int) -> Bool {
        has(needle, at: index - needle.count)
    }
    func has(_ needle: String, before index: Int) -> Bool { has(Code.codes(needle), before: index) }

    /// The longest of `words` that stands at `index`, as its length.
    func longest(of words: [[UInt32]], at index: Int, end: Int) -> Int? {
        var best: Int?
        for word in words where word.count > best ?? 0 && index + word.count <= end {
            if has(word, at: index) { best = word.count }
        }
        return best
    }

    /// The longest of `words` that ends just before `index`, as its length.
    func longest(of words: [[UInt32]], before index: Int, start: Int) -> Int? {
        var best: Int?
        for word in words where word.count > best ?? 0 && index - word.count >= start {
            if has(word, before: index) { best = word.count }
        }
        return best
    }

    func first(_ needle: String, in range: Range<Int>) -> Int? {
        first(Code.codes(needle), in: range)
    }

    func first(_ needle: [UInt32], in range: Range<Int>) -> Int? {
        guard let head = needle.first else { return nil }
        let end = min(range.upperBound, count) - needle.count
        var index = range.lowerBound
        while index <= end {
            if codes[index] == head, has(needle, at: index) { return index }
            index += 1
        }
        return nil
    }

    func last(_ needle: String, in range: Range<Int>) -> Int? {
        let wanted = Code.codes(needle)
        var index = min(range.upperBound, count) - wanted.count
        while index >= range.lowerBound {
            if has(wanted, at: index) { return index }
            index -= 1
        }
        return nil
    }

    /// The first place where any of `words` stands, and how long the word is.
    func firstOf(_ words: [[UInt32]], in range: Range<Int>) -> Range<Int>? {
        var best: Range<Int>?
        for word in words {
            let limit = best.map { min($0.lowerBound + word.count, range.upperBound) }
            let upper = limit ?? range.upperBound
            guard range.lowerBound <= upper else { continue }
            guard let start = first(word, in: range.lowerBound..<upper) else { continue }
            if let found = best, start > found.lowerBound { continue }
            if let found = best, start == found.lowerBound, word.count <= found.count { continue }
            best = start..<start + word.count
        }
        return best
    }

    func contains(anyOf words: [[UInt32]], in range: Range<Int>) -> Bool {
        words.contains { first($0, in: range) != nil }
    }

    /// The places of `code` over a range.
    func places(of code: UInt32, in range: Range<Int>) -> [Int] {
        range.clamped(to: all).filter { codes[$0] == code }
    }

    /// The end of a bracketed remark that starts at `index`, else `index`.
    func skipBracket(at index: Int, limit: Int = 30) -> Int {
        guard index < count, Code.isOpening(codes[index]) else { return index }
        var end = index + 1
        while end < count, end - index < limit {
            if Code.isClosing(codes[end]) { return end + 1 }
            end += 1
        }
        return index
    }
}
