// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum DocumentWords {
    static let none = Text(zh: "没有文书。", en: "No document.")
    static let kind = Text(zh: "种类", en: "Kind")
    static let draft = Text(zh: "第几稿", en: "Version")
    static let file = Text(zh: "文件", en: "File")
    static let bytes = Text(zh: "字节", en: "Bytes")
    static let added = Text(zh: "归卷", en: "Added")
    static let remark = Text(zh: "说明", en: "Remark")
    static let expected = Text(zh: "应有未有", en: "called for, not on file")
    static let made = Text(
        zh: "应有未有(可用 render 生成草稿)", en: "called for, not on file (render makes a draft)")
    static let kept = Text(zh: "对您保密", en: "kept from you")
    static let erased = Text(zh: "内容已按保存期删除", en: "its content was erased when its time was over")
    static let withdrawn = Text(zh: "%撤回:%", en: "taken back on %: %")
    static let fetched = Text(zh: "已取出:%", en: "Fetched: %")
    static let type = Text(zh: "内容类型", en: "Content")
    static let version = Text(zh: "%/%", en: "% of %")
}

extension V1.Document {
    /// What must be known of it beside its name.
    package func remarkText(_ language: Language) -> String {
        if expected {
            return hasTemplate ? DocumentWords.made(language) : DocumentWords.expected(language)
        }
        let parts = [
            kept ? DocumentWords.kept(language) : "",
            erased ? DocumentWords.erased(language) : "",
            withdrawn
                ? DocumentWords.withdrawn.filled([withdrawnOn, withdrawnReason], language) : "",
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: Words.listSeparator(language))
    }

    /// When it came and by whom.
    package var addedText: String {
        [addedOn, addedBy].filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension Report {
    /// A case's papers with all their versions, in the order in which they came; what is called for
    /// last.
    package init(documentsOf item: V1.Case, _ language: Language) {
        self.init(
            json: .array(item.documents.map(\.json)),
            csv: CSV(
                [
                    "id", "case_id", "kind", "label", "name", "size", "sha256", "added_on",
                    "added_by", "expected", "withdrawn", "withdrawn_on", "withdrawn_reason", "kept",
                    "erased",
                ], objects: item.documents.map(\.json), language))
        guard !item.documents.isEmpty else {
            line(DocumentWords.none(language))
            return
        }
        table(.versions(item.documents, language))
    }

    /// A paper that was fetched into a file.
    package init(fetched document: V1.Document, to path: String, _ language: Language) {
        self.init(
            json: .object([
                ("document", document.json), ("path", .string(path)),
            ]),
            csv: CSV(
                ["id", "kind", "name", "size", "sha256", "media_type"], objects: [document.json],
                language))
        line(DocumentWords.fetched.filled(path, language))
        pairs([
            (
                DocumentWords.kind(language),
                Cell(document.label.text(language, else: document.kind))
            ),
            (DocumentWords.bytes(language), Cell(String(document.size))),
            (DocumentWords.type(language), Cell(document.mediaType)),
            (DocumentWords.added(language), Cell(document.addedText)),
            ("SHA-256", Cell(document.sha256)),
        ])
    }
}

extension Table {
    fileprivate static func versions(_ documents: [V1.Document], _ language: Language) -> Table {
        let columns = [
            Column(Words.number(language), alignsRight: true), Column(DocumentWords.kind(language)),
            Column(DocumentWords.draft(language)), Column(DocumentWords.file(language)),
            Column(DocumentWords.bytes(language), alignsRight: true),
            Column(DocumentWords.added(language)), Column(DocumentWords.remark(language)),
        ]
        let filed = DocumentChoice(documents).versions.map { version -> [Cell] in
            let document = version.document
            let draft = DocumentWords.version.filled(
                [String(version.version), String(version.versions)], language)
            return [
                Cell(String(document.id)), Cell(document.label.text(language, else: document.kind)),
                Cell(version.versions > 1 ? draft : ""), Cell(document.name),
                Cell(String(document.size)), Cell(document.addedText),
                Cell(document.remarkText(language)),
            ]
        }
        let expected = documents.filter(\.expected).map { document -> [Cell] in
            [
                "", Cell(document.label.text(language, else: document.kind)), "", "", "",
                Cell(document.addedText), Cell(document.remarkText(language)),
            ]
        }
        return Table(columns, rows: filed + expected)
    }
}
