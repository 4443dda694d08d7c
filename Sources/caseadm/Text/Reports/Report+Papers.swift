// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum PaperWords {
    static let made = Text(zh: "已生成:%", en: "Made: %")
    static let kind = Text(zh: "种类", en: "Kind")
    static let gaps = Text(zh: "待填写", en: "To be filled in")
    static let whole = Text(zh: "无", en: "nothing")
    static let draft = Text(
        zh: "这是草稿:核对、补填、签发后,用 attach 归卷。",
        en: "This is a draft: check it, fill it in, have it signed, and file it with attach.")
}

extension Report {
    /// A paper that was made into a file, and what is still to be filled in.
    package init(made paper: V1.MadePaper, gaps: [String], to path: String, _ language: Language) {
        self.init(
            json: .object([
                ("case_id", .string(paper.caseId)), ("kind", .string(paper.kind)),
                ("path", .string(path)), ("gaps", .array(gaps.map { .string($0) })),
            ]),
            csv: CSV(
                ["case_id", "kind", "path", "gaps"],
                objects: [
                    .object([
                        ("case_id", .string(paper.caseId)), ("kind", .string(paper.kind)),
                        ("path", .string(path)),
                        ("gaps", .string(gaps.joined(separator: "、"))),
                    ])
                ], language))
        line(PaperWords.made.filled(path, language))
        pairs([
            (PaperWords.kind(language), Cell(paper.label.text(language, else: paper.kind))),
            (
                PaperWords.gaps(language),
                Cell(
                    gaps.isEmpty
                        ? PaperWords.whole(language)
                        : gaps.joined(separator: Words.listSeparator(language)))
            ),
        ])
        line(PaperWords.draft(language))
    }
}
