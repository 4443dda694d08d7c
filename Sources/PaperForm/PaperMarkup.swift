// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a paper's text.
package struct PaperFault: Error, Hashable, Sendable {
    /// The line, from 1.
    package var line: Int
    /// What is wrong with it and how to mend it, in Chinese.
    package var chinese: String
    /// The same in English.
    package var english: String
}

/// The text form of papers: a line for each part, its kind named at the beginning by `@`.
///
/// ```
/// @letter
/// @organ 某市某局
/// @number 某函〔2025〕41号
/// @title 关于…的答复
/// @to 某某代表:
/// A line without a sign is a paragraph.
/// |! 案由 | 未按规定…| a row; `!` marks a label, a figure behind the last bar its height in lines
/// @sign 某市某局
/// @date 2025年3月1日
/// ```
///
/// `\` takes the meaning of a sign away; `\{name\}` is a gap; a line separator (U+2028) begins a paragraph of
/// the same kind.
package enum PaperMarkup {
    /// Writes text so that nothing in it is a sign: what comes from people is no layout.
    package static func escaped(_ text: String) -> String {
        var escaped = ""
        // Marks of direction would let a paper say one thing and show another.
        let turns = text.unicodeScalars.filter { scalar in
            !(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value)
        }
        for character in String(String.UnicodeScalarView(turns)) {
            switch character {
            case "\\", "@", "|", "!":
                escaped.append("\\")
                escaped.append(character)
            case _ where character.isNewline:
                escaped.append("\u{2028}")
            default:
                escaped.append(character)
            }
        }
        return escaped
    }

    /// A gap that is called so.
    package static func gap(_ name: String) -> String { "\\{\(name)\\}" }

    /// Reads a paper.
    ///
    /// - Throws: ``PaperFault`` with the first line that is wrong.
    package static func paper(_ text: String) throws(PaperFault) -> Paper {
        var reader = PaperReader()
        let lines = text.replacing("\r\n", with: "\n")
            .split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            try reader.read(line, at: index + 1)
        }
        return try reader.finished()
    }

    /// How many columns a table may have: on 156 mm more leave no room for a word.
    static let columns = 1...12
    /// How many lines a row or a blank may have: a page has 22.
    static let lines = 1...40

    /// The words after `@` that a line may begin with.
    package static let signs =
        Paper.Style.allCases.map(\.rawValue) + [
            "organ", "number", "mark", "title", "to", "h1", "h2", "left", "center", "right",
            "enclosure", "sign", "date", "note", "copies", "issuer", "issued", "columns", "blank",
            "rule", "page",
        ]
}

/// Reads a paper line by line.
private struct PaperReader {
    private var paper: Paper?
    private var signers: [[Paper.Span]] = []
    private var line = 0

    mutating func read(_ line: Substring, at number: Int) throws(PaperFault) {
        self.line = number
        let text = line.trimming
        guard !text.isEmpty else { return }
        guard text.hasPrefix("@") else {
            return text.hasPrefix("|") ? try self.row(text) : try self.add(self.paragraphs(text))
        }
        let word = text.dropFirst().prefix { !$0.isWhitespace }
        try self.sign(String(word), text.dropFirst(word.count + 1).trimming)
    }

    mutating func finished() throws(PaperFault) -> Paper {
        if !self.signers.isEmpty { try self.add([.signature(self.signers, date: [])]) }
        guard let paper else { throw self.fault("没有任何内容", "nothing stands on it") }
        return paper
    }

    private mutating func sign(_ word: String, _ rest: Substring) throws(PaperFault) {
        if let style = Paper.Style(rawValue: word) {
            guard self.paper == nil else {
                throw self.fault("版式只能在第一行写一次", "how it looks is said once, in the first line")
            }
            self.paper = Paper(style: style)
            return
        }
        let spans = Self.spans(rest)
        switch word {
        case "organ": try self.head(\.organ, spans)
        case "number": try self.head(\.number, spans)
        case "mark": try self.head(\.mark, spans)
        case "title": try self.head(\.title, spans)
        case "copies": try self.head(\.copies, spans)
        case "issuer": try self.head(\.issuer, spans)
        case "issued": try self.head(\.issued, spans)
        case "to": try self.add([.addressee(spans)])
        case "h1", "h2": try self.add([.heading(word == "h1" ? 1 : 2, spans)])
        case "left", "center", "right":
            let side = Paper.Side(rawValue: word) ?? .left
            try self.add(Self.parts(rest).map { .line(side, Self.spans($0)) })
        case "enclosure": try self.enclosure(spans)
        case "sign": self.signers.append(spans)
        case "date": try self.date(spans)
        case "note": try self.add([.note(spans)])
        case "columns": try self.columns(rest)
        case "blank": try self.add([.blank(try self.count(rest))])
        case "rule": try self.add([.rule])
        case "page": try self.add([.page])
        default:
            throw self.fault(
                "没有标记@\(word);可用的有:\(PaperMarkup.signs.map { "@\($0)" }.joined(separator: " "))",
                "there is no sign @\(word); there are: "
                    + PaperMarkup.signs.map { "@\($0)" }.joined(separator: " "))
        }
    }

    private mutating func head(
        _ part: WritableKeyPath<Paper, [Paper.Span]>, _ spans: [Paper.Span]
    ) throws(PaperFault) {
        guard self.paper != nil else { throw self.unstyled }
        self.paper?[keyPath: part] = spans
    }

    private mutating func add(_ blocks: [Paper.Block]) throws(PaperFault) {
        guard self.paper != nil else { throw self.unstyled }
        self.paper?.blocks += blocks
    }

    private mutating func enclosure(_ spans: [Paper.Span]) throws(PaperFault) {
        if case .enclosures(let items) = self.paper?.blocks.last {
            self.paper?.blocks.removeLast()
            try self.add([.enclosures(items + [spans])])
        } else {
            try self.add([.enclosures([spans])])
        }
    }

    private mutating func date(_ spans: [Paper.Span]) throws(PaperFault) {
        try self.add([.signature(self.signers, date: spans)])
        self.signers = []
    }

    private mutating func columns(_ rest: Substring) throws(PaperFault) {
        let shares = rest.split(separator: " ").compactMap { Int($0) }.filter { $0 > 0 }
        guard PaperMarkup.columns.contains(shares.count) else {
            throw self.fault(
                "@columns 后写各栏宽度的比例,如 @columns 2 3 2 3",
                "write the shares of the columns: @columns 2 3 2 3")
        }
        try self.add([.table(Paper.Table(shares: shares, rows: []))])
    }

    private mutating func row(_ text: Substring) throws(PaperFault) {
        var cells = Self.split(text.dropFirst(), at: "|")
        guard let last = cells.popLast(), !cells.isEmpty else {
            throw self.fault("表格的一行以 | 开头并以 | 结尾", "a row begins and ends with |")
        }
        let lines = last.trimming.isEmpty ? 1 : try self.count(last.trimming)
        let row = Paper.Row(cells: cells.map(Self.cell), lines: lines)
        guard case .table(var table) = self.paper?.blocks.last else {
            throw self.fault("表格之前先写 @columns", "write @columns before the rows")
        }
        guard row.cells.count <= table.shares.count else {
            throw self.fault(
                "这一行有\(row.cells.count)格,表格只有\(table.shares.count)栏",
                "the row has \(row.cells.count) cells, the table \(table.shares.count) columns")
        }
        table.rows.append(row)
        self.paper?.blocks.removeLast()
        try self.add([.table(table)])
    }

    private func count(_ text: Substring) throws(PaperFault) -> Int {
        guard let count = Int(text), PaperMarkup.lines.contains(count) else {
            throw self.fault("“\(text)”应为1至40的行数", "“\(text)” must be a number of lines, 1 to 40")
        }
        return count
    }

    private func paragraphs(_ text: Substring) -> [Paper.Block] {
        Self.parts(text).map { .paragraph(Self.spans($0)) }
    }

    private static func cell(_ text: Substring) -> Paper.Cell {
        let trimmed = text.trimming
        let isLabel = trimmed.hasPrefix("!")
        let parts = Self.parts(isLabel ? trimmed.dropFirst() : trimmed)
        return Paper.Cell(isLabel: isLabel, paragraphs: parts.map { Self.spans($0) })
    }

    /// The paragraphs of a text.
    private static func parts(_ text: Substring) -> [Substring] {
        let parts = text.split(separator: "\u{2028}").map(\.trimming).filter { !$0.isEmpty }
        return parts.isEmpty ? [""] : parts
    }

    /// Splits at a sign that has its meaning.
    private static func split(_ text: Substring, at sign: Character) -> [Substring] {
        var (parts, start, index) = ([Substring](), text.startIndex, text.startIndex)
        while index < text.endIndex {
            if text[index] == "\\" {
                index = text.index(index, offsetBy: 2, limitedBy: text.endIndex) ?? text.endIndex
                continue
            }
            if text[index] == sign {
                parts.append(text[start..<index])
                start = text.index(after: index)
            }
            index = text.index(after: index)
        }
        return parts + [text[start...]]
    }

    /// Words and gaps.
    private static func spans(_ text: Substring) -> [Paper.Span] {
        var (spans, words, gap) = ([Paper.Span](), "", String?.none)
        var rest = text[...]
        func flush() { if !words.isEmpty { spans.append(.text(words)) } }
        while var character = rest.popFirst() {
            if character == "\u{2028}" { character = " " }
            guard character == "\\", let next = rest.popFirst() else {
                if gap == nil { words.append(character) } else { gap?.append(character) }
                continue
            }
            switch (next, gap) {
            case ("{", nil) where rest.hasGapEnd:
                flush()
                (words, gap) = ("", "")
            case ("}", .some(let name)):
                spans.append(.gap(name))
                gap = nil
            case (_, nil): words.append(next)
            case (_, .some): gap?.append(next)
            }
        }
        flush()
        return spans
    }

    private var unstyled: PaperFault {
        let styles = Paper.Style.allCases.map { "@\($0.rawValue)" }.joined(separator: " ")
        return self.fault("第一行应写版式:\(styles)", "the first line says how it looks: \(styles)")
    }

    private func fault(_ chinese: String, _ english: String) -> PaperFault {
        PaperFault(line: self.line, chinese: chinese, english: english)
    }
}

extension Substring {
    /// Without blanks around it; the wide one counts as one.
    fileprivate var trimming: Substring {
        var text = self.drop(while: \.isWhitespace)
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return text
    }

    fileprivate var hasGapEnd: Bool { self.contains("\\}") }
}
