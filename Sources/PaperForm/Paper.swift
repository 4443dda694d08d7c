// SPDX-License-Identifier: Apache-2.0

/// An official paper, laid out: what stands on it, from top to bottom.
///
/// The parts and their places are those of GB/T 9704-2012 (党政机关公文格式), where it has them.
package struct Paper: Hashable, Sendable {
    /// How a paper looks.
    package enum Style: String, Hashable, Sendable, CaseIterable {
        /// A letter from office to office (信函格式, GB/T 9704-2012, 10.1).
        case letter
        /// A document under a red head (GB/T 9704-2012, 7.2).
        case document
        /// A paper of a procedure: no red head, its number above the text (执法文书).
        case instrument
        /// A table to be filled in and signed (审批表, 征询意见表).
        case form
    }

    /// How it looks.
    package var style: Style
    /// Whose paper it is (发文机关标志).
    package var organ: [Span]
    /// Its number (发文字号).
    package var number: [Span]
    /// The class of an answer (答复类型), in the upper right.
    package var mark: [Span]
    /// Its title (标题).
    package var title: [Span]
    /// What stands below, in order.
    package var blocks: [Block]
    /// Who gets a copy (抄送).
    package var copies: [Span]
    /// Who printed it (印发机关), and when.
    package var issuer: [Span]
    /// The day on which it was printed (印发日期).
    package var issued: [Span]

    /// An empty paper.
    package init(style: Style) {
        self.style = style
        self.organ = []
        self.number = []
        self.mark = []
        self.title = []
        self.blocks = []
        self.copies = []
        self.issuer = []
        self.issued = []
    }

    /// Words of one kind.
    package enum Span: Hashable, Sendable {
        /// Words.
        case text(String)
        /// What is not known yet, by what it is called: whoever finishes the paper fills it in.
        case gap(String)

        /// As it is read.
        package var plain: String {
            switch self {
            case .text(let text): text
            case .gap(let name): "【\(name)】"
            }
        }
    }

    /// Something that takes its own lines.
    package enum Block: Hashable, Sendable {
        /// Whom it is for (主送机关): at the margin, a colon behind it.
        case addressee([Span])
        /// A paragraph of the text, indented by two characters.
        case paragraph([Span])
        /// A heading of the first or second level (7.3.3: 黑体, 楷体).
        case heading(Int, [Span])
        /// A line that stands at a side of its own.
        case line(Side, [Span])
        /// What is enclosed (附件说明), one to a line.
        case enclosures([[Span]])
        /// Who signs (发文机关署名) and when (成文日期).
        case signature([[Span]], date: [Span])
        /// A remark below the date (附注): in brackets, indented.
        case note([Span])
        /// Rows of cells.
        case table(Table)
        /// Lines to write on by hand.
        case blank(Int)
        /// A line across.
        case rule
        /// What follows begins a page.
        case page
    }

    /// At which side a line stands.
    package enum Side: String, Hashable, Sendable {
        case left, center, right
    }

    /// Rows of cells.
    package struct Table: Hashable, Sendable {
        /// How wide its columns are, as shares.
        package var shares: [Int]
        /// Its rows: the last cell of a shorter one spans the columns that are left.
        package var rows: [Row]
    }

    /// A row.
    package struct Row: Hashable, Sendable {
        /// Its cells.
        package var cells: [Cell]
        /// How many lines it takes at least: room to write by hand.
        package var lines: Int
    }

    /// A cell.
    package struct Cell: Hashable, Sendable {
        /// Whether it says what its neighbour is.
        package var isLabel: Bool
        /// Its paragraphs.
        package var paragraphs: [[Span]]
    }
}

extension [Paper.Span] {
    /// As they are read.
    package var plain: String { self.map(\.plain).joined() }

    /// How many characters wide, a wide one counting as one and a narrow one as half.
    var width: Double {
        self.plain.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 0.5 : 1) }
    }
}

extension Paper {
    /// What is not known yet, each once, from top to bottom.
    package var gaps: [String] {
        var seen: Set<String> = []
        return self.spans.compactMap { span in
            guard case .gap(let name) = span, seen.insert(name).inserted else { return nil }
            return name
        }
    }

    private var spans: [Span] {
        self.organ + self.number + self.mark + self.title + self.blocks.flatMap(\.spans)
            + self.copies + self.issuer + self.issued
    }

    /// Who gets a copy, with the full stop behind the last (7.4.2).
    var copiesEnded: [Span] {
        let isEnded = self.copies.plain.last.map { "。；".contains($0) } ?? true
        return isEnded ? self.copies : self.copies + [.text("。")]
    }

    /// What it says, a line for each part.
    package var plainText: String {
        var lines = [self.organ.plain, self.mark.plain, self.number.plain, self.title.plain]
            .filter { !$0.isEmpty }
        lines += self.blocks.flatMap(\.plainLines)
        if !self.copies.isEmpty { lines.append("抄送：\(self.copiesEnded.plain)") }
        if !self.issuer.isEmpty {
            lines.append("\(self.issuer.plain)    \(self.issued.plain)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Paper.Block {
    fileprivate var spans: [Paper.Span] {
        switch self {
        case .addressee(let spans), .paragraph(let spans), .heading(_, let spans),
            .line(_, let spans), .note(let spans):
            spans
        case .enclosures(let items): items.flatMap(\.self)
        case .signature(let signers, let date): signers.flatMap(\.self) + date
        case .table(let table):
            table.rows.flatMap(\.cells).flatMap(\.paragraphs).flatMap(\.self)
        case .blank, .rule, .page: []
        }
    }

    fileprivate var plainLines: [String] {
        switch self {
        case .addressee(let spans), .line(_, let spans), .heading(_, let spans): [spans.plain]
        case .paragraph(let spans): ["　　\(spans.plain)"]
        case .note(let spans): ["　　（\(spans.plain)）"]
        case .enclosures(let items): Paper.enclosed(items).map(\.plain)
        case .signature(let signers, let date): signers.map(\.plain) + [date.plain]
        case .table(let table):
            table.rows.map { row in
                row.cells.map { $0.paragraphs.map(\.plain).joined(separator: " ") }
                    .joined(separator: "  ")
            }
        case .blank(let count): Array(repeating: "", count: count)
        case .rule: ["————————"]
        case .page: [""]
        }
    }
}

extension Paper {
    /// Enclosures as a list of lines (7.3.4): numbered where there are several.
    static func enclosed(_ items: [[Span]]) -> [[Span]] {
        items.enumerated().map { index, item in
            let head = index == 0 ? "附件：" : "　　　"
            return [.text(items.count == 1 ? head : "\(head)\(index + 1)．")] + item
        }
    }
}
