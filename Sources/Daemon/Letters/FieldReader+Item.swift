// SPDX-License-Identifier: Apache-2.0

/// Session, number and body: which item the letter answers.
extension FieldReader {
    /// The session from the heading, else from the opening, as spelt and without spaces.
    func session() -> Read<String>? {
        for hit in outline.hits(.session) {
            let value = valueRange(hit, limit: 40)
            if let range = session(in: value) { return read(range, confidence: 0.95) }
        }
        if let range = session(in: outline.head) { return read(range, confidence: 0.97) }
        return session(in: outline.opening).map { read($0, confidence: 0.93) }
    }

    private func session(in zone: Range<Int>) -> Range<Int>? {
        for place in text.places(of: 0x5C4A, in: zone) {
            var start = place
            while start > zone.lowerBound, Numerals.isNumeral(text.codes[start - 1]) { start -= 1 }
            guard start < place, let end = sessionEnd(place, zone.upperBound) else { continue }
            if start > zone.lowerBound, text.has("第", before: start) { start -= 1 }
            let range = sessionStart(start, zone.lowerBound)..<end
            guard
                ["人大", "政协", "人民代表大会", "委员会", "政治协商会议"].contains(where: {
                    text.first($0, in: range) != nil
                })
            else { continue }
            return range
        }
        return nil
    }

    private func sessionEnd(_ place: Int, _ limit: Int) -> Int? {
        let bound = min(place + 28, limit)
        var end = place + 1
        while end < bound, !Code.isStop(text.codes[end]), text.codes[end] != 0x300A { end += 1 }
        if let found = text.firstOf(words.words(.sessionend), in: place + 1..<end) {
            return found.upperBound
        }
        guard let times = text.first("次", in: place + 1..<end) else { return nil }
        return text.has("第", at: times + 1) ? times + 1 : nil
    }

    /// Where a session's name starts: behind 关于, 对, 在 and the like, or at a line's start.
    private func sessionStart(_ numeral: Int, _ limit: Int) -> Int {
        let floor = max(limit, numeral - 18)
        var start = numeral
        var lineStart: Int?
        while start > floor {
            let code = text.codes[start - 1]
            guard Code.isHan(code) else { return lineStart ?? start }
            if text.longest(of: words.words(.sessionstop), before: start, start: floor) != nil {
                return start
            }
            if text.gaps[start] >= .line, lineStart == nil { lineStart = start }
            if start < numeral, text.gaps[start] == .paragraph { return lineStart ?? start }
            start -= 1
        }
        if text.longest(of: words.words(.sessionstop), before: start, start: limit) != nil {
            return start
        }
        return lineStart ?? start
    }

    // MARK: - Number

    /// Reads the item's number from the heading, the opening or a label.
    mutating func readNumber(into fields: inout LetterFields, except taken: Range<Int>?) {
        let heading = number(in: outline.head, except: taken)
        let opening = number(in: outline.opening, except: taken)
        guard
            let found = heading ?? opening ?? labelledNumber() ?? bracketedNumber(
                in: outline.opening)
                ?? bracketedNumber(in: outline.head)
        else { return }
        var confidence = 0.95
        if let heading, let opening {
            let agree = canonical(heading.token) == canonical(opening.token)
            confidence = agree ? 0.99 : 0.6
            if !agree {
                remark(
                    "标题中的编号与正文中的不一致，采用了标题中的。",
                    "The numbers in the heading and the opening differ; the heading's was taken.")
            }
        }
        let source = text.source(found.range)
        let token = text.folded(found.token)
        if found.token.allSatisfy({ Code.isDigit(text.codes[$0]) }), let value = Int(token) {
            fields.number = Read(value: value, source: source, confidence: confidence)
        } else {
            fields.numberText = Read(value: token, source: source, confidence: confidence - 0.05)
            if token.contains("、") {
                remark("一信答复多件建议或提案。", "The letter answers several items at once.")
            }
        }
    }

    private func canonical(_ range: Range<Int>) -> String {
        let token = text.folded(range)
        return Int(token).map(String.init) ?? token
    }

    private func labelledNumber() -> (token: Range<Int>, range: Range<Int>)? {
        for hit in outline.hits(.number) {
            var start = hit.valueStart
            if text.has("第", at: start) { start += 1 }
            var end = start
            while end < text.count, end - start < Limits.number, isToken(end),
                end == start || text.gaps[end] < .line
            {
                end += 1
            }
            if (start..<end).contains(where: { Code.isDigit(text.codes[$0]) }) {
                return (start..<end, hit.start..<end)
            }
        }
        return nil
    }

    /// A number alone in brackets right behind the item's title: …的提案(0352).
    private func bracketedNumber(
        in zone: Range<Int>
    ) -> (token: Range<Int>, range: Range<Int>)? {
        for open in zone where Code.isOpening(text.codes[open]) {
            let before = text.has("》", before: open) || text.has("”", before: open)
            let isBehind =
                before
                || text.longest(of: words.words(.item), before: open, start: zone.lowerBound) != nil
            guard isBehind else { continue }
            var start = open + 1
            if text.has("第", at: start) { start += 1 }
            var end = start
            while end < zone.upperBound, end - start < Limits.number, Code.isDigit(text.codes[end])
            {
                end += 1
            }
            let token = start..<end
            if text.has("号", at: end) { end += 1 }
            guard !token.isEmpty, end < text.count, Code.isClosing(text.codes[end]) else {
                continue
            }
            return (token, open..<end + 1)
        }
        return nil
    }

    private func isToken(_ index: Int) -> Bool {
        let code = text.codes[index]
        return Code.isDigit(code) || Code.isLatin(code) || code == 0x2D
    }

    private func number(
        in zone: Range<Int>, except taken: Range<Int>?
    ) -> (token: Range<Int>, range: Range<Int>)? {
        for end in text.places(of: 0x53F7, in: zone) where !(taken?.contains(end) ?? false) {
            let start = numberStart(end, zone.lowerBound)
            let isOrdinal = text.has("第", before: start)
            let isNear = text.contains(
                anyOf: words.words(.item), in: end..<min(end + 9, zone.upperBound))
            let isMeeting = text.has("会议", before: start) || text.has("次会", before: start)
            guard isOrdinal || isNear || isMeeting, start < end else { continue }
            guard isNumber(start..<end) else { continue }
            return (start..<end, start - (isOrdinal ? 1 : 0)..<end + 1)
        }
        return nil
    }

    /// Where the number before 号 starts, with a leading character such as 温 in 会议温12号.
    private func numberStart(_ end: Int, _ limit: Int) -> Int {
        var start = end
        while start > limit, end - start < Limits.number {
            let isList = text.codes[start - 1] == Code.listMark && start < end
            guard isToken(start - 1) || isList else { break }
            start -= 1
        }
        if start == end {
            while start > limit, end - start < 8, Numerals.isNumeral(text.codes[start - 1]) {
                start -= 1
            }
            return start
        }
        var lead = start
        while lead > limit, start - lead < 4, Code.isHan(text.codes[lead - 1]) {
            if text.has("第", before: lead) || text.has("会议", before: lead) { return lead }
            lead -= 1
        }
        return start
    }

    private func isNumber(_ range: Range<Int>) -> Bool {
        range.contains {
            Code.isDigit(text.codes[$0]) || Numerals.isNumeral(text.codes[$0])
        } && text.first("号", in: range) == nil
    }

    // MARK: - Body

    /// 人大 or 政协: by the session, else the heading, the salutation, the opening.
    func body(session: Read<String>?) -> Read<String>? {
        if let session {
            let folded = Code.string(Code.codes(session.value).map(words.folded))
            let isConference = ["政协", "政治协商", "委员会"].contains { folded.contains($0) }
            return Read(
                value: isConference ? "政协" : "人大", source: session.source, confidence: 0.99)
        }
        let zones = [outline.head, outline.salutation ?? 0..<0, outline.opening]
        for (zone, confidence) in zip(zones, [0.93, 0.92, 0.85]) {
            let conference = ["政协", "政治协商", "提案", "委员"].map(Code.codes)
            let congress = ["人大", "人民代表大会", "代表"].map(Code.codes)
            let left = firstSign(conference, in: zone)
            let right = firstSign(congress, in: zone)
            switch (left, right) {
            case (let left?, nil):
                return Read(value: "政协", source: text.source(left), confidence: confidence)
            case (nil, let right?):
                return Read(value: "人大", source: text.source(right), confidence: confidence)
            case (let left?, let right?):
                let isLeft = left.lowerBound < right.lowerBound
                let range = isLeft ? left : right
                return Read(
                    value: isLeft ? "政协" : "人大", source: text.source(range), confidence: 0.7)
            case (nil, nil):
                continue
            }
        }
        return nil
    }

    /// The first of `signs` that is not part of another word: 委员会 is no 委员.
    private func firstSign(_ signs: [[UInt32]], in zone: Range<Int>) -> Range<Int>? {
        var start = zone.lowerBound
        while let found = text.firstOf(signs, in: start..<max(start, zone.upperBound)) {
            let isCommittee =
                text.has("委员会", at: found.lowerBound) || text.has("代表团", at: found.lowerBound)
            if !isCommittee || text.has("代表团", at: found.lowerBound) { return found }
            start = found.upperBound
        }
        return nil
    }
}
