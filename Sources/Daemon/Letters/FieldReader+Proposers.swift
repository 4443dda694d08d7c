// SPDX-License-Identifier: Apache-2.0

/// Those who filed the item.
extension FieldReader {
    private static let offices = [
        "市人大", "省人大", "区人大", "县人大", "全国人大", "人大", "市政协", "省政协", "区政协", "县政协", "全国政协", "政协",
    ]
    private static let endings = ["代表", "委员", "同志", "先生", "女士", "等", "并", "诸位", "您好", "你好"]

    var isCoHandler: Bool {
        text.contains(anyOf: words.words(.cohandler), in: outline.head)
    }

    /// The persons or bodies in the salutation; for a co-handler, those whom the opening names.
    mutating func proposers() -> Read<[String]>? {
        if let salutation = outline.salutation {
            let isOffice =
                outline.addressee == .body
                && (isCoHandler || text.first("人大常委会", in: salutation) != nil)
            if !isOffice, let read = proposers(in: salutation, confidence: 0.97) {
                // A form's list may name those whom the salutation leaves at 等.
                guard let listed = listedProposers(), listed.value.count > read.value.count,
                    Set(listed.value).isSuperset(of: read.value)
                else { return read }
                return listed
            }
        }
        return listedProposers() ?? mentionedProposers()
    }

    /// Those behind a form's label.
    private mutating func listedProposers() -> Read<[String]>? {
        for hit in outline.hits(.proposers) {
            let value = valueRange(hit, limit: 60)
            guard let first = value.first else { continue }
            let line = first..<min(value.upperBound, text.lineEnd(from: first))
            let end = line.first { Code.isClosing(text.codes[$0]) || text.codes[$0] == 0x3002 }
            let range = first..<(end ?? line.upperBound)
            if let read = proposers(in: range, confidence: 0.9) { return read }
        }
        return nil
    }

    /// Names before 代表提出的 or 委员提出的 in the opening.
    private mutating func mentionedProposers() -> Read<[String]>? {
        for word in ["提出的", "提出", "提交的"] {
            guard let place = text.first(word, in: outline.opening) else { continue }
            var start = place
            let floor = max(outline.opening.lowerBound, place - 60)
            while start > floor {
                let code = text.codes[start - 1]
                guard
                    Code.isHan(code) || code == Code.listMark || Code.isNameDot(code)
                        || Code.isDigit(code)
                else { break }
                if text.has("转来", before: start) || text.has("关于", before: start)
                    || text.has("对", before: start) || text.has("由", before: start)
                    || text.has("现将", before: start) || text.has("的", before: start)
                    || text.has("上", before: start)
                {
                    break
                }
                start -= 1
            }
            let range = start..<place
            guard text.first("代表", in: range) != nil || text.first("委员", in: range) != nil else {
                continue
            }
            if text.first("会议", in: range) != nil { continue }
            return proposers(in: range, confidence: 0.85)
        }
        return nil
    }

    private mutating func proposers(in range: Range<Int>, confidence: Double) -> Read<[String]>? {
        var names: [String] = []
        var isOpenList = false
        for part in offices.parts(range, also: "、,;") {
            for piece in persons(part) {
                let bare = bareName(piece, &isOpenList)
                guard isName(bare) else { continue }
                let name = text.plain(bare)
                if !names.contains(name) { names.append(name) }
            }
        }
        guard !names.isEmpty else { return nil }
        if isOpenList {
            remark(
                "称谓中写有“等”，其余提出人没有列名。",
                "The salutation says “and others”; the others are not named.")
        }
        return Read(value: names, source: text.source(range), confidence: confidence)
    }

    /// Persons who stand side by side without a list mark: 张三代表李四代表, 张三 李四代表, 张三和李四代表.
    private func persons(_ part: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = part.lowerBound
        var index = start + 2
        while index < part.upperBound {
            let isTitle = text.has("代表", before: index) || text.has("委员", before: index)
            let isBody = text.has("会", at: index) || text.has("团", at: index)
            let isSpaced =
                isNameBreak(index, from: start)
                && part.upperBound - index >= 2 && !isTitleAhead(index) && !isBody
            let follows =
                part.upperBound - index >= 4 && index - start >= 4 && isTitle && !isBody
                && !text.has("等", at: index) && !text.has("人大", before: index - 2)
                && !text.has("政协", before: index - 2)
            let hasAnd = (text.has("和", at: index) || text.has("与", at: index)) && isTitle
            if isSpaced || follows || hasAnd {
                result.append(start..<index)
                start = index + (hasAnd ? 1 : 0)
                index = start + 1
            }
            index += 1
        }
        if start < part.upperBound { result.append(start..<part.upperBound) }
        return result
    }

    /// A blank between two names, not between the characters of one.
    private func isNameBreak(_ index: Int, from start: Int) -> Bool {
        guard text.gaps[index] == .space, index - start >= 2, index + 1 < text.count else {
            return false
        }
        return text.gaps[index + 1] == .none
            && (start + 1..<index).allSatisfy { text.gaps[$0] == .none }
    }

    private func isTitleAhead(_ index: Int) -> Bool {
        ["代表", "委员", "等", "同志", "并", "("].contains { text.has($0, at: index) }
            || Code.isDigit(text.codes[index])
    }

    private func bareName(_ range: Range<Int>, _ isOpenList: inout Bool) -> Range<Int> {
        var bare = range
        if let bracket = bare.first(where: { Code.isOpening(text.codes[$0]) }),
            bracket > bare.lowerBound
        {
            bare = bare.lowerBound..<bracket
        }
        if let place = openListStart(bare) {
            isOpenList = true
            bare = bare.lowerBound..<place
        }
        bare = withoutPrefix(bare)
        var changed = true
        while changed {
            changed = false
            for ending in Self.endings {
                let length = Code.codes(ending).count
                if bare.count > length, text.has(ending, before: bare.upperBound) {
                    bare = bare.lowerBound..<bare.upperBound - length
                    changed = true
                }
            }
        }
        // 某某县政协委员: the body stands behind the name.
        for body in Self.offices where bare.upperBound < range.upperBound {
            let length = Code.codes(body).count
            if bare.count >= length + 2, text.has(body, before: bare.upperBound) {
                return bare.lowerBound..<bare.upperBound - length
            }
        }
        return bare
    }

    private func withoutPrefix(_ range: Range<Int>) -> Range<Int> {
        var bare = range
        for prefix in words.words(.prefix) where text.has(prefix, at: bare.lowerBound) {
            bare = min(bare.lowerBound + prefix.count, bare.upperBound)..<bare.upperBound
        }
        for office in Self.offices {
            for title in ["代表", "委员"] {
                let word = Code.codes(office + title)
                if bare.count > word.count + 1, text.has(word, at: bare.lowerBound) {
                    return bare.lowerBound + word.count..<bare.upperBound
                }
            }
        }
        return bare
    }

    /// Where 等5名代表, 等代表 or 等5人 starts.
    private func openListStart(_ range: Range<Int>) -> Int? {
        guard let place = text.last("等", in: range), place > range.lowerBound else { return nil }
        return range.upperBound - place <= 12 ? place : nil
    }

    private func isName(_ range: Range<Int>) -> Bool {
        guard range.count >= 2, range.count <= Limits.office else { return false }
        return range.allSatisfy {
            let code = text.codes[$0]
            return Code.isHan(code) || Code.isNameDot(code) || Code.isLatin(code)
                || Code.isDigit(code)
        } && Code.isHan(text.codes[range.lowerBound])
    }
}
