// SPDX-License-Identifier: Apache-2.0

/// What a party did, or why it is listed or removed, in the notice's words.
struct NoticeGround {
    let reader: NoticeFieldReader
    let parties: [String]
    private var text: LetterText { reader.text }
    private var words: Lexicon { reader.words }

    init(reader: NoticeFieldReader, parties: [String]) {
        self.reader = reader
        self.parties = Array(parties.prefix(Limits.subjects))
    }

    func read() -> Read<String>? {
        for value in reader.labelled(.ground) {
            let range = trimmed(sentence(from: value.lowerBound).clamped(to: value))
            if range.count >= 4 { return reader.letter.read(clause(range), confidence: 0.9) }
        }
        for start in starts().prefix(Limits.candidates) {
            let range = chosen(trimmed(sentence(from: start)))
            guard range.count >= 5, isBreach(range) else { continue }
            return reader.letter.read(clause(range), confidence: 0.8)
        }
        return nil
    }

    /// The part of a sentence that says it: of a ban what was not registered, of a removal what was made good.
    private func chosen(_ range: Range<Int>) -> Range<Int> {
        if reader.form == .ban, let place = text.first("未经", in: range) {
            return place..<range.upperBound
        }
        guard reader.form == .removal else { return range }
        let good = ["满", "已", "履行", "补", "整改", "更正", "注销", "撤销", "错误"].map(Code.codes)
        var start = range.lowerBound
        for end in range.filter({ text.codes[$0] == 0x2C }) + [range.upperBound] {
            if text.contains(anyOf: good, in: start..<end) { return start..<end }
            start = end + 1
        }
        return range
    }

    /// Where a ground may begin: behind 经查 and the like, behind a subject, behind a party's name, in the order of
    /// how sure they are.
    private func starts() -> [Int] {
        let groups = [words.notice(.found), words.notice(.group), words.notice(.subject)]
        var result = groups.flatMap { group in
            self.places(of: group).filter { !isLabel($0) }.map(\.upperBound)
        }
        result += self.places(of: ["下列", "上述", "以上", "其属", "属于"].map(Code.codes)).map(\.lowerBound)
        for range in self.places(of: parties.map(Code.codes)) where !isInList(range.upperBound) {
            result.append(range.upperBound)
        }
        return result
    }

    /// Where any of these words stands, the longest of those that begin together.
    private func places(of group: [[UInt32]]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var index = 0
        while index < text.count {
            if let length = text.longest(of: group, at: index, end: text.count) {
                result.append(index..<index + length)
                index += length
            } else {
                index += 1
            }
        }
        return result
    }

    /// 当事人 before a colon or a blank is a label.
    private func isLabel(_ range: Range<Int>) -> Bool {
        let end = range.upperBound
        return text.has("当事人", at: range.lowerBound)
            && (end >= text.count || text.codes[end] == Code.colon || text.gaps[end] > .none)
    }

    private func isInList(_ index: Int) -> Bool {
        index < text.count && [Code.listMark, Code.colon].contains(text.codes[index])
    }

    private func sentence(from start: Int) -> Range<Int> {
        var end = start
        let legal = ["依据", "根据", "依照", "按照", "违反了", "以上事实", "上述事实", "我局", "本局"].map(Code.codes)
        while end < text.count, end - start < 160 {
            if text.codes[end] == 0x3002 || text.codes[end] == 0x3B { break }
            if end > start, text.codes[end - 1] == 0x2C,
                text.longest(of: legal, at: end, end: text.count) != nil
            {
                return start..<end - 1
            }
            if end > start, text.gaps[end] == .paragraph { break }
            end += 1
        }
        return start..<end
    }

    /// Without what stands before the breach itself: marks, the subject, its code.
    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        let lead = [":", ",", "、", "“", "”", "因", "属于", "属", "系", "存在", "自行", "其", "均", "分别"].map(
            Code.codes)
        let subjects = words.notice(.subject) + words.notice(.group) + parties.map(Code.codes)
        while start < range.upperBound {
            let before = start
            start += text.longest(of: lead, at: start, end: range.upperBound) ?? 0
            if text.has("其他", at: before) { start = before }
            start += text.longest(of: subjects, at: start, end: range.upperBound) ?? 0
            start = text.skipBracket(at: start, limit: 40)
            start = afterGroup(start)
            start = afterPeriod(start, range.upperBound)
            if start == before { break }
        }
        return min(start, range.upperBound)..<range.upperBound
    }

    /// Behind 上述两个单位, 下列5家社会组织.
    private func afterGroup(_ start: Int) -> Int {
        guard ["上述", "下列", "以上", "该"].contains(where: { text.has($0, at: start) }) else {
            return start
        }
        let zone = start..<min(start + 16, text.count)
        let units = ["社会组织", "社会团体", "民办非企业单位", "单位", "组织", "基金会", "机构"].map(Code.codes)
        return text.firstOf(units, in: zone)?.upperBound ?? start
    }

    /// Behind a period that stands alone before the breach: 2023年1月至9月,.
    private func afterPeriod(_ start: Int, _ limit: Int) -> Int {
        var end = start
        while end < limit, end - start < 20,
            Code.isDigit(text.codes[end]) || Self.period.contains(text.codes[end])
        {
            end += 1
        }
        return end > start && text.has(",", at: end) ? end + 1 : start
    }

    private static let period = Set(Code.codes("年月日至和起"))

    /// Its first clause, and the second where that goes on with it.
    private func clause(_ range: Range<Int>) -> Range<Int> {
        let commas = range.filter { text.codes[$0] == 0x2C }
        guard let first = commas.first else { return untailed(range) }
        let second = first + 1..<(commas.dropFirst().first ?? range.upperBound)
        let other = ["经", "共", "已被", "我局", "本局", "违反", "并于", "其中", "至今", "涉及", "上述"].map(Code.codes)
        let isOther = text.longest(of: other, at: second.lowerBound, end: second.upperBound) != nil
        let isShort = second.count <= 24 && second.upperBound - range.lowerBound <= 48
        let isAlone = isOther || !isShort && !text.has("未经", at: range.lowerBound)
        return untailed(range.lowerBound..<(isAlone ? first : second.upperBound))
    }

    /// 属…的情形, 的行为: the words that class it say nothing of it.
    private func untailed(_ range: Range<Int>) -> Range<Int> {
        for tail in ["的情形", "情形", "的行为", "等行为"] where text.has(tail, before: range.upperBound) {
            return range.lowerBound..<range.upperBound - Code.codes(tail).count
        }
        return range
    }

    /// A ground says what somebody did or did not do; who is asked to come and where says nothing of it.
    private func isBreach(_ range: Range<Int>) -> Bool {
        let lists = reader.form == .removal ? [] : ["列入", "移出"]
        let heading = (["的公告", "公告", "登记的公告", "的决定", "的通报", "决定书"] + lists).map(Code.codes)
        let near = range.lowerBound..<min(range.lowerBound + 10, range.upperBound)
        let isLong = text.contains(anyOf: ["满", "未"].map(Code.codes), in: range)
        if text.contains(anyOf: heading, in: near), !isLong { return false }
        let course = ["一案", "立案", "符合移出", "调查终结", "接到", "反映", "属实"].map(Code.codes)
        let first = range.first { text.codes[$0] == 0x2C } ?? range.upperBound
        if text.contains(anyOf: course, in: range.lowerBound..<first) { return false }
        let other = ["可在", "如不服", "应当", "请", "有权", "限你", "提出", "联系", "登记住所邮寄", "可依法"].map(
            Code.codes)
        return text.longest(of: other, at: range.lowerBound, end: range.upperBound) == nil
    }
}
