// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum AdminWords {
    static let now = Text(zh: "现在", en: "Now")
    static let simulated = Text(zh: "(模拟时钟)", en: " (simulated clock)")
    static let zone = Text(zh: "时区", en: "Time zone")
    static let moved = Text(zh: "时间推移带来的变化", en: "What time brought about")
    static let uptime = Text(zh: "已运行", en: "Up for")
    static let cases = Text(zh: "案件", en: "Cases")
    static let open = Text(zh: "%件,在办%件", en: "%, % of them open")
    static let overdue = Text(zh: "逾期", en: "Overdue")
    static let quarantined = Text(zh: "隔离", en: "Quarantined")
    static let deliveries = Text(zh: "待送文书", en: "Pending deliveries")
    static let doubled = Text(zh: "可能重复投递", en: "Perhaps sent twice")
    static let jobs = Text(zh: "待办任务", en: "Jobs to come")
    static let lines = Text(zh: "历史行", en: "History lines")
    static let head = Text(zh: "链头", en: "Chain head")
    static let reads = Text(zh: "查阅记录", en: "Readings")
    static let readsHead = Text(zh: "%条,链头%", en: "%, head %")
    static let rulebook = Text(zh: "规则", en: "Rulebook")
    static let calendar = Text(zh: "历法已知至", en: "Calendar known until")
    static let data = Text(zh: "数据目录", en: "Data folder")
    static let warnings = Text(zh: "请注意", en: "Mind")
    static let ok = Text(zh: "历史链完整:%行", en: "The chain of history is whole: % lines")
    static let broken = Text(
        zh: "历史链不完整:请保存现场并通知管理员。",
        en: "The chain of history is broken: keep everything as it is and call an administrator.")
    static let days = Text(zh: "%天%", en: "% d %")
    static let clock = Text(zh: "%小时%分", en: "% h % min")
}

extension Report {
    /// The daemon's clock.
    package init(_ clock: V1.ClockResponse, _ language: Language) {
        self.init(
            json: clock.json,
            csv: CSV(["now", "simulated", "time_zone"], objects: [clock.json], language))
        let mark = clock.simulated ? AdminWords.simulated(language) : ""
        pairs([
            (AdminWords.now(language), Cell(Moment.local(clock.now) + mark)),
            (AdminWords.zone(language), Cell(clock.timeZone)),
        ])
        if !clock.consequences.isEmpty {
            heading(AdminWords.moved(language))
            table(.consequences(clock.consequences, language))
        }
    }

    /// How the daemon is.
    package init(_ status: V1.StatusResponse, _ language: Language) {
        self.init(json: status.json, csv: CSV(status))
        line("cased \(status.version)")
        let mark = status.simulatedClock ? AdminWords.simulated(language) : ""
        var rows = [
            (AdminWords.now(language), Cell(Moment.local(status.now) + mark)),
            (AdminWords.uptime(language), Cell(Self.span(status.uptimeSeconds, language))),
        ]
        // Who does not look after it is not told how much there is.
        if status.counted { rows += Self.counts(status, language) }
        rows += [
            (AdminWords.lines(language), Cell(String(status.historyLines))),
            (AdminWords.head(language), Cell(status.chainHead)),
            (AdminWords.rulebook(language), Cell(status.rulebookHash)),
            (AdminWords.calendar(language), Cell(status.calendarKnownUntil)),
            (AdminWords.data(language), Cell(status.dataFolder)),
        ]
        pairs(rows)
        guard !status.warnings.isEmpty else { return }
        heading(AdminWords.warnings(language))
        for caution in status.cautions { add(caution, language) }
        // An earlier daemon sends only sentences.
        guard status.cautions.isEmpty else { return }
        for warning in status.warnings { line("  ! " + warning.text(language)) }
    }

    private static func counts(
        _ status: V1.StatusResponse, _ language: Language
    ) -> [(String, Cell)] {
        let cases = [String(status.cases), String(status.openCases)]
        return [
            (AdminWords.cases(language), Cell(AdminWords.open.filled(cases, language))),
            (
                AdminWords.overdue(language),
                Cell(String(status.overdue), colour: status.overdue > 0 ? .red : nil)
            ),
            (
                AdminWords.quarantined(language),
                Cell(String(status.quarantined), colour: status.quarantined > 0 ? .red : nil)
            ),
            (AdminWords.deliveries(language), Cell(String(status.pendingDeliveries))),
            (AdminWords.jobs(language), Cell(String(status.jobsLive))),
            (AdminWords.doubled(language), Cell(String(status.messagesDoubled))),
        ]
    }

    private static func span(_ seconds: Int64, _ language: Language) -> String {
        let hours = seconds / 3_600
        let clock = [String(hours % 24), String(seconds % 3_600 / 60)]
        let text = AdminWords.clock.filled(clock, language)
        return hours < 24 ? text : AdminWords.days.filled([String(hours / 24), text], language)
    }

    /// Whether the chain of history holds.
    package init(_ answer: V1.VerifyResponse, _ language: Language) {
        self.init(
            json: answer.json,
            csv: CSV(
                ["ok", "lines", "head", "reads", "reads_head", "problems"], objects: [answer.json],
                language))
        if answer.ok {
            line(AdminWords.ok.filled(String(answer.lines), language))
        } else {
            line(AdminWords.broken(language))
            for problem in answer.problems { line("  ! " + problem) }
        }
        let reads = AdminWords.readsHead.filled([String(answer.reads), answer.readsHead], language)
        pairs([
            (AdminWords.head(language), Cell(answer.head)),
            (AdminWords.reads(language), Cell(reads)),
        ])
    }
}

extension CSV {
    /// A line for each figure.
    fileprivate init(_ status: V1.StatusResponse) {
        self.init(["name", "value"])
        guard case .object(let members) = status.json else { return }
        for (name, value) in members {
            switch value {
            case .string(let text): append([name, text])
            case .array, .object, .null: continue
            case .bool, .integer, .number: append([name, value.compactText])
            }
        }
    }
}
