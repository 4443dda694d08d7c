// SPDX-License-Identifier: Apache-2.0
import CaseProto

extension Fixtures {
    static let calculation = V1.Calculation(
        due: "2025-05-06", unrolled: "2025-05-01",
        days: [
            V1.CountedDay(date: "2025-04-28", kind: "start", weekday: "1"),
            V1.CountedDay(date: "2025-04-29", kind: "counted", number: 1, weekday: "2"),
            V1.CountedDay(date: "2025-04-30", kind: "counted", number: 2, weekday: "3"),
            V1.CountedDay(
                date: "2025-05-01", kind: "holiday", number: 3, holiday: "劳动节", weekday: "4"),
            V1.CountedDay(date: "2025-05-06", kind: "end", weekday: "2", provisional: true),
        ], basis: [answerBasis], rule: "3 days", from: "2025-04-28", calendar: "cn-2025")

    static let explanation = V1.ExplainResponse(
        caseId: "JY-2025-000001",
        clocks: [
            V1.ClockExplanation(
                run: replyClock,
                limits: [
                    V1.LimitExplanation(
                        rule: V1.Label(zh: "3日", en: "3 days"), binding: true,
                        calculation: calculation),
                    V1.LimitExplanation(
                        rule: V1.Label(zh: "6个月", en: "6 months"),
                        pending: V1.Label(zh: "尚无开会日期", en: "the meeting's day is not known")),
                ], notes: ["延长过一次"],
                accrued: V1.Accrued(
                    principal: "30000", added: "4500", paid: "15000", owed: "34500", days: 10,
                    cappedOn: "2025-05-24", unpaid: "19500"))
        ])

    static let workflows = V1.ListWorkflowsResponse(
        workflows: [
            V1.WorkflowHead(
                workflow: "proposal", version: 3, effective: "2015-08-29", prefix: "JY",
                label: V1.Label(zh: "代表建议", en: "Deputy's suggestion"), states: 9,
                transitions: 21, clocks: 4)
        ],
        profiles: [
            V1.ProfileHead(
                profile: "cn-fujian", version: 1, effective: "2015-01-01",
                label: V1.Label(zh: "福建", en: "Fujian"), extends: "cn")
        ], rulebookHash: "abc123")

    static let workflow = V1.Workflow(
        head: workflows.workflows.first, profile: "cn-fujian",
        states: [
            V1.NamedLabel(
                name: "received", label: V1.Label(zh: "收悉", en: "Received"),
                remark: V1.Label(zh: "开始", en: "initial"))
        ],
        events: [V1.NamedLabel(name: "answer", label: V1.Label(zh: "答复", en: "Answer"))],
        fields: [
            V1.NamedLabel(
                name: "title", label: V1.Label(zh: "标题", en: "Title"),
                remark: V1.Label(zh: "文字", en: "text"))
        ], roles: [V1.NamedLabel(name: "lead", label: V1.Label(zh: "主办", en: "Lead"))],
        clocks: [
            V1.ClockRule(
                clock: "reply", label: V1.Label(zh: "答复时限", en: "Reply"), kind: "duty",
                whose: "lead",
                limits: [
                    V1.Label(zh: "3个月", en: "3 months"), V1.Label(zh: "6个月", en: "6 months"),
                ], basis: [answerBasis])
        ],
        transitions: [
            V1.TransitionRow(
                id: "answer_a", event: "answer", from: ["received", "co_handling"],
                to: "answered", by: ["lead"],
                requires: V1.Label(zh: "已沟通", en: "contact has taken place"),
                effects: [
                    V1.Label(zh: "停止〈答复时限〉", en: "stops ‹Reply›"),
                    V1.Label(zh: "起算〈公开时限〉", en: "starts ‹Publication›"),
                ], basis: [answerBasis, practice],
                when: V1.Label(zh: "答复类别为A", en: "reply type is A"),
                trigger: V1.Label(zh: "期限届满", en: "when it has passed"))
        ])

    static let check = V1.CheckResponse(
        findings: [
            V1.Finding(
                file: "workflows/proposal.yaml", line: 12, severity: "error",
                reason: "there is no state recieved", mend: "did you mean received?",
                sentence: V1.Label(zh: "没有状态“recieved”", en: "there is no state recieved"),
                remedy: V1.Label(zh: "是否应为 received?", en: "did you mean received?")),
            V1.Finding(
                file: "rulebook.yaml", severity: "remark", reason: "basis is unread",
                sentence: V1.Label(zh: "依据未核原文", en: "basis is unread")),
        ])

    static let office = V1.Office(
        code: "MZJ", name: "市民政局", aliases: ["民政局", "泉州市民政局"], place: "泉州",
        profile: "cn-fujian", duties: ["supervisor"], numberCode: "泉民")

    static let user = V1.User(
        uid: 1_000, name: "王某",
        memberships: [
            V1.Membership(office: "MZJ", role: "clerk", standing: "member", reach: "own"),
            V1.Membership(office: "CZJ", role: "lead", standing: "entry", reach: "own"),
        ], admin: true, known: true)

    static let status = V1.StatusResponse(
        version: "0.1.0", now: "2025-04-30T08:00:00+08:00", simulatedClock: true, cases: 120,
        openCases: 30, overdue: 2, historyLines: 990, chainHead: "feed", rulebookHash: "abc123",
        calendarKnownUntil: "2026-12-31",
        warnings: [V1.Label(zh: "2027年历法未公布", en: "The calendar of 2027 is not announced")],
        pendingDeliveries: 3, dataFolder: "/var/lib/cased", uptimeSeconds: 93_784,
        cautions: [
            V1.Caution(
                sentence: V1.Label(zh: "2027年历法未公布", en: "The calendar of 2027 is not announced")),
            V1.Caution(
                sentence: V1.Label(zh: "任务已暂停:hook、spool", en: "jobs are paused: hook, spool"),
                mend: V1.Label(zh: "恢复任务:hook、spool", en: "resume the jobs: hook, spool"),
                remedy: V1.Remedy(kind: .resumeJobs(V1.RemedyJobs(kinds: ["hook", "spool"]))),
                name: "jobs-paused"),
        ], counted: true, readOnly: true, startedAt: "2025-04-29T05:57:00.000Z",
        vitals: V1.Vitals(
            diskFree: 500 << 20, diskSize: 250 << 30, reserve: 512 << 20,
            readOnlySince: "2025-04-30T07:00:00.000Z", logBytes: 18 << 20, waiting: 2,
            commit: V1.Spread(count: 1_000, median: 3_149, p99: 20_050, largest: 1_204_000),
            sync: V1.Spread(count: 1_000, median: 2_950, p99: 19_000, largest: 1_200_000),
            batch: V1.Spread(count: 1_000, median: 1, p99: 4, largest: 31),
            faults: [
                V1.DiskFault(
                    kind: "checkpoint",
                    label: V1.Label(zh: "日志归位", en: "bringing the log to its place"),
                    count: 3, lastAt: "2025-04-30T06:59:00.000Z",
                    cause: V1.Label(zh: "磁盘已满", en: "the disk is full"))
            ],
            backups: V1.BackupState(
                madeAt: "2025-04-29T18:30:00.000Z",
                path: "/var/backups/cased/cased-20250429T183000Z",
                lines: 900, also: "/mnt/elsewhere/cased-20250429T183000Z",
                drillAt: "2025-04-29T18:31:00.000Z",
                drillPath: "/var/backups/cased/cased-20250429T183000Z",
                drillFailure: "a page is damaged")))

    static let examined = V1.ExamineResponse(
        faults: [
            V1.Fault(
                area: "jobs",
                sentence: V1.Label(zh: "已修复缺失或多余的任务2项", en: "mended: 2 jobs that are missing"),
                mended: true, mendable: true)
        ], lines: 9, head: "ab12", documents: 4)
    static let caution = V1.Caution(
        sentence: V1.Label(zh: "3件函件未送达", en: "3 deliveries failed"),
        mend: V1.Label(zh: "查看未送达的函件", en: "see the deliveries that failed"),
        remedy: V1.Remedy(kind: .look(V1.RemedyLook(at: "failed_deliveries"))),
        name: "deliveries-failed", since: "2025-04-29T06:00:00.000Z",
        acknowledgement: V1.Acknowledgement(
            by: "王某", at: "2025-04-29T07:00:00.000Z", until: "2025-05-10", reason: "已致电"))

    static let warnings = V1.StatusResponse(
        cautions: [
            V1.Caution(
                sentence: V1.Label(zh: "2027年历法未公布", en: "The calendar of 2027 is not announced"),
                name: "calendar", since: "2025-04-29T06:00:00.000Z")
        ], acknowledged: [Fixtures.caution])

    static let clock = V1.ClockResponse(
        now: "2025-05-03T08:00:00+08:00", simulated: true, timeZone: "Asia/Shanghai",
        consequences: [
            V1.Consequence(
                caseId: "JY-2025-000001", event: "chase", state: "received", kind: "followed")
        ])

    static let notice = V1.ReadNoticeResponse(
        file: "a.txt", notice: true, form: "penalty_decision", authority: "样例县民政局",
        number: "样民罚〔2025〕1号", date: "2025-05-06",
        parties: [
            V1.NoticeParty(name: "样例县某协会", code: "51000000MJ00000001"),
            V1.NoticeParty(name: "样例县某商会"),
        ], ground: "未按规定接受监督检查", penalties: ["警告", "罚款1000元"],
        basis: [
            V1.NoticeBasis(
                law: "社会团体登记管理条例", article: "第三十条", paragraph: "第一款", item: "第(三)项")
        ])
    static let letter = V1.ImportLetterResponse(
        file: "a.txt", letter: true,
        fields: [
            V1.LetterField(
                name: "doc_number", value: text("泉民函〔2025〕41号"), source: "泉民函〔2025〕41号",
                confidence: 0.99),
            V1.LetterField(
                name: "number", value: text("1041"), source: "第1041号", confidence: 0.9,
                integer: true),
            V1.LetterField(
                name: "co_offices", value: list("市财政局"), source: "会同市财政局",
                confidence: 0.75),
            V1.LetterField(
                name: "copies",
                value: V1.Value(
                    kind: .list(
                        V1.ValueList(items: [
                            V1.ValueItem(
                                kind: .record(
                                    V1.Record(fields: ["office": "市政府督查室", "copies": "2"])))
                        ]))), source: "抄送:市政府督查室(2份)", confidence: 1),
        ], caseId: "JY-2025-000009", state: "answered", notGiven: ["phone"],
        remarks: [V1.Label(zh: "会办意见未附", en: "the opinion is not enclosed")])

    static let noLetter = V1.ImportLetterResponse(
        file: "b.txt", reason: V1.Label(zh: "没有发文字号", en: "it has no document number"))
}
