// SPDX-License-Identifier: Apache-2.0

/// What of a text is the page that a letter stood on, and not the letter.
///
/// Letters come copied from web pages and forms: menus above, a site's foot below, page data in tables beside.
/// Each line is looked at once, before anything is read: a page's furniture is passed over, a label that
/// lost its colon gets it back, and a table's values get the label at the head of their column.
struct PageMarks: Sendable {
    /// Lines that are no part of the letter, as places in the text as it came, in order.
    private(set) var furniture: [Range<Int>] = []
    /// Labels without a colon, by what stands around them, in the text as it came.
    private(set) var labels: [Label] = []

    /// A label, and where its value starts.
    struct Label: Sendable {
        var kind: Lexicon.Label
        var start: Int
        var valueStart: Int
    }

    private let words: Lexicon
    private let lines: [PageLine]
    private var isFurniture: [Bool]

    init(_ letters: [UInt32], words: Lexicon) {
        self.words = words
        lines = PageLine.all(of: letters, words: words)
        isFurniture = Array(repeating: false, count: lines.count)
        markMenus()
        markLinks()
        markFoot()
        furniture = lines.indices.filter { isFurniture[$0] }.map { lines[$0].range }
        markLabels(lines.indices.filter { !isFurniture[$0] }.map { lines[$0].cells })
    }

    // MARK: - Furniture

    private func begins(_ codes: some Collection<UInt32>, with kind: Lexicon.Page) -> Bool {
        words.page(kind).contains { codes.starts(with: $0) }
    }

    private func isMenu(_ line: PageLine) -> Bool {
        line.cells.allSatisfy { words.page(.menu).contains($0.codes) }
    }

    private func isCrumb(_ line: PageLine) -> Bool {
        // Tags of HTML have arrows too.
        guard !line.codes.contains(0x3C), line.codes.count <= 80 else { return false }
        let arrows = line.codes.count { [0x3E, 0xBB, 0x203A].contains($0) }
        return arrows > 1 || arrows == 1 && begins(line.codes, with: .crumb)
    }

    /// One menu word may be a letter's own, such as 依申请公开; two side by side or above each other are a menu.
    private mutating func markMenus() {
        for (index, line) in lines.enumerated() {
            if isCrumb(line) { isFurniture[index] = true }
            guard isMenu(line) else { continue }
            let isBeside = [index - 1, index + 1].contains { other in
                lines.indices.contains(other) && (isMenu(lines[other]) || isCrumb(lines[other]))
            }
            if line.cells.count > 1 || isBeside { isFurniture[index] = true }
        }
    }

    /// Links to other letters, and what a reader of the page may do with it.
    private mutating func markLinks() {
        let signed = lastDay
        var isMore = false
        for (index, line) in lines.enumerated() {
            let bare = line.codes.drop(while: Code.isOpening)
            if isMore || line.codes.count <= 30 && begins(bare, with: .link) {
                isFurniture[index] = true
            }
            if begins(bare, with: .more) {
                isFurniture[index] = true
                // What is listed below are headings of other letters.
                if index > signed { isMore = true }
            }
        }
    }

    /// The last line that ends in a day, or else the middle of the text.
    private var lastDay: Int {
        lines.lastIndex { line in
            let codes = line.codes
            return codes.last == 0x65E5 && codes.count <= 40 && codes.contains(0x5E74)
        } ?? lines.count / 2
    }

    private mutating func markFoot() {
        let foot = lines.indices.dropFirst(lines.count / 2).first { index in
            words.page(.foot).contains { lines[index].has($0) }
        }
        let signed = lastDay
        // Who runs a site, below the day of the letter.
        let owner = lines.indices.first { index in
            index > signed && begins(lines[index].codes, with: .footline)
                && lines[index].has(Code.codes("主办")) && lines[index].has(Code.codes("承办"))
        }
        guard var start = [foot, owner].compactMap({ $0 }).min() else { return }
        while start > 0, isFurniture[start - 1] || begins(lines[start - 1].codes, with: .footline) {
            start -= 1
        }
        for index in start..<lines.count { isFurniture[index] = true }
    }

    // MARK: - Labels

    private mutating func markLabels(_ lines: [[PageLine.Cell]]) {
        for (place, line) in lines.enumerated() {
            let below = place + 1 < lines.count ? lines[place + 1] : []
            if markTable(line, below: below) { continue }
            let cells = paired(line)
            for (index, cell) in cells.enumerated() {
                guard let kind = cell.label else {
                    markRunTogether(cell)
                    continue
                }
                if index + 1 < cells.count {
                    let value = cells[index + 1]
                    if value.label == nil, value.codes[0] != Code.colon {
                        mark(kind, cell, before: value)
                    }
                } else if cells.count == 1, let value = below.first,
                    isAbove(kind, value) || isAlternating(lines, at: place)
                {
                    mark(kind, cell, before: value)
                }
            }
        }
    }

    private mutating func mark(
        _ kind: Lexicon.Label, _ cell: PageLine.Cell, before value: PageLine.Cell
    ) {
        labels.append(Label(kind: kind, start: cell.places[0], valueStart: value.places[0]))
    }

    /// Whether a label alone on its line has its value below: an answer, or a list with numbers.
    private func isAbove(_ kind: Lexicon.Label, _ value: PageLine.Cell) -> Bool {
        kind == .answer || kind == .proposers && Code.isDigit(value.codes[0])
    }

    /// A line of labels and values in turn: what stands where labels do is one, though nobody knows it.
    private func paired(_ cells: [PageLine.Cell]) -> [PageLine.Cell] {
        let isLabel = cells.map { $0.label != nil }
        guard cells.count >= 4, cells.count.isMultiple(of: 2),
            stride(from: 0, to: cells.count, by: 2).count(where: { isLabel[$0] }) > 1,
            stride(from: 1, to: cells.count, by: 2).allSatisfy({ !isLabel[$0] })
        else { return cells }
        return cells.enumerated().map { index, cell in
            guard index.isMultiple(of: 2), cell.label == nil, (2...8).contains(cell.codes.count),
                cell.codes.allSatisfy(Code.isHan)
            else { return cell }
            var named = cell
            named.label = .other
            return named
        }
    }

    /// A line of labels alone above a line of as many values.
    private mutating func markTable(_ heads: [PageLine.Cell], below: [PageLine.Cell]) -> Bool {
        guard heads.count > 1, heads.count == below.count, below.allSatisfy({ $0.label == nil })
        else { return false }
        let kinds = heads.compactMap(\.label)
        guard kinds.count == heads.count else { return false }
        for (kind, value) in zip(kinds, below) { mark(kind, value, before: value) }
        return true
    }

    /// Labels and values on lines in turn: one such pair may be chance, two are none.
    private func isAlternating(_ lines: [[PageLine.Cell]], at place: Int) -> Bool {
        func isPair(_ index: Int) -> Bool {
            guard lines.indices.contains(index), lines.indices.contains(index + 1) else {
                return false
            }
            return lines[index].count == 1 && lines[index][0].label != nil
                && lines[index + 1].allSatisfy {
                    $0.label == nil && !$0.codes.contains(Code.colon)
                }
        }
        return isPair(place) && (isPair(place - 2) || isPair(place + 2))
    }

    /// A label right before its value: 文号某函〔2021〕6号, 公开方式主动公开.
    private mutating func markRunTogether(_ cell: PageLine.Cell) {
        guard cell.codes.count <= 40,
            let (word, kind) = words.labels.first(where: { cell.codes.starts(with: $0.word) })
        else { return }
        let value = Array(cell.codes.dropFirst(word.count))
        let fits =
            switch kind {
            case .docnumber: value.contains(where: Code.isOpening) && value.last == 0x53F7
            case .date: value.first.map { Code.isDigit($0) || $0 == 0x4E8C } ?? false
            case .disclosure: words.page(.publicity).contains(value)
            default: false
            }
        guard fits else { return }
        let start = cell.places[word.count]
        labels.append(Label(kind: kind, start: cell.places[0], valueStart: start))
    }
}
