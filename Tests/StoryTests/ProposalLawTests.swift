// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Who handles a suggestion, and how that changes: 改办, 会办, 分办, 两级交办.
///
/// Days reckoned by hand.
@Suite struct ProposalLawTests {
    // 浙江2016 14, 河南2017 14: the assigner determines the office anew, at any time before the reply.
    @Test(.timeLimit(.minutes(60)))
    func theAssignerAssignsAnewAfterTheObjectionPeriodAndTheLimitGoesOn() async throws {
        let item = try await Suggestion.received()
        #expect(try await item.run("reply").due == "2025-06-03")
        try await item.town.wait(until: "2025-04-10")
        try await item.act(
            "reassign", by: .assigner, ["reason": "机构改革,职能划转"], roles: ["lead": "市教育局"])
        let view = try await item.view()
        #expect(view.row.state == "assigned" && view.row.roles["lead"]?.office == "jyj")
        // Three months from 3 March, not from 10 April.
        let reply = try await item.run("reply")
        #expect(reply.isOpen && reply.due == "2025-06-03")
        #expect(try await item.run("signing_for").due == "2025-04-15")
        #expect(
            try await item.view().deliveries.contains {
                $0.kind == "assignment" && $0.recipient.name == "市教育局"
            })
    }

    @Test(.timeLimit(.minutes(60)))
    func anAnsweredSuggestionIsNotAssignedAnew() async throws {
        let item = try await Suggestion.received()
        try await item.answer()
        let error = await item.refusal(
            of: "reassign", by: .assigner, ["reason": "错办"], roles: ["lead": "市教育局"])
        #expect(error?.unmet.map(\.code) == ["event"])
    }

    /// 代表法 51: whoever it was given to talks with the deputy, writes and signs himself.
    @Test(.timeLimit(.minutes(60)))
    func whoTakesOverAnswersWithHisOwnWork() async throws {
        var plan = Suggestion.town
        plan.add(.init("市教育局", "jyj"), of: .coHandler)
        let item = try await Suggestion.received(in: plan)
        try await item.file("contact_record")
        try await item.act("contact", by: .lead, ["contact_kind": "visit"])
        try await item.act("draft", by: .clerk, DirectoryOffice.draft)
        try await item.act("review_draft", by: .lead, ["review_result": "passed"])
        try await item.act("sign", by: .leader, ["signer": "局长"])
        try await item.act(
            "reassign", by: .assigner, ["reason": "职能划转"], roles: ["lead": "市教育局"])
        let next = Principal(
            uid: 6_000, isAdmin: false,
            user: UserRow(
                number: 6_000, name: "接办人",
                memberships: ["lead", "clerk", "leader"].map {
                    MembershipRow(office: "jyj", role: $0, kind: .member)
                }))
        func act(_ event: String, _ fields: [String: Value] = [:]) async throws -> [String] {
            do {
                _ = try await item.town.engine.cases.act(
                    ActCommand(caseID: item.id, event: event, fields: fields),
                    Engine.Request(principal: next, id: "", payload: []))
                return []
            } catch {
                return error.unmet.map(\.about)
            }
        }
        #expect(try await act("sign_for") == [])
        let unmet = try await act("answer", ["letter_number": "教函〔2025〕1号"])
        #expect(unmet == ["recorded contact", "recorded draft"])
    }

    /// Whoever was let go and is named again is asked again.
    @Test(.timeLimit(.minutes(60)))
    func coHandlersWhoWereLetGoAreAskedAgain() async throws {
        let item = try await Suggestion.received(coHandlers: ["市财政局", "市人社局"])
        try await item.act("ask_co_handlers", by: .lead)
        try await item.act("ask_co_handlers", by: .lead, ["co_handlers": ["市人社局"]])
        try await item.act(
            "ask_co_handlers", by: .lead, ["co_handlers": ["市人社局", "市财政局"]])
        let tasks = try await item.children("co_handling")
        #expect(tasks.map(\.role) == ["市财政局", "市人社局", "市财政局"])
        #expect(tasks.map(\.state) == ["cancelled", "asked", "asked"])
    }

    @Test(.timeLimit(.minutes(60)))
    func coHandlersAreAddedAndReplacedBeforeTheReply() async throws {
        let item = try await Suggestion.received(coHandlers: ["市财政局", "市人社局"])
        try await item.act("ask_co_handlers", by: .lead)
        let first = try await item.children("co_handling")
        try #require(first.map(\.role) == ["市财政局", "市人社局"])
        try await item.town.act(first[0].id, "object", by: .coHandler, ["reason": "无此职能"])
        try await item.town.act(first[0].id, "release", by: .assigner, ["reason": "同意"])
        try await item.town.wait(until: "2025-05-06")
        try await item.act(
            "ask_co_handlers", by: .lead, ["co_handlers": ["市人社局", "市教育局"]])
        let tasks = try await item.children("co_handling")
        #expect(tasks.map(\.role) == ["市财政局", "市人社局", "市教育局"])
        #expect(tasks.map(\.state) == ["cancelled", "asked", "asked"])
        // A month from the day it was asked; the others' month began with the assignment.
        let late = try await item.town.engine.cases.view(tasks[2].id).facts.clocks
        #expect(late.last { $0.clock == "opinion" }?.due == "2025-06-06")
        let early = try await item.town.engine.cases.view(tasks[1].id).facts.clocks
        #expect(early.last { $0.clock == "opinion" }?.due == "2025-04-03")
    }

    @Test(.timeLimit(.minutes(60)))
    func anOpinionAfterTheWaiverIsFiledAsLate() async throws {
        let item = try await Suggestion.received(coHandlers: ["市财政局"])
        try await item.act("ask_co_handlers", by: .lead)
        let task = try #require(try await item.children("co_handling").first?.id)
        try await item.town.wait(until: "2025-04-21")
        try await item.town.act(task, "waive", by: .lead, ["reason": "三次催办未复"])
        await #expect(throws: CaseworkError.self) {
            try await item.town.act(
                task, "late_opinion", by: .coHandler, ["opinion_number": "财函〔2025〕5号"])
        }
        try await item.town.file(task, "opinion_letter", by: .coHandler)
        let result = try await item.town.act(
            task, "late_opinion", by: .coHandler, ["opinion_number": "财函〔2025〕5号"])
        #expect(result.state == "waived")
        let letters = try await item.town.engine.cases.view(task).deliveries
        #expect(letters.contains { $0.kind == "late_opinion" && $0.recipient.name == "市民政局" })
    }

    // 会办单位不能与主办单位相同
    @Test(.timeLimit(.minutes(60)))
    func theLeadOfficeIsNeverItsOwnCoHandler() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Suggestion.opened(in: town)
        try await item.act("accept", by: .assigner)
        let wanted = "〈会办单位〉不能与〈主办单位〉相同:市民政局"
        let assign = await item.refusal(
            of: "assign", by: .assigner, ["mode": "joint", "co_handlers": ["市民政局", "市财政局"]],
            roles: ["lead": "市民政局"])
        #expect(assign?.told.contains(wanted) ?? false, "\(assign?.told ?? "")")
        try await item.act(
            "assign", by: .assigner, ["mode": "joint", "co_handlers": ["市财政局"]],
            roles: ["lead": "市民政局"])
        try await item.act("sign_for", by: .lead)
        let ask = await item.refusal(
            of: "ask_co_handlers", by: .lead, ["co_handlers": ["mzj"]])
        #expect(ask?.told.contains(wanted) ?? false, "\(ask?.told ?? "")")
        let again = await item.refusal(
            of: "reassign", by: .assigner, ["reason": "改办"], roles: ["lead": "市财政局"])
        #expect(again?.told.contains("相同:市财政局") ?? false, "\(again?.told ?? "")")
        let corrected = await #expect(throws: CaseworkError.self) {
            try await town.correct(item.id, "assign", ["co_handlers": ["市民政局"]])
        }
        #expect(corrected?.told.contains(wanted) ?? false, "\(corrected?.told ?? "")")
        try await item.act("ask_co_handlers", by: .lead)
        #expect(try await item.children("co_handling").map(\.role) == ["市财政局"])
    }

    /// The old co-handler becomes the lead: its own task falls away, the other's goes on.
    @Test(.timeLimit(.minutes(60)))
    func theNewLeadOfficeOwesItselfNoOpinion() async throws {
        let item = try await Suggestion.received(coHandlers: ["市财政局", "市人社局"])
        try await item.act("ask_co_handlers", by: .lead)
        try await item.act(
            "reassign", by: .assigner, ["reason": "改办", "co_handlers": ["市人社局"]],
            roles: ["lead": "市财政局"])
        #expect(try await item.children("co_handling").map(\.state) == ["cancelled", "asked"])
    }

    // 分办: 浙江2016 18(2), 河南2017 18(2), 重庆2017 20(2)
    @Test(.timeLimit(.minutes(60)))
    func separateHandlingNeedsNoLeadAndItsPartsCanObject() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Suggestion.opened(
            in: town, also: ["key_item": "true", "name_secret": "true"])
        try await item.act("accept", by: .assigner)
        try await item.act(
            "assign", by: .assigner,
            ["mode": "separate", "separate_offices": ["市民政局", "市教育局"]])
        let view = try await item.view()
        #expect(view.row.state == "divided" && view.row.roles["lead"] == nil)
        let letters = view.deliveries.filter { $0.kind == "assignment" }.map(\.recipient.name)
        #expect(letters.sorted() == ["市教育局", "市民政局"])
        #expect(view.deliveries.contains { $0.kind == "handler_notice" })
        let parts = try await item.children("proposal")
        try #require(parts.map(\.state) == ["assigned", "assigned"])
        let part = Suggestion(town: town, id: parts[0].id)
        let fields = try await town.fields(of: part.id)
        #expect(fields["number"] == "7" && fields["name_secret"] == "true")
        #expect(fields["key_item"] == "true" && fields["in_session"] == "true")
        try await part.act("sign_for", by: .lead)
        #expect(try await part.run("reply").due == "2025-06-03")
        #expect(try await part.run("objection").due == "2025-03-10")
        try await part.file("return_request")
        try await part.act(
            "request_return", by: .lead, ["reason": "非本单位职责", "proposed_office": "czj"])
        #expect(try await part.state == "return_requested")
    }

    @Test(.timeLimit(.minutes(60)))
    func theWholeIsWithdrawnWithItsParts() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Suggestion.opened(in: town)
        try await item.act("accept", by: .assigner)
        try await item.act(
            "assign", by: .assigner,
            ["mode": "separate", "separate_offices": ["市民政局", "市教育局"]])
        try await item.file("withdrawal", by: .assigner)
        try await item.act("withdraw", by: .assigner)
        #expect(try await item.state == "withdrawn")
        #expect(try await item.children("proposal").map(\.state) == ["withdrawn", "withdrawn"])
    }

    // 浙江2016 11(2): the congress and the government's office assign; the first day counts.
    @Test(.timeLimit(.minutes(60)))
    func theLimitRunsFromTheDayOnWhichTheCongressHandedItOver() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Suggestion.opened(in: town)
        try await item.act("accept", by: .assigner)
        try await item.act("hand_over", by: .assigner, roles: ["coordinator": "市政府办公室"])
        try await town.wait(until: "2025-03-17")
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        #expect(try await item.run("reply").due == "2025-06-03")
    }

    @Test(.timeLimit(.minutes(60)))
    func anOfficeGetsASuggestionForReferenceWithoutOwingAnything() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let item = try await Suggestion.opened(in: town, also: ["category": "society"])
        try await item.act("accept", by: .assigner)
        try await item.act(
            "assign", by: .assigner, ["mode": "sole", "reference_offices": ["市教育局"]],
            roles: ["lead": "市民政局"])
        let view = try await item.view()
        let letters = view.deliveries.filter { $0.kind == "reference" }
        #expect(letters.map(\.recipient.name) == ["市教育局"] && view.children.isEmpty)
    }

    /// The second office's objection needs its own paper.
    @Test(.timeLimit(.minutes(60)))
    func theFirstOfficesRequestServesNobodyElse() async throws {
        let item = try await Suggestion.received()
        let wish: [String: Value] = ["reason": "非本单位职责", "proposed_office": "jyj"]
        try await item.file("return_request")
        try await item.act("request_return", by: .lead, wish)
        try await item.act("grant_return", by: .assigner)
        try await item.act("assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
        try await item.act("sign_for", by: .lead)
        let error = await item.refusal(of: "request_return", by: .lead, wish)
        #expect(error?.unmet.map(\.code) == ["document"])
    }

    // 浙江2016 10: between sessions the deputies are told within seven days.
    @Test(.timeLimit(.minutes(60)))
    func inZhejiangTheDeputiesAreToldOfTheAcceptanceInSevenDays() async throws {
        let town = try await TownHall(Suggestion.town("cn-zhejiang"), on: "2023-05-04")
        let item = try await Suggestion.opened(in: town, also: ["in_session": "false"])
        try await item.act("accept", by: .assigner)
        #expect(try await item.run("acceptance").due == "2023-05-11")
        try await town.send(item.id, by: .assigner)
        #expect(try await item.run("acceptance").wasInTime)
    }

    /// Nobody said when the session closed: the period is counted from the acceptance.
    @Test(.timeLimit(.minutes(60)))
    func anAssignmentHasADateWithoutTheDayOfTheClose() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let id = try await town.open(
            "proposal", by: .assigner,
            [
                "assembly": "某市人大", "session": "四次", "number": "9", "title": "建议",
                "proposers": ["李某"],
            ]
        ).caseID
        let item = Suggestion(town: town, id: id)
        try await item.act("accept", by: .assigner)
        #expect(try await item.run("assignment").due == "2025-04-02")
    }

    @Test(.timeLimit(.minutes(60)))
    func aReplyGoesOutWhereThereIsNoSupervisionOffice() async throws {
        var plan = Suggestion.town
        plan.add(.init("市政府督查室", "dcs"), of: .supervisor)
        let item = try await Suggestion.received(in: plan)
        try await item.answer()
        #expect(try await item.state == "copied")
    }

    /// Also a row of a spreadsheet.
    @Test(.timeLimit(.minutes(60)))
    func aRowThatNamesTheLeadAsItsOwnCoHandlerIsRefused() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-05-12")
        let row = [
            "建议编号": "1", "标题": "建议", "提出人": "李某", "主办单位": "市民政局",
            "交办日期": "2025-04-01", "状态": "assigned", "办理方式": "主办会办",
        ]
        let rows = ["市民政局、市财政局", "市财政局"].map {
            row.merging(["会办单位": $0, "建议编号": $0]) { $1 }
        }.enumerated().map { index, row in row.merging(["建议编号": "\(index + 1)"]) { $1 } }
        let plan = try await town.plan(
            rows, common: ["会议": "某市人大", "届次": "四次", "闭会日期": "2025-03-20"], by: .assigner)
        let told = try await town.engine.bulk.view(plan, nil).items.map(\.result.zh)
        #expect(told[0].contains("〈会办单位〉不能与〈主办单位〉相同:市民政局"), "\(told[0])")
        #expect(told[1].hasPrefix("将:"), "\(told[1])")
    }

    /// A row whose reply is out says the day of the reply, of no other event.
    @Test(.timeLimit(.minutes(60)))
    func aRowOfAnAnsweredSuggestionNeedsTheDayOfTheReply() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-05-12")
        let row = [
            "建议编号": "1", "标题": "建议", "提出人": "李某", "主办单位": "市民政局",
            "交办日期": "2025-04-01", "状态": "已答复", "办理方式": "独办",
        ]
        let plan = try await town.plan(
            [row], common: ["会议": "某市人大", "届次": "四次", "闭会日期": "2025-03-20"], by: .assigner)
        let told = try await town.engine.bulk.view(plan, nil).items.map(\.result.en)
        #expect(told[0].contains("the day of ‹Answer›: answer_on"), "\(told[0])")
    }
}
