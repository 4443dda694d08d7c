// SPDX-License-Identifier: Apache-2.0
package import WorkCalendar

/// What the template of a circular tells of.
package struct CircularNames: Sendable {
    /// A matter that is late.
    package struct Late: Sendable {
        var number: String
        var title: String
        var office: String
        var due: Day
        var days: Int

        /// A matter that is late.
        package init(number: String, title: String, office: String, due: Day, days: Int) {
            (self.number, self.title, self.office) = (number, title, office)
            (self.due, self.days) = (due, days)
        }
    }

    /// The file's name without its ending.
    static let template = "_circular"
    private static let columns = [
        "name", "assigned", "answered", "answered_in_month", "in_hand", "red", "yellow", "green",
        "late_days", "chased", "rated", "satisfied", "rank", "change", "in_time", "bar",
        "satisfaction", "answer_rate",
    ]
    private let from: Day
    private let to: Day
    private let offices: [[String: String]]
    private let total: [String: String]
    private let late: [Late]

    /// What it tells.
    package init(
        from: Day, to: Day, offices: [[String: String]], total: [String: String], late: [Late]
    ) {
        (self.from, self.to, self.offices) = (from, to, offices)
        (self.total, self.late) = (total, late)
    }

    /// Of nothing, for the check of the template.
    static let none = CircularNames(
        from: Day(number: 0), to: Day(number: 0), offices: [], total: [:], late: [])

    var names: PaperName {
        func row(_ row: [String: String]) -> PaperName {
            PaperName(
                "单位", row["name"], isTold: true,
                names: Dictionary(
                    uniqueKeysWithValues: CircularNames.columns.map {
                        ($0, PaperName("数字", row[$0]))
                    }))
        }
        func late(_ late: Late?) -> PaperName {
            PaperName(
                "逾期件", late?.title, isTold: true,
                names: [
                    "number": PaperName("编号", late.map { $0.number.isEmpty ? "—" : $0.number }),
                    "title": PaperName("标题", late?.title),
                    "office": PaperName("单位", late?.office),
                    "due": PaperName("到期日", late.map { ChineseNumerals.figures(of: $0.due) }),
                    "days": PaperName("逾期天数", late.map { "\($0.days)" }),
                ])
        }
        let to = ChineseNumerals.figures(of: self.to)
        return PaperName(
            "通报", nil, isTold: true,
            names: [
                "year": PaperName("年", "\(self.from.year)"),
                "month": PaperName("月", "\(self.from.month)"),
                "to": PaperName("截至", to),
                "offices": PaperName("单位", nil, items: self.offices.map(row), like: row([:])),
                "total": row(self.total),
                "late": PaperName("逾期件", nil, items: self.late.map(late), like: late(nil)),
            ])
    }
}
