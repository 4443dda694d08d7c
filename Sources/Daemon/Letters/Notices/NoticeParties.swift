// SPDX-License-Identifier: Apache-2.0

/// The organisations that a notice is about.
struct NoticeParties {
    let reader: NoticeFieldReader
    let authority: String?
    private var text: LetterText { reader.text }
    private var words: Lexicon { reader.words }

    init(reader: NoticeFieldReader, authority: String?) {
        self.reader = reader
        self.authority = authority
    }

    /// Those with a code beside their name, and those in the same list; else those behind a label, in the
    /// salutation, in the heading, before what they did.
    func all() -> [NoticeParty] {
        var found = coded() + listed()
        if found.isEmpty { found = labelledParties() }
        if found.isEmpty { found = addressed() }
        if found.isEmpty { found = named() }
        var parties: [NoticeParty] = []
        var places: [String: Int] = [:]
        for (party, _) in found.sorted(by: { $0.place < $1.place }) {
            if let index = places[party.name] {
                if parties[index].code == nil { parties[index].code = party.code }
            } else if parties.count < Limits.parties {
                places[party.name] = parties.count
                parties.append(party)
            }
        }
        return withLoneCode(parties)
    }

    private typealias Found = (party: NoticeParty, place: Int)

    // MARK: - Codes

    /// Where an 18-character code starts.
    private func codes() -> [Range<Int>] {
        var result: [Range<Int>] = []
        var index = 0
        while index + 18 <= text.count {
            let range = index..<index + 18
            let isCode =
                range.allSatisfy { Code.isDigit(text.codes[$0]) || isUpper(text.codes[$0]) }
                && text.codes[index] == 0x35
                && (index == 0 || text.gaps[index] > .none || !isSign(text.codes[index - 1]))
                && (index + 18 == text.count || text.gaps[index + 18] > .none
                    || !isSign(text.codes[index + 18]))
            if isCode { result.append(range) }
            index += isCode ? 18 : 1
        }
        return result
    }

    private func isUpper(_ code: UInt32) -> Bool { code >= 0x41 && code <= 0x5A }
    private func isSign(_ code: UInt32) -> Bool { Code.isDigit(code) || Code.isLatin(code) }

    private func coded() -> [Found] {
        codes().compactMap { code in
            var end = code.lowerBound
            let labels = ["统一社会信用代码", "社会信用代码", "信用代码", "代码", "为", ":", "(", ",", "、", "是"].map(
                Code.codes)
            while let length = text.longest(of: labels, before: end, start: 0) { end -= length }
            guard let name = name(before: end) else { return nil }
            return (
                NoticeParty(name: text.plain(name), code: text.folded(code)), name.lowerBound
            )
        }
    }

    /// A lone party may have its code further down.
    private func withLoneCode(_ parties: [NoticeParty]) -> [NoticeParty] {
        let all = codes()
        guard parties.count == 1, parties[0].code == nil, all.count == 1 else { return parties }
        return [NoticeParty(name: parties[0].name, code: text.folded(all[0]))]
    }

    // MARK: - Names

    private static let places = Set(Code.codes("省市县区州盟旗"))

    /// The name of an organisation that ends here.
    private func name(before end: Int) -> Range<Int>? {
        var last = end
        while last > 0, !Code.isHan(text.codes[last - 1]), text.codes[last - 1] != Code.close,
            end - last < 3
        {
            last -= 1
        }
        var start = last
        var depth = 0
        while start > 0, last - start < Limits.office {
            let code = text.codes[start - 1]
            if code == Code.close { depth += 1 }
            if code == Code.open {
                guard depth > 0 else { break }
                depth -= 1
            }
            let isPart =
                Code.isHan(code) || Code.isNameDot(code) || code == Code.open || code == Code.close
                || Code.isLatin(code)
            guard isPart else { break }
            if start < last, text.gaps[start] > .none {
                // A newspaper's column breaks names: a place belongs before this one.
                let isBroken =
                    text.gaps[start] == .line && Code.isHan(code)
                    && !(start..<last).contains { Self.places.contains(text.codes[$0]) }
                    && text.line(of: start - 1).count <= 14
                guard isBroken else { break }
            }
            start -= 1
        }
        let range = untyped(bare(start..<last))
        return isOrganisation(range) ? range : nil
    }

    /// A name without what kind of organisation it is, in brackets behind it.
    private func untyped(_ range: Range<Int>) -> Range<Int> {
        for kind in ["(民办非企业单位)", "(社会团体)", "(基金会)", "(社会服务机构)", "(法人)"]
        where text.has(kind, before: range.upperBound) {
            return range.lowerBound..<range.upperBound - Code.codes(kind).count
        }
        return range
    }

    /// A name without what stands before it in a sentence: 决定将某协会, 向某研究院.
    private func bare(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        let before = [
            "当事人", "被处罚人", "关于将", "决定将", "现将", "关于对", "关于", "名称", "给予", "撤销", "送达", "取缔", "单位",
            "两次向", "分别向",
            "向", "将", "对", "年", "月", "日", "的",
        ]
        for word in before {
            let codes = Code.codes(word)
            if word.count > 1 {
                if let place = text.last(word, in: start..<range.upperBound),
                    range.upperBound - place - codes.count >= 4
                {
                    start = place + codes.count
                }
            } else if text.has(word, at: start) {
                start += 1
            } else if ["日", "向", "将"].contains(word),
                let place = text.first(word, in: start..<range.upperBound),
                place - start <= 12, range.upperBound - place > 5,
                word == "日"
                    ? Code.isDigit(text.codes[max(0, place - 1)])
                    : text.contains(
                        anyOf: ["局", "厅", "决定", "现", "拟", "日", "次"].map(Code.codes),
                        in: start..<place)
            {
                start = place + 1
            }
        }
        return min(start, range.upperBound)..<range.upperBound
    }

    private func isOrganisation(_ range: Range<Int>) -> Bool {
        guard range.count >= 4, range.count <= Limits.office else { return false }
        let end =
            text.codes[range.upperBound - 1] == Code.close
            ? text.last("(", in: range) ?? range.upperBound : range.upperBound
        guard text.longest(of: words.notice(.orgend), before: end, start: range.lowerBound) != nil
        else { return false }
        let name = text.plain(range)
        if name == authority || text.first("民政", in: range) != nil && name.hasSuffix("局") {
            return false
        }
        return !words.notice(.orgwhole).contains { Array(text.codes[range]) == $0 }
            && !["各", "下列", "上述", "以上", "本", "有关"].contains { name.hasPrefix($0) }
            && ![
                "某某", "××", "决定", "公告", "登记", "通知", "处罚", "名录", "列入", "移出", "社会组织", "继续以", "年度报告",
                "根据", "依据",
            ].contains { name.contains($0) }
    }

    // MARK: - Lists

    /// Lines that begin with a number, or rows of a table, each with a name.
    private func listed() -> [Found] {
        let lines = text.lines(in: text.all)
        let found: [Found] = lines.compactMap { line in
            var start = line.lowerBound
            while start < line.upperBound,
                Numerals.isNumeral(text.codes[start])
                    || [0x2E, 0x3001, 0x28, 0x29].contains(text.codes[start])
            {
                start += 1
            }
            guard start > line.lowerBound, start - line.lowerBound <= 5 else { return nil }
            var end = start
            while end < line.upperBound, end == start || text.gaps[end] == .none,
                Code.isHan(text.codes[end]) || text.codes[end] == Code.open
                    || text.codes[end] == Code.close || Code.isNameDot(text.codes[end])
            {
                end += 1
            }
            if end > start, text.codes[end - 1] == Code.open { end -= 1 }
            let name = start..<end
            return isOrganisation(name)
                ? (NoticeParty(name: text.plain(name), code: nil), start) : nil
        }
        return found.count > 1 ? found : []
    }

    private func labelledParties() -> [Found] {
        for value in reader.labelled(.party) {
            guard let first = value.first else { continue }
            var end = first
            while end < value.upperBound, end == first || text.gaps[end] < .space,
                Code.isHan(text.codes[end]) || Code.isNameDot(text.codes[end])
                    || text.codes[end] == Code.open || text.codes[end] == Code.close
            {
                if text.codes[end] == Code.open, text.has("统一", at: end + 1) { break }
                end += 1
            }
            let name = untyped(first..<end)
            if name.count >= 3 {
                return [(NoticeParty(name: text.plain(name), code: nil), first)]
            }
        }
        return []
    }

    /// Whom the notice speaks to: a line of its own before a colon.
    private func addressed() -> [Found] {
        for colon in text.places(of: Code.colon, in: 0..<min(text.count, 400)) {
            if let name = name(before: colon), colon - name.upperBound < 20 {
                return [(NoticeParty(name: text.plain(name), code: nil), name.lowerBound)]
            }
            // 某协会(统一社会信用代码:…): the code has been looked at.
            if let close = text.last(")", in: max(0, colon - 2)..<colon),
                let open = text.last("(", in: max(0, close - 40)..<close),
                let name = name(before: open)
            {
                return [(NoticeParty(name: text.plain(name), code: nil), name.lowerBound)]
            }
        }
        return []
    }

    /// Those in quotation marks, in a list in the text, or in the heading.
    private func named() -> [Found] {
        var found: [Found] = []
        for open in text.places(of: 0x201C, in: text.all) {
            guard
                let close = (open + 1..<min(open + 40, text.count)).first(where: {
                    text.codes[$0] == 0x201D
                })
            else { continue }
            let name = open + 1..<close
            if isOrganisation(name) {
                found.append((NoticeParty(name: text.plain(name), code: nil), open))
                return found
            }
        }
        for line in text.lines(in: text.all) {
            for sentence in clauses(line) {
                let parts = reader.offices.parts(sentence, also: "、")
                let names = parts.map { self.leading(bare($0)) }
                let known = names.compactMap { $0 }
                if !known.isEmpty, known.count >= max(1, parts.count - 1) {
                    for name in known {
                        found.append(
                            (NoticeParty(name: text.plain(name), code: nil), name.lowerBound))
                    }
                    return found
                }
            }
        }
        return found
    }

    private func clauses(_ line: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = line.lowerBound
        for index in line {
            if Code.isStop(text.codes[index]) {
                if index > start { result.append(start..<index) }
                start = index + 1
            } else if index > start, text.gaps[index] == .space {
                result.append(start..<index)
                start = index
            }
        }
        if start < line.upperBound { result.append(start..<line.upperBound) }
        return result
    }

    /// The longest start that is an organisation: 某协会 of 某协会因违反….
    private func leading(_ range: Range<Int>) -> Range<Int>? {
        var end = min(range.upperBound, range.lowerBound + Limits.office)
        while end - range.lowerBound >= 4 {
            let part = range.lowerBound..<end
            let isWord =
                text.has("员", at: end) || text.has("体", at: end) || text.has("社会", before: end)
                || text.has("议", at: end) || text.has("费", at: end)
            if isOrganisation(part), !isWord, text.first("局", in: part) == nil {
                return part
            }
            end -= 1
        }
        return nil
    }
}
