// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum DueWords {
    static let light = Text(zh: "灯", en: "Light")
    static let days = Text(zh: "余", en: "Left")
    static let left = Text(zh: "余%天", en: "% days")
    static let today = Text(zh: "今天", en: "today")
    static let late = Text(zh: "逾期%天", en: "% days late")
    static let paused = Text(zh: "中止;若今日恢复,至%", en: "paused; % if it went on today")
    static let lapsed = Text(zh: "已过%天", en: "lapsed % days ago")
    static let none = Text(zh: "没有符合条件的到期事项。", en: "Nothing falls due that was asked for.")
    static let cut = Text(
        zh: "以上只列出最早的%项。", en: "Only the earliest % of them are listed.")
    static let asOf = Text(
        zh: "%:共%项,其中逾期%项", en: "%: items: %, overdue: %")
}

extension Report {
    /// What falls due, in the daemon's order.
    package init(_ due: V1.DueResponse, _ language: Language) {
        self.init(
            json: .array(due.items.map(\.json)),
            csv: CSV(
                [
                    "case_id", "workflow", "title", "state", "state_label", "clock", "clock_label",
                    "due", "provisional", "days_left", "office", "office_name", "overdue", "light",
                    "kind", "paused", "due_if_resumed", "number", "people",
                ], objects: due.items.map(\.json), language))
        guard !due.items.isEmpty else {
            line(DueWords.none(language))
            return
        }
        let columns =
            [DueWords.light, Words.due, DueWords.days, Words.caseColumn].map {
                Table.Column($0(language), isWhole: true)
            }
            + [
                Table.Column(CaseColumn.number.text(language), isSpare: true),
                Table.Column(Words.clock(language)), Table.Column(Words.office(language)),
                Table.Column(Words.state(language), isSpare: true),
                Table.Column(CaseColumn.people.text(language), isSpare: true),
                Table.Column(Words.title(language)),
            ]
        // A board: what is late first, each light by itself.
        let lights = due.items.map(\.light).reduce(into: [String]()) { known, light in
            if !known.contains(light) { known.append(light) }
        }
        for light in lights {
            let items = due.items.filter { $0.light == light }
            heading("\(Words.light(light)(language))  \(items.count)")
            table(
                Table(columns, rows: items.map { $0.row(language) }))
        }
        let figures = [due.today, String(due.total), String(due.totalOverdue)]
        line(DueWords.asOf.filled(figures, language))
        if due.items.count < due.total {
            line(DueWords.cut.filled(String(due.items.count), language))
        }
    }
}

extension V1.DueItem {
    fileprivate func row(_ language: Language) -> [Cell] {
        let colour: Cell.Colour? =
            switch light {
            case "red": .red
            case "yellow": .yellow
            case "green": .green
            default: nil
            }
        return [
            Cell(Words.light(light)(language), colour: colour),
            Cell(due + (provisional ? Words.provisional(language) : "")),
            Cell(days(language), colour: overdue ? .red : nil), Cell(caseId),
            Cell(number), Cell(clockLabel.text(language, else: clock)),
            Cell(officeName.isEmpty ? office : officeName),
            Cell(stateLabel.text(language, else: state)),
            Cell(people.joined(separator: Words.listSeparator(language))), Cell(title),
        ]
    }

    private func days(_ language: Language) -> String {
        if paused {
            return DueWords.paused.filled(dueIfResumed.isEmpty ? "-" : dueIfResumed, language)
        }
        if light == "lapsed" {
            return DueWords.lapsed.filled(String(daysLeft.magnitude), language)
        }
        if daysLeft < 0 { return DueWords.late.filled(String(daysLeft.magnitude), language) }
        if daysLeft == 0 { return DueWords.today(language) }
        return DueWords.left.filled(String(daysLeft), language)
    }
}
