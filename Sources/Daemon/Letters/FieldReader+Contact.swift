// SPDX-License-Identifier: Apache-2.0

/// Signer, contact person and telephone.
extension FieldReader {
    private static let noName = [
        "联系", "电话", "抄送", "手机", "传真", "单位", "地址", "邮编", "此件", "附件", "公开", "签发",
    ]
    .map(Code.codes)
    private static let section = Set(Code.codes("科处室局股厅委办"))

    func signer() -> Read<String>? {
        for hit in outline.hits(.signer) {
            if let name = names(after: hit) {
                return Read(
                    value: name.value, source: text.source(hit.start..<name.end), confidence: 0.96)
            }
        }
        return signerOfSentence()
    }

    private static let titles = ["局长", "主任", "书记", "厅长", "部长", "市长", "区长", "县长", "镇长", "院长", "主席"]
        .map(
            Code.codes)
    private static let houses = [
        "我局", "我委", "我厅", "我办", "我部", "我院", "我镇", "我街道", "我公司", "我中心", "本局", "本委", "本办", "由", "经",
        "经由", "已经",
    ].map(
        Code.codes)

    /// Who approved it, in a sentence: 此复函已经我局某某局长审签.
    private func signerOfSentence() -> Read<String>? {
        for word in ["审签", "审定", "签发", "签批", "审批", "审阅", "审核"] {
            guard let place = text.last(word, in: outline.rest),
                let title = text.longest(
                    of: Self.titles, before: place, start: outline.rest.lowerBound)
            else { continue }
            let end = place - title
            for count in 2...4 where end - count > outline.rest.lowerBound {
                let name = end - count..<end
                let house = text.longest(
                    of: Self.houses, before: name.lowerBound, start: outline.rest.lowerBound)
                guard house != nil, name.allSatisfy({ Code.isHan(text.codes[$0]) }) else {
                    continue
                }
                return Read(
                    value: text.plain(name), source: text.source(name.lowerBound..<place + 2),
                    confidence: 0.85)
            }
        }
        return nil
    }

    func contact() -> Read<String>? {
        for hit in outline.hits(.contact) {
            if let name = names(after: hit) {
                return Read(
                    value: name.value, source: text.source(hit.start..<name.end), confidence: 0.96)
            }
        }
        return nil
    }

    /// The telephone after its label, else after the contact person's name.
    func phone() -> Read<String>? {
        for kind in [Lexicon.Label.phone, .contact] {
            for hit in outline.hits(kind) {
                let range = valueRange(hit, limit: 60)
                guard let start = phoneStart(range) else { continue }
                let end = phoneEnd(start, text.count)
                guard (start..<end).count(where: { Code.isDigit(text.codes[$0]) }) >= 5 else {
                    continue
                }
                let source = text.source(hit.start..<end)
                return Read(
                    value: phoneText(start..<end), source: source,
                    confidence: kind == .phone ? 0.97 : 0.9)
            }
        }
        return nil
    }

    /// The first number of five digits or more, from its bracket or its own first digit.
    private func phoneStart(_ range: Range<Int>) -> Int? {
        for index in range where Code.isDigit(text.codes[index]) {
            let end = phoneEnd(index, text.count)
            guard (index..<end).count(where: { Code.isDigit(text.codes[$0]) }) >= 5 else {
                continue
            }
            let isBracketed = index > range.lowerBound && text.codes[index - 1] == Code.open
            let closes = (index..<end).contains { text.codes[$0] == Code.close }
            return isBracketed && closes ? index - 1 : index
        }
        return nil
    }

    private func phoneEnd(_ start: Int, _ limit: Int) -> Int {
        var end = start
        var last = start
        var depth = 0
        while end < limit, end - start < 48 {
            let code = text.codes[end]
            if end > start, text.gaps[end] >= .line, !isBroken(start..<end) { break }
            if Code.isDigit(code) {
                last = end + 1
            } else if code == Code.open {
                depth += 1
            } else if code == Code.close {
                if depth == 0 && end - start > 5 { break }
                depth -= 1
            } else if code != 0x2D && code != Code.listMark && code != 0x2F
                && !text.has("转", at: end)
            {
                break
            }
            end += 1
        }
        return last
    }

    /// Whether a line break cuts a number short: after a dash, or after fewer than seven digits.
    private func isBroken(_ range: Range<Int>) -> Bool {
        if text.has("-", before: range.upperBound) { return true }
        return range.count < 7 && text.gaps[range.upperBound] == .line
            && Code.isDigit(text.codes[range.upperBound])
    }

    /// The number as spelt, its digits in half width, single blanks kept.
    private func phoneText(_ range: Range<Int>) -> String {
        var codes: [UInt32] = []
        for index in range {
            if index > range.lowerBound, text.gaps[index] == .space { codes.append(0x20) }
            let isDigit = Code.isDigit(text.codes[index])
            codes.append(isDigit ? text.codes[index] : text.letters[text.origins[index]])
        }
        return Code.string(codes)
    }

    /// One name or several after a label, 王 五 as 王五.
    private func names(after hit: LetterOutline.LabelHit) -> (value: String, end: Int)? {
        let range = valueRange(hit, limit: 40)
        var names: [Range<Int>] = []
        var index = range.lowerBound
        while index < range.upperBound {
            if index > range.lowerBound,
                text.gaps[index] == .paragraph || text.gaps[index] == .line && !names.isEmpty
            {
                break
            }
            guard let token = token(at: index, limit: range.upperBound) else {
                let isSeparator =
                    text.codes[index] == Code.listMark || text.codes[index] == 0x2C
                    || text.codes[index] == 0x2F
                if isSeparator || names.isEmpty && Code.isOpening(text.codes[index]) {
                    index += 1
                    continue
                }
                break
            }
            if isPersonName(token) { names.append(token) } else if !names.isEmpty { break }
            index = token.upperBound
        }
        guard let last = names.last else { return nil }
        return (names.map { text.plain($0) }.joined(separator: "、"), last.upperBound)
    }

    /// The run of characters at `index`, single characters set apart by blanks joined.
    private func token(at index: Int, limit: Int) -> Range<Int>? {
        var end = index
        while end < limit {
            let code = text.codes[end]
            guard Code.isHan(code) || Code.isNameDot(code) else { break }
            if end > index, text.gaps[end] >= .line { break }
            if end > index, text.gaps[end] == .space, end - index > 1 || !isLone(end, limit) {
                break
            }
            if text.longest(of: Self.noName, at: end, end: text.count) != nil { break }
            end += 1
        }
        return end > index ? index..<end : nil
    }

    private func isLone(_ index: Int, _ limit: Int) -> Bool {
        index + 1 >= limit || text.gaps[index + 1] != .none || !Code.isHan(text.codes[index + 1])
    }

    private func isPersonName(_ range: Range<Int>) -> Bool {
        let hasDot = range.contains { Code.isNameDot(text.codes[$0]) }
        guard range.count >= 2, range.count <= (hasDot ? 20 : 4), let last = range.last else {
            return false
        }
        return !Self.section.contains(text.codes[last])
    }
}
