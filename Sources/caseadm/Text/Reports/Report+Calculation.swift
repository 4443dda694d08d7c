// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum CalculationWords {
    static let rule = Text(zh: "规则", en: "Rule")
    static let from = Text(zh: "起算事由日", en: "From")
    static let unrolled = Text(zh: "顺延前", en: "Before rolling")
    static let calendar = Text(zh: "历法", en: "Calendar")
    static let date = Text(zh: "日期", en: "Date")
    static let weekday = Text(zh: "星期", en: "Day")
    static let counted = Text(zh: "第几日", en: "Counted")
    static let treatment = Text(zh: "处理", en: "Treatment")
    static let holiday = Text(zh: "节日", en: "Holiday")
    static let skipped = Text(zh: "……省略%天", en: "… % days left out")
    static let noDate = Text(zh: "没有日期", en: "no date")
    static let clock = Text(zh: "时限 ", en: "Clock ")
    static let binding = Text(zh: "限 %:%(决定期限)", en: "Limit %: % (binds)")
    static let other = Text(zh: "限 %:%", en: "Limit %: %")
    static let none = Text(zh: "没有运行过的时限。", en: "No clock has run.")
    static let note = Text(zh: "注:", en: "Note: ")
    static let whose = Text(zh: "由谁", en: "Whose")
}

extension Report {
    /// A length or a clock's rule reckoned from a day.
    package init(_ calculation: V1.Calculation, summary: Bool, _ language: Language) {
        self.init(
            json: calculation.json,
            csv: CSV(
                ["date", "weekday", "number", "kind", "holiday", "provisional"],
                objects: calculation.days.map(\.json), language))
        line("\(Words.due(language)) \(calculation.dueText(language))")
        add(calculation, named: true, summary: summary, language)
    }

    /// Each clock of a case day by day.
    package init(_ explanation: V1.ExplainResponse, summary: Bool, _ language: Language) {
        self.init(
            json: explanation.json,
            csv: CSV(
                [
                    "clock", "run", "rule", "binding", "date", "weekday", "number", "kind",
                    "holiday", "provisional",
                ], rows: explanation.rows(language), language))
        line(explanation.caseId)
        if explanation.clocks.isEmpty { line(CalculationWords.none(language)) }
        for clock in explanation.clocks { add(clock, summary: summary, language) }
    }

    private mutating func add(
        _ clock: V1.ClockExplanation, summary: Bool, _ language: Language
    ) {
        let run = clock.run ?? V1.ClockRun()
        let name = run.label.named(run.clock, language)
        let number = run.run > 1 ? " #\(run.run)" : ""
        heading("\(CalculationWords.clock(language))\(name)\(number)")
        pairs([
            (Words.due(language), Cell(run.dueText(language))),
            (Words.status(language), Cell(run.statusText(language))),
            (
                CalculationWords.whose(language),
                Cell(run.whoseLabel.text(language, else: run.whose))
            ),
            (Words.basis(language), Cell(run.basis.citation(language))),
        ])
        for limit in clock.limits {
            let due = limit.calculation?.dueText(language)
            let shown = due ?? limit.pending.text(language, else: CalculationWords.noDate(language))
            let word = limit.binding ? CalculationWords.binding : CalculationWords.other
            heading(word.filled([limit.rule.text(language), shown], language))
            if let calculation = limit.calculation {
                add(calculation, named: false, summary: summary, language)
            }
        }
        if let accrued = clock.accrued { line(accrued.text(language)) }
        for note in clock.notes { line(CalculationWords.note(language) + note) }
    }

    private mutating func add(
        _ calculation: V1.Calculation, named: Bool, summary: Bool, _ language: Language
    ) {
        let unrolled = calculation.unrolled == calculation.due ? "" : calculation.unrolled
        pairs([
            (CalculationWords.rule(language), Cell(named ? calculation.rule : "")),
            (CalculationWords.from(language), Cell(calculation.from)),
            (CalculationWords.unrolled(language), Cell(unrolled)),
            (CalculationWords.calendar(language), Cell(calculation.calendar)),
            (Words.basis(language), Cell(calculation.basis.citation(language))),
        ])
        if !calculation.days.isEmpty {
            table(.days(calculation.days, summary: summary, language))
        }
    }
}

extension V1.Calculation {
    fileprivate func dueText(_ language: Language) -> String {
        guard !due.isEmpty else { return CalculationWords.noDate(language) }
        let weekday = CivilDay(due).map { " \($0.weekday(language))" } ?? ""
        return due + weekday + (provisional ? Words.provisional(language) : "")
    }
}

extension V1.CountedDay {
    /// Days a summary keeps: all but those that are simply counted or simply rest days.
    fileprivate var isSpecial: Bool { !holiday.isEmpty || !["counted", "rest"].contains(kind) }

    fileprivate func row(_ language: Language) -> [Cell] {
        let name = CivilDay(date)?.weekday(language) ?? weekday
        let treatment = Words.dayKind(kind)(language)
        return [
            Cell(date), Cell(name), Cell(number > 0 ? String(number) : ""),
            Cell(provisional ? treatment + Words.provisional(language) : treatment),
            Cell(holiday.isEmpty ? note.text(language, else: "") : holiday),
        ]
    }
}

extension Table {
    /// Days with their treatment; a summary leaves out runs of ordinary days between the first
    /// and the last, and says how many.
    fileprivate static func days(
        _ days: [V1.CountedDay], summary: Bool, _ language: Language
    ) -> Table {
        var table = Table([
            Column(CalculationWords.date(language)), Column(CalculationWords.weekday(language)),
            Column(CalculationWords.counted(language), alignsRight: true),
            Column(CalculationWords.treatment(language)),
            Column(CalculationWords.holiday(language)),
        ])
        var skipped = 0
        for (index, day) in days.enumerated() {
            let isEdge = index == 0 || index == days.count - 1
            guard !summary || isEdge || day.isSpecial else {
                skipped += 1
                continue
            }
            if skipped > 0 {
                let text = CalculationWords.skipped.filled(String(skipped), language)
                table.append([Cell(text), "", "", "", ""])
            }
            skipped = 0
            table.append(day.row(language))
        }
        return table
    }
}

extension V1.ExplainResponse {
    /// One row a day of each limit, as in the CSV.
    fileprivate func rows(_ language: Language) -> [[String]] {
        clocks.flatMap { clock in
            clock.limits.flatMap { limit in
                (limit.calculation?.days ?? []).map { day in
                    [
                        clock.run?.clock ?? "", String(clock.run?.run ?? 0),
                        limit.rule.text(language),
                        String(limit.binding), day.date, day.weekday, String(day.number),
                        day.kind, day.holiday, String(day.provisional),
                    ]
                }
            }
        }
    }
}
