// SPDX-License-Identifier: Apache-2.0
import CaseProto

/// Messages as a daemon would send them, made by hand.
enum Fixtures {
    static let answerBasis = V1.Basis(
        law: "deputies-law", article: "51",
        text: V1.Label(zh: "《代表法》第51条", en: "Deputies Law, art. 51"))
    static let practice = V1.Basis(law: "practice", unread: true)

    static func text(_ text: String) -> V1.Value { V1.Value(kind: .text(text)) }

    static func list(_ texts: String...) -> V1.Value {
        V1.Value(
            kind: .list(V1.ValueList(items: texts.map { V1.ValueItem(kind: .text($0)) })))
    }

    static let refusal = V1.Refusal(
        code: "refused",
        sentence: V1.Label(zh: "〈答复〉尚缺以下条件", en: "‹Answer› lacks these conditions"),
        unmet: [
            V1.Unmet(
                code: "recorded", parameters: ["event": "contact"],
                sentence: V1.Label(zh: "尚未〈沟通〉", en: "‹Contact› has not taken place"),
                mend: V1.Label(
                    zh: "由主办单位登记〈沟通〉", en: "record ‹Contact› (lead office)"),
                basis: [answerBasis],
                remedies: [
                    V1.Remedy(
                        kind: .act(V1.RemedyAct(caseId: "JY-2025-000001", event: "contact")),
                        label: V1.Label(zh: "沟通", en: "Contact"))
                ]),
            V1.Unmet(
                code: "any",
                sentence: V1.Label(
                    zh: "应满足其一:缺少材料〈盖章页〉;尚未〈签发〉",
                    en: "one of these must hold: document ‹Seal› is missing; ‹Sign› not recorded"),
                mend: V1.Label(
                    zh: "将〈盖章页〉归卷;或由签发领导登记〈签发〉",
                    en: "put ‹Seal› on file; or record ‹Sign› (leader)"),
                remedies: [
                    V1.Remedy(
                        kind: .attach(
                            V1.RemedyAttach(caseId: "JY-2025-000001", document: "body_seal")),
                        label: V1.Label(zh: "盖章页", en: "Seal")),
                    V1.Remedy(
                        kind: .act(V1.RemedyAct(caseId: "JY-2025-000001", event: "sign")),
                        label: V1.Label(zh: "签发", en: "Sign")),
                ]),
            V1.Unmet(
                code: "field", parameters: ["field": "reply_type"],
                sentence: V1.Label(zh: "缺〈答复类别〉", en: "‹Reply type› is missing"),
                basis: [practice]),
        ], possible: ["contact", "chase"],
        possibleLabels: [
            V1.Label(zh: "沟通", en: "Contact"), V1.Label(zh: "催办", en: "Chase"),
        ])

    static let replyClock = V1.ClockRun(
        caseId: "JY-2025-000001", clock: "reply", run: 1,
        label: V1.Label(zh: "答复时限", en: "Reply"), whose: "MZJ", kind: "duty",
        startedOn: "2025-02-01", due: "2025-05-06", provisional: true, status: "running",
        originalDue: "2025-05-01", basis: [answerBasis])

    static let done = V1.Done(
        caseId: "JY-2025-000001", version: 7, state: "answered", previousState: "co_handling",
        transition: "answer", sequence: 42,
        consequences: [
            V1.Consequence(
                caseId: "HB-2025-000002", event: "conclude", state: "concluded", kind: "told",
                eventLabel: V1.Label(zh: "办结", en: "Conclude"),
                stateLabel: V1.Label(zh: "已办结", en: "Concluded"))
        ], clocks: [replyClock], basis: [answerBasis],
        stateLabel: V1.Label(zh: "已答复", en: "Answered"),
        previousStateLabel: V1.Label(zh: "会办", en: "Co-handling"))

    static let item = V1.Case(
        caseId: "JY-2025-000001", workflow: "proposal", workflowVersion: 3, profile: "cn-fujian",
        state: "co_handling", stateLabel: V1.Label(zh: "会办", en: "Co-handling"), version: 6,
        mode: "record", openedOn: "2025-02-01", recordedAt: "2025-02-03T09:00:00+08:00",
        parent: "", title: "关于加强社区养老服务的建议",
        workflowLabel: V1.Label(zh: "代表建议", en: "Deputy's suggestion"),
        naturalKey: "市人大/十七届四次/1041",
        fields: [
            V1.CaseField(
                name: "number", label: V1.Label(zh: "编号", en: "Number"), value: text("1041"),
                type: "integer"),
            V1.CaseField(
                name: "co_handlers", label: V1.Label(zh: "会办单位", en: "Co-handlers"),
                value: list("CZJ", "WJW"),
                display: V1.Label(zh: "市财政局、市卫健委", en: "Finance, Health"), type: "list"),
            V1.CaseField(
                name: "phone", label: V1.Label(zh: "电话", en: "Phone"),
                value: text("0595-2000000\u{1B}[31m"), personal: true, type: "text"),
            V1.CaseField(
                name: "remarks", label: V1.Label(zh: "说明", en: "Remarks"), value: text(""),
                type: "text"),
            V1.CaseField(
                name: "reply_type", label: V1.Label(zh: "答复类别", en: "Reply type"),
                type: "choice"),
        ],
        roles: [
            V1.RoleBinding(
                role: "lead", label: V1.Label(zh: "主办", en: "Lead"), office: "MZJ",
                name: "市民政局"),
            V1.RoleBinding(
                role: "proposer", label: V1.Label(zh: "提出者", en: "Proposer"), name: "林某某"),
        ], clocks: [replyClock, stoppedClock],
        documents: [
            V1.Document(
                id: 5, caseId: "JY-2025-000001", kind: "suggestion",
                label: V1.Label(zh: "建议原文", en: "Suggestion"), name: "1041号.pdf",
                size: 120_345,
                sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                addedOn: "2025-02-01", addedBy: "王某"),
            V1.Document(
                caseId: "JY-2025-000001", kind: "reply", label: V1.Label(zh: "答复函", en: "Reply"),
                expected: true),
        ], deliveries: [delivery],
        children: [
            V1.CaseLink(
                caseId: "HB-2025-000002", workflow: "co_handling", state: "received",
                stateLabel: V1.Label(zh: "收悉", en: "Received"), title: "会办意见", office: "CZJ",
                workflowLabel: V1.Label(zh: "会办件", en: "Co-handling"))
        ], notGiven: ["signer", "contact"], rulebookHash: "0123456789abcdef0123456789abcdef",
        notGivenLabels: [
            V1.Label(zh: "签发人", en: "Signer"), V1.Label(zh: "联系人", en: "Contact"),
        ])

    static let stoppedClock = V1.ClockRun(
        caseId: "JY-2025-000001", clock: "sign_for", run: 2,
        label: V1.Label(zh: "签收", en: "Sign for"), whose: "MZJ", startedOn: "2025-02-01",
        due: "2025-02-08", status: "stopped", stoppedOn: "2025-02-10", inTime: false,
        basis: [practice])

    static let delivery = V1.Delivery(
        id: 11, caseId: "JY-2025-000001", kind: "copy", label: V1.Label(zh: "抄送", en: "Copy"),
        recipient: "市人大常委会代表工委", office: "RDDW", copies: 2, status: "pending",
        madeOn: "2025-04-01")

    static let failedDelivery = V1.Delivery(
        id: 12, caseId: "JY-2025-000003", kind: "reply", label: V1.Label(zh: "答复", en: "Reply"),
        recipient: "陈某某", copies: 1, status: "failed", madeOn: "2025-04-01",
        sentOn: "2025-04-02")

    static let acts = V1.ActsByResponse(
        number: 1_000, name: "王某",
        acts: history.map {
            V1.DoneAct(
                line: $0, workflow: "proposal",
                workflowLabel: V1.Label(zh: "代表建议", en: "Proposal"), number: "1041",
                title: "关于完善老旧小区的建议", day: "2025-02-0\($0.sequence - 37)",
                takenBack: $0.sequence == 41, deputised: $0.sequence == 40)
        })

    static let history = [
        V1.HistoryLine(
            sequence: 40, caseId: "JY-2025-000001", version: 1, happenedOn: "",
            recordedAt: "2025-02-03T09:00:00+08:00", mode: "record", actorOffice: "RDB",
            actorName: "市人大办", role: "assigner", enteredByUid: 1_000, enteredByName: "王某",
            event: "open", eventLabel: V1.Label(zh: "立件", en: "Open"), transition: "open",
            to: "received",
            changes: [
                V1.FieldChange(
                    field: "number", label: V1.Label(zh: "编号", en: "Number"),
                    after: text("1041")),
                V1.FieldChange(
                    field: "phone", label: V1.Label(zh: "电话", en: "Phone"), personal: true,
                    digest: "aabbccddeeff00112233"),
            ], note: "补录\n第二行", requestId: "r-1", basis: [answerBasis],
            previousHash: "00ff", hash: "11ee22dd33cc44bb55aa",
            toLabel: V1.Label(zh: "收悉", en: "Received"),
            roleLabel: V1.Label(zh: "交办机关", en: "Assigning body")),
        V1.HistoryLine(
            sequence: 41, caseId: "JY-2025-000001", happenedOn: "2025-02-05",
            recordedAt: "2025-02-05T10:00:00+08:00", mode: "live", event: "attach",
            eventLabel: V1.Label(zh: "登记材料", en: "Attach"),
            changes: [
                V1.FieldChange(
                    field: "document", label: V1.Label(zh: "文书种类", en: "kind of document"),
                    after: text("contact_record"),
                    afterDisplay: V1.Label(zh: "沟通记录", en: "Contact record"))
            ],
            hash: "99887766554433221100"),
    ]

    static let watched = [
        V1.WatchEvent(reached: 39),
        V1.WatchEvent(
            reached: 40, line: history[0], workflow: "proposal", title: "关于加强社区养老服务的建议"),
        V1.WatchEvent(reached: 41, line: history[1], workflow: "proposal", title: "建议\u{1B}[2J"),
    ]

    static let why = V1.WhyResponse(
        caseId: "JY-2025-000001", state: "co_handling",
        stateLabel: V1.Label(zh: "会办", en: "Co-handling"),
        events: [
            V1.WhyEvent(
                event: "contact", label: V1.Label(zh: "沟通", en: "Contact"), possible: true,
                to: "co_handling", by: ["lead"], yours: true, takes: ["contact_mode"],
                mayTake: ["remarks"], basis: [answerBasis],
                toLabel: V1.Label(zh: "会办", en: "Co-handling"),
                byLabels: [V1.Label(zh: "主办单位", en: "Lead office")],
                takesLabels: [V1.Label(zh: "沟通方式", en: "Way of contact")],
                mayTakeLabels: [V1.Label(zh: "说明", en: "Remarks")]),
            V1.WhyEvent(
                event: "answer", label: V1.Label(zh: "答复", en: "Answer"), to: "answered",
                by: ["lead", "leader"], unmet: refusal.unmet, basis: [answerBasis],
                toLabel: V1.Label(zh: "已答复", en: "Answered"),
                byLabels: [
                    V1.Label(zh: "主办单位", en: "Lead office"),
                    V1.Label(zh: "签发领导", en: "Leader"),
                ]),
        ])

    static let due = V1.DueResponse(
        today: "2025-04-30",
        items: [
            dueItem("JY-2025-000003", "关于完善老旧小区电梯的建议", -3, "red"),
            dueItem("JY-2025-000001", "关于加强社区养老服务的建议", 0, "red"),
            dueItem("TA-2025-000002", "Plan for 5G, \"phase 2\"", 6, "yellow"),
            dueItem("TA-2025-000007", "é + 한글", 40, "green"),
        ], total: 4, totalOverdue: 1)

    private static func dueItem(
        _ id: String, _ title: String, _ days: Int32, _ light: String
    ) -> V1.DueItem {
        V1.DueItem(
            caseId: id, workflow: "proposal", title: title, state: "received",
            stateLabel: V1.Label(zh: "收悉", en: "Received"), clock: "reply",
            clockLabel: V1.Label(zh: "答复时限", en: "Reply"), due: "2025-05-06",
            provisional: days > 30, daysLeft: days, office: "MZJ",
            officeName: days > 30 ? "" : "市民政局", overdue: days < 0, light: light, kind: "duty")
    }
}
