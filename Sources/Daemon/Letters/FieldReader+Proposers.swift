// SPDX-License-Identifier: Apache-2.0

/// Those who filed the item.
extension FieldReader {
    private static let offices = [
        "市人大", "省人大", "区人大", "县人大", "全国人大", "人大", "市政协", "省政协", "区政协", "县政协", "全国政协", "政协",
    ]
    private static let endings = ["代表", "委员", "同志", "先生", "女士", "等", "并", "诸位", "您好", "你好"]

    /// Whether the letter is a co-handler's opinion, written to the office that leads.
    ///
    /// Some do not say so: then the addressee is an office that did not file the item, and the author speaks
    /// of his own part of it.
    var isCoHandler: Bool {
        if text.contains(anyOf: words.words(.cohandler), in: outline.head) { return true }
        guard outline.addressee == .body, let salutation = outline.salutation,
            offices.isOffice(salutation), !isAssembly(salutation),
            !text.contains(anyOf: words.words(.filedbyyou), in: outline.opening)
        else { return false }
        return text.contains(anyOf: words.words(.ownpart), in: outline.opening)
            || mentionedNames() != nil
    }

    /// An assembly, or an office of one: what it forwards it has not filed, and it leads nothing.
    private func isAssembly(_ range: Range<Int>) -> Bool {
        text.contains(anyOf: ["人大", "政协", "人民代表大会", "政治协商"].map(Code.codes), in: range)
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
            if Code.isDigit(text.codes[first]), let read = numberedProposers(from: first) {
                return read
            }
            let line = first..<min(value.upperBound, text.lineEnd(from: first))
            let end = line.first { Code.isClosing(text.codes[$0]) || text.codes[$0] == 0x3002 }
            let range = first..<(end ?? line.upperBound)
            if let read = proposers(in: range, confidence: 0.9) { return read }
        }
        return nil
    }

    /// A list with a number before each name, one a line.
    private mutating func numberedProposers(from start: Int) -> Read<[String]>? {
        var (end, names): (Int, [String]) = (start, [])
        while end < text.count, Code.isDigit(text.codes[end]), names.count < 60 {
            let line = end..<text.lineEnd(from: end)
            guard
                let name = line.first(where: {
                    !Code.isDigit(text.codes[$0]) && text.codes[$0] != Code.listMark
                        && text.codes[$0] != 0x2E
                }), let read = proposers(in: name..<line.upperBound, confidence: 0.9)
            else { break }
            names += read.value.filter { !names.contains($0) }
            end = line.upperBound
        }
        guard !names.isEmpty else { return nil }
        return Read(value: names, source: text.source(start..<end), confidence: 0.9)
    }

    /// Names before 代表提出的 or 委员提出的 in the opening.
    private mutating func mentionedProposers() -> Read<[String]>? {
        mentionedNames().flatMap { proposers(in: $0, confidence: 0.85) }
    }

    /// Where they stand.
    private func mentionedNames() -> Range<Int>? {
        let before = ["转来", "关于", "对", "由", "现将", "的", "上", "收到", "贵"].map(Code.codes)
        for word in ["提出的", "提出", "提交的", "所提"] {
            guard let place = text.first(word, in: outline.opening) else { continue }
            var start = place
            let floor = max(outline.opening.lowerBound, place - 60)
            while start > floor {
                let code = text.codes[start - 1]
                let isListed =
                    Code.isHan(code) || code == Code.listMark || Code.isNameDot(code)
                    || Code.isDigit(code) || code == 0x2C && text.codes[start] != 0x300A
                guard isListed, !before.contains(where: { text.has($0, before: start) }) else {
                    break
                }
                start -= 1
            }
            let range = start..<place
            let isNamed = text.first("代表", in: range) != nil || text.first("委员", in: range) != nil
            if isNamed, text.first("会议", in: range) == nil { return range }
        }
        return namesBeforeMeeting()
    }

    /// Names before 代表在…会议上提出的.
    private func namesBeforeMeeting() -> Range<Int>? {
        let words = ["代表在", "委员在", "代表于", "委员于", "代表向", "委员向"].map(Code.codes)
        guard let place = text.firstOf(words, in: outline.opening),
            text.contains(
                anyOf: ["提出", "提交"].map(Code.codes),
                in: place.upperBound..<min(place.upperBound + 40, outline.opening.upperBound))
        else { return nil }
        var start = place.lowerBound
        while start > outline.opening.lowerBound, !Code.isStop(text.codes[start - 1]) {
            start -= 1
        }
        return start..<place.lowerBound + 2
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
        // 某区代表团张三: the delegation he belongs to.
        if let team = text.last("代表团", in: bare), team + 5 <= bare.upperBound {
            bare = team + 3..<bare.upperBound
        }
        var changed = true
        while changed {
            changed = false
            let isCounted =
                bare.count > 3 && Numerals.isNumeral(text.codes[bare.upperBound - 2])
                && (text.has("位", before: bare.upperBound)
                    || text.has("名", before: bare.upperBound))
            if isCounted {
                bare = bare.lowerBound..<bare.upperBound - 2
                changed = true
            }
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
        for prefix in words.words(.prefix)
        where text.has(prefix, at: bare.lowerBound) && !text.has("致公党", at: bare.lowerBound) {
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
