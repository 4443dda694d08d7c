// SPDX-License-Identifier: Apache-2.0

/// Where the parts of a letter stand: what is before the salutation, the salutation, the opening
/// paragraph, the rest, and every label.
struct LetterOutline: Sendable {
    /// A label, as 联系人:, and where its value starts.
    struct LabelHit: Sendable {
        var kind: Lexicon.Label
        var start: Int
        var valueStart: Int
    }

    /// Whom the letter speaks to.
    enum Addressee: Sendable {
        /// 代表 or 委员, by name.
        case deputy
        /// A party, a committee, a delegation, or an office.
        case body
        /// A citizen who wrote in.
        case stranger
        /// A crowd: 各位代表, 各县(市、区)民政局.
        case audience
    }

    let text: LetterText
    let words: Lexicon
    private(set) var labels: [LabelHit] = []
    private(set) var salutation: Range<Int>?
    private(set) var addressee: Addressee?
    /// Letterhead, document number, class, heading.
    private(set) var head: Range<Int> = 0..<0
    private(set) var opening: Range<Int> = 0..<0

    /// Everything after the opening's start.
    var rest: Range<Int> { min(opening.lowerBound, text.count)..<text.count }

    init(text: LetterText, words: Lexicon) {
        self.text = text
        self.words = words
        labels = Self.labels(text, words)
        findSalutation()
        let limit = min(Limits.head, text.count)
        if let salutation {
            head = 0..<salutation.lowerBound
            opening = openingRange(from: salutation.upperBound)
        } else if let answer = labels.last(where: { $0.kind == .answer }), answer.start < limit {
            head = 0..<answer.start
            opening = openingRange(from: answer.valueStart)
        } else if let place = text.firstOf(words.words(.received), in: 0..<limit) {
            let start = sentenceStart(before: place.lowerBound)
            head = 0..<start
            opening = openingRange(from: start)
        } else {
            head = 0..<min(300, limit)
            opening = head.upperBound..<min(limit, head.upperBound + Limits.opening)
        }
    }

    // MARK: - Labels

    private static func labels(_ text: LetterText, _ words: Lexicon) -> [LabelHit] {
        var hits: [LabelHit] = []
        var lastEnd = 0
        for colon in text.places(of: Code.colon, in: text.all) {
            var end = colon
            if end > 0, text.codes[end - 1] == Code.close,
                let open = text.last("(", in: max(0, end - 12)..<end)
            {
                end = open
            }
            for label in words.labels where label.word.count <= end - lastEnd {
                guard text.has(label.word, before: end) else { continue }
                let start = end - label.word.count
                hits.append(LabelHit(kind: label.kind, start: start, valueStart: colon + 1))
                lastEnd = colon + 1
                break
            }
        }
        hits += bareLabels(text, words, known: hits)
        hits += text.labels.map {
            LabelHit(kind: $0.kind, start: $0.start, valueStart: $0.valueStart)
        }
        return hits.sorted { $0.start < $1.start }
    }

    /// Labels without a colon that stand apart at both ends, as in tables.
    private static func bareLabels(
        _ text: LetterText, _ words: Lexicon, known: [LabelHit]
    ) -> [LabelHit] {
        let taken = Set(known.map(\.start))
        let wanted = words.labels.filter { label in
            switch label.kind {
            case .contact, .phone, .signer: label.word.count >= 3
            case .copies, .class: label.word.count == 2 || label.word.count == 4
            default: false
            }
        }
        var hits: [LabelHit] = []
        for index in text.all where text.gaps[index] >= .space && !taken.contains(index) {
            for label in wanted where text.has(label.word, at: index) {
                let end = index + label.word.count
                guard end < text.count else { break }
                let isApart =
                    text.gaps[end] >= .space
                    || (label.kind == .phone && Code.isDigit(text.codes[end]))
                if isApart, text.codes[end] != Code.colon {
                    hits.append(LabelHit(kind: label.kind, start: index, valueStart: end))
                }
                break
            }
        }
        return hits
    }

    func hits(_ kind: Lexicon.Label) -> [LabelHit] { labels.filter { $0.kind == kind } }

    /// Whether a line is a label and its value, or the value of one on the line above.
    func isData(_ line: Range<Int>) -> Bool {
        let place = labelPlace(line.lowerBound)
        if place < labels.count, labels[place].start == line.lowerBound { return true }
        return place > 0 && labels[place - 1].valueStart == line.lowerBound
    }

    /// Where the label after `index` starts, else the text's end.
    func nextLabel(after index: Int) -> Int {
        let place = labelPlace(index)
        return place < labels.count ? labels[place].start : text.count
    }

    /// Whether a label starts at `index`.
    func startsLabel(_ index: Int) -> Bool {
        let place = labelPlace(index)
        return place < labels.count && labels[place].start == index
    }

    /// The place of the first label at or after `index`, by halving.
    private func labelPlace(_ index: Int) -> Int {
        var low = 0
        var high = labels.count
        while low < high {
            let middle = (low + high) / 2
            if labels[middle].start < index { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: - Salutation and opening

    private mutating func findSalutation() {
        let limit = min(Limits.head, text.count)
        let labelColons = Set(labels.map { $0.valueStart - 1 })
        for colon in text.places(of: Code.colon, in: 0..<limit) where !labelColons.contains(colon) {
            let start = salutationStart(colon)
            let range = start..<colon
            guard range.count >= 2, let kind = addresseeKind(range) else { continue }
            salutation = range
            addressee = kind
            return
        }
        findBareSalutation(limit)
    }

    /// A salutation that lost its colon: a line of its own that ends in 代表 or 委员, or one before 您好.
    private mutating func findBareSalutation(_ limit: Int) {
        for line in text.lines(in: 0..<limit) {
            var range = line
            if let hello = text.first("您好", in: line) ?? text.first("你好", in: line) {
                range = line.lowerBound..<hello
            }
            while let last = range.last, Code.isStop(text.codes[last]) {
                range = range.lowerBound..<last
            }
            guard range.count >= 3, range.count <= Limits.salutation, isDeputy(range),
                addresseeKind(range) == .deputy
            else { continue }
            salutation = range
            addressee = .deputy
            return
        }
    }

    /// Where the words before a salutation's colon start, over wrapped lines of names.
    private func salutationStart(_ colon: Int) -> Int {
        var start = text.line(of: colon).lowerBound
        while start > 0, colon - start < Limits.salutation {
            let above = text.line(of: start - 1)
            guard text.gaps[start] == .line || text.codes[start - 1] == Code.listMark else { break }
            guard isNames(above) else { break }
            start = above.lowerBound
        }
        for index in stride(from: colon - 1, through: start, by: -1) {
            let code = text.codes[index]
            if Code.isStop(code) && code != 0x2C || code == 0x300B {
                return cutHeading(index + 1..<colon)
            }
        }
        return cutHeading(start..<colon)
    }

    /// Whether a line above a salutation is more of its names.
    private func isNames(_ line: Range<Int>) -> Bool {
        guard text.first("、", in: line) != nil else { return false }
        return !text.contains(anyOf: words.words(.item) + words.words(.reply), in: line)
            && line.allSatisfy {
                let code = text.codes[$0]
                return Code.isHan(code) || code == Code.listMark || Code.isNameDot(code)
                    || code == 0x2C || code == Code.open || code == Code.close
            }
    }

    /// Cuts a heading off that ran into the salutation.
    private func cutHeading(_ range: Range<Int>) -> Int {
        var start = range.lowerBound
        for ending in ["答复", "复函", "回复", "回函", "的函", "报告", "意见", "类"] {
            if let place = text.last(ending, in: start..<range.upperBound) {
                start = place + Code.codes(ending).count
                start = text.skipBracket(at: start)
            }
        }
        return min(start, range.upperBound)
    }

    private func isDeputy(_ range: Range<Int>) -> Bool {
        if text.has("代表", before: range.upperBound) || text.has("委员", before: range.upperBound) {
            return true
        }
        guard let last = text.last("代表", in: range) ?? text.last("委员", in: range) else {
            return false
        }
        let followers = ["等", "、", "(", "和", "同志", "并", "您", "你", "诸", ",", "先生", "女士"]
        return followers.contains { text.has($0, at: last + 2) }
    }

    private func addresseeKind(_ range: Range<Int>) -> Addressee? {
        guard range.count > 2, range.count <= Limits.salutation else { return nil }
        let isClean = range.allSatisfy { index in
            let code = text.codes[index]
            return code != 0x300A && code != 0x300B && code != 0x201C && code != 0x3002
        }
        guard isClean, Code.isHan(text.codes[range.lowerBound]) else { return nil }
        if text.contains(anyOf: words.words(.audience), in: range) { return .audience }
        if isDeputy(range) { return .deputy }
        let polite = text.contains(anyOf: words.words(.prefix), in: range)
        if text.longest(
            of: words.words(.stranger), before: range.upperBound, start: range.lowerBound)
            != nil
        {
            return text.contains(anyOf: [Code.codes("代表"), Code.codes("委员")], in: range)
                ? .deputy : .stranger
        }
        let isHeading = text.contains(anyOf: words.words(.item), in: range)
        let endings = words.proposerEndings + words.officeEndings
        let end = text.has("等", before: range.upperBound) ? range.upperBound - 1 : range.upperBound
        let fits = text.longest(of: endings, before: end, start: range.lowerBound) != nil
        guard fits, !isHeading, polite || range.count <= Limits.office * 3 else { return nil }
        return text.startsLine(range.lowerBound) || text.startsLine(range.upperBound + 1)
            || head(before: range.lowerBound) ? .body : nil
    }

    /// Whether what stands right before is the end of a heading.
    private func head(before index: Int) -> Bool {
        ["答复", "复函", "回复", "的函", "报告", "意见"].contains { text.has($0, before: index) }
    }

    private func sentenceStart(before index: Int) -> Int {
        var start = index
        while start > 0, !text.startsLine(start), !Code.isStop(text.codes[start - 1]) { start -= 1 }
        let line = text.line(of: index).lowerBound
        return index - line <= 160 ? line : start
    }

    private func openingRange(from start: Int) -> Range<Int> {
        let from = min(start, text.count)
        let limit = min(from + Limits.opening, text.count)
        let ends = ["如下:", "如下。", "答复如下", "报告如下", "回复如下", "如下"].map(Code.codes)
        if let end = text.firstOf(ends, in: from..<limit) { return from..<end.upperBound }
        return from..<limit
    }
}
