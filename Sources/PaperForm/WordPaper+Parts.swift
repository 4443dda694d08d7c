// SPDX-License-Identifier: Apache-2.0

// What is the same in every document.
extension WordPaper {
    private static let heading = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let namespaces =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
        + "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""

    static func part(_ name: String, _ content: String) -> String {
        "\(self.heading)<\(name) \(self.namespaces)>\(content)</\(name)>\n"
    }

    static var contentTypes: String {
        let word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        let parts = [
            ("document", "document.main"), ("styles", "styles"), ("settings", "settings"),
            ("fontTable", "fontTable"), ("footer1", "footer"), ("footer2", "footer"),
            ("footer3", "footer"),
        ].map {
            "<Override PartName=\"/word/\($0.0).xml\" ContentType=\"\(word).\($0.1)+xml\"/>"
        }
        return self.heading
            + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\""
            + "application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + parts.joined() + "</Types>\n"
    }

    private static func relationships(_ targets: [(kind: String, target: String)]) -> String {
        let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let all = targets.enumerated().map { index, one in
            "<Relationship Id=\"rId\(index + 1)\" Type=\"\(kinds)/\(one.kind)\" Target=\"\(one.target)\"/>"
        }
        return self.heading
            + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + all.joined() + "</Relationships>\n"
    }

    static var relations: String {
        self.relationships([("officeDocument", "word/document.xml")])
    }

    static var documentRelations: String {
        self.relationships([
            ("styles", "styles.xml"), ("settings", "settings.xml"), ("fontTable", "fontTable.xml"),
            ("footer", "footer1.xml"), ("footer", "footer2.xml"), ("footer", "footer3.xml"),
        ])
    }

    static var settings: String {
        self.part(
            "w:settings",
            "<w:zoom w:percent=\"100\"/><w:evenAndOddHeaders/>"
                + "<w:characterSpacingControl w:val=\"compressPunctuation\"/>"
                + "<w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/>")
    }

    /// The fonts that the standard names, each with what stands in for it.
    static var fonts: String {
        let fonts = [
            (self.fangSong, "FangSong"), (self.title, "STZhongsong"), (self.hei, "SimHei"),
            (self.kai, "KaiTi"), (self.song, "SimSun"),
        ].map { "<w:font w:name=\"\($0.0)\"><w:altName w:val=\"\($0.1)\"/></w:font>" }
        return self.part("w:fonts", fonts.joined())
    }

    static let fangSong = "仿宋_GB2312"
    static let title = "方正小标宋简体"
    static let hei = "黑体"
    static let kai = "楷体_GB2312"
    private static let song = "宋体"

    /// Page numbers (7.5): four points smaller than the text, a dash at each side.
    static func footer(side: String) -> String {
        let indent = side == "right" ? "w:rightChars=\"100\"" : "w:leftChars=\"100\""
        let field =
            "<w:fldSimple w:instr=\" PAGE \"><w:r>\(self.pageFont)<w:t>1</w:t></w:r></w:fldSimple>"
        return self.part(
            "w:ftr",
            "<w:p><w:pPr><w:ind \(indent)/><w:jc w:val=\"\(side)\"/></w:pPr>"
                + "<w:r>\(self.pageFont)<w:t xml:space=\"preserve\">— </w:t></w:r>\(field)"
                + "<w:r>\(self.pageFont)<w:t xml:space=\"preserve\"> —</w:t></w:r></w:p>")
    }

    private static var pageFont: String {
        "<w:rPr><w:rFonts w:ascii=\"\(self.song)\" w:hAnsi=\"\(self.song)\" w:eastAsia=\"\(self.song)\"/>"
            + "<w:sz w:val=\"28\"/></w:rPr>"
    }

    /// The first page of a letter has no number, but a red line at its foot (10.1).
    var firstFooter: String {
        guard self.isLetter else { return Self.footer(side: "right") }
        let line =
            "<w:top w:val=\"thinThickSmallGap\" w:sz=\"24\" w:space=\"1\" w:color=\"FF0000\"/>"
        return Self.part(
            "w:ftr",
            "<w:p><w:pPr><w:pBdr>\(line)</w:pBdr><w:ind w:left=\"-397\" w:right=\"-397\"/></w:pPr></w:p>"
        )
    }

    /// The styles of a paper's parts.
    static func styles(_ font: String) -> String {
        let styles = PaperStyles(textFont: font)
        return self.part(
            "w:styles", (styles.text + styles.head + styles.foot + styles.cells).joined())
    }
}
