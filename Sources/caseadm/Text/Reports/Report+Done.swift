// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum DoneWords {
    static let opened = Text(zh: "已立件", en: "Opened")
    static let done = Text(zh: "已办理", en: "Done")
    static let unchanged = Text(zh: "没有变化(重复或迟到,未写入)", en: "Unchanged (nothing was written)")
    static let version = Text(zh: "第%版", en: "version %")
    static let similar = Text(zh: "标题相同或者相近", en: "same or nearly the same title")
    static let consequences = Text(zh: "同时发生", en: "What happened with it")
    static let clocks = Text(zh: "时限", en: "Clocks")
    static let basis = Text(zh: "依据:", en: "Basis: ")
    static let remark = Text(zh: "  注意:", en: "  Note: ")
}

extension Report {
    /// What became of an `open` or an `act`.
    package init(_ done: V1.Done, opening: Bool, _ language: Language) {
        self.init(
            json: done.json,
            csv: CSV(
                [
                    "case_id", "version", "state", "previous_state", "transition", "sequence",
                    "unchanged",
                ], objects: [done.json], language))
        let word =
            done.unchanged ? DoneWords.unchanged : opening ? DoneWords.opened : DoneWords.done
        let version = DoneWords.version.filled(String(done.version), language)
        let state = done.stateLabel.text(language, else: done.state)
        let before = done.previousStateLabel.text(language, else: done.previousState)
        let move =
            ["", done.state].contains(done.previousState) ? state : "\(before) → \(state)"
        line("\(word(language))  \(done.caseId)  \(move)  \(version)")
        if !done.basis.isEmpty {
            line("  " + DoneWords.basis(language) + done.basis.citation(language))
        }
        for remark in done.remarks {
            line(DoneWords.remark(language) + remark.text(language))
        }
        if !done.clocks.isEmpty {
            heading(DoneWords.clocks(language))
            table(.clocks(done.clocks, language))
        }
        if !done.consequences.isEmpty {
            heading(DoneWords.consequences(language))
            table(.consequences(done.consequences, language))
        }
    }
}

extension Table {
    /// What the daemon did in other cases.
    static func consequences(_ consequences: [V1.Consequence], _ language: Language) -> Table {
        Table(
            [Words.caseColumn, Words.event, Words.state].map { Column($0(language)) },
            rows: consequences.map { other in
                let event =
                    other.kind == "similar"
                    ? DoneWords.similar(language)
                    : other.eventLabel.text(language, else: other.event)
                return [
                    Cell(other.caseId), Cell(event),
                    Cell(other.stateLabel.text(language, else: other.state)),
                ]
            })
    }
}
