// SPDX-License-Identifier: Apache-2.0

/// The item's own title.
extension FieldReader {
    private static let titleEnds = ["建议", "提案", "议案", "建议案", "来信", "原案"].map(Code.codes)
    private static let leads = [
        "提出的", "提交的", "所提", "提出", "您的", "关于", "对", "你的", "们的", "交办的", "转来的",
    ]
    .map(Code.codes)
    private static let quotes: [UInt32: UInt32] = [
        0x201C: 0x201D, 0x300C: 0x300D, 0x300E: 0x300F, 0x22: 0x22,
    ]

    /// The title from book marks, else quotation marks, else the words 关于…的建议.
    func title() -> Read<String>? {
        let opening = outline.opening
        let head = outline.head
        if let range = bookTitle(in: opening) { return read(range, confidence: 0.98) }
        if let range = bookTitle(in: head) { return read(range, confidence: 0.96) }
        if let range = quotedTitle(in: opening) { return read(range, confidence: 0.93) }
        if let range = quotedTitle(in: head) { return read(range, confidence: 0.92) }
        if let range = bareTitle(in: opening) { return read(range, confidence: 0.88) }
        if let range = bareTitle(in: head) { return read(range, confidence: 0.86) }
        for hit in outline.hits(.title) {
            let line = text.line(of: min(hit.valueStart, text.count - 1))
            let range =
                hit
                .valueStart..<min(valueRange(hit, limit: Limits.title).upperBound, line.upperBound)
            guard range.count >= 4, text.contains(anyOf: Self.titleEnds, in: range) else {
                continue
            }
            if text.contains(anyOf: words.words(.reply), in: range) { continue }
            return read(range, confidence: 0.8)
        }
        return nil
    }

    private func bookTitle(in zone: Range<Int>) -> Range<Int>? {
        for open in text.places(of: 0x300A, in: zone) {
            var depth = 0
            var index = open
            let limit = min(open + Limits.title, text.count)
            while index < limit {
                if text.codes[index] == 0x300A { depth += 1 }
                if text.codes[index] == 0x300B { depth -= 1 }
                if depth == 0 { break }
                index += 1
            }
            guard depth == 0, isTitle(open + 1..<index) else { continue }
            return open + 1..<index
        }
        return nil
    }

    private func quotedTitle(in zone: Range<Int>) -> Range<Int>? {
        for open in zone {
            guard let mark = Self.quotes[text.codes[open]] else { continue }
            let limit = min(open + 1 + Limits.title, text.count)
            guard let close = (open + 1..<limit).first(where: { text.codes[$0] == mark }) else {
                continue
            }
            let range = open + 1..<close
            if range.count >= 4, isTitle(range) { return range }
        }
        return nil
    }

    /// Whether the words in marks are an item's title: by their end or by what stands around them.
    private func isTitle(_ range: Range<Int>) -> Bool {
        guard range.count >= 3 else { return false }
        let end = range.upperBound
        if text.longest(of: Self.titleEnds, before: end, start: range.lowerBound) != nil {
            return true
        }
        var next = text.skipBracket(at: end + 1)
        if text.has("的", at: next) { next += 1 }
        let words = Self.titleEnds + ["收悉", "已收", "收到", "人大代表建议", "政协提案", "代表建议"].map(Code.codes)
        return text.longest(of: words, at: next, end: text.count) != nil
    }

    private func bareTitle(in zone: Range<Int>) -> Range<Int>? {
        var start = zone.lowerBound
        var best: Range<Int>?
        while let place = text.first("关于", in: start..<max(start, zone.upperBound)) {
            start = place + 2
            guard let range = bareTitle(at: place, limit: zone.upperBound) else { continue }
            if let best, range.upperBound > best.upperBound { break }
            best = range
        }
        return best
    }

    private func bareTitle(at place: Int, limit: Int) -> Range<Int>? {
        let bound = min(place + Limits.title, limit)
        var end = place
        while end < bound, !Code.isStop(text.codes[end]) || text.codes[end] == 0x2C { end += 1 }
        let ends = ["的建议", "的提案", "的议案"].map(Code.codes)
        var found = text.firstOf(ends, in: place..<end)?.upperBound
        if found == nil, let item = text.firstOf(Self.titleEnds, in: place..<end),
            text.has("的", at: text.skipBracket(at: item.upperBound))
                || text.has("收悉", at: item.upperBound)
        {
            found = item.upperBound
        }
        guard let found, found - place >= 8 else { return nil }
        let range = place..<found
        let isHeading = ["次会议", "号", "届", "会议第"].contains { text.first($0, in: range) != nil }
        return isHeading ? nil : range
    }
}
