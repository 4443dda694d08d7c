// SPDX-License-Identifier: Apache-2.0

/// The office that answers and those that handled the item with it.
extension FieldReader {
    /// Where the name of the answering office was found.
    private struct Found {
        var range: Range<Int>
        var confidence: Double
    }

    /// Reads the lead and the co-handlers; a co-handler's own opinion turns the two around.
    mutating func readOffices(
        into fields: inout LetterFields, documentNumber: (read: Read<String>, range: Range<Int>)?
    ) {
        let authors = authors(documentNumber?.range)
        var partners = coHandlers()
        if isCoHandler, outline.addressee == .body, let salutation = outline.salutation {
            let addressee = withoutPrefix(salutation)
            fields.leadOffice = read(addressee, confidence: 0.9)
            partners = authors.map(\.range) + partners
            remark(
                "这是会办单位的意见：称谓为主办单位，发文单位列入会办单位。",
                "This is a co-handler's opinion: the addressee leads, its author is a co-handler.")
        } else {
            if let author = authors.first {
                fields.leadOffice = read(author.range, confidence: author.confidence)
            }
            partners += authors.dropFirst().map(\.range)
        }
        var names: [String] = []
        var sources: [String] = []
        for partner in partners {
            let name = text.plain(partner)
            // 市教育局 in the opening and 某市教育局 below it are one.
            let known = names + [fields.leadOffice?.value].compactMap { $0 }
            guard !known.contains(where: { $0.hasSuffix(name) || name.hasSuffix($0) }) else {
                continue
            }
            names.append(name)
            sources.append(text.source(partner))
        }
        guard let first = partners.first, !names.isEmpty else { return }
        let span = partners.map(\.upperBound).max() ?? first.upperBound
        let isTogether = span > first.lowerBound && span - first.lowerBound <= 120
        let source =
            isTogether ? text.source(first.lowerBound..<span) : sources.joined(separator: "、")
        fields.coOffices = Read(value: names, source: source, confidence: 0.92)
    }

    private func withoutPrefix(_ range: Range<Int>) -> Range<Int> {
        for prefix in words.words(.prefix) where text.has(prefix, at: range.lowerBound) {
            return range.lowerBound + prefix.count..<range.upperBound
        }
        return range
    }

    // MARK: - The author

    /// Signature, else letterhead, else label, else contact line; several for a joint letter.
    private func authors(_ documentNumber: Range<Int>?) -> [Found] {
        let signed = signature()
        if !signed.isEmpty { return signed }
        let head = letterhead(documentNumber)
        if !head.isEmpty { return head }
        for (kind, confidence) in [(Lexicon.Label.lead, 0.88), (.unit, 0.85), (.publisher, 0.6)] {
            for hit in outline.hits(kind) {
                let value = valueRange(hit, limit: Limits.office)
                guard let first = value.first else { continue }
                var end = first + 1
                while end < value.upperBound, text.gaps[end] == .none, Code.isHan(text.codes[end]) {
                    end += 1
                }
                let range = offices.withoutSection(first..<end)
                if offices.isOffice(range) { return [Found(range: range, confidence: confidence)] }
            }
        }
        return []
    }

    private func signature() -> [Found] {
        if let date = signedDate(), !date.offices.isEmpty {
            return date.offices.map { Found(range: $0, confidence: 0.97) }
        }
        let lines = text.lines(in: afterOpening..<text.count)
        let copies = copiesRanges().map(\.lowerBound).min() ?? text.count
        for line in lines.reversed() where line.lowerBound < copies {
            let bare = offices.unsealed(line)
            let isValue = text.has(":", before: line.lowerBound)
            guard !isValue, bare.count >= 4, offices.isOffice(bare) else { continue }
            let before = line.lowerBound - 1
            guard before >= 0,
                Code.isStop(text.codes[before]) || Code.isClosing(text.codes[before])
                    || text.gaps[line.lowerBound] == .paragraph
            else { continue }
            return [Found(range: bare, confidence: 0.9)]
        }
        return []
    }

    private func letterhead(_ documentNumber: Range<Int>?) -> [Found] {
        for word in ["关于", "对"] {
            guard let place = text.first(word, in: outline.head) else { continue }
            let range = text.line(of: place).lowerBound..<place
            if range.count >= 4, offices.isOffice(range) {
                return [Found(range: range, confidence: 0.93)]
            }
        }
        for line in text.lines(in: outline.head) where !outline.isData(line) {
            var pieces: [Found] = []
            for piece in spaced(line) {
                let range = bareHead(piece)
                if range.count >= 3, offices.isOffice(range) {
                    pieces.append(Found(range: range, confidence: 0.93))
                }
            }
            if let first = pieces.first {
                if pieces.count == spaced(line).count { return pieces }
                return [first]
            }
            let whole = bareHead(line)
            if whole.count >= 4, offices.isOffice(whole) {
                return [Found(range: whole, confidence: 0.92)]
            }
        }
        if let documentNumber {
            let line = text.line(of: documentNumber.lowerBound)
            let range = bareHead(line.lowerBound..<documentNumber.lowerBound)
            if range.count >= 4, offices.isOffice(range) {
                return [Found(range: range, confidence: 0.88)]
            }
        }
        return []
    }

    /// A letterhead's name without 文件 or (函).
    private func bareHead(_ range: Range<Int>) -> Range<Int> {
        for ending in ["(文件)", "(函)", "(便函)", "文件", "便函", "公函", "函"] {
            if text.has(ending, before: range.upperBound) {
                return range
                    .lowerBound..<max(range.lowerBound, range.upperBound - Code.codes(ending).count)
            }
        }
        return range
    }

    private func spaced(_ line: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = line.lowerBound
        for index in line.dropFirst() where text.gaps[index] == .space && index - start >= 4 {
            result.append(start..<index)
            start = index
        }
        result.append(start..<line.upperBound)
        return result
    }

    // MARK: - Co-handlers

    private static let forward = [
        "会同", "并商", "经商", "经与", "共同会", "牵头会", "联合", "局会", "委会", "办会", "商请", "和我局会", "征求了", "征求",
        "结合",
        "综合", "汇总", "会商", "局与", "局和", "分送", "局商市", "局商区", "局商县", "委商市", "委商区", "委商县", "办商市",
        "厅商省",
    ]
    /// Those that say it all even where no 办理 or 研究 follows.
    private static let plain = [
        "会同", "并商", "经商", "商请", "会商", "局商市", "局商区", "局商县", "委商市", "委商区", "委商县", "办商市", "厅商省",
    ]
    private static let backward = ["会办", "协办", "共同办理", "联合办理"]
    private static let closings = [
        "办理", "研究", "答复", "会办", "协办", "意见", "承办", "会商", "落实", "进行", "配合",
    ]

    private func coHandlers() -> [Range<Int>] {
        var result: [Range<Int>] = []
        for hit in outline.hits(.cohandlers) {
            let value = valueRange(hit, limit: 120)
            guard let first = value.first else { continue }
            let end =
                value.first { Code.isStop(text.codes[$0]) && text.codes[$0] != 0x2C }
                ?? value.upperBound
            let line = min(end, text.lineEnd(from: first))
            result += offices.list(first..<line)
        }
        if !result.isEmpty { return result }
        let zone = outline.opening
        for word in Self.forward {
            guard let place = text.first(word, in: zone) else { continue }
            // 局商市: the office begins with the last of these.
            let start =
                place + Code.codes(word).count - (word.contains("商") && word.count == 3 ? 1 : 0)
            var range = start..<clauseEnd(start, zone.upperBound)
            if !text.contains(anyOf: Self.closings.map(Code.codes), in: range),
                text.has(",", at: range.upperBound)
            {
                let next = clauseEnd(range.upperBound + 1, zone.upperBound)
                let added = range.upperBound + 1..<max(next, range.upperBound + 1)
                if offices.leading(offices.parts(added).last ?? added) != nil {
                    range = start..<next
                }
            }
            let closing = text.firstOf(Self.closings.map(Code.codes), in: range)
            guard closing != nil || Self.plain.contains(word) else { continue }
            result = offices.list(start..<(closing?.upperBound ?? range.upperBound))
            if !result.isEmpty { return result }
        }
        for word in Self.backward {
            guard let place = text.first(word, in: zone) else { continue }
            var start = place
            while start > zone.lowerBound, !isClauseMark(start - 1), place - start < 160 {
                start -= 1
            }
            if let by = text.last("由", in: start..<place) { start = by + 1 }
            if let main = text.last("主办", in: start..<place) { start = main + 2 }
            result = offices.list(start..<place)
            if !result.isEmpty { return result }
        }
        return []
    }

    private func isClauseMark(_ index: Int) -> Bool {
        let code = text.codes[index]
        return Code.isStop(code) || code == 0x300B
    }

    private func clauseEnd(_ start: Int, _ limit: Int) -> Int {
        var end = start
        while end < limit, end - start < 160 {
            // Some put a semicolon between the offices of a list.
            let isList =
                text.codes[end] == 0x3B && offices.leading(end + 1..<min(end + 20, limit)) != nil
            if Code.isStop(text.codes[end]), !isList { break }
            end += 1
        }
        return end
    }
}
