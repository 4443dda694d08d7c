// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum JobWords {
    static let none = Text(zh: "没有此类任务。", en: "There are no such jobs.")
    static let kind = Text(zh: "种类", en: "Kind")
    static let about = Text(zh: "事由", en: "Belongs to")
    static let dueAt = Text(zh: "时间", en: "When")
    static let attempt = Text(zh: "次数", en: "Tries")
    static let error = Text(zh: "原因", en: "Why")
    static let paused = Text(zh: "已暂停:", en: "Paused: ")
    static let noNotices = Text(zh: "没有提醒。", en: "Nobody was told anything.")
    static let noDigest = Text(zh: "此日没有办理情况。", en: "There is no list of that morning.")
    static let more = Text(
        zh: "只列出最近%条:--limit 可多列(最多1000),--oldest-first 由旧到新逐批列。",
        en:
            "Only the newest % are shown: --limit N (at most 1000), or --oldest-first from the first."
    )
    static let next = Text(
        zh: "已列出%条;续列用 --after %。", en: "% are shown; --after % lists the next.")
    static let byDelivery = Text(zh: "随函件%", en: "as delivery %")
    static let givenOn = Text(zh: "发出", en: "Given on")
    static let to = Text(zh: "对象", en: "To")
    static let text = Text(zh: "内容", en: "Text")
    static let late = Text(zh: "迟", en: "late")

    static func kind(_ code: String) -> Text {
        switch code {
        case "clock": Text(zh: "时限", en: "clock")
        case "sendmail": Text(zh: "邮件", en: "sendmail")
        case "spool": Text(zh: "交换文件夹", en: "spool")
        case "hook": Text(zh: "命令", en: "hook")
        case "bulk": Text(zh: "批量操作", en: "bulk")
        case "digest": Text(zh: "每日情况", en: "digest")
        case "daily": Text(zh: "日常检查", en: "daily")
        default: Text(same: code)
        }
    }

    static func state(_ code: String) -> Text {
        switch code {
        case "available": Text(zh: "待做", en: "available")
        case "scheduled": Text(zh: "定时", en: "scheduled")
        case "retryable": Text(zh: "待重试", en: "retryable")
        case "running": Text(zh: "正在做", en: "running")
        case "completed": Text(zh: "完成", en: "completed")
        case "discarded": Text(zh: "已放弃", en: "discarded")
        case "cancelled": Text(zh: "已取消", en: "cancelled")
        default: Text(same: code)
        }
    }
}

/// What jobs are called: whatever word is shown is taken.
package enum JobVocabulary {
    /// Their kinds.
    package static let kinds = ["clock", "sendmail", "spool", "hook", "bulk", "digest", "daily"]
    /// How they stand.
    package static let states = [
        "available", "scheduled", "retryable", "running", "completed", "discarded", "cancelled",
    ]

    /// What people call a kind.
    package static func label(kind code: String) -> Text { JobWords.kind(code) }

    /// What people call a state.
    package static func label(state code: String) -> Text { JobWords.state(code) }

    /// The kind that a word means; a word that is none stands as it is, and the daemon says so.
    package static func kind(_ word: String) -> String {
        kinds.first { JobWords.kind($0).zh == word } ?? word
    }

    /// The state that a word means.
    package static func state(_ word: String) -> String {
        states.first { JobWords.state($0).zh == word } ?? word
    }
}

extension Report {
    private static let jobNames = [
        "id", "kind", "key", "case_id", "state", "due_at", "attempt", "attempts", "error",
        "made_at", "ended_at",
    ]

    /// Jobs, and how many there are.
    package init(_ list: V1.ListJobsResponse, _ language: Language) {
        self.init(
            json: list.json, csv: CSV(Self.jobNames, objects: list.jobs.map(\.json), language))
        if list.jobs.isEmpty {
            line(JobWords.none(language))
        } else {
            table(.jobs(list.jobs, language))
        }
        if !list.paused.isEmpty {
            let kinds = list.paused.map { JobWords.kind($0)(language) }
            line(JobWords.paused(language) + kinds.joined(separator: Words.listSeparator(language)))
        }
    }

    /// A job.
    package init(_ job: V1.Job, _ language: Language) {
        self.init(json: job.json, csv: CSV(Self.jobNames, objects: [job.json], language))
        table(.jobs([job], language))
    }

    /// What offices were told.
    package init(_ list: V1.ListNoticesResponse, _ language: Language) {
        let objects = list.notices.map(\.json)
        self.init(
            json: .array(objects),
            csv: CSV(
                [
                    "id", "kind", "case_id", "clock", "run", "due", "step", "office", "recipient",
                    "role", "day", "given_on", "late", "status", "reason", "text",
                ], objects: objects, language))
        guard !list.notices.isEmpty else {
            line(JobWords.noNotices(language))
            return
        }
        table(.notices(list.notices, language))
        guard list.more, let first = list.notices.first, let last = list.notices.last else {
            return
        }
        let words = first.id < last.id ? JobWords.next : JobWords.more
        line(words.filled([String(list.notices.count), String(last.id)], language))
    }

    /// An office's list of a morning.
    package init(digest: V1.Notice?, _ language: Language) {
        self.init(
            json: digest?.json ?? .null,
            csv: CSV(
                ["office", "given_on", "text"], objects: digest.map { [$0.json] } ?? [], language))
        guard let digest else {
            line(JobWords.noDigest(language))
            return
        }
        for text in digest.text.text(language).split(
            separator: "\n", omittingEmptySubsequences: false)
        {
            line(String(text))
        }
    }
}

extension V1.Notice {
    /// How far it is; what goes as a delivery has that delivery's fate.
    fileprivate func statusText(_ language: Language) -> String {
        let words = reason.split(separator: " ")
        if status == "shown", words.count == 2, words[0] == "letter" {
            return JobWords.byDelivery.filled(String(words[1]), language)
        }
        let text = Words.noticeStatus(status)(language)
        return reason.isEmpty ? text : "\(text): \(reason)"
    }
}

extension Table {
    fileprivate static func jobs(_ jobs: [V1.Job], _ language: Language) -> Table {
        Table(
            [
                Table.Column(Words.number(language), alignsRight: true)
            ]
                + [
                    JobWords.kind, JobWords.about, Words.status, JobWords.dueAt, JobWords.attempt,
                    JobWords.error,
                ].map { Table.Column($0(language)) },
            rows: jobs.map { job in
                [
                    Cell(String(job.id)), Cell(JobWords.kind(job.kind)(language)),
                    Cell(job.about.text(language, else: job.key)),
                    Cell(
                        JobWords.state(job.state)(language),
                        colour: job.state == "discarded" ? .red : nil),
                    Cell(Moment.local(job.dueAt)), Cell("\(job.attempt)/\(job.attempts)"),
                    Cell(job.error),
                ]
            })
    }

    fileprivate static func notices(_ notices: [V1.Notice], _ language: Language) -> Table {
        Table(
            [
                Table.Column(Words.number(language), alignsRight: true)
            ]
                + [JobWords.givenOn, JobWords.kind, JobWords.to, Words.status, JobWords.text].map {
                    Table.Column($0(language))
                },
            rows: notices.map { notice in
                let late = notice.late ? " (\(JobWords.late(language)))" : ""
                let text = notice.text.text(language)
                let first = text.split(separator: "\n").first.map(String.init) ?? text
                return [
                    Cell(String(notice.id)),
                    Cell(notice.givenOn + late, colour: notice.late ? .yellow : nil),
                    Cell(notice.kindLabel.text(language, else: notice.kind)),
                    Cell(notice.recipient),
                    Cell(
                        notice.statusText(language),
                        colour: notice.status == "failed" ? .red : nil),
                    Cell(first),
                ]
            })
    }
}
