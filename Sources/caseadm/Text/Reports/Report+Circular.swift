// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum CircularWords {
    static let title = Text(zh: "%至%通报", en: "Circular, % to %")
    static let total = Text(zh: "合计", en: "All")
    static let none = Text(zh: "没有逾期件。", en: "Nothing is late.")
    static let unread = Text(
        zh: "另有%件按当日的记录推算不出来,未计入。",
        en: "% cases could not be gone through for that day and are not counted.")
    static let columns = [
        Text(zh: "名次", en: "Rank"), Text(zh: "单位", en: "Office"), Text(zh: "交办", en: "Assigned"),
        Text(zh: "答复", en: "Answered"), Text(zh: "本月", en: "This month"),
        Text(zh: "在办", en: "In hand"), Text(zh: "红", en: "Red"), Text(zh: "黄", en: "Yellow"),
        Text(zh: "绿", en: "Green"), Text(zh: "最长逾期", en: "Days late"),
        Text(zh: "按期率", en: "In time"), Text(zh: "", en: ""), Text(zh: "催办", en: "Chased"),
        Text(zh: "满意", en: "Satisfied"), Text(zh: "较上月", en: "Change"),
    ]
    static let late = [
        Text(zh: "件号", en: "Case"), Text(zh: "编号", en: "Number"), Text(zh: "标题", en: "Title"),
        Text(zh: "单位", en: "Office"), Text(zh: "到期", en: "Due"),
        Text(zh: "逾期天数", en: "Days late"),
    ]
}

extension Report {
    /// The month's circular: a row for each office, and what is late.
    package init(circular answer: V1.CircularResponse, _ language: Language) {
        self.init(
            json: answer.json,
            csv: CSV(
                [
                    "rank", "rank_before", "office", "name", "assigned", "answered",
                    "answered_in_month", "in_time", "judged", "green", "yellow", "red", "late_days",
                    "chased", "rated", "satisfied",
                ], objects: answer.offices.map(\.json), language))
        line(CircularWords.title.filled([answer.from, answer.to], language))
        var rows = answer.offices.map { Report.row($0, language) }
        if let total = answer.total, answer.offices.count > 1 {
            var row = Report.row(total, language)
            (row[0], row[1]) = ("", Cell(CircularWords.total(language)))
            rows.append(row)
        }
        table(
            Table(
                CircularWords.columns.enumerated().map { index, words in
                    Table.Column(words(language), alignsRight: ![1, 11, 14].contains(index))
                }, rows: rows))
        if answer.unread > 0 {
            line(CircularWords.unread.filled("\(answer.unread)", language))
        }
        guard !answer.late.isEmpty else {
            line(CircularWords.none(language))
            return
        }
        table(
            Table(
                CircularWords.late.enumerated().map { index, words in
                    Table.Column(words(language), alignsRight: index == 5)
                },
                rows: answer.late.map { late in
                    [
                        Cell(late.caseId), Cell(late.number), Cell(late.title),
                        Cell(late.officeName),
                        Cell(late.due), Cell("\(late.days)"),
                    ]
                }))
    }

    private static func row(_ office: V1.CircularOffice, _ language: Language) -> [Cell] {
        let inHand = office.green + office.yellow + office.red
        let change = office.rankBefore - office.rank
        let moved =
            office.rankBefore == 0 || office.rank == 0
            ? "" : change == 0 ? "=" : change > 0 ? "↑\(change)" : "↓\(-change)"
        let rated = office.rated == 0 ? "" : "\(office.satisfied)/\(office.rated)"
        let inTime = office.judged == 0 ? "" : "\(office.inTime)/\(office.judged)"
        let bar = office.judged == 0 ? 0 : Int(office.inTime * 10 / office.judged)
        return [
            office.rank == 0 ? "—" : "\(office.rank)", office.name, "\(office.assigned)",
            "\(office.answered)",
            "\(office.answeredInMonth)", "\(inHand)", "\(office.red)", "\(office.yellow)",
            "\(office.green)", office.lateDays == 0 ? "" : "\(office.lateDays)", inTime,
            String(repeating: "█", count: bar), "\(office.chased)", rated, moved,
        ].map { Cell($0) }
    }
}
