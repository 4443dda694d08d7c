// SPDX-License-Identifier: Apache-2.0

/// How names of offices are told from other words, cut and split.
struct OfficeName: Sendable {
    let text: LetterText
    let words: Lexicon

    private static let alien = ["关于", "我们", "我局", "收悉", "如下", "建议", "提案", "感谢", "联系人", "电话", "情况"]
        .map(Code.codes)
    private static let vague = [
        "有关", "相关", "各部门", "各单位", "部门", "我局", "我委", "我办", "我厅", "我市", "你局", "贵局",
    ]
    .map(Code.codes)
    private static let joints = ["以及", "及", "和", "与", "并"].map(Code.codes)
    private static let tails = ["等有关", "等相关", "等部门", "等单位", "等"].map(Code.codes)
    private static let sealMarks = ["(盖章)", "(印章)", "(公章)", "(章)", "(代章)"].map(Code.codes)
    private static let inner = Set(Code.codes("科处室股办组部心队"))
    private static let places = Set(Code.codes("市区县州旗镇乡"))
    private static let seats = Set(Code.codes("省市区县州旗盟镇乡国中共民团"))

    /// Whether the whole range reads as the name of one office.
    ///
    /// It may have a second name in brackets behind it: 某局(某管理局).
    func isOffice(_ range: Range<Int>) -> Bool {
        if let last = range.last, text.codes[last] == Code.close,
            let open = text.last("(", in: range), open > range.lowerBound, open + 1 < last
        {
            return isOffice(range.lowerBound..<open) && isOffice(open + 1..<last)
        }
        guard range.count >= 2, range.count <= Limits.office, endsOffice(range) else {
            return false
        }
        guard range.allSatisfy({ isNamePart(text.codes[$0]) }) else { return false }
        return !text.contains(anyOf: Self.alien, in: range)
    }

    /// Whether the range ends as names of offices do.
    func endsOffice(_ range: Range<Int>) -> Bool {
        guard !range.isEmpty else { return false }
        let found = text.longest(
            of: words.officeEndings, before: range.upperBound, start: range.lowerBound)
        return found != nil
    }

    private func isNamePart(_ code: UInt32) -> Bool {
        Code.isHan(code) || code == Code.open || code == Code.close || code == Code.listMark
            || Code.isDigit(code) || Code.isNameDot(code)
    }

    /// The range without a seal mark at its end.
    func unsealed(_ range: Range<Int>) -> Range<Int> {
        let mark = text.longest(
            of: Self.sealMarks, before: range.upperBound, start: range.lowerBound)
        return range.lowerBound..<range.upperBound - (mark ?? 0)
    }

    /// The longest start of the range that is an office: 市财政局 of 市财政局认真研究办理.
    func leading(_ range: Range<Int>) -> Range<Int>? {
        var end = min(range.upperBound, range.lowerBound + Limits.office)
        while end - range.lowerBound >= 2 {
            let part = range.lowerBound..<end
            if endsOffice(part), !isInsideWord(at: end), isOffice(part) { return part }
            end -= 1
        }
        return nil
    }

    /// Whether an ending at `end` only looks like one: 办 of 办理, 委 of 委员, 部 of 部门.
    private func isInsideWord(at end: Int) -> Bool {
        guard end < text.count else { return false }
        for (word, offset) in [("办理", 1), ("委员", 1), ("部门", 1), ("部署", 1), ("办公", 1), ("中心", 1)]
        where text.has(word, at: end - offset) {
            return true
        }
        if ["会办", "协办", "主办", "承办", "交办", "督办"].contains(where: { text.has($0, before: end) }) {
            return true
        }
        return text.has("室", at: end) && text.has("办公", before: end)
    }

    /// The office without its section: 市民政局 of 市民政局社会组织管理科.
    func withoutSection(_ range: Range<Int>) -> Range<Int> {
        guard let last = range.last, Self.inner.contains(text.codes[last]) else { return range }
        for endings in [["局", "厅", "政府", "委员会"], ["委", "院", "联", "会"], ["部"]] {
            for ending in endings.map(Code.codes) {
                var start = range.lowerBound + 2
                while let found = text.first(ending, in: start..<last + 1) {
                    let end = found + ending.count
                    let isParty =
                        text.has("市委", before: end) || text.has("区委", before: end)
                        || text.has("县委", before: end) || text.has("省委", before: end)
                    if end < range.upperBound, !isInsideWord(at: end), !isParty {
                        return range.lowerBound..<end
                    }
                    start = end
                }
            }
        }
        return range
    }

    /// The offices in a list: at 、 and commas, and at 和, 及, 与 where both sides are offices.
    ///
    /// Vague ones (有关部门) are left out. With `cutting`, words after an office's name are cut off.
    func list(_ range: Range<Int>, cutting: Bool = true) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for part in parts(range) {
            for piece in joined(part) {
                let bare = untailed(piece)
                guard !text.contains(anyOf: Self.vague, in: bare) || isOffice(bare) else {
                    continue
                }
                if text.contains(anyOf: [Code.codes("有关"), Code.codes("相关")], in: bare) {
                    continue
                }
                if text.contains(anyOf: Self.vague, in: bare) { continue }
                if let office = cutting ? leading(bare) : bare {
                    result.append(office)
                } else if isPlace(bare),
                    text.first("政府", in: bare.upperBound..<range.upperBound) != nil
                {
                    result.append(bare)
                }
            }
        }
        return result
    }

    /// A place that shares 人民政府 with the next in its list: 甲区 of 甲区、乙县人民政府.
    private func isPlace(_ range: Range<Int>) -> Bool {
        guard let last = range.last, (2...8).contains(range.count) else { return false }
        return Self.places.contains(text.codes[last])
    }

    /// The pieces between list marks and commas outside brackets.
    func parts(_ range: Range<Int>, also marks: String = "、,;/") -> [Range<Int>] {
        let wanted = Set(Code.codes(marks))
        var result: [Range<Int>] = []
        var start = range.lowerBound
        var depth = 0
        for index in range {
            let code = text.codes[index]
            if code == Code.open { depth += 1 }
            if code == Code.close { depth = max(0, depth - 1) }
            if depth == 0, wanted.contains(code) {
                result.append(start..<index)
                start = index + 1
            }
        }
        result.append(start..<range.upperBound)
        return result.filter { !$0.isEmpty }
    }

    /// The pieces around 和, 及 or 与, where what stands before is an office and what follows may be.
    func joined(_ range: Range<Int>) -> [Range<Int>] {
        var index = range.lowerBound + 2
        while index < range.upperBound {
            if let length = text.longest(of: Self.joints, at: index, end: range.upperBound) {
                let left = range.lowerBound..<index
                let right = index + length..<range.upperBound
                if isOffice(left), !isInsideWord(at: index), leading(right) != nil {
                    return [left] + joined(right)
                }
            }
            index += 1
        }
        return [range]
    }

    private func untailed(_ range: Range<Int>) -> Range<Int> {
        for tail in Self.tails {
            guard let start = text.first(tail, in: range), start > range.lowerBound else {
                continue
            }
            return range.lowerBound..<start
        }
        return range
    }

    /// Whether a new office seems to begin here, after a line break: 市…, 省…, 区….
    func beginsOffice(_ index: Int) -> Bool {
        index < text.count && Self.seats.contains(text.codes[index])
    }
}
