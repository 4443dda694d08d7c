// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Casework
import Testing
import TownHall
import Workflow

/// What may not be is refused with everything that is missing, by which rule, and what would mend it.
@Suite struct RefusalTests {
    private static let number: [String: Value] = ["letter_number": "民函〔2025〕9号"]
    private static let deputiesLaw = Label("《代表法》第51条", "Law on Deputies, Art. 51")

    /// An act that is missing; after a second round, missing since it began.
    private static func missing(
        _ event: String, _ zh: String, _ en: String, by roles: Label, of id: String,
        since: Label? = nil, basis: Label = Gap.practice
    ) -> Gap {
        Gap(
            "recorded", "尚未〈\(zh)〉" + (since.map { "(自〈\($0.zh)〉以来)" } ?? ""),
            "‹\(en)› not recorded" + (since.map { " [since ‹\($0.en)›]" } ?? ""),
            mend: Label("由\(roles.zh)登记〈\(zh)〉", "record ‹\(en)› (\(roles.en))"),
            as: .act(Remedy.Term(event, Label(zh, en)), in: id, by: roles),
            basis: [basis])
    }

    private static func noContact(_ id: String, since: Label? = nil) -> Gap {
        RefusalTests.missing(
            "contact", "沟通", "Contact", by: Label("主办单位", "Lead office"), of: id, since: since,
            basis: RefusalTests.deputiesLaw)
    }

    private static func noSignature(_ id: String) -> Gap {
        RefusalTests.missing("sign", "签发", "Sign", by: Label("签发领导", "Leader"), of: id)
    }

    private static func noDraft(_ id: String, since: Label? = nil) -> Gap {
        RefusalTests.missing(
            "draft", "拟稿", "Draft", by: Label("主办单位、文书", "Lead office, Clerk"), of: id,
            since: since)
    }

    @Test func answerBeforeSigningForNamesTheStatesInWhichItIsPossible() async throws {
        let item = try await Suggestion.assigned()
        try await item.refuses(
            "2025-04-02", "answer", by: .lead, RefusalTests.number,
            because: [
                Gap(
                    "event", "〈答复〉在“已交办”状态下不能办理",
                    "‹Answer› is not possible in state “Assigned”",
                    mend: Label(
                        "此事件可在:收悉、会办、重新办理;现在可办:撤回、改办、签收、申请退办、催办、提出人反映意见",
                        "it is possible in: Received, Co-handling, Re-handling; possible now: "
                            + "Withdraw, Assign to another, Sign for, Request return, Chase, "
                            + "Remark of the proposer"),
                    as: .chooseEvent(
                        possible: [
                            Remedy.Term("withdraw", Label("撤回", "Withdraw")),
                            Remedy.Term("reassign", Label("改办", "Assign to another")),
                            Remedy.Term("sign_for", Label("签收", "Sign for")),
                            Remedy.Term("request_return", Label("申请退办", "Request return")),
                            Remedy.Term("chase", Label("催办", "Chase")),
                            Remedy.Term(
                                "proposer_remark", Label("提出人反映意见", "Remark of the proposer")),
                        ],
                        states: [
                            Remedy.Term("received", Label("收悉", "Received")),
                            Remedy.Term("co_handling", Label("会办", "Co-handling")),
                            Remedy.Term("rehandling", Label("重新办理", "Re-handling")),
                        ]),
                    basis: [])
            ])
    }

    @Test func answerRightAfterSigningForNamesContactSignatureAndDraft() async throws {
        let item = try await Suggestion.received()
        try await item.refuses(
            "2025-04-03", "answer", by: .lead, RefusalTests.number,
            because: [
                RefusalTests.noContact(item.id), RefusalTests.noSignature(item.id),
                RefusalTests.noDraft(item.id),
            ])
    }

    @Test func answerWithoutContactNamesTheArticleThatAsksForIt() async throws {
        let item = try await Suggestion.received().signed()
        try await item.refuses(
            "2025-06-06", "answer", by: .lead, RefusalTests.number,
            because: [RefusalTests.noContact(item.id)])
    }

    @Test func answerBeforeTheCoHandlersOpinionNamesTheCaseAndTheOffice() async throws {
        let received = try await Suggestion.received(joint: true)
        let item = try await received.act("2025-04-03", "ask_co_handlers", by: .lead)
            .contacted().signed()
        try await item.refuses(
            "2025-06-06", "answer", by: .lead, RefusalTests.number,
            because: [
                Gap(
                    "children", "HB-2025-000001(市财政局)尚未达到“已出意见或逾期视为无意见或会办完成或已取消”",
                    "HB-2025-000001(市财政局) is not yet Opinion given or Waived or Concluded or Cancelled",
                    mend: Label("查看HB-2025-000001尚缺什么", "see what HB-2025-000001 still needs"),
                    as: .look(at: .needs(of: ["HB-2025-000001"])))
            ])
    }

    @Test func classBAnswerWithoutPromiseIsRefused() async throws {
        let item = try await Suggestion.received().contacted().signed(replyType: "B")
        try await item.refuses(
            "2025-06-06", "answer", by: .lead, RefusalTests.number,
            because: [
                RefusalTests.missing(
                    "promise", "登记承诺", "Promise", by: Label("主办单位", "Lead office"), of: item.id)
            ])
    }

    @Test func answerWhoseCopyHasNoRecipientNamesTheDutyThatNobodyHas() async throws {
        let item = try await Suggestion.received(hasSupervisor: false).contacted().signed()
        try await item.refuses(
            "2025-06-06", "answer", by: .lead, RefusalTests.number,
            because: [
                Gap(
                    "recipient", "〈抄送〉对象“督查机构”在单位名录中没有",
                    "‹Copy› goes to ‹Supervision office›, but the directory has no such office",
                    mend: Label(
                        "由系统管理员登记某市的督查机构", "an administrator adds the Supervision office of 某市"),
                    as: .addOffice(
                        duty: Remedy.Term("supervisor", Label("督查机构", "Supervision office")),
                        place: "某市"),
                    basis: [])
            ])
    }

    @Test func answerByTheClerkNamesTheOfficeThatMay() async throws {
        let item = try await Suggestion.received().contacted().signed()
        try await item.refuses(
            "2025-06-06", "answer", by: .clerk, RefusalTests.number, code: .permission,
            because: [
                Gap(
                    "role", "您无权办理〈答复〉,应由主办单位(市民政局)办理",
                    "you may not enter ‹Answer›; Lead office (市民政局) may",
                    mend: Label("查看本人角色", "see your own roles"), as: .look(at: .ownRoles),
                    basis: [])
            ])
    }

    @Test func answerAfterDissatisfactionAsksForContactAndDraftAnew() async throws {
        let item = try await Suggestion.received().contacted().signed()
            .act("2025-06-09", "answer", by: .lead, RefusalTests.number)
            .act("2025-06-20", "rate", by: .assigner, ["rating": "dissatisfied"])
        try await item.refuses(
            "2025-06-23", "answer", by: .lead, ["letter_number": "民函〔2025〕15号"],
            because: [
                RefusalTests.noContact(item.id, since: Label("重新办理", "Re-handling")),
                RefusalTests.noDraft(item.id, since: Label("重新办理", "Re-handling")),
            ])
    }

    @Test func answerWithoutItsNumberNamesTheField() async throws {
        let item = try await Suggestion.received().contacted().signed()
        try await item.town.wait(until: "2025-06-06")
        do {
            try await item.town.act(item.id, "answer", by: .lead)
            Issue.record("an answer without number was not refused")
        } catch {
            #expect(
                error.unmet.map(\.sentence) == [
                    Label("缺少〈发文字号〉", "‹Letter number› is missing")
                ])
            #expect(
                error.unmet.map(\.remedies) == [
                    [
                        .give(
                            Remedy.Term("letter_number", Label("发文字号", "Letter number")),
                            with: [
                                Remedy.Term("answer", Label("答复", "Answer")),
                                Remedy.Term("convert", Label("类型转化", "Convert")),
                            ], in: item.id)
                    ]
                ])
            #expect(
                error.unmet.map(\.remedies.sentence) == [
                    Label(
                        "填写〈发文字号〉,可随〈答复、类型转化〉",
                        "give ‹Letter number›, with Answer, Convert")
                ])
        }
    }
}
