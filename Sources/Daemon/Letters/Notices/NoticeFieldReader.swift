// SPDX-License-Identifier: Apache-2.0

/// Reads the fields of a text that has been found to be a notice.
struct NoticeFieldReader {
    let text: LetterText
    let words: Lexicon
    let form: NoticeForm
    let offices: OfficeName
    let letter: FieldReader

    init(text: LetterText, words: Lexicon, form: NoticeForm) {
        self.text = text
        self.words = words
        self.form = form
        offices = OfficeName(text: text, words: words)
        letter = FieldReader(
            text: text, outline: LetterOutline(text: text, words: words), words: words)
    }

    func reading() -> NoticeFields {
        var fields = NoticeFields(form: form)
        fields.date = date()
        fields.authority = authority()
        fields.number = number()
        fields.parties = NoticeParties(reader: self, authority: fields.authority?.value).all()
        fields.basis = NoticeBases(text: text, words: words).all()
        fields.ground = NoticeGround(reader: self, parties: fields.parties.map(\.name)).read()
        fields.penalties = NoticePenalties(text: text, words: words, form: form).all()
        return fields
    }

    /// The value behind a label and its colon, or beside it in a table: to the line's end.
    func labelled(_ kind: Lexicon.Notice) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for word in words.notice(kind).sorted(by: { $0.count > $1.count }) {
            var zone = text.all
            while found.count < Limits.candidates, let place = text.first(word, in: zone) {
                zone = place + 1..<text.count
                let end = place + word.count
                guard end < text.count, place == 0 || isBreak(place) else { continue }
                let isColon = text.codes[end] == Code.colon
                guard isColon || text.gaps[end] >= .space else { continue }
                let start = isColon ? end + 1 : end
                guard start < text.count, isColon || text.gaps[start] < .paragraph else { continue }
                var last = start + 1
                while last < text.count, text.gaps[last] < .line { last += 1 }
                if !found.contains(where: { $0.contains(start) }) { found.append(start..<last) }
            }
        }
        return found.sorted { $0.lowerBound < $1.lowerBound }
    }

    /// Whether a word may begin here: behind a blank, a mark or a number.
    func isBreak(_ index: Int) -> Bool {
        text.gaps[index] > .none || !Code.isHan(text.codes[index - 1])
    }

    // MARK: - Date, authority, number

    /// The last day that stands at its line's end below the text, else the labelled one.
    private func date() -> Read<String>? {
        let days = letter.dates(in: text.all)
        for (range, iso) in days.reversed() {
            guard range.lowerBound > text.count / 3 else { break }
            let isAtEnd =
                text.startsLine(range.upperBound) || Code.isClosing(text.codes[range.upperBound])
            // Before it stands nothing, or who signs.
            let from = max(0, range.lowerBound - Limits.office)
            guard isAtEnd,
                let start = (from...range.lowerBound).last(where: { text.startsLine($0) }),
                start == range.lowerBound || offices.endsOffice(start..<range.lowerBound)
            else { continue }
            return Read(value: iso, source: text.source(range), confidence: 0.95)
        }
        for value in labelled(.date) {
            if let (range, iso) = letter.dates(in: value).first {
                return Read(value: iso, source: text.source(range), confidence: 0.9)
            }
        }
        let acts = [",我局作出", ",本局作出", "我局作出", "本局作出", ",我局决定", ",我厅作出"].map(Code.codes)
        guard
            let (range, iso) = days.first(where: { day, _ in
                text.longest(of: acts, at: day.upperBound, end: text.count) != nil
            })
        else { return nil }
        return Read(value: iso, source: text.source(range), confidence: 0.8)
    }

    /// Who signed, else a label's office, else the office that the heading begins with.
    private func authority() -> Read<String>? {
        for line in text.lines(in: text.all).reversed() {
            var range = line
            if let (day, _) = letter.dates(in: line).last, day.lowerBound > line.lowerBound {
                range = line.lowerBound..<day.lowerBound
            }
            range = offices.unsealed(range)
            if let dot = range.last(where: { Code.isStop(text.codes[$0]) }) {
                range = dot + 1..<range.upperBound
            }
            for label in words.notice(.authority) where text.has(label, at: range.lowerBound) {
                range = min(range.lowerBound + label.count, range.upperBound)..<range.upperBound
            }
            if isAuthority(range) { return letter.read(range, confidence: 0.95) }
        }
        for value in labelled(.authority) {
            if isAuthority(value) { return letter.read(value, confidence: 0.9) }
        }
        for line in text.lines(in: 0..<min(text.count, 160)) {
            for ending in words.notice(.authorityend) {
                guard let place = text.first(ending, in: line) else { continue }
                let range = line.lowerBound..<place + ending.count
                if isAuthority(range) { return letter.read(range, confidence: 0.85) }
            }
        }
        return nil
    }

    private func isAuthority(_ range: Range<Int>) -> Bool {
        range.count >= 4
            && text.longest(
                of: words.notice(.authorityend), before: range.upperBound, start: range.lowerBound)
                != nil
            && range.count <= Limits.office && range.allSatisfy { Code.isHan(text.codes[$0]) }
            && text.first("关于", in: range) == nil
    }

    /// The notice's own number, else that of the paper it speaks of.
    private func number() -> Read<String>? {
        for open in text.all where Code.isOpening(text.codes[open]) {
            guard let tail = letter.documentTail(open, limit: text.count) else { continue }
            let start = numberStart(open)
            guard open - start >= 2 else { continue }
            let value =
                text.plain(start..<open) + "〔" + tail.year + "〕" + tail.serial + "号"
            return Read(value: value, source: text.source(start..<tail.end), confidence: 0.93)
        }
        return nil
    }

    private func numberStart(_ open: Int) -> Int {
        var start = open
        let stops = ["送达", "我局", "本局", "我厅", "文号", "依据", "根据", "作出", "决定书", "公告", "局", "厅", "关于"]
            .map(Code.codes)
        while start > 0, open - start < 14 {
            guard Code.isHan(text.codes[start - 1]) || Code.isLatin(text.codes[start - 1]) else {
                break
            }
            if start < open, text.gaps[start] > .none { break }
            if text.longest(of: stops, before: start, start: 0) != nil, open - start >= 2 { break }
            start -= 1
        }
        return start
    }
}
