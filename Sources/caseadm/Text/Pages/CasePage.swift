// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum PageWords {
    static let file = Text(zh: "案卷", en: "Case file")
    static let index = Text(zh: "案卷目录", en: "Index of the file")
    static let content = Text(zh: "案件", en: "The case")
    static let clocks = Text(zh: "时限逐日说明", en: "Limits day by day")
    static let history = Text(zh: "办理经过", en: "History")
    static let order = Text(zh: "序号", en: "No.")
    static let kind = Text(zh: "文书", en: "Document")
    static let name = Text(zh: "文件(原名)", en: "File (its own name)")
    static let added = Text(zh: "归卷", en: "Added")
    static let bytes = Text(zh: "字节", en: "Bytes")
    static let remark = Text(zh: "说明", en: "Remark")
    static let none = Text(zh: "没有文书。", en: "No document.")
    static let exported = Text(zh: "导出于 %", en: "Exported %")
    static let lost = Text(zh: "内容缺失,未能导出", en: "lost: its content is not in the export")
    static let kept = Text(
        zh: "对导出人保密的内容,以中性文字代替;保密的文书不在其中。",
        en:
            "What is kept from whoever exported it stands in neutral words; documents that are kept "
            + "are not among these.")
    static let chain = Text(
        zh: "历史链至第%行,散列值 %。核对方法:将此值与另行保存的(如每日办理情况所载)比对。",
        en:
            "The chain of history ends with line %, hash %. To prove it, compare that with one that "
            + "was kept elsewhere, as in a morning's list.")
}

/// A line of a file's index.
package struct IndexEntry: Sendable, Hashable {
    /// The paper.
    package let document: V1.Document
    /// Where it lies in the export; nil for what is called for, or kept.
    package let path: String?
    /// The daemon has its content no more.
    package let isLost: Bool

    /// A line of the index.
    package init(_ document: V1.Document, path: String?, isLost: Bool = false) {
        self.document = document
        self.path = path
        self.isLost = isLost
    }
}

/// A whole case as one page that prints: nothing of it lies elsewhere but the papers it links to.
package struct CasePage: Sendable {
    /// The case.
    package let item: V1.Case
    /// Its papers, in their order.
    package let index: [IndexEntry]
    /// Its limits.
    package let explanation: V1.ExplainResponse
    /// Its lines.
    package let lines: [V1.HistoryLine]
    /// The end of the chain.
    package let head: (sequence: Int64, hash: String)
    /// When it was exported.
    package let moment: String

    /// A page.
    package init(
        item: V1.Case, index: [IndexEntry], explanation: V1.ExplainResponse,
        lines: [V1.HistoryLine], head: (sequence: Int64, hash: String), moment: String
    ) {
        self.item = item
        self.index = index
        self.explanation = explanation
        self.lines = lines
        self.head = head
        self.moment = moment
    }

    /// The page.
    package func html(_ language: Language) -> String {
        let name = "\(PageWords.file(language)) \(item.caseId) \(item.title)".visible.escapedHTML
        let end = PageWords.chain.filled([String(head.sequence), head.hash], language)
        return """
            <!DOCTYPE html>
            <html lang="\(language == .zh ? "zh-CN" : "en")">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(name)</title>
            <style>\(CasePage.style)</style>
            </head>
            <body>
            <h1>\(name)</h1>
            <p>\(PageWords.exported.filled(Moment.local(moment), language).visible.escapedHTML)</p>
            \(item.kept ? "<p>\(PageWords.kept(language))</p>" : "")
            \(section(PageWords.index, indexReport(language).html, language))
            \(section(PageWords.content, Report(item, all: false, language).html, language))
            \(section(
                PageWords.clocks, Report(explanation, summary: false, language).html, language))
            \(section(PageWords.history, Report(lines, language).html, language))
            <p>\(end.visible.escapedHTML)</p>
            </body>
            </html>

            """
    }

    private func section(_ title: Text, _ body: String, _ language: Language) -> String {
        "<section>\n<h2>\(title(language).escapedHTML)</h2>\n\(body)</section>"
    }

    private func indexReport(_ language: Language) -> Report {
        var report = Report(json: .null, csv: CSV([], language))
        guard !index.isEmpty else {
            report.line(PageWords.none(language))
            return report
        }
        let columns = [
            Table.Column(PageWords.order(language), alignsRight: true),
            Table.Column(PageWords.kind(language)), Table.Column(PageWords.name(language)),
            Table.Column(PageWords.added(language)),
            Table.Column(PageWords.bytes(language), alignsRight: true),
            Table.Column("SHA-256"), Table.Column(PageWords.remark(language)),
        ]
        report.table(
            Table(
                columns,
                rows: index.enumerated().map { place, entry in
                    let document = entry.document
                    return [
                        Cell(String(place + 1)),
                        Cell(document.label.text(language, else: document.kind)),
                        entry.path.map { Cell(document.name, link: $0) } ?? Cell(document.name),
                        Cell(document.addedText),
                        Cell(document.expected ? "" : String(document.size)),
                        Cell(document.sha256),
                        Cell(
                            entry.isLost
                                ? PageWords.lost(language) : document.remarkText(language)),
                    ]
                }))
        return report
    }

    private static let style = """

        body { font-family: "Noto Serif CJK SC", "Songti SC", SimSun, serif; font-size: 11pt;
            line-height: 1.5; max-width: 60em; margin: 2em auto; padding: 0 1em; }
        h1 { font-size: 16pt; } h2 { font-size: 13pt; border-bottom: 1px solid; } h3 { font-size: 11pt; }
        table { border-collapse: collapse; width: 100%; margin: .5em 0; font-size: 9.5pt; }
        th, td { border: 1px solid #999; padding: .15em .4em; text-align: left; vertical-align: top;
            overflow-wrap: anywhere; }
        .pairs th { width: 25%; font-weight: normal; background: #f4f4f4; }
        .right { text-align: right; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; }
        h2, h3 { break-after: avoid; }
        @page { size: A4; margin: 2cm; }
        @media print { body { margin: 0; max-width: none; padding: 0; } a { color: inherit; } }

        """
}
