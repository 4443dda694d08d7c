// SPDX-License-Identifier: Apache-2.0

/// The styles of a document, as WordprocessingML: sizes in half points, lengths in twentieths of a point.
struct PaperStyles {
    /// The font of the text.
    let textFont: String

    /// The text (7.3.3): 16 points, first lines indented by two characters.
    var text: [String] {
        let tight = "<w:spacing w:val=\"\(WordPaper.characterSpace)\"/>"
        let usual = self.font(self.textFont, size: 32, tight)
        let indented = "<w:ind w:firstLineChars=\"200\" w:firstLine=\"632\"/><w:jc w:val=\"both\"/>"
        return [
            "<w:docDefaults><w:rPrDefault>\(usual)</w:rPrDefault></w:docDefaults>",
            "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
                + "<w:name w:val=\"Normal\"/></w:style>",
            self.style("Text", indented), self.style("Addressee", ""),
            // Behind 附件： the next lines stand under its first character (7.3.4).
            self.style(
                "Enclosure",
                "<w:ind w:leftChars=\"500\" w:left=\"1580\" w:hangingChars=\"300\" w:hanging=\"948\"/>"
            ),
            self.style("Heading1", indented, font: self.font(WordPaper.hei, size: 32)),
            self.style("Heading2", indented, font: self.font(WordPaper.kai, size: 32)),
            self.style("Ruled", self.borders([self.border("bottom", "single", size: 4)])),
        ]
    }

    /// What stands above the text: the red head, the number, the title (7.2, 7.3.1, 10.1).
    var head: [String] {
        let (red, centred) = ("<w:color w:val=\"FF0000\"/>", "<w:jc w:val=\"center\"/>")
        let double = self.border("bottom", "thickThinSmallGap", size: 24, color: "FF0000")
        let single = self.border("bottom", "single", size: 16, color: "FF0000")
        return [
            self.style(
                "Title",
                "<w:keepNext/>\(self.spacing(before: 580, after: 580, line: 700))\(centred)",
                font: self.font(WordPaper.title, size: 44)),
            self.style(
                "LetterOrgan",
                self.borders([double]) + self.spacing(after: 120, line: 1_000)
                    + "<w:ind w:left=\"-397\" w:right=\"-397\"/>\(centred)",
                font: self.font(WordPaper.title, size: 64, red)),
            self.style(
                "Organ", self.spacing(before: 600, after: 1_160, line: 1_200) + centred,
                font: self.font(WordPaper.title, size: 72, red)),
            self.style(
                "PlainOrgan", self.spacing(line: 700) + centred,
                font: self.font(WordPaper.title, size: 40)),
            self.style("DocumentNumber", self.borders([single]) + centred),
            self.style("Number", "<w:jc w:val=\"right\"/>"),
            self.style("Mark", "<w:jc w:val=\"right\"/>", font: self.font(WordPaper.hei, size: 32)),
        ]
    }

    /// What stands below it (7.4): 14 points, a character in from each side.
    var foot: [String] {
        let small = self.font(self.textFont, size: 28)
        let hanging =
            "<w:ind w:leftChars=\"400\" w:left=\"1120\" w:rightChars=\"100\" w:right=\"280\" "
            + "w:hangingChars=\"300\" w:hanging=\"840\"/>"
        let lines = [
            self.border("top", "single", size: 8), self.border("bottom", "single", size: 6),
        ]
        return [
            self.style("Copies", self.spacing(before: 580) + hanging, font: small),
            self.style(
                "CopiesLined", self.borders(lines) + self.spacing(before: 580) + hanging,
                font: small),
            self.style(
                "Issued",
                self.borders([self.border("bottom", "single", size: 8)])
                    + "<w:tabs><w:tab w:val=\"right\" w:pos=\"8565\"/></w:tabs>"
                    + "<w:ind w:leftChars=\"100\" w:left=\"280\" w:rightChars=\"100\" w:right=\"280\"/>",
                font: small),
        ]
    }

    /// Cells of a table.
    var cells: [String] {
        let small = self.font(self.textFont, size: 28)
        let narrow = "<w:snapToGrid w:val=\"0\"/>\(self.spacing(line: 400))"
        return [
            self.style("Cell", narrow, font: small),
            self.style("CellLabel", narrow + "<w:jc w:val=\"center\"/>", font: small),
        ]
    }

    private func font(_ name: String, size: Int, _ more: String = "") -> String {
        let latin =
            "w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\""
        return "<w:rPr><w:rFonts \(latin) w:eastAsia=\"\(name)\"/>\(more)"
            + "<w:sz w:val=\"\(size)\"/><w:szCs w:val=\"\(size)\"/></w:rPr>"
    }

    private func style(_ id: String, _ paragraph: String, font: String = "") -> String {
        "<w:style w:type=\"paragraph\" w:styleId=\"\(id)\"><w:name w:val=\"\(id)\"/>"
            + "<w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>\(paragraph)</w:pPr>\(font)</w:style>"
    }

    private func spacing(before: Int = 0, after: Int = 0, line: Int? = nil) -> String {
        let exact = line.map { " w:line=\"\($0)\" w:lineRule=\"exact\"" } ?? ""
        return "<w:spacing w:before=\"\(before)\" w:after=\"\(after)\"\(exact)/>"
    }

    private func borders(_ borders: [String]) -> String { "<w:pBdr>\(borders.joined())</w:pBdr>" }

    private func border(
        _ side: String, _ kind: String, size: Int, color: String = "000000"
    ) -> String {
        "<w:\(side) w:val=\"\(kind)\" w:sz=\"\(size)\" w:space=\"6\" w:color=\"\(color)\"/>"
    }
}
