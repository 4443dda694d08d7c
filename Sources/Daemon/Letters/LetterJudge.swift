// SPDX-License-Identifier: Apache-2.0

/// Tells reply letters from everything else, and says why.
struct LetterJudge: Sendable {
    let text: LetterText
    let outline: LetterOutline
    let words: Lexicon

    /// The reason why the text is no reply letter, else nil.
    func objection() -> Bilingual? {
        if text.count == 0 { return Self.empty }
        if text.count < 20 { return Self.short }
        if isForm { return nil }
        if isBlankForm { return Self.blank }
        if let refused = addresseeObjection() { return refused }
        if isReturned { return Self.returned }
        let heading = hasHeading
        if let genre, !isStrong(heading) { return Self.other(genre) }
        switch outline.addressee {
        case .deputy:
            let mentions = text.contains(anyOf: words.words(.item), in: outline.opening) || heading
            if mentions, isReceived || isAnswered || heading { return nil }
            return news ?? Self.noAnswer
        case .body:
            if isReportToAssembly { return Self.other(Self.workReport) }
            if heading, isReceived || isAnswered { return nil }
            if isReceived, isAnswered, isAboutItem { return nil }
        case .stranger, .audience:
            break
        case nil:
            if let news { return news }
            if heading, isReceived, isAnswered || isPersonal { return nil }
            if isReceived, isAnswered, isPersonal, isAboutItem { return nil }
            if isReceived, isAnswered, isFiledBySomebody { return nil }
        }
        return news ?? (isMention ? Self.mention : Self.unaddressed)
    }

    private func addresseeObjection() -> Bilingual? {
        switch outline.addressee {
        case .stranger where !hasHeading || !isAboutItem: Self.stranger
        case .audience: genre.map(Self.other) ?? Self.audience
        default: nil
        }
    }

    private func isStrong(_ heading: Bool) -> Bool {
        outline.addressee == .deputy && isReceived && isAnswered && (heading || isAboutItem)
            && !headEndsInGenre
    }

    // MARK: - Signs

    /// A page of labels that says which item, of whom, who answered, and the answer itself.
    private var isForm: Bool {
        func has(_ kinds: Lexicon.Label...) -> Bool {
            outline.labels.contains { kinds.contains($0.kind) }
        }
        guard let answer = outline.hits(.answer).last, has(.proposers),
            has(.lead, .publisher, .unit), has(.number, .title)
        else { return false }
        let end = outline.nextLabel(after: answer.valueStart)
        return end - answer.valueStart >= Limits.answer
            && text.contains(anyOf: words.words(.item), in: 0..<answer.start)
    }

    /// The heading names a suggestion or proposal and an answer to it.
    private var hasHeading: Bool {
        text.lines(in: outline.head).contains { line in
            let wide = line.lowerBound..<min(line.upperBound + 40, outline.head.upperBound)
            guard let item = text.firstOf(words.words(.item), in: wide) else { return false }
            return text.contains(anyOf: words.words(.reply), in: item.upperBound..<wide.upperBound)
        }
    }

    private var isReceived: Bool {
        text.contains(anyOf: words.words(.received), in: outline.opening)
    }

    private var isAnswered: Bool {
        text.contains(anyOf: words.words(.answered), in: outline.opening)
    }

    private var isPersonal: Bool {
        text.contains(anyOf: ["您", "你", "贵局", "贵委"].map(Code.codes), in: outline.opening)
    }

    /// The opening speaks of a suggestion or proposal put to a congress or conference.
    private var isAboutItem: Bool {
        let near = 0..<outline.opening.upperBound
        return text.contains(anyOf: words.words(.item), in: outline.opening)
            && text.contains(
                anyOf: ["人大", "政协", "人民代表大会", "提案", "代表", "委员"].map(Code.codes), in: near)
    }

    /// A pattern that nobody has filled in: ×届×次, ____.
    private var isBlankForm: Bool {
        var (runs, signs, length) = (0, 0, 0)
        for code in text.codes {
            if code == 0xD7 || code == 0x58 || code == 0x5F || code == 0x25CB {
                length += 1
                continue
            }
            if length > 1 || length == 1 && code != 0x3007 { runs += 1 }
            signs += length
            length = 0
        }
        return runs >= 6 && signs * 10 >= text.count || signs * 4 >= text.count
    }

    /// An office gives an item back, or asks for another one to handle it.
    private var isReturned: Bool {
        text.lines(in: outline.head).contains {
            text.contains(anyOf: words.words(.return), in: $0)
                && text.contains(anyOf: words.words(.item), in: $0)
                && !text.contains(anyOf: [Code.codes("答复")], in: $0)
        }
    }

    /// A report to an assembly on all that was handled: it names no single item.
    private var isReportToAssembly: Bool {
        guard let salutation = outline.salutation else { return false }
        let isAssembly = text.contains(
            anyOf: ["人大常委会", "人民代表大会", "政协", "人大"].map(Code.codes), in: salutation)
        return isAssembly && text.first("号", in: outline.head) == nil
            && text.first("号", in: outline.opening) == nil
            && text.first("《", in: outline.opening) == nil
    }

    private static let workReport = Bilingual(zh: "工作报告", en: "a work report")

    /// The opening names who filed the item: 某某代表提出的…建议.
    private var isFiledBySomebody: Bool {
        text.contains(anyOf: ["代表", "委员"].map(Code.codes), in: outline.opening)
            && text.contains(anyOf: ["提出的", "提交的"].map(Code.codes), in: outline.opening)
            && text.contains(anyOf: words.words(.item), in: outline.opening)
    }

    private var isMention: Bool {
        text.contains(anyOf: words.words(.item), in: text.all)
            && text.contains(anyOf: words.words(.reply), in: text.all)
    }

    /// The kind of text that a line of the head calls itself.
    private var genre: Bilingual? {
        var lines = text.lines(in: outline.head).prefix(14).filter { !outline.isData($0) }
            .map(genreLine)
        if outline.head.count > 0 { lines.append(genreLine(outline.head)) }
        for line in lines {
            if let found = endingGenre(line) { return found }
        }
        return nil
    }

    private var headEndsInGenre: Bool {
        guard let last = text.lines(in: outline.head).last else { return false }
        return endingGenre(genreLine(last)) != nil
    }

    private func endingGenre(_ line: Range<Int>) -> Bilingual? {
        guard line.count >= 2 else { return nil }
        for genre in words.genres where text.has(genre.ending, before: line.upperBound) {
            guard line.count >= genre.ending.count else { continue }
            let isReply =
                text.contains(anyOf: words.words(.cohandler), in: line)
                || ["办理意见", "建议", "提案"].contains {
                    text.has($0, before: line.upperBound) && genre.ending.count <= 3
                }
            if !isReply { return genre.name }
        }
        return nil
    }

    /// A line without a bracket, as (试行), at its end.
    private func genreLine(_ line: Range<Int>) -> Range<Int> {
        guard let last = line.last, Code.isClosing(text.codes[last]) else { return line }
        for index in stride(from: last, through: max(line.lowerBound, last - 12), by: -1)
        where Code.isOpening(text.codes[index]) {
            return line.lowerBound..<index
        }
        return line
    }

    private var news: Bilingual? {
        text.contains(anyOf: words.words(.news), in: text.all) ? Self.report : nil
    }
}

// MARK: - Reasons

extension LetterJudge {
    static let empty = Bilingual(zh: "文本是空的。", en: "The text is empty.")
    static let short = Bilingual(
        zh: "文本太短，不足以是一封答复函。", en: "The text is too short to be a reply letter.")
    static let binary = Bilingual(
        zh: "内容不是文字（含空字符或大量控制字符），请提供纯文本。",
        en: "The content is not text (it holds a NUL character, or is full of control characters); "
            + "supply plain text.")
    static let tooLong = Bilingual(
        zh: "文本过长，不像一封答复函。", en: "The text is too long to be a reply letter.")
    static let noAnswer = Bilingual(
        zh: "虽有对代表或委员的称谓，但没有“收悉”“答复如下”等答复建议、提案的用语。",
        en: "It addresses a deputy or member but does not answer a suggestion or proposal.")
    static let blank = Bilingual(
        zh: "这是没有填写的样式，不是一封答复函。",
        en: "It is a pattern that nobody has filled in, not a reply letter.")
    static let returned = Bilingual(
        zh: "这是退回或调整承办单位的函，不是对建议、提案的答复。",
        en: "It gives an item back or asks for another office to handle it; it answers nothing.")
    static let stranger = Bilingual(
        zh: "这是对群众来信、留言的回复，不是对人大代表建议或政协提案的答复。",
        en: "It answers a citizen's letter, not a deputy's suggestion or a CPPCC proposal.")
    static let audience = Bilingual(
        zh: "称谓是一批单位或全体人员，不是某件建议、提案的提出人。",
        en: "It addresses many offices or an audience, not those who filed an item.")
    static let report = Bilingual(
        zh: "这是新闻报道或经验材料，没有称谓，也没有答复某件建议、提案。",
        en: "It is a news report or digest: it addresses no one and answers no item.")
    static let mention = Bilingual(
        zh: "文中只是提到建议、提案的答复，本身没有称谓和答复用语。",
        en: "It only mentions replies to suggestions or proposals; it is not one itself.")
    static let unaddressed = Bilingual(
        zh: "没有对代表、委员或提案单位的称谓，也没有答复建议、提案的用语。",
        en: "It neither addresses those who filed an item nor answers a suggestion or proposal.")

    static func other(_ genre: Bilingual) -> Bilingual {
        Bilingual(
            zh: "标题表明这是\(genre.zh)，不是对建议、提案的答复。",
            en: "Its heading says that it is \(genre.en), not a reply to a suggestion or proposal.")
    }
}
