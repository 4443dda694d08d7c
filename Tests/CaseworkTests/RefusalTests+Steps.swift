// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Casework
import Testing
import TownHall
import Workflow

// Four eyes, returns, extensions, days and papers.
extension RefusalTests {
    private static func sameActor(_ event: String, _ label: Label) -> Gap {
        Gap(
            "actor", "factotum已办理〈\(label.zh)〉,不得再办本步",
            "factotum did ‹\(label.en)› and may not do this step",
            mend: Label("由另一人办理", "another person must do it"), as: .anotherPerson)
    }

    @Test func reviewByWhoDraftedIsRefused() async throws {
        let item = try await Suggestion.received().drafted(by: .factotum)
        try await item.refuses(
            "2025-06-04", "review_draft", by: .factotum, ["review_result": "passed"],
            because: [RefusalTests.sameActor("draft", Label("拟稿", "Draft"))])
    }

    @Test func signatureByWhoDraftedIsRefused() async throws {
        let item = try await Suggestion.received().drafted(by: .factotum)
            .act("2025-06-04", "review_draft", by: .lead, ["review_result": "passed"])
        try await item.refuses(
            "2025-06-05", "sign", by: .factotum, ["signer": "局长"],
            because: [RefusalTests.sameActor("draft", Label("拟稿", "Draft"))])
    }

    @Test func signatureOnADraftThatWasReturnedIsRefused() async throws {
        let item = try await Suggestion.received().drafted()
            .act("2025-06-04", "review_draft", by: .lead, ["review_result": "returned"])
        try await item.refuses(
            "2025-06-05", "sign", by: .leader, ["signer": "局长"],
            because: [
                Gap(
                    "recorded", "尚未〈核稿〉且〈核稿意见〉为通过(自〈拟稿〉以来)",
                    "‹Review draft› not recorded with ‹Review› Passed [since ‹Draft›]",
                    mend: Label("由主办单位登记〈核稿〉", "record ‹Review draft› (Lead office)"),
                    as: .act(
                        Remedy.Term("review_draft", Label("核稿", "Review draft")), in: item.id,
                        by: Label("主办单位", "Lead office")))
            ])
    }

    @Test func objectionAfterItsLimitNamesTheDayItRanOutAndTheMissingPaper() async throws {
        let item = try await Suggestion.received()
        try await item.refuses(
            "2025-04-11", "request_return", by: .lead,
            ["reason": "职责不符", "proposed_office": "市财政局"],
            because: [
                Gap("clock", "〈退办时限〉已于2025-04-10届满", "‹Objection› ran out on 2025-04-10"),
                Gap(
                    "document", "缺少材料〈退办申请〉", "document ‹Return request› is missing",
                    mend: Label("将〈退办申请〉归卷", "put ‹Return request› on file"),
                    as: .attach(
                        Remedy.Term("return_request", Label("退办申请", "Return request")), to: item.id)
                ),
            ])
    }

    @Test func extensionPastSixMonthsIsRefusedAndSoIsASecondOne() async throws {
        let item = try await Suggestion.received()
        try await item.refuses(
            "2025-06-10", "extend", by: .lead, ["reason": "涉及面广", "extended_to": "2025-12-31"],
            because: [
                Gap(
                    "clock", "延长后的日期2025-12-31晚于〈答复时限〉最多可延至的2025-10-09",
                    "the new day 2025-12-31 is after 2025-10-09, to which ‹Reply› can be extended at most",
                    mend: Label(
                        "〈延期至〉改为不晚于2025-10-09",
                        "choose another ‹Extended to›: 2025-10-09 at the latest"),
                    as: .chooseDay(
                        field: Remedy.Term("extended_to", Label("延期至", "Extended to")),
                        latest: "2025-10-09"), basis: [])
            ])
        _ = try await item.act(
            "2025-06-10", "extend", by: .lead, ["reason": "涉及面广", "extended_to": "2025-10-09"])
        let reply = try await item.town.engine.cases.view(item.id).facts.run(of: "reply")
        // Six months from 2025-04-01, on a holiday (National Day until 2025-10-08).
        #expect(reply?.due == "2025-10-09")
        #expect(reply?.originalDue == "2025-07-01")
        try await item.refuses(
            "2025-06-11", "extend", by: .lead, ["reason": "再延", "extended_to": "2026-01-31"],
            because: [
                Gap("clock", "〈答复时限〉已延长", "‹Reply› has been extended already"),
                Gap("clock", "〈答复时限〉不能再延长", "‹Reply› cannot be extended again", basis: []),
            ])
    }

    @Test func dayBeforeTheLastStepIsRefused() async throws {
        let item = try await Suggestion.assigned()
        try await item.refuses(
            "2025-04-02", "sign_for", by: .lead, happenedOn: "2025-03-31",
            because: [
                Gap(
                    "date", "发生日期2025-03-31早于上一步〈交办〉的2025-04-01",
                    "happened on 2025-03-31, before the last step ‹Assign› of 2025-04-01",
                    mend: Label(
                        "发生日期改为不早于2025-04-01", "choose another day: 2025-04-01 at the earliest"),
                    as: .chooseDay(earliest: "2025-04-01"), basis: [])
            ])
    }

    @Test func dayAfterTodayIsRefused() async throws {
        let item = try await Suggestion.assigned()
        try await item.refuses(
            "2025-04-02", "sign_for", by: .lead, happenedOn: "2025-04-03",
            because: [
                Gap(
                    "date", "发生日期2025-04-03晚于今天2025-04-02",
                    "happened on 2025-04-03, which is after today, 2025-04-02",
                    mend: Label(
                        "发生日期改为不晚于2025-04-02", "choose another day: 2025-04-02 at the latest"),
                    as: .chooseDay(latest: "2025-04-02"), basis: [])
            ])
    }

    @Test func secondContactNeedsAPaperOfItsOwn() async throws {
        let item = try await Suggestion.received().contacted()
        try await item.refuses(
            "2025-05-12", "contact", by: .lead, ["contact_kind": "phone"],
            because: [
                Gap(
                    "document", "缺少材料〈沟通记录〉(自〈沟通〉以来)",
                    "document ‹Contact record› is missing [since ‹Contact›]",
                    mend: Label("将〈沟通记录〉归卷", "put ‹Contact record› on file"),
                    as: .attach(
                        Remedy.Term("contact_record", Label("沟通记录", "Contact record")), to: item.id)
                )
            ])
    }

    @Test func fieldThatTheEventDoesNotTakeIsInvalid() async throws {
        let item = try await Suggestion.assigned()
        try await item.refuses(
            "2025-04-02", "sign_for", by: .lead, ["title": "另一标题"], code: .invalid,
            because: [
                Gap(
                    "field", "〈签收〉不带字段〈标题〉;可带:无",
                    "title: ‹Sign for› does not take a field “title”; it takes: none", basis: [])
            ])
    }

    @Test func jointAssignmentWithoutCoHandlersAndLeadNamesBoth() async throws {
        let town = try await TownHall(Suggestion.town(), on: "2025-03-20")
        let id = try await town.open(
            "proposal", by: .assigner,
            ["assembly": "某市人大", "session": "四次", "title": "建议", "proposers": ["李某"]]
        ).caseID
        let item = try await Suggestion(town: town, id: id).act(
            "2025-03-21", "accept", by: .assigner)
        try await item.refuses(
            "2025-03-24", "assign", by: .assigner, ["mode": "joint"],
            because: [
                Gap(
                    "role", "尚未确定主办单位", "no Lead office is named yet",
                    mend: Label("指定主办单位", "name the Lead office"),
                    as: .bind(Remedy.Term("lead", Label("主办单位", "Lead office"))), basis: []),
                Gap(
                    "field", "缺少〈会办单位〉", "‹Co-handlers› is missing",
                    mend: Label(
                        "填写〈会办单位〉,可随〈交办、改办、请会办〉",
                        "give ‹Co-handlers›, with Assign, Assign to another, Ask co-handlers"),
                    as: .give(
                        Remedy.Term("co_handlers", Label("会办单位", "Co-handlers")),
                        with: [
                            Remedy.Term("assign", Label("交办", "Assign")),
                            Remedy.Term("reassign", Label("改办", "Assign to another")),
                            Remedy.Term("ask_co_handlers", Label("请会办", "Ask co-handlers")),
                        ], in: id)),
            ])
    }

    @Test func committeesMotionWithoutItsSealIsNotFiled() async throws {
        let town = try await TownHall(Suggestion.town(), on: "2025-03-20")
        let id = try await town.open(
            "motion", by: .assigner,
            [
                "assembly": "政协某市委员会", "session": "四次", "number": "9", "title": "提案",
                "proposers": ["社会和法制委"], "proposer_kind": "committee",
            ]
        ).caseID
        try await Suggestion(town: town, id: id).refuses(
            "2025-03-21", "file", by: .assigner,
            because: [
                Gap(
                    "document", "缺少材料〈集体提案盖章页〉",
                    "document ‹Sealed page of a collective proposal› is missing",
                    mend: Label(
                        "将〈集体提案盖章页〉归卷", "put ‹Sealed page of a collective proposal› on file"),
                    as: .attach(
                        Remedy.Term(
                            "body_seal", Label("集体提案盖章页", "Sealed page of a collective proposal")),
                        to: id),
                    basis: [
                        Label(
                            "《全国政协提案工作条例》(未核原文)",
                            "CPPCC regulations on proposals (not read in the text)")
                    ])
            ])
    }
}
