// SPDX-License-Identifier: Apache-2.0
import CaseProto

// Jobs and notices, as a daemon would tell of them.
extension Fixtures {
    static let job = V1.Job(
        id: 12, kind: "sendmail", key: "letter 3", caseId: "JY-2025-000001", state: "discarded",
        dueAt: "2025-05-06T00:00:00.000Z", attempt: 12, attempts: 12,
        error: "/usr/sbin/sendmail ended with 67: user unknown",
        madeAt: "2025-05-01T00:00:00.000Z", endedAt: "2025-05-06T00:00:00.000Z")

    static let jobs = V1.ListJobsResponse(
        jobs: [
            job,
            V1.Job(
                id: 13, kind: "clock", key: "JY-2025-000001 reply 1", caseId: "JY-2025-000001",
                state: "scheduled", dueAt: "2025-05-07T00:00:00.000Z", attempts: 8,
                madeAt: "2025-05-01T00:00:00.000Z"),
        ],
        counts: [V1.JobCount(kind: "clock", state: "scheduled", count: 40)], paused: ["hook"])

    static let notices = V1.ListNoticesResponse(notices: [
        V1.Notice(
            id: 7, kind: "chase", kindLabel: V1.Label(zh: "催办通知", en: "Reminder"),
            caseId: "JY-2025-000001", clock: "reply", run: 1, due: "2025-05-06", step: 2,
            office: "MZJ", recipient: "市民政局", role: "lead", day: "2025-05-13",
            givenOn: "2025-05-15", late: true, status: "failed", reason: "no such host",
            text: V1.Label(zh: "第2次催办:〈答复时限〉已届满", en: "Reminder 2: ‹Reply› was due")),
        V1.Notice(
            id: 6, kind: "digest", kindLabel: V1.Label(zh: "每日办理情况", en: "Daily list"),
            office: "DCS", recipient: "市政府督查室", day: "2025-05-13", givenOn: "2025-05-13",
            status: "shown",
            text: V1.Label(zh: "市政府督查室 2025-05-13 办理情况\n逾期(1)", en: "Office\nOverdue (1)")),
    ])

    static let reads = V1.ListReadsResponse(
        reads: [
            V1.Read(
                number: 9, uid: 1001, userName: "张三", day: "2025-05-13",
                readAt: "2025-05-13T01:30:00.000Z", call: "Cases/Get",
                cases: [V1.ReadCase(caseId: "JB-2025-000001", names: ["informant"])]),
            V1.Read(
                number: 8, uid: 1002, day: "2025-05-12", readAt: "2025-05-12T01:30:00.000Z",
                call: "Cases/List",
                cases: [
                    V1.ReadCase(caseId: "JB-2025-000001"), V1.ReadCase(caseId: "JB-2025-000002"),
                ]),
        ], more: true)
}
