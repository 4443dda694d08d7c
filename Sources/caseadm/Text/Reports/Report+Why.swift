// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum WhyWords {
    static let possible = Text(zh: "可办", en: "possible")
    static let blocked = Text(zh: "尚不可办", en: "not yet")
    static let to = Text(zh: "转为", en: "Leads to")
    static let by = Text(zh: "由谁", en: "By")
    static let notYours = Text(zh: "(您无权录入)", en: " (not yours to enter)")
    static let takes = Text(zh: "须附", en: "Needs")
    static let mayTake = Text(zh: "可附", en: "May carry")
    static let state = Text(zh: "现状:", en: "State: ")
    static let none = Text(zh: "此状态下没有可办事项。", en: "No event leads on from this state.")
}

extension Report {
    /// What may happen to a case next, and what stands in the way.
    package init(_ why: V1.WhyResponse, _ language: Language) {
        self.init(
            json: why.json,
            csv: CSV(
                [
                    "event", "label", "possible", "to", "by", "yours", "takes", "may_take",
                    "unmet", "basis",
                ], objects: why.events.map(\.json), language))
        let state = why.stateLabel.text(language, else: why.state)
        line("\(why.caseId)  \(WhyWords.state(language))\(state)")
        if why.events.isEmpty { line(WhyWords.none(language)) }
        for event in why.events { add(event, language) }
    }

    private mutating func add(_ event: V1.WhyEvent, _ language: Language) {
        let name = event.label.named(event.event, language)
        let word = event.possible ? WhyWords.possible : WhyWords.blocked
        line("")
        line("\(event.possible ? "+" : "-") \(name)  \(word(language))")
        let by = event.byLabels.text(language, else: event.by)
        pairs([
            (WhyWords.to(language), Cell(event.toLabel.text(language, else: event.to))),
            (
                WhyWords.by(language),
                Cell(by + (event.yours || event.by.isEmpty ? "" : WhyWords.notYours(language)))
            ),
            (WhyWords.takes(language), Cell(event.takesLabels.named(event.takes, language))),
            (WhyWords.mayTake(language), Cell(event.mayTakeLabels.named(event.mayTake, language))),
            (Words.basis(language), Cell(event.basis.citation(language))),
        ])
        for (index, unmet) in event.unmet.enumerated() { add(unmet, number: index + 1, language) }
    }
}
