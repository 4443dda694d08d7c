// SPDX-License-Identifier: Apache-2.0

/// The offices that get copies.
extension FieldReader {
    /// The lists of offices after 抄送 and the like.
    func copiesRanges() -> [Range<Int>] {
        outline.hits(.copies).map { copiesRange($0) }.filter { !$0.isEmpty }
    }

    /// The offices in all lists, with the number of copies each gets.
    func copies() -> Read<[LetterCopy]>? {
        var result: [LetterCopy] = []
        var sources: [String] = []
        for range in copiesRanges() {
            let found = copies(in: range)
            if !found.isEmpty { sources.append(text.source(range)) }
            result += found.filter { copy in !result.contains { $0.office == copy.office } }
        }
        guard !result.isEmpty else { return nil }
        return Read(value: result, source: sources.joined(separator: "\n"), confidence: 0.94)
    }

    private func copiesRange(_ hit: LetterOutline.LabelHit) -> Range<Int> {
        let limit = valueRange(hit, limit: Limits.copies).upperBound
        var end = hit.valueStart
        while end < limit {
            if end > hit.valueStart, text.codes[end - 1] == 0x3002 { break }
            if end > hit.valueStart, text.gaps[end] >= .line,
                !continues(hit.valueStart..<end, limit)
            {
                break
            }
            end += 1
        }
        return hit.valueStart..<end
    }

    /// Whether a list goes on behind the line break at its end.
    private func continues(_ range: Range<Int>, _ limit: Int) -> Bool {
        guard let last = range.last else { return false }
        let code = text.codes[last]
        if code == Code.listMark || code == 0x2C || code == 0x3B { return true }
        let end = range.upperBound
        let line = end..<min(text.lineEnd(from: end), limit)
        let isForeign = ["印发", "公开", "校对", "年", "附件", "联系"].contains {
            text.first($0, in: line) != nil
        }
        if isForeign || line.isEmpty || line.count > 80 { return false }
        if !offices.endsOffice(range), code != Code.close {
            return text.gaps[end] == .line || line.count < 30
        }
        let isListed = text.has("。", before: line.upperBound) || text.first("、", in: line) != nil
        return text.gaps[end] == .line && (isListed || offices.isOffice(line))
    }

    private func copies(in range: Range<Int>) -> [LetterCopy] {
        var result: [LetterCopy] = []
        var uncounted: [Int] = []
        for item in items(range) {
            for piece in offices.joined(item) {
                let (name, count, isEach) = counted(piece)
                guard name.count >= 2, isOfficeLike(name) else { continue }
                result.append(LetterCopy(office: text.plain(name), copies: count ?? 1))
                if count == nil { uncounted.append(result.count - 1) }
                if isEach, let count {
                    for index in uncounted { result[index].copies = count }
                }
                if count != nil { uncounted = [] }
            }
        }
        return result
    }

    /// The items of a list, at its marks and at line breaks before a new office.
    private func items(_ range: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for part in offices.parts(range, also: "、,;。/") {
            var start = part.lowerBound
            for index in part.dropFirst() where text.gaps[index] >= .space {
                let left = start..<index
                let isWhole = offices.endsOffice(left) || text.codes[index - 1] == Code.close
                if isWhole, offices.beginsOffice(index), index - start >= 3 {
                    result.append(left)
                    start = index
                }
            }
            result.append(start..<part.upperBound)
        }
        return result
    }

    private func isOfficeLike(_ range: Range<Int>) -> Bool {
        range.allSatisfy {
            let code = text.codes[$0]
            return Code.isHan(code) || code == Code.open || code == Code.close
                || code == Code.listMark
                || Code.isDigit(code) || Code.isLatin(code) || Code.isNameDot(code)
        }
    }

    /// An item's name and its count, from (2份), 各1份 or 2份.
    private func counted(_ range: Range<Int>) -> (name: Range<Int>, count: Int?, isEach: Bool) {
        guard let copies = text.last("份", in: range) else {
            return (untailed(withoutRemark(range)), nil, false)
        }
        var start = copies
        while start > range.lowerBound, Numerals.isNumeral(text.codes[start - 1]) { start -= 1 }
        guard start < copies, let count = Numerals.small(text.codes[start..<copies]), count > 0
        else {
            return (range, nil, false)
        }
        let isEach = text.has("各", before: start)
        if isEach { start -= 1 }
        while start > range.lowerBound, Code.isOpening(text.codes[start - 1]) { start -= 1 }
        // 某委员会(存查,3份): the remark is no part of the name.
        if let open = text.last("(", in: range.lowerBound..<start),
            text.first(")", in: open..<start) == nil, open > range.lowerBound
        {
            start = open
        }
        return (untailed(range.lowerBound..<max(start, range.lowerBound)), count, isEach)
    }

    /// The item without a remark in brackets at its end, such as (仅供参阅); an office's second name is none.
    private func withoutRemark(_ range: Range<Int>) -> Range<Int> {
        guard let last = range.last, text.codes[last] == Code.close,
            let open = text.last("(", in: range), open > range.lowerBound,
            !offices.isOffice(open + 1..<last)
        else { return range }
        return range.lowerBound..<open
    }

    private func untailed(_ range: Range<Int>) -> Range<Int> {
        text.has("等", before: range.upperBound) && range.count > 2
            ? range.lowerBound..<range.upperBound - 1 : range
    }
}
