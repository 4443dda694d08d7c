// SPDX-License-Identifier: Apache-2.0

/// Reads what authorities make known about social organisations: penalties, lists, bans, service of papers.
///
/// Nothing is taken from outside the text.
package struct NoticeReader: Sendable {
    private let words: Lexicon

    package init() { words = .standard }

    /// Reads a text; no notice, with the reason, when it decides nothing about a party.
    package func read(_ string: String) -> NoticeOutcome {
        guard string.utf8.count <= Limits.textBytes else {
            return .notANotice(reason: LetterJudge.tooLong)
        }
        let text = LetterText(string, words: words)
        if text.letters.contains(0) { return .notANotice(reason: LetterJudge.binary) }
        if text.count < 20 { return .notANotice(reason: LetterJudge.short) }
        let judge = NoticeJudge(text: text, words: words)
        guard let form = judge.form else {
            return .notANotice(reason: judge.objection ?? NoticeJudge.nothing)
        }
        if let reason = judge.objection { return .notANotice(reason: reason) }
        var fields = NoticeFieldReader(text: text, words: words, form: form).reading()
        guard fields.authority != nil || fields.number != nil else {
            return .notANotice(reason: NoticeJudge.nothing)
        }
        guard !fields.parties.isEmpty else { return .notANotice(reason: NoticeJudge.nobody) }
        if form == .listing || form == .removal { fields.penalties = [] }
        return .notice(fields)
    }
}

/// Tells notices from everything else, and which kind they are.
struct NoticeJudge: Sendable {
    let text: LetterText
    let words: Lexicon

    /// The lines above the text proper.
    private var head: Range<Int> { 0..<min(text.count, 160) }

    private func has(_ word: String, in range: Range<Int>? = nil) -> Bool {
        text.first(word, in: range ?? text.all) != nil
    }

    private func hasAny(_ list: [String], in range: Range<Int>? = nil) -> Bool {
        list.contains { has($0, in: range) }
    }

    /// What it is; nil when it decides nothing.
    var form: NoticeForm? {
        let isServed =
            hasAny(["送达公告", "公告送达", "视为送达"]) || has("公告", in: head) && has("送达", in: head)
        if isServed, hasAny(["公告"]) { return .service }
        if hasAny(["告知书", "拟作出行政处罚", "听证告知", "处罚事先告知"], in: head) { return .hearingNotice }
        let isEntry = hasAny(["列入", "纳入"], in: head) && !has("移出", in: head)
        let isList = hasAny(["活动异常名录", "异常名录", "严重违法失信", "失信名单"])
        if isList, isEntry, !has("处罚决定书", in: head) { return .listing }
        if isList, hasAny(["移出"], in: head) || hasAny(["决定移出", "准予移出", "予以移出"]) { return .removal }
        if isList, hasAny(["列入", "纳入"]), !has("处罚决定书", in: head) { return .listing }
        if hasAny(["取缔"], in: head) || hasAny(["予以取缔"]) { return .ban }
        if has("撤销", in: head), has("登记", in: head), !has("处罚", in: head) { return .revocation }
        if hasAny(["处罚决定", "行政处罚", "处罚信息", "处罚公示"], in: head) { return .penaltyDecision }
        if hasAny(["决定给予", "给予你", "行政处罚决定"]) { return .penaltyDecision }
        return nil
    }

    /// Why it is no notice, by what it calls itself or how it speaks.
    var objection: Bilingual? {
        let lines = text.lines(in: 0..<min(text.count, 120)).prefix(4)
        let headings = lines.filter(isHeading)
        let isOwn = headings.contains { line in
            hasAny(["决定书", "告知书", "处罚信息", "取缔公告", "送达"], in: line) && !has("案例", in: line)
        }
        for line in headings where !isOwn {
            for genre in words.notice(.genre)
            where text.first(genre, in: line) != nil && !isDecision(line) {
                let name = Code.string(genre)
                return Bilingual(
                    zh: "标题表明这是“\(name)”一类的材料，没有对当事人作出决定。",
                    en: "Its heading (\(name)) shows that it decides nothing about a party.")
            }
        }
        return text.contains(anyOf: words.notice(.news), in: text.all) ? Self.report : nil
    }

    /// A short line without a clause in it.
    private func isHeading(_ line: Range<Int>) -> Bool {
        line.count <= 45 && !line.contains { [0x2C, 0x3002, 0x3B].contains(text.codes[$0]) }
    }

    /// A heading that names a decision: 关于将某协会列入…的公告.
    private func isDecision(_ line: Range<Int>) -> Bool {
        (hasAny(["列入", "移出", "撤销", "取缔", "送达"], in: line)
            && hasAny(["公告", "决定", "通报", "通知", "公示"], in: line)
            && !hasAny(["办法", "细则", "征求意见", "学习"], in: line))
    }

    static let nothing = Bilingual(
        zh: "没有读到对社会组织作出的处罚、列入、移出、取缔、撤销登记或送达。",
        en: "It holds no penalty, listing, removal, ban, revocation or service of a paper.")
    static let nobody = Bilingual(
        zh: "没有读到当事人的名称。", en: "No party is named in it.")
    static let report = Bilingual(
        zh: "这是新闻报道，不是文书。", en: "It is a news report, not a paper.")
}
