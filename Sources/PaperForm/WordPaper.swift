// SPDX-License-Identifier: Apache-2.0

/// A paper as the parts of an Office Open XML document (ISO/IEC 29500), which Word and WPS open and edit.
///
/// Lengths are those of GB/T 9704-2012 in twentieths of a point (1 mm = 56.69).
package struct WordPaper: Sendable {
    private let paper: Paper
    var isLetter: Bool { self.paper.style == .letter }
    /// The font of the text.
    private let font: String

    /// The parts of a paper.
    ///
    /// - Parameter font: the font of the text; nil: the one that the standard names (7.3.3), which the program that
    ///   opens it replaces where it is not installed.
    package init(_ paper: Paper, font: String? = nil) {
        self.paper = paper
        self.font = font ?? WordPaper.fangSong
    }

    /// Name in the package → content, in the order in which they are written.
    package var parts: [(name: String, text: String)] {
        [
            ("[Content_Types].xml", Self.contentTypes),
            ("_rels/.rels", Self.relations),
            ("word/document.xml", self.document),
            ("word/styles.xml", Self.styles(self.font)),
            ("word/settings.xml", Self.settings),
            ("word/fontTable.xml", Self.fonts),
            ("word/footer1.xml", Self.footer(side: "right")),
            ("word/footer2.xml", Self.footer(side: "left")),
            ("word/footer3.xml", self.firstFooter),
            ("word/_rels/document.xml.rels", Self.documentRelations),
        ]
    }

    // A4 with margins of 37, 26, 35 and 28 mm leaves 156 × 225 mm: 22 lines of 28 characters of 16 points.
    private static let textWidth = 8845
    private static let linePitch = 579
    /// 156 mm over 28 characters is 15.79 points: 0.21 less than a character of 16 has, in twentieths.
    ///
    /// A grid of
    /// characters would say the same, but not every program sets one.
    static let characterSpace = -4

    private var document: String {
        var body = self.head
        body += self.paper.blocks.map(self.block).joined()
        body += self.foot
        let section = """
            <w:sectPr><w:footerReference w:type="default" r:id="rId4"/>\
            <w:footerReference w:type="even" r:id="rId5"/><w:footerReference w:type="first" r:id="rId6"/>\
            <w:pgSz w:w="11906" w:h="16838"/>\
            <w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" \
            w:footer="1587" w:gutter="0"/><w:titlePg/>\
            <w:docGrid w:type="lines" w:linePitch="\(Self.linePitch)"/></w:sectPr>
            """
        return Self.part(
            "w:document",
            "<w:body>\(body)\(section)</w:body>")
    }

    private var head: String {
        let paper = self.paper
        var text = ""
        let mark = paper.mark.isEmpty ? "" : Self.paragraph("Mark", paper.mark)
        switch paper.style {
        case .letter:
            text += mark
            if !paper.organ.isEmpty { text += Self.paragraph("LetterOrgan", paper.organ) }
            if !paper.number.isEmpty { text += Self.paragraph("Number", paper.number) }
        case .document:
            text += mark
            if !paper.organ.isEmpty { text += Self.paragraph("Organ", paper.organ) }
            text += Self.paragraph("DocumentNumber", paper.number)
        case .instrument, .form:
            text += mark
            if !paper.organ.isEmpty { text += Self.paragraph("PlainOrgan", paper.organ) }
        }
        if !paper.title.isEmpty { text += Self.paragraph("Title", paper.title) }
        if paper.style == .instrument || paper.style == .form, !paper.number.isEmpty {
            text += Self.paragraph("Number", paper.number)
        }
        return text
    }

    private var foot: String {
        let isLined = self.paper.style == .document
        var text = ""
        if !self.paper.copies.isEmpty {
            text += Self.paragraph(
                isLined ? "CopiesLined" : "Copies", [.text("抄送：")] + self.paper.copiesEnded)
        }
        if !self.paper.issuer.isEmpty || !self.paper.issued.isEmpty {
            let issued = self.paper.issued.isEmpty ? [] : self.paper.issued + [.text("印发")]
            text += """
                <w:p><w:pPr><w:pStyle w:val="Issued"/></w:pPr>\(Self.runs(self.paper.issuer))\
                <w:r><w:tab/></w:r>\(Self.runs(issued))</w:p>
                """
        }
        return text
    }

    private func block(_ block: Paper.Block) -> String {
        switch block {
        case .addressee(let spans): return Self.paragraph("Addressee", spans)
        case .paragraph(let spans): return Self.paragraph("Text", spans)
        case .heading(let level, let spans): return Self.paragraph("Heading\(level)", spans)
        case .line(let side, let spans):
            return Self.paragraph("Addressee", spans, "<w:jc w:val=\"\(side.rawValue)\"/>")
        case .enclosures(let items):
            return Paper.enclosed(items).map { Self.paragraph("Enclosure", $0) }.joined()
        case .signature(let signers, let date): return self.signature(signers, date)
        case .note(let spans):
            return Self.paragraph("Text", [.text("（")] + spans + [.text("）")])
        case .table(let table): return Self.table(table)
        case .blank(let count):
            return String(repeating: Self.paragraph("Ruled", []), count: count)
        case .rule: return Self.paragraph("Ruled", [])
        case .page: return "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"
        }
    }

    /// The date four characters from the right, whoever signs in the middle above it (7.3.5.1).
    private func signature(_ signers: [[Paper.Span]], _ date: [Paper.Span]) -> String {
        let widest = max(date.width, signers.map(\.width).max() ?? 0)
        let right = date.width >= widest ? 4.0 : max(2, 4 - (widest - date.width) / 2)
        func line(_ spans: [Paper.Span]) -> String {
            let indent = Int((right + (widest - spans.width) / 2) * 100)
            return Self.paragraph(
                "Addressee", spans,
                "<w:keepLines/><w:ind w:rightChars=\"\(indent)\" w:right=\"\(indent * 32 / 10)\"/>"
                    + "<w:jc w:val=\"right\"/>")
        }
        let lines = (signers + [date]).filter { !$0.isEmpty }
        return Self.paragraph("Addressee", [], "<w:keepNext/>") + lines.map(line).joined()
    }

    private static func table(_ table: Paper.Table) -> String {
        let whole = max(1, table.shares.reduce(0, +))
        let widths = table.shares.map { $0 * self.textWidth / whole }
        let grid = widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined()
        let rows = table.rows.map { row in
            let cells = row.cells.enumerated().map { index, cell in
                let isLast = index == row.cells.count - 1
                let span = isLast ? widths.count - index : 1
                let width = widths[index..<(index + span)].reduce(0, +)
                let spanning = span > 1 ? "<w:gridSpan w:val=\"\(span)\"/>" : ""
                let style = cell.isLabel ? "CellLabel" : "Cell"
                let text = cell.paragraphs.map { self.paragraph(style, $0) }.joined()
                return "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>\(spanning)"
                    + "<w:vAlign w:val=\"center\"/></w:tcPr>\(text)</w:tc>"
            }
            let height = row.lines * 400 + 120
            return
                "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"\(height)\" w:hRule=\"atLeast\"/>"
                + "</w:trPr>\(cells.joined())</w:tr>"
        }
        let sides = ["top", "left", "bottom", "right", "insideH", "insideV"].map {
            "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"
        }.joined()
        return """
            <w:tbl><w:tblPr><w:tblW w:w="\(self.textWidth)" w:type="dxa"/>\
            <w:tblBorders>\(sides)</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>\
            <w:tblGrid>\(grid)</w:tblGrid>\(rows.joined())</w:tbl><w:p/>
            """
    }

    private static func paragraph(
        _ style: String, _ spans: [Paper.Span], _ properties: String = ""
    ) -> String {
        "<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/>\(properties)</w:pPr>\(self.runs(spans))</w:p>"
    }

    private static func runs(_ spans: [Paper.Span]) -> String {
        spans.map { span in
            let mark =
                if case .gap = span { "<w:rPr><w:highlight w:val=\"yellow\"/></w:rPr>" } else { "" }
            return
                "<w:r>\(mark)<w:t xml:space=\"preserve\">\(span.plain.escapedForMarkup)</w:t></w:r>"
        }.joined()
    }
}
