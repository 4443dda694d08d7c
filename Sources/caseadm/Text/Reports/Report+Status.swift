// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum StatusWords {
    static let now = Text(zh: "现在", en: "Now")
    static let simulated = Text(zh: "(模拟时钟)", en: " (simulated clock)")
    static let head = Text(zh: "链头", en: "Chain head")
    static let uptime = Text(zh: "已运行", en: "Up for")
    static let cases = Text(zh: "案件", en: "Cases")
    static let open = Text(zh: "%件,在办%件", en: "%, % of them open")
    static let overdue = Text(zh: "逾期", en: "Overdue")
    static let quarantined = Text(zh: "隔离", en: "Quarantined")
    static let deliveries = Text(zh: "待送文书", en: "Pending deliveries")
    static let doubled = Text(zh: "可能重复投递", en: "Perhaps sent twice")
    static let jobs = Text(zh: "待办任务", en: "Jobs to come")
    static let lines = Text(zh: "历史行", en: "History lines")
    static let rulebook = Text(zh: "规则", en: "Rulebook")
    static let calendar = Text(zh: "历法已知至", en: "Calendar known until")
    static let data = Text(zh: "数据目录", en: "Data folder")
    static let warnings = Text(zh: "请注意", en: "Mind")
    static let days = Text(zh: "%天%", en: "% d %")
    static let clock = Text(zh: "%小时%分", en: "% h % min")
    static let since = Text(zh: "%,自%", en: "%, since %")
    static let disk = Text(zh: "磁盘剩余", en: "Disk left")
    static let left = Text(zh: "% / %,预留%", en: "% of %, reserve %")
    static let readOnly = Text(
        zh: ";自%起暂停受理", en: "; commands are refused since %")
    static let log = Text(zh: "数据库日志", en: "Database log")
    static let queue = Text(zh: "等待办理的操作", en: "Commands waiting")
    static let commits = Text(zh: "写入用时", en: "Writing takes")
    static let syncs = Text(zh: "磁盘确认用时", en: "Of it the disk")
    static let spread = Text(
        zh: "中位%,百分之九十九不超过%,最长%(最近%批)",
        en: "% (median), 99 of 100 within %, % at most (last % batches)")
    static let sizes = Text(zh: "每批操作", en: "Commands a batch")
    static let known = Text(
        zh: "已确认的警告%项:warning list", en: "Warnings known of: % (see warning list)")
    static let faults = Text(zh: "磁盘故障", en: "Disk faults")
    static let backup = Text(zh: "最近备份", en: "Last backup")
    static let drill = Text(zh: "恢复演练", en: "Restore drill")
    static let made = Text(zh: "%,%行,%", en: "%, % lines, %")
    static let also = Text(zh: ",另存%", en: ", also %")
    static let never = Text(zh: "从未", en: "never")
    static let failed = Text(zh: "%失败:%", en: "% failed: %")
    static let fine = Text(zh: "%成功", en: "% went well")
    static let fault = Text(zh: "%%次,最近%:%", en: "%: % times, last %: %")
}

extension Report {
    /// How the daemon is.
    package init(_ status: V1.StatusResponse, _ language: Language) {
        self.init(json: status.json, csv: CSV(status, language))
        line("cased \(status.version)")
        let mark = status.simulatedClock ? StatusWords.simulated(language) : ""
        var rows = [
            (StatusWords.now(language), Cell(Moment.local(status.now) + mark)),
            (StatusWords.uptime(language), Cell(Self.uptime(status, language))),
        ]
        // Who does not look after it is not told how much there is.
        if status.counted { rows += Self.counts(status, language) }
        if let vitals = status.vitals { rows += Self.vitals(vitals, language) }
        rows += [
            (StatusWords.lines(language), Cell(String(status.historyLines))),
            (StatusWords.head(language), Cell(status.chainHead)),
            (StatusWords.rulebook(language), Cell(status.rulebookHash)),
            (StatusWords.calendar(language), Cell(status.calendarKnownUntil)),
            (StatusWords.data(language), Cell(status.dataFolder)),
        ]
        pairs(rows)
        if !status.acknowledged.isEmpty {
            line(StatusWords.known.filled(String(status.acknowledged.count), language))
        }
        guard !status.warnings.isEmpty else { return }
        heading(StatusWords.warnings(language))
        for caution in status.cautions { add(caution, language) }
        // An earlier daemon sends only sentences.
        guard status.cautions.isEmpty else { return }
        for warning in status.warnings { line("  ! " + warning.text(language)) }
    }

    /// Figures, as they came.
    package init(_ answer: V1.MetricsResponse, _ language: Language) {
        let lines = answer.text.split(separator: "\n").map(String.init)
        let values = lines.filter { !$0.hasPrefix("#") }.map { text in
            let place = text.lastIndex(of: " ") ?? text.endIndex
            return [String(text[..<place]), String(text[place...].dropFirst())]
        }
        var csv = CSV(["name", "value"], language)
        for value in values { csv.append(value) }
        self.init(json: answer.json, csv: csv)
        for text in lines { line(text) }
    }

    private static func counts(
        _ status: V1.StatusResponse, _ language: Language
    ) -> [(String, Cell)] {
        let cases = [String(status.cases), String(status.openCases)]
        return [
            (StatusWords.cases(language), Cell(StatusWords.open.filled(cases, language))),
            (
                StatusWords.overdue(language),
                Cell(String(status.overdue), colour: status.overdue > 0 ? .red : nil)
            ),
            (
                StatusWords.quarantined(language),
                Cell(String(status.quarantined), colour: status.quarantined > 0 ? .red : nil)
            ),
            (StatusWords.deliveries(language), Cell(String(status.pendingDeliveries))),
            (StatusWords.jobs(language), Cell(String(status.jobsLive))),
            (StatusWords.doubled(language), Cell(String(status.messagesDoubled))),
        ]
    }

    private static func uptime(_ status: V1.StatusResponse, _ language: Language) -> String {
        let span = Self.span(status.uptimeSeconds, language)
        guard !status.startedAt.isEmpty else { return span }
        return StatusWords.since.filled([span, Moment.local(status.startedAt)], language)
    }

    /// The disk and the writing.
    private static func vitals(_ vitals: V1.Vitals, _ language: Language) -> [(String, Cell)] {
        var rows: [(String, Cell)] = []
        if vitals.diskSize > 0 {
            let sizes = [vitals.diskFree, vitals.diskSize, vitals.reserve].map(ByteCount.text)
            var text = StatusWords.left.filled(sizes, language)
            let isLow = !vitals.readOnlySince.isEmpty
            if isLow {
                text += StatusWords.readOnly.filled(Moment.local(vitals.readOnlySince), language)
            }
            rows.append((StatusWords.disk(language), Cell(text, colour: isLow ? .red : nil)))
        }
        rows += [
            (StatusWords.log(language), Cell(ByteCount.text(vitals.logBytes))),
            (StatusWords.queue(language), Cell(String(vitals.waiting))),
            (
                StatusWords.commits(language),
                Self.spread(vitals.commit, language) { $0.milliseconds }
            ),
            (StatusWords.syncs(language), Self.spread(vitals.sync, language) { $0.milliseconds }),
            (StatusWords.sizes(language), Self.spread(vitals.batch, language) { String($0) }),
        ]
        if let backups = vitals.backups { rows += Self.backups(backups, language) }
        let faults = vitals.faults.map { fault in
            StatusWords.fault.filled(
                [
                    fault.label?.text(language) ?? fault.kind, String(fault.count),
                    Moment.local(fault.lastAt), fault.cause?.text(language) ?? "",
                ], language)
        }
        rows.append(
            (
                StatusWords.faults(language),
                Cell(faults.joined(separator: "; "), colour: faults.isEmpty ? nil : .red)
            ))
        return rows
    }

    /// The last backup and the last drill.
    private static func backups(
        _ state: V1.BackupState, _ language: Language
    ) -> [(String, Cell)] {
        var made = StatusWords.never(language)
        if !state.madeAt.isEmpty {
            made = StatusWords.made.filled(
                [Moment.local(state.madeAt), String(state.lines), state.path], language)
            if !state.also.isEmpty { made += StatusWords.also.filled(state.also, language) }
        }
        if !state.failedAt.isEmpty {
            made += "; " + failure(state.failedAt, state.failure, language)
        }
        let isBad = state.madeAt.isEmpty || !state.failedAt.isEmpty || state.faults > 0
        let drill =
            state.drillAt.isEmpty
            ? StatusWords.never(language)
            : state.drillFailure.isEmpty
                ? StatusWords.fine.filled(Moment.local(state.drillAt), language)
                : failure(state.drillAt, state.drillFailure, language)
        return [
            (StatusWords.backup(language), Cell(made, colour: isBad ? .red : nil)),
            (
                StatusWords.drill(language),
                Cell(drill, colour: state.drillFailure.isEmpty ? nil : .red)
            ),
        ]
    }

    private static func failure(
        _ moment: String, _ why: String, _ language: Language
    ) -> String {
        StatusWords.failed.filled([Moment.local(moment), why], language)
    }

    /// None of nothing measured yet.
    private static func spread(
        _ spread: V1.Spread?, _ language: Language, _ text: (Int64) -> String
    ) -> Cell {
        guard let spread, spread.count > 0 else { return Cell("") }
        return Cell(
            StatusWords.spread.filled(
                [
                    text(spread.median), text(spread.p99), text(spread.largest),
                    String(spread.count),
                ], language))
    }

    private static func span(_ seconds: Int64, _ language: Language) -> String {
        let hours = seconds / 3_600
        let clock = [String(hours % 24), String(seconds % 3_600 / 60)]
        let text = StatusWords.clock.filled(clock, language)
        return hours < 24 ? text : StatusWords.days.filled([String(hours / 24), text], language)
    }
}

extension CSV {
    /// A line for each figure.
    fileprivate init(_ status: V1.StatusResponse, _ language: Language) {
        self.init(["name", "value"], language)
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

extension Int64 {
    /// Microseconds as `3.1 ms`.
    fileprivate var milliseconds: String {
        let tenths = (self + 50) / 100
        return "\(tenths / 10).\(tenths % 10) ms"
    }
}
