// SPDX-License-Identifier: Apache-2.0

extension Paper {
    /// As a page of HTML that prints as GB/T 9704-2012 lays papers out: A4, margins 37, 26, 35 and 28 mm, 22 lines
    /// of 28 characters.
    package var html: String {
        var body = ""
        let parts: [(name: String, spans: [Span])] =
            switch self.style {
            case .letter:
                [("mark", self.mark), ("organ", self.organ), ("number", self.number)]
            case .document:
                [("organ", self.organ), ("number", self.number), ("mark", self.mark)]
            case .instrument, .form: [("organ", self.organ), ("mark", self.mark)]
            }
        for part in parts where !part.spans.isEmpty {
            body += "<p class=\"\(part.name)\">\(part.spans.markup)</p>\n"
        }
        if !self.title.isEmpty { body += "<h1>\(self.title.markup)</h1>\n" }
        if self.style == .instrument || self.style == .form, !self.number.isEmpty {
            body += "<p class=\"number\">\(self.number.markup)</p>\n"
        }
        body += self.blocks.map(\.markup).joined()
        body += self.foot
        return """
            <!DOCTYPE html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <title>\(self.title.plain.escapedForMarkup)</title>
            <style>
            \(Paper.style)
            </style>
            </head>
            <body class="\(self.style.rawValue)">
            <main>
            \(body)</main>
            </body>
            </html>

            """
    }

    private var foot: String {
        var lines: [String] = []
        if !self.copies.isEmpty { lines.append("<p>抄送：\(self.copiesEnded.markup)</p>") }
        if !self.issuer.isEmpty || !self.issued.isEmpty {
            let issued = self.issued.isEmpty ? "" : "<span>\(self.issued.markup)印发</span>"
            lines.append("<p class=\"issuer\"><span>\(self.issuer.markup)</span>\(issued)</p>")
        }
        guard !lines.isEmpty else { return "" }
        return "<footer>\n\(lines.joined(separator: "\n"))\n</footer>\n"
    }

    private static let style = """
        @page { size: A4; margin: 37mm 26mm 35mm 28mm; }
        * { box-sizing: border-box; }
        body { margin: 0; color: #000; background: #fff; font: 16pt/28.95pt FangSong, 仿宋, 仿宋_GB2312, STFangsong,
          "Noto Serif CJK SC", serif; }
        main { max-width: 156mm; margin: 0 auto; }
        p { margin: 0; text-indent: 2em; overflow-wrap: anywhere; }
        .organ { text-align: center; text-indent: 0; color: #d00; font: 32pt/1.4 小标宋体, 方正小标宋简体, STZhongsong,
          "Noto Serif CJK SC", serif; }
        .letter .organ { border-bottom: 3px double #d00; margin-bottom: 4mm; }
        .document .organ { margin-bottom: 2em; }
        .instrument .organ, .form .organ { color: #000; font-size: 22pt; }
        .number { text-indent: 0; text-align: right; }
        .document .number { text-align: center; border-bottom: 2px solid #d00; padding-bottom: 4mm; }
        .mark { text-indent: 0; text-align: right; font-family: SimHei, 黑体, "Noto Sans CJK SC", sans-serif; }
        h1 { font: 22pt/35pt 小标宋体, 方正小标宋简体, STZhongsong, "Noto Serif CJK SC", serif; text-align: center;
          margin: 2rem 0 1rem; text-wrap: balance; }
        h2, h3 { font: 16pt/28.95pt SimHei, 黑体, "Noto Sans CJK SC", sans-serif; margin: 0; text-indent: 2em; }
        h3 { font-family: KaiTi, 楷体, 楷体_GB2312, serif; }
        .to, .left { text-indent: 0; }
        .center { text-indent: 0; text-align: center; }
        .right { text-indent: 0; text-align: right; }
        .signature { text-indent: 0; margin: 2em 4em 0 auto; width: fit-content; text-align: center;
          break-inside: avoid; }
        .signature p { text-indent: 0; }
        .enclosures { margin-top: 1em; }
        mark { background: #ff0; }
        table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: .5em 0; font-size: 14pt;
          line-height: 20pt; }
        td, th { border: 1px solid #000; padding: 2mm; font-weight: normal; vertical-align: middle; }
        th { text-align: center; }
        td p { text-indent: 0; }
        tr { break-inside: avoid; }
        hr { border: 0; border-top: 1px solid #000; }
        .blank { border-bottom: 1px solid #000; height: 29pt; }
        .page { break-before: page; height: 0; }
        footer { margin-top: 3em; font-size: 14pt; line-height: 24pt; break-inside: avoid; }
        footer p { text-indent: -3em; padding: 0 1em 0 4em; }
        .document footer p { border-top: 1px solid #000; }
        .document footer p:last-child { border-bottom: 1px solid #000; }
        footer .issuer { display: flex; justify-content: space-between; text-indent: 0; padding: 0 1em; }
        @media screen { body { padding: 10mm 4mm; } }
        """
}

extension Paper.Block {
    fileprivate var markup: String {
        switch self {
        case .addressee(let spans): "<p class=\"to\">\(spans.markup)</p>\n"
        case .paragraph(let spans): "<p>\(spans.markup)</p>\n"
        case .heading(let level, let spans): "<h\(level + 1)>\(spans.markup)</h\(level + 1)>\n"
        case .line(let side, let spans): "<p class=\"\(side.rawValue)\">\(spans.markup)</p>\n"
        case .enclosures(let items):
            "<div class=\"enclosures\">\n"
                + Paper.enclosed(items).map { "<p>\($0.markup)</p>\n" }.joined()
                + "</div>\n"
        case .signature(let signers, let date):
            "<div class=\"signature\">\n"
                + (signers + [date]).filter { !$0.isEmpty }.map { "<p>\($0.markup)</p>\n" }.joined()
                + "</div>\n"
        case .note(let spans): "<p>（\(spans.markup)）</p>\n"
        case .table(let table): table.markup
        case .blank(let count): String(repeating: "<div class=\"blank\"></div>\n", count: count)
        case .rule: "<hr>\n"
        case .page: "<div class=\"page\"></div>\n"
        }
    }
}

extension Paper.Table {
    fileprivate var markup: String {
        let whole = max(1, self.shares.reduce(0, +))
        let columns = self.shares.map { "<col style=\"width:\($0 * 100 / whole)%\">" }.joined()
        let rows = self.rows.map { row in
            let cells = row.cells.enumerated().map { index, cell in
                let isLast = index == row.cells.count - 1
                let span = isLast ? self.shares.count - index : 1
                let name = cell.isLabel ? "th" : "td"
                let spanning = span > 1 ? " colspan=\"\(span)\"" : ""
                let text = cell.paragraphs.map { "<p>\($0.markup)</p>" }.joined()
                return "<\(name)\(spanning)>\(text)</\(name)>"
            }
            let height = row.lines > 1 ? " style=\"height:\(row.lines * 20 + 12)pt\"" : ""
            return "<tr\(height)>\(cells.joined())</tr>\n"
        }
        return "<table>\n<colgroup>\(columns)</colgroup>\n\(rows.joined())</table>\n"
    }
}

extension [Paper.Span] {
    fileprivate var markup: String {
        self.map { span in
            switch span {
            case .text(let text): text.escapedForMarkup
            case .gap: "<mark>\(span.plain.escapedForMarkup)</mark>"
            }
        }.joined()
    }
}

extension String {
    /// So that it is text in XML and HTML: what these cannot hold is left out.
    var escapedForMarkup: String {
        var escaped = ""
        for scalar in self.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t": escaped += " "
            // XML 1.0, 2.2: no other controls, no surrogates, no U+FFFE and U+FFFF.
            case _ where scalar.value < 0x20 || scalar.value & 0xFFFE == 0xFFFE: continue
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
