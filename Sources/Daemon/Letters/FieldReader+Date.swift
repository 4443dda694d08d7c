// SPDX-License-Identifier: Apache-2.0

/// The day of signature, and the offices that signed above it.
struct SignedDate {
    var read: Read<String>
    var offices: [Range<Int>]
}

extension FieldReader {
    /// The date that stands alone or under an office's name after the opening, else a labelled one.
    func signedDate() -> SignedDate? {
        let copies = copiesRanges()
        var best: SignedDate?
        for (range, iso) in dates(in: afterOpening..<text.count) {
            if text.has("印发", at: range.upperBound) || text.has("印", at: range.upperBound) {
                continue
            }
            if copies.contains(where: { $0.contains(range.lowerBound) }) { continue }
            let signed = signers(before: range.lowerBound)
            let isAlone = text.startsLine(range.lowerBound) && isEnd(range.upperBound)
            guard isAlone || !signed.isEmpty && isEnd(range.upperBound) else { continue }
            let date = SignedDate(
                read: Read(
                    value: iso, source: text.source(range),
                    confidence: signed.isEmpty ? 0.9 : 0.97),
                offices: signed)
            if !signed.isEmpty { return date }
            if best == nil { best = date }
        }
        return best ?? labelledDate()
    }

    /// Where a signature may stand: behind the opening; of a short letter, whose opening says no 如下 and swallows all
    /// of it, behind its first paragraph.
    var afterOpening: Int {
        let opening = outline.opening
        if text.first("如下", in: opening) != nil { return opening.upperBound }
        return opening.dropFirst().first { text.gaps[$0] >= .line } ?? opening.upperBound
    }

    private func labelledDate() -> SignedDate? {
        for hit in outline.hits(.date) {
            let range = hit.valueStart..<min(hit.valueStart + 14, text.count)
            guard let (place, iso) = dates(in: range).first else { continue }
            let read = Read(
                value: iso, source: text.source(hit.start..<place.upperBound), confidence: 0.9)
            return SignedDate(read: read, offices: [])
        }
        return nil
    }

    private func isEnd(_ index: Int) -> Bool {
        guard index < text.count else { return true }
        return text.gaps[index] >= .space || Code.isOpening(text.codes[index])
            || outline.startsLabel(index) || text.has("联系", at: index)
            || text.has("抄", at: index)
    }

    /// The offices right above or before a date, in the order of signing.
    private func signers(before date: Int) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var end = date
        let floor = afterOpening
        while end > floor, result.count < 5 {
            var start = end
            while start > floor, end - start < Limits.office + 6 {
                let code = text.codes[start - 1]
                guard Code.isHan(code) || code == Code.open || code == Code.close else { break }
                start -= 1
                if isRemarkEnd(start, end, after: floor) {
                    start += 1
                    break
                }
                if text.gaps[start] >= .line || isOfficeBreak(start, end) { break }
            }
            let range = offices.unsealed(start..<end)
            let isLine =
                text.startsLine(start) || start > 0 && !Code.isHan(text.codes[start - 1])
                || isOfficeBreak(start, end)
            guard isLine, range.count >= 3, offices.isOffice(range) else { break }
            if start > 0,
                text.codes[start - 1] == Code.colon || text.codes[start - 1] == Code.listMark
            {
                break
            }
            result.insert(range, at: 0)
            end = start
        }
        return result
    }

    /// Whether the bracket at `index` closes a remark, as (此件主动公开), and no seal or office name.
    private func isRemarkEnd(_ index: Int, _ end: Int, after floor: Int) -> Bool {
        guard text.codes[index] == Code.close, end - index > 1 else { return false }
        let start = max(floor, index - 16)
        return text.first("公开", in: start..<index) != nil || Code.isDigit(text.codes[index - 1])
    }

    /// A wide blank between two offices on one line.
    private func isOfficeBreak(_ start: Int, _ end: Int) -> Bool {
        text.gaps[start] == .space && start > 1 && end - start >= 4
            && offices.endsOffice(max(0, start - 8)..<start)
    }

    // MARK: - Dates

    /// Every date over a range, as 2025年6月3日, 二〇二五年六月三日, 2025-06-03 or 2025.6.3.
    func dates(in zone: Range<Int>) -> [(Range<Int>, String)] {
        var result: [(Range<Int>, String)] = []
        for index in zone {
            if text.codes[index] == 0x5E74 {
                if let date = spelt(index, zone) { result.append(date) }
            } else if Code.isDigit(text.codes[index]),
                index == zone.lowerBound || !Code.isDigit(text.codes[index - 1]),
                let date = short(index, zone.upperBound) ?? run(index, zone.upperBound)
            {
                result.append(date)
            }
        }
        return result
    }

    /// The date around 年 at `place`.
    private func spelt(_ place: Int, _ zone: Range<Int>) -> (Range<Int>, String)? {
        let start = place - 4
        guard start >= zone.lowerBound else { return nil }
        var year = 0
        for index in start..<place {
            guard let digit = Numerals.digit(text.codes[index]) else { return nil }
            year = year * 10 + digit
        }
        guard let month = numeral(place + 1, until: ["月"]),
            let day = numeral(month.end, until: ["日", "号"]),
            let iso = Numerals.iso(year: year, month: month.value, day: day.value)
        else { return nil }
        return (start..<day.end, iso)
    }

    private func numeral(_ start: Int, until marks: [String]) -> (value: Int, end: Int)? {
        var end = start
        while end < text.count, end - start < 4, Numerals.isNumeral(text.codes[end]) { end += 1 }
        guard end > start, marks.contains(where: { text.has($0, at: end) }) else { return nil }
        return Numerals.small(text.codes[start..<end]).map { ($0, end + 1) }
    }

    /// A date in digits with -, .
    ///
    /// or / that starts at `start`.
    private func short(_ start: Int, _ limit: Int) -> (Range<Int>, String)? {
        var parts: [Int] = []
        var index = start
        for width in [4, 2, 2] {
            let first = index
            while index < limit, index - first < width, Code.isDigit(text.codes[index]) {
                index += 1
            }
            guard index > first, let value = Numerals.small(text.codes[first..<index]) else {
                return nil
            }
            parts.append(value)
            if parts.count == 3 { break }
            guard index < limit, [0x2D, 0x2E, 0x2F].contains(text.codes[index]) else { return nil }
            index += 1
        }
        guard index >= text.count || !Code.isDigit(text.codes[index]) else { return nil }
        guard let iso = Numerals.iso(year: parts[0], month: parts[1], day: parts[2]) else {
            return nil
        }
        return (start..<index, iso)
    }

    /// A date that lost 年月日, alone on its line: 2022516, where one reading only is a day.
    private func run(_ start: Int, _ limit: Int) -> (Range<Int>, String)? {
        guard text.startsLine(start) else { return nil }
        var end = start
        while end < limit, end - start < 9, Code.isDigit(text.codes[end]) { end += 1 }
        let line = start..<end
        guard (6...8).contains(line.count), end == text.count || text.startsLine(end),
            let year = Numerals.small(text.codes[start..<start + 4])
        else { return nil }
        let rest = start + 4..<line.upperBound
        let days = (1...2).compactMap { width -> String? in
            let cut = rest.lowerBound + width
            guard cut < rest.upperBound, rest.upperBound - cut <= 2,
                let month = Numerals.small(text.codes[rest.lowerBound..<cut]),
                let day = Numerals.small(text.codes[cut..<rest.upperBound])
            else { return nil }
            return Numerals.iso(year: year, month: month, day: day)
        }
        return days.count == 1 ? (line, days[0]) : nil
    }
}
