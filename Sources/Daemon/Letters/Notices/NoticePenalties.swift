// SPDX-License-Identifier: Apache-2.0

/// The penalties that a notice tells, each in its words.
struct NoticePenalties {
    let text: LetterText
    let words: Lexicon
    let form: NoticeForm

    /// Those behind the last provision they rest on.
    func all() -> [String] {
        var found: [(Range<Int>, String)] = []
        for start in zone() where found.count < Limits.candidates {
            guard !(found.last?.0.contains(start) ?? false), let range = penalty(at: start) else {
                continue
            }
            found.append((range, text.plain(range)))
        }
        var names: [String] = []
        if found.isEmpty || !found.contains(where: { $0.1.contains("取缔") }),
            form == .ban, let place = text.last("取缔", in: zone())
        {
            found.append((place..<place + 2, "取缔"))
        }
        for (_, name) in found
        where !names.contains(name) && !names.contains(where: { $0.hasSuffix(name) }) {
            names.append(name)
        }
        return names
    }

    /// From the decision's word behind the last provision to the remedies.
    private func zone() -> Range<Int> {
        let basis = text.last("》第", in: text.all)
        let labels = words.notice(.penalty).compactMap { text.first($0, in: text.all) }
        let from = min(basis ?? text.count, labels.min() ?? text.count)
        let start = from == text.count ? 0 : from
        let ends = ["如不服", "不服本决定", "申请行政复议", "可依法申请", "有权在", "自公告之日", "请于", "请到", "期限自"].map(
            Code.codes)
        let end = text.firstOf(ends, in: start..<text.count)?.lowerBound ?? text.count
        return start..<max(start, end)
    }

    private static let plain = [
        "警告", "撤销登记", "吊销登记证书", "通报批评", "责令撤换直接负责的主管人员", "没收非法财产", "没收非法财物", "责令停产停业", "予以取缔",
        "暂扣登记证书",
    ].map(Code.codes)
    private static let stops = ["责令停止活动", "限期停止活动", "停止活动"].map(Code.codes)
    private static let sums = ["没收违法所得", "没收非法所得", "没收非法财产", "罚款", "处以罚款", "并处罚款"].map(Code.codes)

    private func penalty(at start: Int) -> Range<Int>? {
        if let length = text.longest(of: Self.stops, at: start, end: text.count) {
            var end = start + length
            while end < text.count, end - start < 16,
                Numerals.isNumeral(text.codes[end]) || text.has("个", at: end)
                    || text.has("月", at: end)
            {
                end += 1
            }
            return end > start + length ? start..<end : nil
        }
        if text.has("责令停止", at: start),
            let end = text.first("活动", in: start..<min(start + 14, text.count)),
            (start..<end).allSatisfy({ Code.isHan(text.codes[$0]) })
        {
            return start..<end + 2
        }
        if text.has("对", at: start),
            let fine = text.first("罚款", in: start..<min(start + 24, text.count)),
            let end = sumEnd(fine + 2),
            text.first(",", in: start..<fine) == nil, text.first("。", in: start..<fine) == nil,
            text.first("、", in: start..<fine) == nil, text.first(";", in: start..<fine) == nil,
            !(start..<fine).contains(where: { text.gaps[$0] >= .line })
        {
            let isParty = text.has("对你", at: start) || text.has("对当事人", at: start)
            return isParty ? fine..<end : start..<end
        }
        if let length = text.longest(of: Self.sums, at: start, end: text.count),
            let end = sumEnd(start + length)
        {
            let isLed = text.has("处以", at: start) || text.has("并处", at: start)
            return start + (isLed ? 2 : 0)..<end
        }
        guard let length = text.longest(of: Self.plain, at: start, end: text.count) else {
            return nil
        }
        return start..<start + length
    }

    /// The end of a sum of money that starts here.
    private func sumEnd(_ start: Int) -> Int? {
        var end = start
        if text.has("人民币", at: end) { end += 3 }
        let first = end
        while end < text.count,
            Numerals.isNumeral(text.codes[end]) || [0x2C, 0x2E].contains(text.codes[end])
                || text.has("万", at: end) || text.has("千", at: end)
        {
            end += 1
        }
        guard end > first, text.has("元", at: end) else { return nil }
        return end + 1
    }
}
