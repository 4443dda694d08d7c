// SPDX-License-Identifier: Apache-2.0
import CaseProto

// Rules that change, bulk actions and figures, as a daemon would tell of them.
extension Fixtures {
    static let preview = V1.PreviewResponse(
        cases: 12, same: 3, wouldMove: 8, stuck: 1, movedDates: 2, becomeOverdue: 1,
        plans: [
            V1.CasePlan(
                caseId: "JY-2020-000007", title: "建议7", outcome: "moves",
                moved: [
                    V1.MovedDate(clock: "reply", before: "2020-02-01", after: "2020-02-03")
                ], becomeOverdue: ["reply"]),
            V1.CasePlan(
                caseId: "JY-2020-000008", title: "建议8", outcome: "stuck",
                reasons: [
                    V1.Label(
                        zh: "新版没有状态“received”", en: "the new version has no state “received”")
                ]),
        ],
        recounts: [
            V1.CasePlan(
                caseId: "JY-2020-000009", title: "建议9", outcome: "moves",
                moved: [
                    V1.MovedDate(clock: "objection", before: "2020-02-04", after: "2020-02-06")
                ])
        ], notices: ["国办发明电〔2020〕1号"])

    static let installed = V1.InstallResponse(
        id: 2, rulebookHash: String(repeating: "ab", count: 32))

    static let installations = V1.ListInstalledResponse(rulebooks: [
        V1.Installed(
            id: 2, rulebookHash: String(repeating: "ab", count: 32),
            installedAt: "2026-01-05T09:00:00+08:00", inForce: true),
        V1.Installed(
            id: 1, rulebookHash: String(repeating: "cd", count: 32),
            installedAt: "2025-01-05T09:00:00+08:00"),
    ])

    static let calendars = V1.ListCalendarsResponse(calendars: [
        V1.CalendarHead(
            calendar: "cn-holidays", version: "cn-holidays@2025-11-04", knownFrom: "2018-01-01",
            knownUntil: "2026-12-31", missingYear: 2027,
            versions: [
                V1.CalendarVersion(
                    version: "cn-holidays@2025-11-04", announcedOn: "2025-11-04",
                    notice: "国办发明电〔2025〕7号", inForce: true)
            ])
    ])

    static let bulk = V1.Bulk(
        id: 7, kind: "migrate", reason: "新办法施行", userName: "root", status: "done",
        startedAt: "2026-01-05T09:00:00+08:00", endedAt: "2026-01-05T09:00:01+08:00", done: 1,
        failed: 1,
        items: [
            V1.BulkItem(
                caseId: "JY-2020-000007", status: "done", result: V1.Label(zh: "已迁移", en: "moved"))
        ])

    static let circular = V1.CircularResponse(
        from: "2025-05-01", to: "2025-05-31",
        offices: [
            V1.CircularOffice(
                office: "mzj", name: "示例市民政局", assigned: 12, answered: 10, answeredInMonth: 4,
                inTime: 9, judged: 10, green: 1, yellow: 1, red: 0, chased: 1, rated: 5,
                satisfied: 5, rank: 1, rankBefore: 2),
            V1.CircularOffice(
                office: "jyj", name: "示例市教育局", assigned: 3, answered: 1, answeredInMonth: 0,
                inTime: 1, judged: 2, green: 1, yellow: 0, red: 1, lateDays: 12, chased: 3, rank: 2,
                rankBefore: 1),
        ],
        total: V1.CircularOffice(
            assigned: 15, answered: 11, answeredInMonth: 4, inTime: 10, judged: 12, green: 2,
            yellow: 1, red: 1, lateDays: 12, chased: 4, rated: 5, satisfied: 5),
        late: [
            V1.CircularLate(
                caseId: "JY-2025-000007", number: "7", title: "关于社区养老服务的建议",
                officeName: "示例市教育局", due: "2025-05-19", days: 12)
        ],
        unread: 1, text: "@document\n@title 关于2025年5月建议提案办理情况的通报\n正文\n")

    static let figures = V1.FiguresResponse(
        workflow: "inspection", workflowLabel: V1.Label(zh: "双随机抽查", en: "Random inspection"),
        cutOff: "2022-12-31", cases: 1,
        figures: [
            V1.Figure(
                name: "rate", label: V1.Label(zh: "抽查比例", en: "Rate of inspection"),
                denominator: 766, numerator: 77),
            V1.Figure(
                name: "by_finding", label: V1.Label(zh: "检查结果", en: "By finding"),
                denominator: 77,
                groups: [
                    V1.FigureGroup(
                        value: "normal", label: V1.Label(zh: "正常", en: "Normal"), count: 70)
                ]),
        ], unread: 2)
}
