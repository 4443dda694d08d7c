// SPDX-License-Identifier: Apache-2.0

/// The provisions that a notice rests on: those behind 依据 and the like, not those that were broken.
struct NoticeBases {
    let text: LetterText
    let words: Lexicon

    func all() -> [NoticeBasis] {
        var found: [NoticeBasis] = []
        var known: Set<NoticeBasis> = []
        for open in text.places(of: 0x300A, in: text.all) {
            guard isGround(open), let close = close(open) else { continue }
            let law = text.plain(open + 1..<close)
            guard !isProcedure(law, close) else { continue }
            found += provisions(of: law, from: close + 1).filter { known.insert($0).inserted }
        }
        return found
    }

    private func close(_ open: Int) -> Int? {
        (open + 1..<min(open + 60, text.count)).first { text.codes[$0] == 0x300B }
    }

    /// Whether 依据, or another law of the same list, stands before; 违反 does not.
    private func isGround(_ open: Int) -> Bool {
        let start = max(0, open - 160)
        var from = open
        while from > start {
            let code = text.codes[from - 1]
            if code == 0x3002 || code == 0x3B { break }
            if text.longest(of: words.notice(.breach), before: from, start: start) != nil {
                return false
            }
            if text.longest(of: words.notice(.legal), before: from, start: start) != nil {
                return true
            }
            from -= 1
        }
        return false
    }

    /// Rules of how it is done and of remedies are no basis of what is done.
    private func isProcedure(_ law: String, _ close: Int) -> Bool {
        func ends(_ kind: Lexicon.Notice) -> Bool {
            words.notice(kind).contains { law.hasSuffix(Code.string($0)) }
        }
        if ends(.remedylaw) { return true }
        return ends(.procedurelaw)
            && text.contains(
                anyOf: words.notice(.procedure), in: close..<min(close + 60, text.count))
    }

    /// 第三十条第一款第(三)项、第三十一条: until something else comes.
    private func provisions(of law: String, from start: Int) -> [NoticeBasis] {
        var found: [NoticeBasis] = []
        var index = start
        var article: String?
        while index < text.count {
            if let (value, end) = numbered("条", at: index) {
                article = value
                index = end
                let (paragraph, item, next) = inner(index)
                found.append(
                    NoticeBasis(law: law, article: value, paragraph: paragraph, item: item))
                index = next
            } else if let article, let (paragraph, end) = numbered("款", at: index) {
                let (item, next) = self.item(end)
                found.append(
                    NoticeBasis(law: law, article: article, paragraph: paragraph, item: item))
                index = next
            } else if let article, let (item, next) = itemAt(index) {
                let last = found.last
                found.append(
                    NoticeBasis(
                        law: law, article: article, paragraph: last?.paragraph, item: item))
                index = next
            } else if let length = text.longest(
                of: ["、", "和", "及", "以及", ",", "与"].map(Code.codes), at: index, end: text.count),
                numbered("条", at: index + length) != nil || numbered("款", at: index + length) != nil
                    || itemAt(index + length) != nil
            {
                index += length
            } else {
                break
            }
        }
        return found
    }

    /// 第…条 at an index.
    private func numbered(_ unit: String, at index: Int) -> (String, Int)? {
        guard text.has("第", at: index) else { return nil }
        var end = index + 1
        while end < text.count, end - index < 8, Numerals.isNumeral(text.codes[end]) { end += 1 }
        guard end > index + 1, text.has(unit, at: end) else { return nil }
        var last = end + 1
        if unit == "条", text.has("之", at: last), last + 1 < text.count,
            Numerals.isNumeral(text.codes[last + 1])
        {
            last += 2
        }
        return (text.folded(index..<last), last)
    }

    private func inner(_ index: Int) -> (paragraph: String?, item: String?, end: Int) {
        if let (paragraph, end) = numbered("款", at: index) {
            let (item, next) = item(end)
            return (paragraph, item, next)
        }
        let (item, end) = item(index)
        return (nil, item, end)
    }

    private func item(_ index: Int) -> (String?, Int) {
        guard let (item, end) = itemAt(index) else { return (nil, index) }
        return (item, end)
    }

    /// 第(三)项, 第三项 or (三)项, as 第(三)项.
    private func itemAt(_ index: Int) -> (String, Int)? {
        var start = index
        if text.has("第", at: start) { start += 1 }
        let isBracketed = start < text.count && text.codes[start] == Code.open
        if isBracketed { start += 1 }
        var end = start
        while end < text.count, end - start < 4, Numerals.isNumeral(text.codes[end]) { end += 1 }
        guard end > start, isBracketed || start > index else { return nil }
        let number = text.folded(start..<end)
        if isBracketed {
            guard end < text.count, text.codes[end] == Code.close else { return nil }
            end += 1
        }
        guard text.has("项", at: end) else { return nil }
        return ("第(\(number))项", end + 1)
    }
}
