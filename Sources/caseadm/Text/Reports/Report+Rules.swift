// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum RulesWords {
    static let cases = Text(
        zh: "在办%件:已是此规则%件,可换用%件,不能换用%件",
        en: "Open cases: %; on these rules already: %, would move: %, stuck: %")
    static let dates = Text(
        zh: "到期日变动%处,因此逾期%处", en: "Due dates that would move: %, becoming overdue: %")
    static let later = Text(
        zh: "注意:有规则自%起施行,本次按施行前计算;用 --on 日期 预演施行后的情形",
        en: "Mind: some rules begin on %, and this looks at the day before; see --on DATE")
    static let recounts = Text(zh: "因日历变动的到期日", en: "Dates that the calendar moves")
    static let notices = Text(zh: "依据:", en: "By: ")
    static let plans = Text(zh: "换用新规则", en: "Moving to these rules")
    static let outcome = Text(zh: "结果", en: "Outcome")
    static let dateColumn = Text(zh: "到期日", en: "Dates")
    static let why = Text(zh: "说明", en: "Why")
    static let installed = Text(
        zh: "已安装(第%次):新立案件适用", en: "Installed (number %): new cases follow them")
    static let remarks = Text(
        zh: "检查有%处提示(缺省或未核原文),用 workflow check 查看",
        en: "Remarks of the check (defaults, unread figures): %; see workflow check")
    static let number = Text(zh: "编号", en: "No.")
    static let at = Text(zh: "安装时间", en: "Installed at")
    static let hash = Text(zh: "摘要", en: "Hash")
    static let inForce = Text(zh: "现行", en: "In force")
    static let yes = Text(zh: "是", en: "yes")
    static let bulk = Text(
        zh: "已开始批量操作%;用 caseadm bulk show % 查看结果",
        en: "Bulk action % has begun; caseadm bulk show % tells how it goes")
    static let nothing = Text(zh: "没有需要办理的案件。", en: "There is nothing to do.")
    static let known = Text(zh: "%:%至%的放假安排已录入", en: "%: holidays known from % to %")
    static let missing = Text(
        zh: "%年放假安排尚未录入", en: "the holidays of % are not known yet")
    static let announced = Text(zh: "公布日", en: "Announced")
    static let notice = Text(zh: "文号", en: "Notice")
}

extension RulesWords {
    /// What would become of a case.
    static func outcome(_ code: String) -> Text {
        switch code {
        case "same": Text(zh: "不变", en: "same")
        case "moves": Text(zh: "可换用", en: "moves")
        case "stuck": Text(zh: "不能换用", en: "stuck")
        default: Text(same: code)
        }
    }
}

extension Report {
    /// What rules would change.
    package init(_ preview: V1.PreviewResponse, _ language: Language) {
        let objects = (preview.plans + preview.recounts).map(\.json)
        self.init(
            json: preview.json,
            csv: CSV(["case_id", "title", "outcome", "moved"], objects: objects, language))
        guard preview.findings.isEmpty else {
            for finding in preview.findings.map({ $0.told(in: language) }) {
                line("\(finding.file):\(finding.line): \(finding.reason)")
                if !finding.mend.isEmpty { line("  " + finding.mend) }
            }
            return
        }
        let counts = [preview.cases, preview.same, preview.wouldMove, preview.stuck]
        line(RulesWords.cases.filled(counts.map { String($0) }, language))
        line(
            RulesWords.dates.filled(
                [String(preview.movedDates), String(preview.becomeOverdue)], language))
        if !preview.later.isEmpty {
            let days = preview.later.joined(separator: Words.listSeparator(language))
            line(RulesWords.later.filled(days, language))
        }
        if !preview.recounts.isEmpty {
            heading(RulesWords.recounts(language))
            line(RulesWords.notices(language) + preview.notices.joined(separator: "; "))
            table(.plans(preview.recounts, language))
        }
        if !preview.plans.isEmpty {
            heading(RulesWords.plans(language))
            table(.plans(preview.plans, language))
        }
    }

    /// Rules that were installed.
    package init(_ answer: V1.InstallResponse, _ language: Language) {
        self.init(
            json: answer.json,
            csv: CSV(["id", "rulebook_hash"], objects: [answer.json], language))
        line(RulesWords.installed.filled(String(answer.id), language))
        line("  \(answer.rulebookHash)")
        if !answer.findings.isEmpty {
            line("  " + RulesWords.remarks.filled(String(answer.findings.count), language))
        }
    }

    /// The rules installed so far.
    package init(_ list: V1.ListInstalledResponse, _ language: Language) {
        let objects = list.rulebooks.map(\.json)
        self.init(
            json: .array(objects),
            csv: CSV(
                ["id", "rulebook_hash", "installed_at", "in_force"], objects: objects, language))
        table(
            Table(
                [RulesWords.number, RulesWords.at, RulesWords.inForce, RulesWords.hash].map {
                    Table.Column($0(language))
                },
                rows: list.rulebooks.map {
                    [
                        Cell(String($0.id)), Cell(Moment.local($0.installedAt)),
                        Cell($0.inForce ? RulesWords.yes(language) : ""), Cell($0.rulebookHash),
                    ]
                }))
    }

    /// A bulk action that has begun.
    package init(_ answer: V1.MigrateResponse, _ language: Language) {
        self.init(json: answer.json, csv: CSV(["bulk"], objects: [answer.json], language))
        let id = String(answer.bulk)
        line(
            answer.bulk == 0
                ? RulesWords.nothing(language) : RulesWords.bulk.filled([id, id], language))
    }

    /// A page as it is, for a file or another program.
    package init(_ page: V1.Page, _ language: Language) {
        self.init(
            json: page.json, csv: CSV(["format", "text"], objects: [page.json], language))
        for text in page.text.split(separator: "\n", omittingEmptySubsequences: false) {
            line(String(text))
        }
    }

    /// Calendars and their notices.
    package init(_ list: V1.ListCalendarsResponse, _ language: Language) {
        self.init(
            json: list.json,
            csv: CSV(
                ["version", "announced_on", "notice", "in_force"],
                objects: list.calendars.flatMap { $0.versions.map(\.json) }, language))
        for calendar in list.calendars {
            line(
                RulesWords.known.filled(
                    [calendar.calendar, calendar.knownFrom, calendar.knownUntil], language))
            if calendar.missingYear > 0 {
                line("  " + RulesWords.missing.filled(String(calendar.missingYear), language))
            }
            table(
                Table(
                    [RulesWords.announced, RulesWords.notice, RulesWords.inForce].map {
                        Table.Column($0(language))
                    },
                    rows: calendar.versions.map {
                        [
                            Cell($0.announcedOn), Cell($0.notice),
                            Cell($0.inForce ? RulesWords.yes(language) : ""),
                        ]
                    }))
        }
    }
}

extension Table {
    /// What would become of cases.
    fileprivate static func plans(_ plans: [V1.CasePlan], _ language: Language) -> Table {
        Table(
            [Words.caseColumn, RulesWords.outcome, RulesWords.dateColumn, RulesWords.why].map {
                Table.Column($0(language))
            },
            rows: plans.map { plan in
                let dates = plan.moved.map { moved in
                    "\(moved.label.text(language, else: moved.clock)) \(moved.before) → \(moved.after)"
                }
                return [
                    Cell(plan.caseId), Cell(RulesWords.outcome(plan.outcome)(language)),
                    Cell(dates.joined(separator: "; ")),
                    Cell(plan.reasons.map { $0.text(language) }.joined(separator: "; ")),
                ]
            })
    }
}
