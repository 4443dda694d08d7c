// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum CheckWords {
    static let fine = Text(zh: "规则没有问题。", en: "No fault found.")
    static let figures = Text(zh: "%处错误,%处提示", en: "Errors: %, remarks: %")
    static let mend = Text(zh: "  办法:", en: "  Remedy: ")
}

extension Report {
    /// What is wrong with rulebook files, one `file:line: reason` a line as compilers print.
    package init(_ check: V1.CheckResponse, _ language: Language) {
        self.init(
            json: check.json,
            csv: CSV(
                ["file", "line", "severity", "reason", "mend"],
                objects: check.findings.map { $0.told(in: language).json }, language))
        for finding in check.findings.map({ $0.told(in: language) }) {
            let place = [finding.file, finding.line > 0 ? String(finding.line) : ""]
            let at = place.filter { !$0.isEmpty }.joined(separator: ":")
            let severity = Words.severity(finding.severity)(language)
            line("\(at.isEmpty ? "" : at + ": ")\(severity): \(finding.reason)")
            if !finding.mend.isEmpty { line(CheckWords.mend(language) + finding.mend) }
        }
        guard !check.findings.isEmpty else {
            line(CheckWords.fine(language))
            return
        }
        let errors = check.findings.filter { $0.severity == "error" }.count
        let figures = [String(errors), String(check.findings.count - errors)]
        line(CheckWords.figures.filled(figures, language))
    }
}

extension V1.Finding {
    /// The finding with its reason and remedy in one language.
    package func told(in language: Language) -> V1.Finding {
        var told = self
        told.reason = self.sentence?.text(language) ?? self.reason
        told.mend = self.remedy?.text(language) ?? self.mend
        return told
    }
}
