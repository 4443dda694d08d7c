// SPDX-License-Identifier: Apache-2.0

/// Document number, class and publicity.
extension FieldReader {
    /// The document number, with the range that it takes, so that it is no item number.
    func documentNumber() -> (read: Read<String>, range: Range<Int>)? {
        let labels = outline.hits(.docnumber)
        for hit in labels {
            let range = valueRange(hit, limit: 40)
            if let found = documentNumber(in: range, whole: false, isLabelled: true) {
                return found
            }
        }
        return documentNumber(in: outline.head, whole: false)
            ?? documentNumber(in: text.all, whole: true)
    }

    private func documentNumber(
        in zone: Range<Int>, whole: Bool, isLabelled: Bool = false
    ) -> (read: Read<String>, range: Range<Int>)? {
        for open in zone where Code.isOpening(text.codes[open]) {
            guard let tail = documentTail(open, limit: zone.upperBound) else { continue }
            let start = documentPrefix(open, limit: zone.lowerBound)
            guard open - start >= 2 else { continue }
            let range = start..<tail.end
            let isValue = isLabelled && start == zone.lowerBound
            if whole || !isValue && !text.startsLine(start) && !isAfterStop(start) {
                let isBracketed = start > 0 && text.codes[start - 1] == Code.open
                guard isWholeLine(range) || isBracketed && !whole else { continue }
            }
            if start > 0, text.codes[start - 1] == 0x300A { continue }
            let prefix = text.plain(start..<open)
            let value = prefix + "〔" + tail.year + "〕" + tail.serial + "号"
            return (
                Read(value: value, source: text.source(range), confidence: whole ? 0.85 : 0.97),
                range
            )
        }
        return nil
    }

    private func isAfterStop(_ index: Int) -> Bool {
        index == 0 || Code.isStop(text.codes[index - 1]) || text.gaps[index] >= .space
            || offices.endsOffice(text.line(of: index).lowerBound..<index)
    }

    private func isWholeLine(_ range: Range<Int>) -> Bool {
        text.startsLine(range.lowerBound) && text.startsLine(range.upperBound)
    }

    /// Year, serial and end of 〔2025〕41号 that starts at `open`.
    func documentTail(
        _ open: Int, limit: Int
    ) -> (year: String, serial: String, end: Int)? {
        guard open + 7 <= limit else { return nil }
        let year = open + 1..<open + 5
        var digits = ""
        for index in year {
            guard let digit = Numerals.digit(text.codes[index]) else { return nil }
            digits += String(digit)
        }
        guard let value = Int(digits), (1949...2199).contains(value) else { return nil }
        guard Code.isClosing(text.codes[open + 5]) else { return nil }
        var index = open + 6
        let start = index
        if text.has("第", at: index) { index += 1 }
        let first = index
        while index < text.count, index - first < 8,
            Code.isDigit(text.codes[index])
                || index > first && (text.has("-", at: index) || text.has(":", at: index))
        {
            index += 1
        }
        guard index > first, text.has("号", at: index) else { return nil }
        return (digits, text.folded(start..<index), index + 1)
    }

    /// Where the letters before a document number's year start.
    private func documentPrefix(_ open: Int, limit: Int) -> Int {
        var start = open
        while start > limit, open - start < 24 {
            let code = text.codes[start - 1]
            guard Code.isHan(code) || Code.isLatin(code) || Code.isDigit(code) else { break }
            if start < open, text.gaps[start] >= .line { break }
            if start < open, text.gaps[start] == .space, isLetterhead(before: start, limit) {
                break
            }
            start -= 1
        }
        return documentPrefixCut(start..<open)
    }

    private func isLetterhead(before index: Int, _ limit: Int) -> Bool {
        let line = max(limit, text.line(of: index).lowerBound)..<index
        return line.count >= 4 && (offices.endsOffice(line) || text.has("文件", before: index))
    }

    /// Cuts a letterhead off that ran into the number: 某市民政局 from 某市民政局某民函.
    private func documentPrefixCut(_ range: Range<Int>) -> Int {
        for word in ["文件", "局", "厅", "委员会", "政府", "中心"] {
            if let place = text.last(word, in: range) {
                let end = place + Code.codes(word).count
                if end - range.lowerBound >= 4, range.upperBound - end >= 2 { return end }
            }
        }
        for word in ["类", "号"] {
            if let place = text.last(word, in: range), range.upperBound - place > 2 {
                return place + 1
            }
        }
        return range.lowerBound
    }

    // MARK: - Class

    /// The class of the result, from its label or, unlabelled, from the head's upper right.
    mutating func replyType() -> Read<String>? {
        for hit in outline.hits(.class) {
            var range = valueRange(hit, limit: 20)
            if let first = range.first {
                range = first..<min(range.upperBound, max(text.lineEnd(from: first), first + 1))
            }
            let found = classMarks(in: range)
            if Set(found.map(\.value)).count > 1 {
                remark("办理类别写了不止一个，未采用。", "More than one class is given; none was taken.")
                return nil
            }
            if let mark = found.first {
                return Read(
                    value: mark.value, source: text.source(hit.start..<mark.range.upperBound),
                    confidence: 0.98)
            }
        }
        return bareClass(in: outline.head) ?? bracketedClass(
            in: outline.opening.lowerBound..<min(outline.opening.upperBound + 8, text.count))
            ?? loneClass(in: outline.rest)
    }

    private func classMarks(in range: Range<Int>) -> [(value: String, range: Range<Int>)] {
        var result: [(value: String, range: Range<Int>)] = []
        for index in range where isClass(index) {
            if index > range.lowerBound, Code.isLatin(text.codes[index - 1]) { continue }
            var end = index + 1
            if end < text.count, Code.isDigit(text.codes[end]), text.gaps[end] == .none { end += 1 }
            if end < text.count, Code.isLatin(text.codes[end]) || Code.isDigit(text.codes[end]),
                text.gaps[end] == .none
            {
                continue
            }
            let value = text.folded(index..<end).uppercased()
            let close = text.has("类", at: end) && end < range.upperBound ? end + 1 : end
            result.append((value, index..<close))
        }
        return result
    }

    private func isClass(_ index: Int) -> Bool {
        let code = text.codes[index] & ~0x20
        return Code.isLatin(text.codes[index]) && code >= 0x41 && code <= 0x46
    }

    /// A类 anywhere in the head, or a letter alone between brackets or on its line.
    private func bareClass(in range: Range<Int>) -> Read<String>? {
        for mark in classMarks(in: range) {
            let start = mark.range.lowerBound
            let end = mark.range.upperBound
            let isMarked = text.has("类", before: end)
            let isFree = text.gaps[start] >= .space || isAfterMark(start)
            let isClosed =
                text.startsLine(end) || Code.isClosing(text.codes[end])
                || text.gaps[end] == .space && isMarked
            if isMarked, isFree || start > 0 && text.has("号", before: start) {
                return Read(value: mark.value, source: text.source(mark.range), confidence: 0.95)
            }
            let isBesideNumber = text.startsLine(end) && text.has("号", before: start)
            if isFree, isClosed, text.startsLine(start) || isAfterMark(start) || isBesideNumber {
                return Read(value: mark.value, source: text.source(mark.range), confidence: 0.85)
            }
        }
        return nil
    }

    private func isAfterMark(_ index: Int) -> Bool {
        guard index > 0 else { return true }
        let code = text.codes[index - 1]
        return Code.isOpening(code) || code == Code.colon
            || text.longest(
                of: words.labels.filter { $0.kind == .class }.map(\.word), before: index, start: 0)
                != nil
    }

    /// (A类) in brackets in the opening.
    private func bracketedClass(in range: Range<Int>) -> Read<String>? {
        for mark in classMarks(in: range) {
            let (start, end) = (mark.range.lowerBound, mark.range.upperBound)
            guard start > 0, end < text.count, text.has("类", before: end),
                Code.isOpening(text.codes[start - 1]), Code.isClosing(text.codes[end])
            else { continue }
            return Read(value: mark.value, source: text.source(mark.range), confidence: 0.9)
        }
        return nil
    }

    /// (A类) alone on a line after the opening.
    private func loneClass(in range: Range<Int>) -> Read<String>? {
        for line in text.lines(in: range) {
            if let last = classMarks(in: line).last, last.range.upperBound == line.upperBound,
                text.has("类", before: line.upperBound), text.gaps[last.range.lowerBound] == .space
            {
                return Read(
                    value: last.value, source: text.source(last.range), confidence: 0.85)
            }
            guard line.count <= 5 else { continue }
            guard let mark = classMarks(in: line).first,
                text.has("类", before: mark.range.upperBound)
            else { continue }
            return Read(value: mark.value, source: text.source(line), confidence: 0.85)
        }
        return nil
    }

    // MARK: - Publicity

    /// The publicity attribute as spelt: after its label, after 此件, or alone on a line.
    ///
    /// A remark that this letter is published, and no more, says that it is published without being asked for.
    func disclosure() -> Read<String>? {
        for hit in outline.hits(.disclosure) {
            let range = clause(valueRange(hit, limit: 16))
            guard range.count >= 1 else { continue }
            return Read(
                value: text.plain(range), source: text.source(hit.start..<range.upperBound),
                confidence: 0.97)
        }
        for word in ["此答复件", "此复文", "此复函", "本答复件", "本复函", "此件", "本件", "此文", "本文"] {
            var zone = text.all
            while let start = text.first(word, in: zone) {
                let length = Code.codes(word).count
                let range = clause(start + length..<min(start + length + 16, text.count))
                if text.first("公开", in: range) != nil, range.count <= 14 {
                    let trimmed =
                        text.has("为", at: range.lowerBound) || text.has("可", at: range.lowerBound)
                    let value = range.lowerBound + (trimmed ? 1 : 0)..<range.upperBound
                    let isPlain = text.folded(value) == "公开"
                    return Read(
                        value: isPlain ? "主动公开" : text.plain(value),
                        source: text.source(start..<range.upperBound),
                        confidence: isPlain ? 0.85 : 0.96)
                }
                zone = start + 2..<text.count
            }
        }
        return loneDisclosure()
    }

    private func loneDisclosure() -> Read<String>? {
        let known = ["主动公开", "依申请公开", "不予公开", "不公开", "全文公开", "摘要公开", "部分公开", "免予公开", "公开"]
        for line in text.lines(in: text.all) where line.count <= 8 {
            let skip = Code.isOpening(text.codes[line.lowerBound]) ? 1 : 0
            let bare = clause(line.lowerBound + skip..<line.upperBound)
            if known.contains(text.folded(bare)) { return read(bare, confidence: 0.9) }
        }
        return nil
    }

    /// The words up to a bracket, a stop, a blank or the line's end.
    private func clause(_ range: Range<Int>) -> Range<Int> {
        var end = range.lowerBound
        while end < range.upperBound {
            let code = text.codes[end]
            if Code.isStop(code) || Code.isOpening(code) || Code.isClosing(code) { break }
            if end > range.lowerBound, text.gaps[end] >= .space { break }
            end += 1
        }
        return range.lowerBound..<end
    }
}
