// SPDX-License-Identifier: Apache-2.0
import CaseProto

private enum ExportWords {
    static let done = Text(zh: "已导出 % 到 %(%个文件)", en: "Exported % to % (% files)")
    static let kept = Text(
        zh: "对您保密的内容不在其中。", en: "What is kept from you is not in it.")
    static let lost = Text(
        zh: "%件文书的内容已缺失,未能导出(见案卷目录);请管理员查看。",
        en: "The content of % papers is lost and not in it (see the index); tell an administrator.")
    static let keptThen = Text(
        zh: "对导出人保密的内容不在其中;含此类内容的行只有散列值,无法核算。",
        en:
            "What was kept from whoever exported it is not in it; of lines that say something of it "
            + "there is the hash alone.")
    static let seal = Text(zh: "封印 %", en: "Seal %")
    static let keep = Text(
        zh: "请另行保存封印:凭它可以查出此后的任何改动。",
        en: "Keep the seal elsewhere: by it any later change can be told.")
    static let whole = Text(
        zh: "相符:%,%行历史中%行已核算散列值,文件与清单一致。",
        en: "It fits: %; of % lines of the history % were hashed again; the files are those of the "
            + "manifest.")
    static let compare = Text(
        zh: "还须将封印与另行保存的比对:全部一起改动的,只有比对才能查出。",
        en:
            "Compare the seal with the one that was kept elsewhere: a change of everything together "
            + "is told by that alone.")
    static let bad = Text(zh: "不符:%", en: "BAD  %")
}

extension Report {
    /// A case that was exported.
    package init(
        exportOf caseID: String, to path: String, files: Int, lost: Int, isKept: Bool,
        seal: String, _ language: Language
    ) {
        let object: JSONObject = [
            ("case_id", .string(caseID)), ("path", .string(path)),
            ("files", .integer(Int64(files))), ("lost", .integer(Int64(lost))),
            ("kept", .bool(isKept)), ("seal", .string(seal)),
        ]
        self.init(
            json: .object(object),
            csv: CSV(
                ["case_id", "path", "files", "lost", "kept", "seal"], objects: [.object(object)],
                language))
        line(ExportWords.done.filled([caseID, path, String(files)], language))
        if isKept { line(ExportWords.kept(language)) }
        if lost > 0 { line(ExportWords.lost.filled(String(lost), language)) }
        line(ExportWords.seal.filled(seal, language))
        line(ExportWords.keep(language))
    }

    /// What a check of an export found.
    package init(
        exportCheck problems: [Text], caseID: String, lines: Int, proved: Int, isKept: Bool,
        seal: String, _ language: Language
    ) {
        let object: JSONObject = [
            ("ok", .bool(problems.isEmpty)), ("case_id", .string(caseID)),
            ("lines", .integer(Int64(lines))), ("proved", .integer(Int64(proved))),
            ("kept", .bool(isKept)), ("seal", .string(seal)),
            ("problems", .array(problems.map { .string($0(language)) })),
        ]
        self.init(
            json: .object(object),
            csv: CSV(["problem"], rows: problems.map { [$0(language)] }, language))
        for problem in problems { line(ExportWords.bad.filled(problem(language), language)) }
        if problems.isEmpty {
            line(ExportWords.whole.filled([caseID, String(lines), String(proved)], language))
            if isKept { line(ExportWords.keptThen(language)) }
            line(ExportWords.compare(language))
        }
        line(ExportWords.seal.filled(seal, language))
    }
}
