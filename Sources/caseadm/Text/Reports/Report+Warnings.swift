// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum WarningWords {
    static let none = Text(zh: "没有警告。", en: "Nothing is amiss.")
    static let known = Text(zh: "已确认", en: "Known of")
    static let name = Text(zh: "     名称:%,自%", en: "     Name: %, since %")
    static let acknowledged = Text(
        zh: "     %于%确认,至%", en: "     %, %: known of until %")
    static let change = Text(zh: "情况变化", en: "it changes")
    static let because = Text(zh: "     理由:", en: "     Why: ")
}

extension Report {
    private static let names = [
        "name", "since", "sentence", "mend", "by", "at", "until", "reason",
    ]

    /// What is amiss; what somebody knows of, apart.
    package init(warnings status: V1.StatusResponse, _ language: Language) {
        let all = status.cautions + status.acknowledged
        self.init(
            json: .array(all.map(\.json)),
            csv: CSV(Self.names, objects: all.map { $0.plain(language) }, language))
        if status.cautions.isEmpty { line(WarningWords.none(language)) }
        for caution in status.cautions { addWhole(caution, language) }
        guard !status.acknowledged.isEmpty else { return }
        heading(WarningWords.known(language))
        for caution in status.acknowledged { addWhole(caution, language) }
    }

    /// One of them.
    package init(_ caution: V1.Caution, _ language: Language) {
        self.init(
            json: caution.json,
            csv: CSV(Self.names, objects: [caution.plain(language)], language))
        addWhole(caution, language)
    }

    private mutating func addWhole(_ caution: V1.Caution, _ language: Language) {
        add(caution, language)
        line(WarningWords.name.filled([caution.name, Moment.local(caution.since)], language))
        guard let known = caution.acknowledgement else { return }
        let until = known.until.isEmpty ? WarningWords.change(language) : known.until
        line(WarningWords.acknowledged.filled([known.by, Moment.local(known.at), until], language))
        if !known.reason.isEmpty { line(WarningWords.because(language) + known.reason) }
    }
}

extension V1.Caution {
    /// Its values side by side.
    fileprivate func plain(_ language: Language) -> JSONValue {
        let known = acknowledgement ?? V1.Acknowledgement()
        let values = [
            ("name", name), ("since", since), ("sentence", sentence.text(language)),
            ("mend", mend.text(language)), ("by", known.by), ("at", known.at),
            ("until", known.until), ("reason", known.reason),
        ]
        return .object(.init(values.map { ($0.0, JSONValue.string($0.1)) }))
    }
}
